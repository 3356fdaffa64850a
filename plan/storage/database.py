"""Opening plan.db or PostgreSQL: pragmas, sessions, upgrades."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError
from sqlalchemy.pool import NullPool
from sqlmodel import Session, SQLModel

from plan.errors import ExpectedError

MIGRATIONS = Path(__file__).parents[1] / "migrations"
# Revisions are numbered files; Alembic, which is slow to import, is needed only to run one.
REVISIONS = tuple(sorted(path.stem.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py")))


# A machine that vanishes (no power, no cable) must not keep its locks for hours: the server asks after
# it, and ends a transaction in which nothing happens any more.
_PATIENCE = {
    "connect_timeout": 10,
    "options": "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 "
    "-c idle_in_transaction_session_timeout=120000",
}


class StorageError(ExpectedError):
    """The database cannot be used; the text says what an operator can do."""


class Database:
    """A place for the plan's rows. Opening it upgrades an older schema; a newer one is refused."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = _engine(url)
        self._reader = self.engine.execution_options(dondoc_reads=True)
        try:
            self._prepare()
        except BaseException:
            self.close()  # nobody else can: who called has no Database
            raise

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """One transaction that writes: committed when the block ends, rolled back when it raises."""
        try:
            with Session(self.engine) as session, session.begin():
                yield session
        except OperationalError as error:
            raise StorageError(_explained(self.url, error)) from error

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session whose changes, if any, are thrown away."""
        try:
            with Session(self._reader) as session:
                yield session
        except OperationalError as error:
            raise StorageError(_explained(self.url, error)) from error

    @property
    def shown(self) -> str:
        """The address without its password."""
        return make_url(self.url).render_as_string(hide_password=True)

    def close(self) -> None:
        self.engine.dispose()

    def _prepare(self) -> None:
        try:
            with self.engine.connect() as connection:
                current = _revision(connection)
        except DatabaseError as error:
            raise StorageError(_explained(self.url, error)) from error
        if current == REVISIONS[-1]:
            return
        if current is not None and current not in REVISIONS:
            raise StorageError(
                f"{self.url}: cơ sở dữ liệu do một bản dondoc mới hơn tạo ra (lược đồ {current}); "
                "hãy dùng bản dondoc đó hoặc mới hơn"
            )
        self._upgrade()

    def _upgrade(self) -> None:
        """With foreign keys off: SQLite would empty child tables when a parent is rebuilt."""
        from alembic import command
        from alembic.config import Config

        engine = create_engine(self.url, poolclass=NullPool)
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        try:
            with engine.begin() as connection:
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
                _check_references(connection)
        except DatabaseError as error:
            raise StorageError(_explained(self.url, error)) from error
        finally:
            engine.dispose()


def is_missing(url: str) -> bool:
    """Whether the address names a SQLite file that nobody has made yet."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        return False
    return (
        parsed.drivername.startswith("sqlite")
        and bool(parsed.database)
        and not Path(parsed.database or "").exists()
    )


def put_if_missing(session: Session, table: type[SQLModel], values: dict[str, object]) -> None:
    """A row, unless one of its key is there; two programs may do so at once."""
    insert = sqlite.insert if session.connection().dialect.name == "sqlite" else postgresql.insert
    session.connection().execute(insert(table).values(values).on_conflict_do_nothing())


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
        if not parsed.drivername.startswith("sqlite"):
            return create_engine(url, pool_pre_ping=True, connect_args=_PATIENCE)
        _check_folder(parsed.database)
        engine = create_engine(url)
    except (ArgumentError, ImportError) as error:
        raise StorageError("không hiểu địa chỉ cơ sở dữ liệu; ví dụ đúng: sqlite:///plan.db") from error
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def _check_folder(database: str | None) -> None:
    if not database or database == ":memory:":
        raise StorageError("cơ sở dữ liệu trong bộ nhớ mất khi chương trình dừng; hãy chỉ tới một tệp")
    if not Path(database).resolve().parent.is_dir():
        raise StorageError(f"không có thư mục {Path(database).resolve().parent}; hãy tạo thư mục đó trước")


def _set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
    # sqlite3's own BEGIN is deferred: two writers would both read first, and one loses its update.
    connection.isolation_level = None
    # FULL: after a power cut a letter must not be forgotten to be sent, nor that it was (0.3 ms a commit).
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "busy_timeout=10000", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Connection) -> None:
    # A reader takes no lock: WAL lets it read while another writes.
    reads = connection.get_execution_options().get("dondoc_reads")
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _check_references(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken:
        raise StorageError(f"nâng cấp dừng lại: bảng {broken[0]} có dòng trỏ vào chỗ không có")


def _explained(url: str, error: DatabaseError) -> str:
    shown = make_url(url).render_as_string(hide_password=True)
    reason = str(error.orig or error).strip().splitlines()[0]
    hints = {
        "unable to open": "kiểm tra đường dẫn và quyền ghi",
        "readonly": "tệp hoặc thư mục không cho ghi; kiểm tra quyền",
        "is full": "đĩa đầy; hãy giải phóng chỗ trống rồi chạy lại",
        "locked": "một chương trình khác đang giữ tệp; thử lại sau",
        "not a database": "tệp này không phải cơ sở dữ liệu SQLite; chỉ tới tệp khác",
        "malformed": "tệp đã hỏng; khôi phục từ bản sao lưu (dondoc restore)",
        "connection": "không kết nối được máy chủ cơ sở dữ liệu; kiểm tra địa chỉ và dịch vụ",
    }
    hint = next((text for key, text in hints.items() if key in reason), "xem lại cơ sở dữ liệu")
    return f"{shown}: {hint} ({reason})"
