"""A whole copy of a database, of whatever kind, in a file of its own."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from plan.storage.database import Database
from plan.storage.transfer import transfer


def copy_to(source: Database, path: Path) -> Database:
    """Everything in `source` as a new SQLite file at `path`, open."""
    if source.engine.dialect.name == "sqlite":
        with source.read() as session, closing(sqlite3.connect(path)) as target:
            raw = session.connection().connection.driver_connection
            assert isinstance(raw, sqlite3.Connection), "the standard driver"
            raw.backup(target)
        return Database(path)
    copy = Database(path)
    try:
        transfer(source, copy)
    except BaseException:
        copy.close()
        raise
    return copy


@contextmanager
def temporary_copy(source: Database) -> Iterator[Database]:
    """A copy to try things on, gone when the block ends."""
    with (
        TemporaryDirectory(prefix="dondoc-") as folder,
        closing(copy_to(source, Path(folder) / "copy.db")) as copy,
    ):
        yield copy
