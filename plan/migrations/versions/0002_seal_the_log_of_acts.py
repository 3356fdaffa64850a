"""Seal the log of acts: number, origin, salts, digests and seal; lines written before are sealed in order."""

import json
import secrets
from datetime import UTC, datetime

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

from plan.audit import chain

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

NEW = (
    sa.Column('number', sa.Integer(), nullable=True),
    sa.Column('origin', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('salts', sa.JSON(), nullable=True),
    sa.Column('digests', sa.JSON(), nullable=True),
    sa.Column('seal', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
)


def upgrade() -> None:
    with op.batch_alter_table('audit', schema=None) as batch_op:
        for column in NEW:
            batch_op.add_column(column)
    _seal()
    with op.batch_alter_table('audit', schema=None) as batch_op:
        for column in NEW:
            batch_op.alter_column(column.name, existing_type=column.type, nullable=False)
        batch_op.create_unique_constraint(batch_op.f('uq_audit_number'), ['number'])
        batch_op.create_index(batch_op.f('ix_audit_subject'), ['subject'], unique=False)


def _seal() -> None:
    """In the order written. No head is put down for an empty log: the first act does it."""
    audit = sa.table(
        'audit', sa.column('id'), sa.column('at', sqlmodel.sql.sqltypes.UTCDateTime()), sa.column('who'),
        sa.column('act'), sa.column('subject'), sa.column('detail', sa.JSON()), sa.column('number'),
        sa.column('origin'), sa.column('salts', sa.JSON()), sa.column('digests', sa.JSON()), sa.column('seal'),
    )
    connection, previous, number = op.get_bind(), chain.BEGINNING, 0
    for row in connection.execute(sa.select(audit).order_by(audit.c.id)).mappings().all():
        number += 1
        detail = json.loads(json.dumps(row['detail'] or {}))
        texts = chain.private(row['who'], '', detail)
        salts = {path: secrets.token_hex(16) for path in texts}
        digests = {path: chain.digest(salts[path], text) for path, text in texts.items()}
        line = chain.SealedEntry(
            number=number, at=_aware(row['at']), act=row['act'], subject=row['subject'], who=row['who'],
            origin='', detail=detail, salts=salts, digests=digests,
        )
        previous = chain.seal(previous, line)
        values = {'number': number, 'origin': '', 'salts': salts, 'digests': digests, 'seal': previous}
        connection.execute(sa.update(audit).where(audit.c.id == row['id']).values(values))
    if number:
        state = sa.table('state', sa.column('name'), sa.column('value'))
        connection.execute(sa.insert(state), {'name': 'audit-head', 'value': f'{number}:{previous}'})


def _aware(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def downgrade() -> None:
    op.execute("DELETE FROM state WHERE name = 'audit-head'")
    with op.batch_alter_table('audit', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_audit_subject'))
        batch_op.drop_constraint(batch_op.f('uq_audit_number'), type_='unique')
        for column in NEW:
            batch_op.drop_column(column.name)
