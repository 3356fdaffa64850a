"""A whole copy of a database, of whatever kind, in a file of its own."""

import sqlite3
from pathlib import Path

from sqlalchemy import insert
from sqlmodel import SQLModel

from plan.database import Database


def copy_to(source: Database, path: Path) -> Database:
    """Everything in `source` as a new SQLite file at `path`, open."""
    if source.engine.dialect.name == "sqlite":
        with source.read() as session, sqlite3.connect(path) as target:
            raw = session.connection().connection.driver_connection
            assert isinstance(raw, sqlite3.Connection), "the standard driver"
            raw.backup(target)
        target.close()
        return Database(f"sqlite:///{path}")
    return _row_by_row(source, Database(f"sqlite:///{path}"))


def _row_by_row(source: Database, target: Database) -> Database:
    with source.read() as reading, target.begin() as writing:
        for table in SQLModel.metadata.sorted_tables:
            for part in reading.connection().execute(table.select()).mappings().partitions(1000):
                writing.connection().execute(insert(table), [dict(row) for row in part])
    return target
