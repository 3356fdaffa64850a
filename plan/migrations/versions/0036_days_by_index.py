"""Days by index"""

import sqlalchemy as sa
from alembic import op

revision = '0036'
down_revision = '0035'
branch_labels = None
depends_on = None


def upgrade() -> None:
    done = sa.text('done_on IS NOT NULL')
    op.create_index('ix_obligation_ends', 'obligation', ['ends'])
    op.create_index('ix_obligation_done', 'obligation', ['done_on'], sqlite_where=done, postgresql_where=done)
    op.create_index('ix_audit_act', 'audit', ['act', 'number'])


def downgrade() -> None:
    op.drop_index('ix_audit_act', 'audit')
    op.drop_index('ix_obligation_done', 'obligation')
    op.drop_index('ix_obligation_ends', 'obligation')
