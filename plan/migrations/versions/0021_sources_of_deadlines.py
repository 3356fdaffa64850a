"""Sources of deadlines"""

import sqlalchemy as sa
from alembic import op

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # 'report: so-noi-vu' and 'request: 12/UBND' held two things each.
    with op.batch_alter_table('deadline', schema=None) as batch_op:
        batch_op.add_column(sa.Column('sent_to', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('requested_by', sa.String(), nullable=True))
    op.execute("UPDATE deadline SET sent_to = substr(source, 9), source = 'report' WHERE source LIKE 'report: %'")
    op.execute("UPDATE deadline SET requested_by = substr(source, 10), source = 'request' WHERE source LIKE 'request: %'")
    op.execute("UPDATE deadline SET requested_by = NULL WHERE requested_by = 'yêu cầu đột xuất'")


def downgrade() -> None:
    op.execute("UPDATE deadline SET source = 'report: ' || sent_to WHERE source = 'report'")
    op.execute("UPDATE deadline SET source = 'request: ' || COALESCE(requested_by, 'yêu cầu đột xuất') WHERE source = 'request'")
    with op.batch_alter_table('deadline', schema=None) as batch_op:
        batch_op.drop_column('requested_by')
        batch_op.drop_column('sent_to')
