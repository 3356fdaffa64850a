"""Connections to plan.db or PostgreSQL, set so that they lose nothing and hold nothing for long."""

import os
import sqlite3
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool, QueuePool

from plan.secrecy import keep_secret
from plan.storage.address import address, file_of
from plan.storage.errors import StorageError

# A machine that vanishes (no power, no cable) must not keep its locks for hours: the server asks after
# it, and ends a transaction in which nothing happens any more.
_PATIENCE: dict[str, object] = {
    "connect_timeout": 10,
    "options": "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 "
    "-c idle_in_transaction_session_timeout=120000",
}
PATIENCE = 10  # seconds
MISREAD = (
    "không hiểu địa chỉ cơ sở dữ liệu; ví dụ đúng: sqlite:///plan.db, postgresql+psycopg://user@host/dondoc "
    "(dấu @ : / ? # trong mật khẩu viết %40 %3A %2F %3F %23)"
)
# FULL: after a power cut a letter must not be forgotten to be sent, nor that it was (0.3 ms a commit).
_DURABLE = ("journal_mode=WAL", "synchronous=FULL")


def engine_for_work(url: str) -> Engine:
    """The engine that everything but an upgrade uses."""
    engine = _engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin_immediate)
    return engine


def engine_for_reading(url: str) -> Engine:
    """The engine of commands that only look: it changes nothing, and waits for nobody who writes."""
    if (file := file_of(url)) is None:
        options = {**_PATIENCE, "options": f"{_PATIENCE['options']} -c default_transaction_read_only=on"}
        return _engine(url, connect_args=options)
    _check_folder(str(file))
    engine = create_engine(
        "sqlite://", creator=lambda: open_to_read(file), poolclass=QueuePool, hide_parameters=True
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def open_to_read(file: Path) -> sqlite3.Connection:
    """A connection that cannot write.

    Who may not write in the folder cannot make the shared memory that WAL wants. Without a log beside it nobody has
    the file open, and it can be read as it lies.
    """
    still = not file.with_name(f"{file.name}-wal").exists() and not os.access(file.resolve().parent, os.W_OK)
    uri = f"file:{quote(str(file.resolve()))}?{'immutable=1' if still else 'mode=rw'}"
    try:
        connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
    except sqlite3.OperationalError:
        if still:
            raise
        connection = sqlite3.connect(uri.replace("mode=rw", "mode=ro"), uri=True, check_same_thread=False)
    _set(connection, "busy_timeout=10000", "query_only=ON")
    return connection


def engine_for_upgrade(url: str) -> Engine:
    """An engine without a pool. On SQLite it begins no transaction by itself, and foreign keys are off.

    With foreign keys on, SQLite would delete child rows when a revision rebuilds their parent's table, and
    they cannot be switched off within a transaction.
    """
    engine = _engine(url, poolclass=NullPool)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas_for_upgrade)
    return engine


def _engine(
    url: str, poolclass: type[NullPool] | None = None, connect_args: dict[str, object] | None = None
) -> Engine:
    try:
        parsed = address(url)
        keep_secret(parsed.password, parsed.username)
        # hide_parameters: an error never quotes the rows, which hold keys and letters.
        if parsed.drivername.startswith("sqlite"):
            _check_folder(parsed.database)
            return create_engine(parsed, poolclass=poolclass, hide_parameters=True)
        given = connect_args or _PATIENCE
        return create_engine(
            parsed, poolclass=poolclass, hide_parameters=True, pool_pre_ping=True, connect_args=given
        )
    except (ArgumentError, ImportError, ValueError):  # not told on: the text may quote a part of the password
        raise StorageError(MISREAD) from None


def _check_folder(database: str | None) -> None:
    if not database or database == ":memory:":
        raise StorageError("cơ sở dữ liệu trong bộ nhớ mất khi chương trình dừng; hãy chỉ tới một tệp")
    if not Path(database).resolve().parent.is_dir():
        raise StorageError(f"không có thư mục {Path(database).resolve().parent}; hãy tạo thư mục đó trước")


def _set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
    _set(connection, "busy_timeout=10000", *_DURABLE, "foreign_keys=ON")


def _set_pragmas_for_upgrade(connection: sqlite3.Connection, _record: object) -> None:
    # Short, because `upgrade` tries again and again: SQLite's own wait cannot be interrupted by Ctrl-C.
    _set(connection, "busy_timeout=1000", *_DURABLE, "foreign_keys=OFF")


def _set(connection: sqlite3.Connection, *pragmas: str) -> None:
    # No BEGIN by sqlite3 itself: it is deferred (two writers would both read first, and one loses its update),
    # and it comes only before an INSERT, UPDATE or DELETE, so that every CREATE TABLE before it commits alone.
    connection.isolation_level = None
    for pragma in pragmas:
        _execute_patiently(connection, f"PRAGMA {pragma}")


def _execute_patiently(connection: sqlite3.Connection, pragma: str) -> None:
    """Of two processes that make a database at once, SQLite refuses one the change to WAL without any wait."""
    end = monotonic() + PATIENCE
    while True:
        try:
            connection.execute(pragma)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > end:
                raise
            sleep(0.05)
        else:
            return


def _begin_immediate(connection: Connection) -> None:
    # A reader takes no lock: WAL lets it read while another writes.
    reads = connection.get_execution_options().get("dondoc_reads")
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
