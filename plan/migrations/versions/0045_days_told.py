"""On which days the leads of an obligation were told"""

import sqlalchemy as sa
from alembic import op

revision = '0045'
down_revision = '0044'
branch_labels = None
depends_on = None

TOLD = sa.text("role = 'lead' AND letter_id IS NOT NULL AND NOT owed")


def upgrade() -> None:
    op.create_index('ix_notice_told', 'notice', ['obligation_id', 'day'], sqlite_where=TOLD, postgresql_where=TOLD)


def downgrade() -> None:
    op.drop_index('ix_notice_told', 'notice')
