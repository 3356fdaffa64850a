"""A database as an older version of the program left it: at any revision, with rows in every table."""

from functools import cache, partial
from typing import Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, create_engine, insert, inspect
from sqlalchemy.pool import NullPool

from plan.storage.upgrade import MIGRATIONS, REVISIONS
from tests.storing.old_rows import ENDED, RENAMED, REWRITTEN, ROWS, Rows, act, letter

Contents = dict[str, list[dict[str, Any]]]


def lay(url: str, revision: str, lines: int = 0) -> None:
    """Fill an empty database up to `revision`, each revision with what its program wrote.

    So the rows of the first revisions go through all that follow. `lines` adds so many letters and acts.
    """
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")
        for step in REVISIONS[: REVISIONS.index(revision) + 1]:
            _to(connection, step)
            _fill(connection, ROWS.get(step, {}))
            if step == REVISIONS[0]:
                numbers = range(100, 100 + lines)
                _fill(connection, {"letter": [letter(n, agency=f"so-{n}") for n in numbers]})
                _fill(connection, {"audit": [act(n) for n in numbers]})
            empty = [name for name in inspect(connection).get_table_names() if _is_empty(connection, name)]
            assert not empty, f"tests/storing/old_rows.py has no rows for {empty} at {step}"
    engine.dispose()


def put(connection: Connection, rows: Contents) -> None:
    """Fill an empty database with these rows, in the schema that they say they are of."""
    _to(connection, rows["alembic_version"][0]["version_num"])
    made = _tables(connection)
    for table in made.sorted_tables:
        if table.name != "alembic_version" and rows[table.name]:
            connection.execute(insert(table), rows[table.name])


def contents(url: str) -> Contents:
    """Every row of every table, as the database itself keeps it: no model has a say."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        found = _contents(connection)
    engine.dispose()
    return found


def lost(before: Contents, after: Contents) -> Contents:
    """The rows that are no more, by the columns of both; a table that is no more counts with all its rows."""
    missing = {}
    rewritten = _rewritten(before)
    for name, rows in _renamed(before).items():
        if not rows:
            continue
        columns = rows[0].keys() & after[name][0].keys() if after.get(name) else rows[0].keys()
        columns -= rewritten.get(name, set())
        kept = [{column: row[column] for column in columns} for row in after.get(name, [])]
        gone = [row for row in rows if {column: row[column] for column in columns} not in kept]
        if gone and name not in {"alembic_version", *_ended(before)}:
            missing[name] = gone
    return missing


def _later(before: Contents) -> tuple[str, ...]:
    """The revisions that came after it."""
    return REVISIONS[REVISIONS.index(before["alembic_version"][0]["version_num"]) + 1 :]


def _rewritten(before: Contents) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for step in _later(before):
        for name, columns in REWRITTEN.get(step, {}).items():
            found[name] = found.get(name, set()) | columns
    return found


def _ended(before: Contents) -> set[str]:
    """Tables whose rows a later revision ends on purpose."""
    return {name for step in _later(before) for name in ENDED.get(step, ())}


def _renamed(before: Contents) -> Contents:
    """The same by the names that later revisions gave to the tables."""
    for step in _later(before):
        before = {RENAMED.get(step, {}).get(name, name): rows for name, rows in before.items()}
    return before


def _contents(connection: Connection) -> Contents:
    return {
        table.name: [
            dict(row)
            for row in connection.execute(table.select().order_by(*table.primary_key.columns)).mappings()
        ]
        for table in _tables(connection).sorted_tables
    }


def _to(connection: Connection, revision: str) -> None:
    config, script = _script()
    config.attributes["connection"] = connection
    upgraded = partial(script._upgrade_revs, revision)
    with EnvironmentContext(config, script, fn=lambda at, _: upgraded(at), destination_rev=revision):
        script.run_env()


@cache
def _script() -> tuple[Config, ScriptDirectory]:
    """Read once: `command.upgrade` reads every revision anew, for each of forty steps."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config, ScriptDirectory.from_config(config)


def _fill(connection: Connection, given: dict[str, Rows]) -> None:
    # Only these, without what they refer to: to ask for every table at every step takes ten times as long.
    made = MetaData()
    if given:
        made.reflect(connection, only=list(given), resolve_fks=False)
    for name, rows in given.items():
        for row in rows:  # one by one: their numbers follow their order
            connection.execute(insert(made.tables[name]).values(row))


def _is_empty(connection: Connection, name: str) -> bool:
    return connection.exec_driver_sql(f'SELECT 1 FROM "{name}" LIMIT 1').first() is None


def _tables(connection: Connection) -> MetaData:
    found = MetaData()
    found.reflect(connection)
    return found
