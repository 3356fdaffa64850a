"""What waits, by index"""

import sqlalchemy as sa
from alembic import op

revision = '0033'
down_revision = '0032'
branch_labels = None
depends_on = None

INDEXES = (
    ('ix_deadline_round', 'deadline', 'due', 'regime_id IS NOT NULL'),
    (
        'ix_obligation_open_work',
        'obligation',
        'deadline_id',
        "done_on IS NULL AND cancelled_on IS NULL AND kind = 'task'",
    ),
    ('ix_task_said_done', 'task', 'id', "status <> ''"),
    ('ix_cause_undecided', 'cause', 'obligation_id', 'objective IS NULL'),
    ('ix_agency_response_waiting', 'agency_response', 'id', "state = 'waiting'"),
)


def upgrade() -> None:
    for name, table, column, which in INDEXES:
        where = sa.text(which)
        op.create_index(name, table, [column], sqlite_where=where, postgresql_where=where)
    op.create_index('ix_letter_newest', 'letter', ['kind', 'id'])


def downgrade() -> None:
    op.drop_index('ix_letter_newest', 'letter')
    for name, table, *_ in reversed(INDEXES):
        op.drop_index(name, table)
