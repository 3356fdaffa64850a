"""The newest schema as one file of SQL: a new plan.db is laid by it in a hundredth of the time of all revisions.

A test compares the file with what the revisions make; `make schema` writes it anew after a revision is added.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection

FILE = Path(__file__).parents[1] / "migrations" / "newest.sql"


def lay(connection: Connection) -> None:
    """All tables and their indexes in an empty SQLite database, in the transaction of that connection."""
    for statement in _statements(FILE.read_text(encoding="utf-8")):
        connection.exec_driver_sql(statement)


def _statements(text: str) -> Iterator[str]:
    """A trigger holds semicolons of its own, so SQLite is asked where a statement ends."""
    statement = ""
    for line in text.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
