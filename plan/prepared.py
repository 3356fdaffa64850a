"""Statements that run once a letter: put into words once, then given to the driver as they are.

SQLAlchemy works out words, parameters and columns of a statement each time it runs, which takes several times what the
database does for it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from types import MappingProxyType
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, CursorResult, Dialect, ReturnsRows, bindparam
from sqlalchemy.orm import Mapped, Session
from sqlalchemy.sql.compiler import SQLCompiler

Change = Callable[[Any], Any] | None
LENGTHS = (1, 2, 4, 8, 16, 32, 64, 125, 250, 500)  # SQLite allows some thousands of values
_NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class _Worded:
    """A statement in the words of one kind of database; how each value goes in, and how each column comes out."""

    text: str
    given: tuple[tuple[str, Change, object], ...]  # name, how it goes in, what it is unless somebody says
    places: tuple[str, ...] | None  # the names in their order; None where the driver takes them by name
    columns: tuple[Change, ...]

    def values(self, given: Mapping[str, object]) -> Any:
        """What the driver takes, in its own form."""
        named = {
            name: change(given.get(name, other)) if change else given.get(name, other)
            for name, change, other in self.given
        }
        return named if self.places is None else tuple(named[name] for name in self.places)


class Prepared:
    """A statement whose parameters have a type each and are single values."""

    def __init__(self, statement: ReturnsRows) -> None:
        self._statement = statement
        self._worded: dict[str, _Worded] = {}

    def run(self, connection: Connection, given: Mapping[str, object]) -> CursorResult[Any]:
        """For what it changes: `rowcount` says how many rows."""
        worded = self._in_words_of(connection.dialect)
        return connection.exec_driver_sql(worded.text, worded.values(given))

    def run_each(self, connection: Connection, given: Sequence[Mapping[str, object]]) -> int:
        """The same for each of these, at once: how many rows all of them changed."""
        worded = self._in_words_of(connection.dialect)
        return connection.exec_driver_sql(worded.text, [worded.values(one) for one in given]).rowcount

    def ask(self, session: Session, given: Mapping[str, object] = _NOTHING) -> list[tuple[Any, ...]]:
        """Every row, as `all` gives them. What the session changed is there by then."""
        _write_first(session)
        return self.all(session.connection(), given)

    def change(self, session: Session, given: Mapping[str, object]) -> int:
        """How many rows it changed, of what the session changed, too; rows that the session holds are not told."""
        _write_first(session)
        return self.run(session.connection(), given).rowcount

    def first(self, connection: Connection, given: Mapping[str, object]) -> tuple[Any, ...] | None:
        """The first row, each value of its column's type; None if there is none."""
        return next(iter(self.all(connection, given)), None)

    def all(self, connection: Connection, given: Mapping[str, object]) -> list[tuple[Any, ...]]:
        """Every row, each value of its column's type."""
        columns = self.columns(connection)
        return [typed(columns, row) for row in self.raw(connection, given)]

    def raw(self, connection: Connection, given: Mapping[str, object]) -> Sequence[Sequence[Any]]:
        """Every row as the driver gives it: for whoever reads so many that he gives types only to what he needs (`typed`)."""
        return self.run(connection, given).all()

    def columns(self, connection: Connection) -> tuple[Change, ...]:
        """How a value of each column is given its type; None where it has it already."""
        return self._in_words_of(connection.dialect).columns

    def _in_words_of(self, dialect: Dialect) -> _Worded:
        if (known := self._worded.get(dialect.name)) is None:
            known = self._worded[dialect.name] = _put_into_words(self._statement, dialect)
        return known


class PreparedAmong:
    """A query about the rows in which a column has one of many values: put into words once for each of a few lengths."""

    def __init__(
        self, query: Any, column: Mapped[Any] | ColumnElement[Any]
    ) -> None:  # a Select, of SQLAlchemy's or SQLModel's
        self._query, self._column = query, column
        self._of_length: dict[int, Prepared] = {}

    def all(
        self, session: Session, values: Sequence[object], given: Mapping[str, object] = _NOTHING
    ) -> list[tuple[Any, ...]]:
        """Every row, the values in pieces that one statement can take. What the session changed is there by then."""
        _write_first(session)
        found: list[tuple[Any, ...]] = []
        for start in range(0, len(values), LENGTHS[-1]):
            some = values[start : start + LENGTHS[-1]]
            length = next(one for one in LENGTHS if one >= len(some))
            padded = [*some, *repeat(some[-1], length - len(some))]  # said twice, a value finds nothing more
            named = {f"one_{n}": value for n, value in enumerate(padded)}
            found += self._worded(length).all(session.connection(), {**given, **named})
        return found

    def which(self, session: Session, values: Sequence[object]) -> list[Any]:
        """Of a query for that column alone: the values that it finds, each once, in their order."""
        return sorted({value for (value,) in self.all(session, values)})

    def _worded(self, length: int) -> Prepared:
        if (known := self._of_length.get(length)) is None:
            places: list[BindParameter[Any]] = [bindparam(f"one_{n}") for n in range(length)]
            known = self._of_length[length] = Prepared(self._query.where(self._column.in_(places)))
        return known


def typed(columns: Sequence[Change], row: Sequence[Any]) -> tuple[Any, ...]:
    """The values of a row as the driver gave them, each of its column's type."""
    return tuple(change(value) if change else value for change, value in zip(columns, row, strict=True))


def _write_first(session: Session) -> None:
    """As the session does before its own queries: what runs on the connection knows nothing of it."""
    if session.autoflush:
        session.flush()


def _put_into_words(statement: ReturnsRows, dialect: Dialect) -> _Worded:
    compiled = statement.compile(dialect=dialect)
    assert isinstance(compiled, SQLCompiler), "a query or a change, no definition"
    places = compiled.positiontup
    given = tuple(
        (name, compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect), value)
        for name, value in compiled.params.items()
    )
    columns = tuple(
        column.type.dialect_impl(dialect).result_processor(dialect, None)
        for column in statement.exported_columns
    )
    return _Worded(compiled.string, given, None if places is None else tuple(places), columns)
