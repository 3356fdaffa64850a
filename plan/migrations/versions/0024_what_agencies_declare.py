"""What agencies declare

What came in by the link of a letter was received at once until now. It becomes declared, and accepted as before.
"""

from datetime import timedelta, timezone
from typing import Any

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString
INSTANT = sqlmodel.sql.sqltypes.UTCDateTime
HERE = timezone(timedelta(hours=7))  # the day of a moment in Vietnam, which has one zone
AS_BEFORE = 'báo qua liên kết khi chương trình chưa có bước xác nhận: nhận như trước'


def upgrade() -> None:
    op.create_table(
        'declaration',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('obligation_id', sa.Integer(), nullable=False),
        sa.Column('agency', TEXT(), nullable=False),
        sa.Column('on', sa.Date(), nullable=False),
        sa.Column('document', TEXT(), nullable=True),
        sa.Column('note', TEXT(), nullable=True),
        sa.Column('declared_on', sa.Date(), nullable=False),
        sa.Column('at', INSTANT(), nullable=False),
        sa.Column('file_name', TEXT(), nullable=True),
        sa.Column('file_digest', TEXT(), nullable=True),
        sa.Column('file', sa.LargeBinary(), nullable=True),
        sa.Column('state', sa.Enum('waiting', 'accepted', 'sent-back', name='declarationstate', native_enum=False, length=16), nullable=False),
        sa.Column('held_on', sa.Date(), nullable=True),
        sa.Column('decided_on', sa.Date(), nullable=True),
        sa.Column('decided_at', INSTANT(), nullable=True),
        sa.Column('decided_by', TEXT(), nullable=True),
        sa.Column('decided_document', TEXT(), nullable=True),
        sa.Column('because', TEXT(), nullable=True),
        sa.ForeignKeyConstraint(['agency'], ['agency.code'], name=op.f('fk_declaration_agency_agency')),
        sa.ForeignKeyConstraint(['obligation_id'], ['obligation.id'], name=op.f('fk_declaration_obligation_id_obligation')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_declaration')),
    )
    with op.batch_alter_table('declaration', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_declaration_obligation_id'), ['obligation_id'], unique=False)
        batch_op.create_index(
            'uq_declaration_waiting',
            ['obligation_id', 'agency'],
            unique=True,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )
    _bring_over(op.get_bind())


def downgrade() -> None:
    op.drop_table('declaration')


def _bring_over(connection: sa.Connection) -> None:
    """Each receipt that the log of acts says an agency made itself."""
    found = sa.MetaData()
    found.reflect(connection, only=['audit', 'receipt', 'agency', 'declaration'])
    audit, receipt, agency = (found.tables[name] for name in ('audit', 'receipt', 'agency'))
    known = set(connection.execute(sa.select(agency.c.code)).scalars())
    made = sa.select(audit.c.subject, audit.c.who, audit.c.at).where(
        audit.c.act == 'done', audit.c.who.like('agency:%')
    )
    rows: list[dict[str, Any]] = []
    for subject, who, at in connection.execute(made.order_by(audit.c.number)):
        code = who.removeprefix('agency:')
        number = subject.removeprefix('obligation ')
        if code in known and number.isdigit():
            kept = sa.select(receipt).where(receipt.c.obligation_id == int(number), receipt.c.recorded_at == at)
            kept = kept.where(receipt.c.on.is_not(None))
            rows += [_declared(code, one._mapping) for one in connection.execute(kept)]
    if rows:
        connection.execute(sa.insert(found.tables['declaration']), rows)


def _declared(code: str, receipt: Any) -> dict[str, Any]:
    at = receipt['recorded_at']
    today = (at if at.tzinfo else at.replace(tzinfo=timezone.utc)).astimezone(HERE).date()
    same = {name: receipt[name] for name in ('obligation_id', 'on', 'document', 'note', 'file_name', 'file_digest')}
    return same | {
        'agency': code,
        'declared_on': today,
        'at': at,
        'state': 'accepted',
        'held_on': receipt['on'],
        'decided_on': today,
        'decided_at': at,
        'decided_by': 'dondoc',
        'because': AS_BEFORE,
    }
