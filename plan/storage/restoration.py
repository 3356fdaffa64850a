"""A backup put in the place of plan.db: made ready beside it and checked, then swapped in one step.

Whatever is wrong is found before the swap, and the data is as it was. The file that was there stays beside it.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.exc import SQLAlchemyError

from plan.errors import ExpectedError
from plan.storage.backups import check_complete, check_sound, remove_with_logs, seal
from plan.storage.database import Access, Database
from plan.storage.engines import open_to_read
from plan.storage.errors import StorageError
from plan.storage.folders import sync

PART = ".restoring"
LOGS = ("-wal", "-shm", "-journal")


@contextmanager
def prepared(backup: Path, target: Path) -> Iterator[Database]:
    """The backup, whole and in the schema of this version, in a file beside the target; gone afterwards.

    Raises StorageError that says what is wrong with it. The backup itself is only read.
    """
    part = target.with_name(target.name + PART)
    _remove(part)
    try:
        check_sound(backup)
        _copy(backup, part)
        with closing(_upgraded(part, backup)) as database:
            check_complete(database, backup)
            yield database
    except (OSError, sqlite3.Error) as error:
        raise StorageError(f"chưa khôi phục, dữ liệu vẫn như trước: {error}") from error
    finally:
        _remove(part)


def _upgraded(part: Path, backup: Path) -> Database:
    try:
        return Database(part, access=Access.WRITE)
    except (ExpectedError, SQLAlchemyError) as error:
        said = str(error).replace(str(part), str(backup))
        raise StorageError(f"{backup} không dùng được, dữ liệu vẫn như trước: {said}") from error


def _copy(source: Path, part: Path) -> None:
    # By SQLite itself: the last commits may be in a log beside the file.
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with closing(open_to_read(source)) as reading, closing(sqlite3.connect(part)) as writing:
        reading.backup(writing)


def _remove(part: Path) -> None:
    """The part, and the copies that its upgrade left beside it."""
    for path in part.parent.glob(f"{part.name.replace('[', '[[]')}.schema-*"):
        path.unlink()
    remove_with_logs(part)


@contextmanager
def as_it_was(target: Path) -> Iterator[Database | None]:
    """The file that is to be replaced, as a copy to read; None if it cannot be read."""
    with TemporaryDirectory(prefix="dondoc-") as folder:
        copy = Path(folder) / "before.db"
        try:
            _copy(target, copy)
            database = Database(copy, access=Access.WRITE)
        except (OSError, sqlite3.Error, ExpectedError, SQLAlchemyError):
            yield None
            return
        with closing(database):
            yield database


def swap(database: Database, target: Path, now: datetime) -> Path | None:
    """Put the prepared file in its place; where the one before is kept. Raises StorageError while it is in use."""
    part = target.with_name(target.name + PART)
    database.close()
    seal(part)
    kept = target.with_name(f"{target.name}.replaced.{now:%Y%m%dT%H%M%SZ}")
    if not target.exists():
        _own_as(part, target.resolve().parent, 0o600)
        _set_logs_aside(target, kept)
        _replace(part, target)
        return None
    _own_as(part, target, target.stat().st_mode & 0o777)
    if kept.exists():
        raise StorageError(f"{kept} đã có; hãy thử lại sau một giây")
    with _alone_with(target):
        os.link(target, kept)  # never a moment without a file of that name
        kept.chmod(0o600)
        _set_logs_aside(target, kept)
        _replace(part, target)
    return kept


def _set_logs_aside(target: Path, kept: Path) -> None:
    """Those of a file that is lost, or that nothing can open any more: SQLite would play them into the new one."""
    for log in LOGS:
        beside = target.with_name(target.name + log)
        if beside.exists():
            beside.replace(kept.with_name(kept.name + log))


def _replace(part: Path, target: Path) -> None:
    part.replace(target)
    sync(target.resolve().parent)


def _own_as(part: Path, model: Path, mode: int) -> None:
    """Restored by root, the file would belong to root, and the service could not open it."""
    owner = model.stat()
    if os.geteuid() == 0:
        os.chown(part, owner.st_uid, owner.st_gid)
    part.chmod(mode)


@contextmanager
def _alone_with(target: Path) -> Iterator[None]:
    """Nobody else has the file open: only then SQLite lets its log go. A broken file nobody can have open."""
    with closing(sqlite3.connect(target, timeout=1, isolation_level=None)) as connection:
        try:
            mode = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise StorageError(IN_USE.format(target)) from error
            mode = "broken"
        except sqlite3.DatabaseError:
            mode = "broken"
        if mode == "wal":
            raise StorageError(IN_USE.format(target))
        yield


IN_USE = (
    "{}: một chương trình khác đang mở (dondoc run?); hãy dừng dịch vụ rồi khôi phục, dữ liệu vẫn như trước"
)
