"""The bare limit of the database: the same rows through sqlite3 alone, ready-made, same pragmas."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = tuple[Any, ...]


def connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("foreign_keys=ON", "busy_timeout=10000", "synchronous=NORMAL"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows that our code wrote, to be written again without it."""

    table: str
    columns: int
    values: Sequence[Row]


def taken(connection: sqlite3.Connection, table: str, where: str = "1") -> Rows:
    values = connection.execute(f"SELECT * FROM {table} WHERE {where}").fetchall()
    return Rows(table, len(values[0]), values)


def insert(connection: sqlite3.Connection, *tables: Rows) -> None:
    """All of it in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    for rows in tables:
        places = ",".join("?" * rows.columns)
        connection.executemany(f"INSERT INTO {rows.table} VALUES ({places})", rows.values)
    connection.execute("COMMIT")
