"""Opening plan.db or PostgreSQL, and sessions on it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError
from sqlmodel import Session, SQLModel

from plan.clock import Clock, system_clock
from plan.storage.address import shown_address
from plan.storage.engines import engine_for_work
from plan.storage.errors import explained
from plan.storage.upgrade import Upgrade, needs_upgrade, revision_of, upgrade

WhileUpgrading = Callable[[str | None], AbstractContextManager[None]]
"""Entered while an upgrade runs. The argument is the revision before it, None for a new database."""


class Database:
    """A place for the plan's rows. Opening it upgrades an older schema; a newer one is refused."""

    def __init__(
        self,
        url: str,
        *,
        while_upgrading: WhileUpgrading = lambda _before: nullcontext(),
        clock: Clock = system_clock,
    ) -> None:
        self.url = url
        self.engine = engine_for_work(url)
        self._reader = self.engine.execution_options(dondoc_reads=True)
        try:
            self.upgraded = self._upgrade(while_upgrading, clock)
        except BaseException:
            self.close()  # nobody else can: the caller has no Database
            raise

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """One transaction that writes: committed when the block ends, rolled back when it raises."""
        try:
            with Session(self.engine) as session, session.begin():
                yield session
        except OperationalError as error:
            raise explained(self.url, error) from error

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session whose changes, if any, are thrown away."""
        try:
            with Session(self._reader) as session:
                yield session
        except OperationalError as error:
            raise explained(self.url, error) from error

    @contextmanager
    def read_one_moment(self) -> Iterator[Session]:
        """A session all of whose queries see the tables as they were at the first, however long they take."""
        with self.read() as session:
            if self.engine.dialect.name != "sqlite":  # whose readers see one moment in any case
                session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            yield session

    @property
    def shown(self) -> str:
        """The address without its password."""
        return shown_address(self.url)

    def close(self) -> None:
        self.engine.dispose()

    def _upgrade(self, while_upgrading: WhileUpgrading, clock: Clock) -> Upgrade | None:
        """What the upgrade did; None if the schema was up to date."""
        try:
            # As a reader: opening an up-to-date database must not wait for a writer.
            with self._reader.connect() as connection:
                before = revision_of(connection)
            if not needs_upgrade(self.shown, before):
                return None
            with while_upgrading(before):
                return upgrade(self.url, clock())
        except DatabaseError as error:
            raise explained(self.url, error) from error


def is_missing(url: str) -> bool:
    """Whether the address names a SQLite file that nobody has made yet."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
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
