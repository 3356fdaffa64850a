"""Copies of the whole plan to keep: made beside their name, checked by opening them, readable by their owner alone."""

import os
import re
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import inspect
from sqlmodel import Session, SQLModel, func, select

from plan.facts import INSTANT, FactOf
from plan.models import Plan, Proposal
from plan.storage.copy import copy_to
from plan.storage.database import Database
from plan.storage.engines import open_to_read
from plan.storage.errors import StorageError
from plan.storage.folders import sync

_BACKED_UP = FactOf("backed-up", INSTANT)  # when a backup was made last
PART = ".part"


def make(source: Database, file: Path) -> None:
    """A complete copy under that name, or nothing. Raises StorageError for a database without a plan."""
    with source.read() as session:
        check_plan(session, source.shown)
    _check_no_log(file)
    part = file.with_name(file.name + PART)
    part.unlink(missing_ok=True)  # of a process that was killed while it copied
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        copy_to(source, part).close()
        seal(part)
        check_sound(part)
        part.replace(file)
    except OSError as error:
        raise StorageError(f"không sao lưu được vào {file}: {error.strerror}") from error
    finally:
        remove_with_logs(part)
    sync(file.resolve().parent)


def _check_no_log(file: Path) -> None:
    """Raises StorageError where the log of a file that is gone lies: SQLite would play it into the new one."""
    for log in ("-wal", "-journal"):
        beside = file.with_name(file.name + log)
        if beside.exists():
            raise StorageError(
                f"{beside} còn lại của một tệp khác, SQLite sẽ lẫn nó vào bản sao; chuyển nó đi hoặc chọn tên khác"
            )


def make_in(source: Database, folder: Path, now: datetime, keep: int) -> tuple[Path, list[Path]]:
    """A backup named by the instant in the folder; the new one, and older ones that were removed for it.

    Those named later than now count for nothing and stay: either they or this one has its name from a wrong clock.
    """
    file = folder / f"plan-{now:%Y%m%dT%H%M%SZ}.db"
    make(source, file)
    others = [path for path in made_in(folder) if path.name < file.name]
    gone = others[: max(0, len(others) - (keep - 1))]
    for path in gone:
        path.unlink()
    return file, gone


def made_in(folder: Path) -> list[Path]:
    """The backups in a folder that were named by the program, oldest first."""
    named = re.compile(r"plan-\d{8}T\d{6}Z\.db")
    return sorted(path for path in folder.iterdir() if named.fullmatch(path.name))


def note_made(database: Database, now: datetime) -> None:
    """For `doctor`, which tells the age of the newest one. Waits for nobody who writes for long."""
    if database.engine.dialect.name == "sqlite":
        with closing(database.engine.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA busy_timeout=300")
    with database.begin() as session:
        _BACKED_UP.put(session, now)


def last_made(session: Session) -> datetime | None:
    return _BACKED_UP.of(session)


def seal(file: Path) -> None:
    """One file that needs no other beside it, on disk for good."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    sync(file)


def check_sound(file: Path) -> None:
    """Raises StorageError unless every page of the file is as SQLite wrote it."""
    try:
        with closing(open_to_read(file)) as source:
            found = source.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.Error as error:
        raise StorageError(f"{file} không phải bản sao lưu của dondoc, hoặc đã hỏng: {error}") from error
    if found != "ok":
        raise StorageError(f"{file} không phải bản sao lưu nguyên vẹn của dondoc: {found}")


def check_complete(database: Database, name: Path) -> None:
    """Raises StorageError unless every table and column is there, every reference holds, and a plan is in it."""
    there = inspect(database.engine)
    for table in SQLModel.metadata.sorted_tables:
        found = {c["name"] for c in there.get_columns(table.name)} if there.has_table(table.name) else set()
        if missing := [column.name for column in table.columns if column.name not in found]:
            what = f"cột {', '.join(missing)} của bảng {table.name}" if found else f"bảng {table.name}"
            raise StorageError(f"{name} không phải bản sao lưu nguyên vẹn của dondoc: thiếu {what}")
    with database.read() as session:
        if broken := session.connection().exec_driver_sql("PRAGMA foreign_key_check").first():
            raise StorageError(
                f"{name} không phải bản sao lưu nguyên vẹn: bảng {broken[0]} có dòng trỏ vào chỗ không có"
            )
        check_plan(session, str(name))


def check_plan(session: Session, name: str) -> None:
    """Raises StorageError unless a plan, or one that waits for answers, is in it."""
    counts = (select(func.count()).select_from(table) for table in (Plan, Proposal))
    if not any(session.exec(query).one() for query in counts):
        raise StorageError(f"{name} không có kế hoạch nào: không phải cơ sở dữ liệu đang dùng")


def remove_with_logs(file: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
