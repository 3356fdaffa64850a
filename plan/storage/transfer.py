"""A whole plan carried into another, empty database, with counts and checksums of every table.

One transaction at the other end: if a single row differs there, nothing is left behind.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Table, insert, text
from sqlmodel import Session, SQLModel, func, select

from plan.storage.database import Database
from plan.storage.errors import StorageError

PART = 500
# Who thinks or is signed in here says nothing about there: of a backup, a link used since would be good again.
HERE_ONLY = {"lease", "sign_in", "sign_in_link", "invitation", "attempt", "handshake", "kept_answer"}
SPACE = 2**256


@dataclass(frozen=True, slots=True)
class TransferResult:
    """What became of one table."""

    table: str
    rows: int
    checksum: str


def transfer(source: Database, target: Database) -> list[TransferResult]:
    """Copy everything. Raises StorageError if the target holds rows, or holds others than the source afterwards."""
    with source.read() as reading, target.begin() as writing:
        _must_be_empty(writing, target)
        carried = []
        for table in _tables():
            for part in _parts(reading, table):
                writing.connection().execute(insert(table), part)
            carried.append(_compared(reading, writing, table))
        _continue_numbers(writing)
    return carried


def _tables() -> list[Table]:
    """Every table of the plan, parents before children."""
    return [table for table in SQLModel.metadata.sorted_tables if table.name not in HERE_ONLY]


def _parts(session: Session, table: Table) -> Iterator[list[dict[str, Any]]]:
    # By key, so that a row comes after those of its own table that it points to.
    rows = session.connection().execute(table.select().order_by(*table.primary_key.columns)).mappings()
    for part in rows.partitions(PART):
        yield [dict(row) for row in part]


def _must_be_empty(session: Session, target: Database) -> None:
    for table in _tables():
        if session.exec(select(func.count()).select_from(table)).one():
            raise StorageError(
                f"{target.shown} đã có dữ liệu (bảng {table.name}); hãy chỉ tới một cơ sở dữ liệu trống"
            )


def _compared(reading: Session, writing: Session, table: Table) -> TransferResult:
    here, there = checksum(reading, table), checksum(writing, table)
    if here != there:
        raise StorageError(
            f"bảng {table.name} sang bên kia thành khác ({here} và {there}): không chuyển gì cả"
        )
    return TransferResult(table.name, *here)


def checksum(session: Session, table: Table) -> tuple[int, str]:
    """How many rows, and a sum over their contents that does not depend on their order."""
    count, total = 0, 0
    for part in _parts(session, table):
        for row in part:
            count += 1
            total = (total + int.from_bytes(hashlib.sha256(_canonical(row)).digest())) % SPACE
    return count, f"{total:064x}"[:16]


def _canonical(row: Mapping[str, Any]) -> bytes:
    return json.dumps(row, sort_keys=True, ensure_ascii=False, default=_plain).encode()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return (
        value.isoformat()
        if isinstance(value, date)
        else bytes(value).hex()
        if isinstance(value, bytes)
        else str(value)
    )


def _continue_numbers(session: Session) -> None:
    """PostgreSQL counts rows by sequences, which know nothing of rows that came with their numbers."""
    if session.connection().dialect.name != "postgresql":
        return
    for table in _tables():
        column = table.autoincrement_column
        if column is not None and session.exec(select(func.count()).select_from(table)).one():
            named = f'"{table.name}"'
            session.connection().execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence(:table, :column), (SELECT max({column.name}) FROM {named}))"  # noqa: S608 - names of our own schema
                ),
                {"table": named, "column": column.name},
            )
