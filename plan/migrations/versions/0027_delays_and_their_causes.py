"""Delays and their causes

Each extension becomes a row: those of before are read from the log of acts, without a paper that nobody wrote down.
"""

from datetime import date, timedelta, timezone
from typing import Any

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString
INSTANT = sqlmodel.sql.sqltypes.UTCDateTime
HERE = timezone(timedelta(hours=7))  # the day of a moment in Vietnam, which has one zone
WAYS = ('later', 'stretch', 'withdraw')


def upgrade() -> None:
    with op.batch_alter_table('agency_response', schema=None) as batch_op:
        batch_op.add_column(sa.Column('way', sa.Enum(*WAYS, name='extensionway', native_enum=False, length=16), nullable=True))
    op.create_table(
        'extension',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('obligation_id', sa.Integer(), nullable=False),
        sa.Column('request_id', sa.Integer(), nullable=True),
        sa.Column('way', sa.Enum(*WAYS, name='extensionway', native_enum=False, length=16), nullable=False),
        sa.Column('due_before', sa.Date(), nullable=False),
        sa.Column('ends_before', sa.Date(), nullable=False),
        sa.Column('due_after', sa.Date(), nullable=True),
        sa.Column('reason', TEXT(), nullable=False),
        sa.Column('document', TEXT(), nullable=True),
        sa.Column('document_on', sa.Date(), nullable=True),
        sa.Column('decided_on', sa.Date(), nullable=False),
        sa.Column('decided_at', INSTANT(), nullable=False),
        sa.Column('decided_by', TEXT(), nullable=False),
        sa.ForeignKeyConstraint(['obligation_id'], ['obligation.id'], name=op.f('fk_extension_obligation_id_obligation')),
        sa.ForeignKeyConstraint(['request_id'], ['agency_response.id'], name=op.f('fk_extension_request_id_agency_response')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_extension')),
    )
    op.create_table(
        'cause',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('obligation_id', sa.Integer(), nullable=False),
        sa.Column('agency', TEXT(), nullable=True),
        sa.Column('text', TEXT(), nullable=False),
        sa.Column('given_on', sa.Date(), nullable=False),
        sa.Column('at', INSTANT(), nullable=False),
        sa.Column('given_by', TEXT(), nullable=False),
        sa.Column('objective', sa.Boolean(), nullable=True),
        sa.Column('confirmed_by', TEXT(), nullable=True),
        sa.Column('document', TEXT(), nullable=True),
        sa.Column('document_on', sa.Date(), nullable=True),
        sa.Column('decided_on', sa.Date(), nullable=True),
        sa.Column('decided_at', INSTANT(), nullable=True),
        sa.Column('decided_by', TEXT(), nullable=True),
        sa.ForeignKeyConstraint(['agency'], ['agency.code'], name=op.f('fk_cause_agency_agency')),
        sa.ForeignKeyConstraint(['obligation_id'], ['obligation.id'], name=op.f('fk_cause_obligation_id_obligation')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_cause')),
    )
    for table in ('extension', 'cause'):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.create_index(batch_op.f(f'ix_{table}_obligation_id'), ['obligation_id'], unique=False)
    _bring_over(op.get_bind())


def downgrade() -> None:
    op.drop_table('cause')
    op.drop_table('extension')
    with op.batch_alter_table('agency_response', schema=None) as batch_op:
        batch_op.drop_column('way')


def _bring_over(connection: sa.Connection) -> None:
    """Each act that moved a day, as the log has its days; a reason that was trimmed there stays in the obligation alone."""
    found = sa.MetaData()
    found.reflect(connection, only=['audit', 'obligation', 'extension'])
    audit, obligation = found.tables['audit'], found.tables['obligation']
    query = sa.select(obligation.c.id, obligation.c.extended_because)
    known = {number: because for number, because in connection.execute(query)}
    rows: list[dict[str, Any]] = []
    query = sa.select(audit.c.subject, audit.c.at, audit.c.who, audit.c.detail).where(audit.c.act == 'extend')
    for subject, at, who, detail in connection.execute(query.order_by(audit.c.number)):
        number = subject.removeprefix('obligation ')
        if number.isdigit() and int(number) in known:
            rows += _moved(int(number), at, who, detail, known[int(number)])
    if rows:
        connection.execute(sa.insert(found.tables['extension']), rows)


def _moved(number: int, at: Any, who: str, detail: Any, because: str | None) -> list[dict[str, Any]]:
    before, after = (detail.get(name) if isinstance(detail, dict) else None for name in ('before', 'after'))
    if not (isinstance(before, dict) and isinstance(after, dict)):
        return []
    days = [before.get('due'), before.get('ends'), after.get('due')]
    if not all(isinstance(day, str) for day in days):
        return []
    due, ends, to = (date.fromisoformat(day) for day in days)
    today = (at if at.tzinfo else at.replace(tzinfo=timezone.utc)).astimezone(HERE).date()
    return [
        {
            'obligation_id': number,
            'way': 'later',
            'due_before': due,
            'ends_before': ends,
            'due_after': to,
            'reason': after.get('extended_because') or because or '–',
            'decided_on': today,
            'decided_at': at,
            'decided_by': who,
        }
    ]
