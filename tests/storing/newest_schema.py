"""`python -m tests.storing.newest_schema` writes the newest schema as the revisions make it on SQLite.

Alembic rebuilds a table with its constraints in the order of a set, so all is sorted before it is written or compared.
"""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from plan.storage.engines import engine_for_upgrade
from plan.storage.newest_schema import FILE
from plan.storage.upgrade import run_revisions

CONSTRAINT = "\tCONSTRAINT "


def dumped(path: Path) -> str:
    """All that a SQLite file holds, as SQL: tables, rows, indexes, each kind by name."""
    with closing(sqlite3.connect(path)) as raw:
        lines = [_sorted(line) for line in raw.iterdump() if line not in ("BEGIN TRANSACTION;", "COMMIT;")]
    return "".join(f"{line}\n" for line in sorted(lines, key=_place))


def _place(statement: str) -> tuple[bool, bool, str]:
    return not statement.startswith("CREATE TABLE"), not statement.startswith("INSERT"), statement


def _sorted(statement: str) -> str:
    lines = statement.split("\n")
    constraints = sorted(line.rstrip(", ") for line in lines if line.startswith(CONSTRAINT))
    if not constraints:
        return statement
    begin = next(n for n, line in enumerate(lines) if line.startswith(CONSTRAINT))
    rest = lines[begin + len(constraints) :]
    return "\n".join([*lines[:begin], ", \n".join(constraints), *rest])


def made_by_revisions(path: Path) -> str:
    """What a new file holds after all revisions, one by one."""
    engine = engine_for_upgrade(f"sqlite:///{path}")
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        run_revisions(connection)
        connection.commit()
    engine.dispose()
    return dumped(path)


def main() -> None:
    """What a new file holds, written down."""
    with tempfile.TemporaryDirectory() as folder:
        FILE.write_text(made_by_revisions(Path(folder) / "plan.db"), encoding="utf-8")


if __name__ == "__main__":
    main()
