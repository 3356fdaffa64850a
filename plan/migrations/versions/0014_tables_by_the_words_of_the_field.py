"""Tables by the words of the field"""

import re

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None

TABLES = {
    'answer': 'resolution',
    'draft': 'urging_letter',
    'event': 'occurrence',
    'lane': 'server_state',
    'linkstop': 'link_revocation',
    'reply': 'agency_response',
    'return': 'bounce',
    'rulebook': 'policy_version',
    'shown': 'event_revision',
    'state': 'fact',
}


def upgrade() -> None:
    for old, new in TABLES.items():
        _rename(old, new)


def downgrade() -> None:
    for old, new in TABLES.items():
        _rename(new, old)


def _rename(old: str, new: str) -> None:
    if op.get_bind().dialect.name == 'sqlite':
        _on_sqlite(old, new)
    else:
        _on_postgresql(old, new)


def _renamed(name: str, old: str, new: str) -> str:
    """The name of a key or an index, which begins with that of its table."""
    return re.sub(rf'\b(pk|uq|ix|fk)_{old}(?=_|\b)', rf'\1_{new}', name)


def _on_sqlite(old: str, new: str) -> None:
    """SQLite renames no key and no index: the table is made a second time, in the words it was made with."""
    bind = op.get_bind()
    made = sa.text('SELECT type, sql FROM sqlite_master WHERE tbl_name = :name AND sql IS NOT NULL')
    rows = bind.execute(made, {'name': old}).all()
    (table,) = (sql for kind, sql in rows if kind == 'table')
    # References in other tables follow this rename; they stay by name while the table is made again.
    op.rename_table(old, new)
    bind.exec_driver_sql(re.sub(rf'^CREATE TABLE "?{old}"?', 'CREATE TABLE _again', _renamed(table, old, new)))
    bind.exec_driver_sql(f'INSERT INTO _again SELECT * FROM "{new}"')
    op.drop_table(new)
    op.rename_table('_again', new)
    for kind, sql in rows:
        if kind == 'index':
            bind.exec_driver_sql(re.sub(rf' ON "?{old}"? ', f' ON "{new}" ', _renamed(sql, old, new)))


def _on_postgresql(old: str, new: str) -> None:
    bind = op.get_bind()
    op.rename_table(old, new)
    keys = sa.text('SELECT conname FROM pg_constraint WHERE conrelid = CAST(:name AS regclass)')
    for (name,) in bind.execute(keys, {'name': f'"{new}"'}).all():
        if (other := _renamed(name, old, new)) != name:
            bind.exec_driver_sql(f'ALTER TABLE "{new}" RENAME CONSTRAINT "{name}" TO "{other}"')
    # Those of keys went with their keys.
    for (name,) in bind.execute(sa.text('SELECT indexname FROM pg_indexes WHERE tablename = :name'), {'name': new}):
        if (other := _renamed(name, old, new)) != name:
            bind.exec_driver_sql(f'ALTER INDEX "{name}" RENAME TO "{other}"')
    bind.exec_driver_sql(f'ALTER SEQUENCE IF EXISTS "{old}_id_seq" RENAME TO "{new}_id_seq"')
