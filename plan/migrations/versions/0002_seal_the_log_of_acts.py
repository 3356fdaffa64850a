"""Seal the log of acts: number, origin, salts, digests and seal; lines written before are sealed in order.

It has its own copy of how `plan.audit.chain` seals a line: a revision must always do the same, even when
the program changes.
"""

import hashlib
import json
import re
import secrets
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

BEGINNING = '0' * 64
DAY = re.compile(r'\d{4}-\d\d-\d\d(T[\d:.+]+)?')

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
    connection, previous, number = op.get_bind(), BEGINNING, 0
    for row in connection.execute(sa.select(audit).order_by(audit.c.id)).mappings().all():
        number += 1
        detail = json.loads(json.dumps(row['detail'] or {}))
        texts = {'who': row['who'], 'origin': '', **dict(_leaves(detail, 'detail'))}
        private = {path: text for path, text in texts.items() if _is_private(path, text)}
        salts = {path: secrets.token_hex(16) for path in private}
        digests = {path: _sha256(f'{salts[path]}\n{_canonical(text)}') for path, text in private.items()}
        plain = {path: text for path, text in texts.items() if path not in private}
        said = [previous, number, _instant(row['at']), row['act'], row['subject'], plain, digests]
        previous = _sha256(_canonical(said))
        values = {'number': number, 'origin': '', 'salts': salts, 'digests': digests, 'seal': previous}
        connection.execute(sa.update(audit).where(audit.c.id == row['id']).values(values))
    if number:
        state = sa.table('state', sa.column('name'), sa.column('value'))
        connection.execute(sa.insert(state), {'name': 'audit-head', 'value': f'{number}:{previous}'})


def _leaves(detail: Mapping[str, object], at: str) -> Iterator[tuple[str, object]]:
    for key, value in detail.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, f'{at}/{key}')
        else:
            yield f'{at}/{key}', value


def _is_private(path: str, text: object) -> bool:
    """Texts that may name a person: who acted, from where, and all but days and numbers of documents."""
    if path in ('who', 'origin'):
        return True
    return isinstance(text, str) and path.rpartition('/')[2] != 'document' and not DAY.fullmatch(text)


def _instant(at: datetime) -> str:
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec='microseconds')


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(',', ':'))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def downgrade() -> None:
    op.execute("DELETE FROM state WHERE name = 'audit-head'")
    with op.batch_alter_table('audit', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_audit_subject'))
        batch_op.drop_constraint(batch_op.f('uq_audit_number'), type_='unique')
        for column in NEW:
            batch_op.drop_column(column.name)
