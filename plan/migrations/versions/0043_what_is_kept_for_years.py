"""What is kept for years"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0043'
down_revision = '0042'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString
# Added in place: these two tables are most of a database, and to write them anew would take its room twice.
INDEXES = (
    ('ix_notice_run', 'notice', 'obligation_id', 'last_step IS NOT NULL'),
    ('ix_letter_whole', 'letter', 'day', 'kept_in IS NULL'),
    ('ix_letter_kept', 'letter', 'kept_in', 'kept_in IS NOT NULL'),
)


def upgrade() -> None:
    op.add_column('notice', sa.Column('last_step', TEXT(), nullable=True))
    op.add_column('notice', sa.Column('steps', sa.Integer(), nullable=False, server_default='1'))
    op.add_column('letter', sa.Column('digest', TEXT(), nullable=True))
    op.add_column('letter', sa.Column('kept_in', TEXT(), nullable=True))
    for name, table, column, words in INDEXES:
        which = sa.text(words)
        op.create_index(name, table, [column], sqlite_where=which, postgresql_where=which)


def downgrade() -> None:
    for name, table, _, _ in INDEXES:
        op.drop_index(name, table)
    for table, column in (('letter', 'kept_in'), ('letter', 'digest'), ('notice', 'steps'), ('notice', 'last_step')):
        op.drop_column(table, column)
