"""Opening plan.db or PostgreSQL, and sessions on it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from enum import Enum
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlmodel import Session, SQLModel

from plan.clock import Clock, system_clock
from plan.storage.address import file_of, shown_address
from plan.storage.engines import engine_for_reading, engine_for_work
from plan.storage.errors import StorageError, explained, explaining
from plan.storage.glances import Glances
from plan.storage.turns import give_turn
from plan.storage.upgrade import Upgrade, check_not_foreign, needs_upgrade, revision_of, upgrade
from plan.upserts import upsert

WhileUpgrading = Callable[[str | None], AbstractContextManager[None]]
"""Entered while an upgrade runs. The argument is the revision before it, None for a new database."""

NOBODY_MADE_IT = (
    "chưa có dữ liệu ở đây; chỉ đúng cơ sở dữ liệu bằng --db (hoặc [database] url), "
    "hoặc nhận kế hoạch đầu tiên bằng dondoc import"
)


class Access(Enum):
    """What is wanted of a database. Only who creates may make one where there is none."""

    READ = "read"  # changes nothing, waits for nobody: an older schema is refused
    WRITE = "write"
    CREATE = "create"


class Database:
    """A place for the plan's rows. Opening it upgrades an older schema; a newer one is refused."""

    def __init__(
        self,
        url: str | Path,
        *,
        access: Access = Access.CREATE,
        while_upgrading: WhileUpgrading = lambda _before: nullcontext(),
        clock: Clock = system_clock,
    ) -> None:
        self._clock = clock
        self.url = f"sqlite:///{url}" if isinstance(url, Path) else url
        self.engine = engine_for_reading(self.url) if access == Access.READ else engine_for_work(self.url)
        self._reader = self.engine.execution_options(dondoc_reads=True)
        self._glances = Glances(file_of(self.url))
        try:
            self._check_made(access)
            self.upgraded = self._upgrade(access, while_upgrading, clock)
        except BaseException:
            self.close()  # nobody else can: the caller has no Database
            raise

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """One transaction that writes: committed when the block ends, rolled back when it raises."""
        with self._explaining(), Session(self.engine) as session, session.begin():
            yield session
            if session.in_transaction():  # whoever only looked has rolled back
                give_turn(session, self._clock())

    @contextmanager
    def begin_plainly(self) -> Iterator[Connection]:
        """One transaction of statements alone, without a session: for what nobody follows by its turn."""
        with self._explaining(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session whose changes, if any, are thrown away."""
        with self._explaining(), Session(self._reader) as session:
            yield session

    @contextmanager
    def read_one_moment(self) -> Iterator[Session]:
        """A session all of whose queries see the tables as they were at the first, however long they take."""
        with self.read() as session:
            if self.engine.dialect.name != "sqlite":  # whose readers see one moment in any case
                session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            yield session

    def glance(self, query: str, *values: object) -> tuple[object, ...] | None:
        """One row as it lies in the file, at once: for who only wants to know that nothing changed.

        None if there is no such row, and where it cannot be had without waiting, as from a server: then ask by `read`.
        """
        return self._glances.row(query, values)

    @property
    def shown(self) -> str:
        """The address without its password."""
        return shown_address(self.url)

    def close(self) -> None:
        self._glances.close()
        self.engine.dispose()

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            if not _is_about_the_file(error):
                raise
            raise explained(self.url, error) from error

    def _upgrade(self, access: Access, while_upgrading: WhileUpgrading, clock: Clock) -> Upgrade | None:
        """What the upgrade did; None if the schema was up to date."""
        with explaining(self.url):
            # As a reader: opening an up-to-date database must not wait for a writer.
            with self._reader.connect() as connection:
                before = revision_of(connection)
                if not needs_upgrade(connection, self.shown, before):
                    return None
                if access != Access.CREATE:
                    self._check_may_upgrade(connection, before, access)
            with while_upgrading(before):
                return upgrade(self.url, clock())

    def _check_made(self, access: Access) -> None:
        if access != Access.CREATE and is_missing(self.url):
            raise StorageError(f"{self.shown}: {NOBODY_MADE_IT}")

    def _check_may_upgrade(self, connection: Connection, before: str | None, access: Access) -> None:
        if before is None:
            check_not_foreign(connection, self.shown)
            raise StorageError(f"{self.shown}: {NOBODY_MADE_IT}")
        if access == Access.READ:
            raise StorageError(
                f"{self.shown}: cơ sở dữ liệu còn lược đồ cũ ({before}), lệnh chỉ xem không đổi gì; "
                "chạy dondoc migrate rồi gọi lại"
            )


def _is_about_the_file(error: DatabaseError) -> bool:
    """Not about what was asked: a server that is gone, a full disk; SQLite says of a damaged file no more than its base class."""
    return isinstance(error, OperationalError) or type(error) is DatabaseError


def is_missing(url: str) -> bool:
    """Whether the address names a SQLite file that nobody has made yet."""
    file = file_of(url)
    return file is not None and not file.exists()


def put_if_missing(session: Session, table: type[SQLModel], values: dict[str, object]) -> None:
    """A row, unless one of its key is there; two programs may do so at once."""
    session.connection().execute(upsert(session, table).values(values).on_conflict_do_nothing())
