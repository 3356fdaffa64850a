"""`python -m tests.storing.newest_schema` writes the newest schema as the revisions make it on SQLite."""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from plan.storage.engines import engine_for_upgrade
from plan.storage.newest_schema import FILE
from plan.storage.upgrade import run_revisions


def dumped(path: Path) -> str:
    """All that a SQLite file holds, as SQL."""
    with closing(sqlite3.connect(path)) as raw:
        lines = [line for line in raw.iterdump() if line not in ("BEGIN TRANSACTION;", "COMMIT;")]
    return "".join(f"{line}\n" for line in lines)


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
    with tempfile.TemporaryDirectory() as folder:
        FILE.write_text(made_by_revisions(Path(folder) / "plan.db"), encoding="utf-8")


if __name__ == "__main__":
    main()
