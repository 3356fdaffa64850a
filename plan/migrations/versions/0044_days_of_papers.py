"""Days that papers ask for"""

import sqlalchemy as sa
from alembic import op

revision = '0044'
down_revision = '0043'
branch_labels = None
depends_on = None

INDEXES = (
    ('ix_obligation_cancelled', 'obligation', 'cancelled_on', 'cancelled_on IS NOT NULL'),
    ('ix_obligation_extended', 'obligation', 'extended_from', 'extended_from IS NOT NULL'),
)


def upgrade() -> None:
    for name, table, column, words in INDEXES:
        which = sa.text(words)
        op.create_index(name, table, [column], sqlite_where=which, postgresql_where=which)
    op.create_index('ix_audit_at', 'audit', ['at'])


def downgrade() -> None:
    op.drop_index('ix_audit_at', 'audit')
    for name, table, _, _ in INDEXES:
        op.drop_index(name, table)
