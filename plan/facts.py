"""Facts about the whole, such as when the tick last ran: each has a name and a type, and is put down and read here alone.

What a fact is called and of which type stands where it is needed, as a `FactOf` or a `FactFamily`; `declared` knows all.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import Integer, String, cast, insert, literal, true
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, bindparam, col, delete, func, select, update

from plan.models import Fact
from plan.prepared import Prepared
from plan.upserts import upsert

T = TypeVar("T")
_ONE_MORE = cast(cast(Fact.value, Integer) + 1, String)
declared: set[str] = set()  # the names of all facts, and how those of a family begin


@dataclass(frozen=True, slots=True)
class Form(Generic[T]):
    """How values of a type are kept as text. No value is kept as the empty text."""

    parse: Callable[[str], T]
    write: Callable[[T], str]


TEXT: Form[str] = Form(str, str)
NUMBER: Form[int] = Form(int, str)
DAY: Form[date] = Form(date.fromisoformat, date.isoformat)
INSTANT: Form[datetime] = Form(datetime.fromisoformat, datetime.isoformat)
MONTH: Form[date] = Form(
    lambda text: date.fromisoformat(f"{text}-01"), lambda day: f"{day:%Y-%m}"
)  # its first day
FLAG: Form[bool] = Form(lambda text: text == "yes", lambda value: "yes" if value else "no")
TEXTS: Form[Mapping[str, str]] = Form(json.loads, lambda value: json.dumps(dict(value)))


@dataclass(frozen=True, slots=True)
class FactOf(Generic[T]):
    """One fact. None is what was never put down, or was cleared since."""

    name: str
    form: Form[T]

    def __post_init__(self) -> None:
        _declare(self.name)

    def of(self, session: Session) -> T | None:
        text = _read(session, self.name)
        return self.form.parse(text) if text else None

    @property
    def column(self) -> Any:
        """Its text as a column, to be asked for with other things at once; `form.parse` reads it."""
        return select(Fact.value).where(Fact.name == self.name).scalar_subquery()

    def put(self, session: Session, value: T) -> None:
        _put(session, self.name, self.form.write(value))

    def count_up(self: "FactOf[int]", session: Session) -> None:
        """One more. Added by the database itself: of two that count at once neither is lost."""
        session.flush()  # what is counted is there by then
        if not _COUNT.run(session.connection(), {"which": self.name}).rowcount:
            _NEW.run(session.connection(), {"name": self.name, "value": "1"})

    def clear(self, session: Session) -> None:
        _put(session, self.name, "")

    def lock(self, session: Session, first: T) -> T:
        """The fact, ours until the transaction ends; put down as `first` if nobody did before."""
        text = _read(session, self.name, _LOCKED)
        if text is None:
            try:
                with session.begin_nested():
                    _NEW.run(session.connection(), {"name": self.name, "value": self.form.write(first)})
            except IntegrityError:
                pass  # another process was the first
            text = _read(session, self.name, _LOCKED)
        return self.form.parse(text) if text else first

    def carry(self, before: Session, after: Session) -> None:
        """The same in another database, if it was put down in the first."""
        text = _read(before, self.name)
        if text is not None:
            _put(after, self.name, text)


@dataclass(frozen=True, slots=True)
class FactFamily(Generic[T]):
    """Facts of one type, one for each key; `prefix` is how their names begin."""

    prefix: str
    form: Form[T]

    def __post_init__(self) -> None:
        _declare(self.prefix)

    def of(self, session: Session, key: str) -> T | None:
        text = _read(session, self.prefix + key)
        return self.form.parse(text) if text else None

    def all(self, session: Session) -> dict[str, T]:
        """Those that were put down and not cleared, by key in its order."""
        query = select(Fact.name, Fact.value).where(col(Fact.name).startswith(self.prefix, autoescape=True))
        rows = session.exec(query.order_by(Fact.name)).all()
        return {name.removeprefix(self.prefix): self.form.parse(value) for name, value in rows if value}

    @property
    def count(self) -> Any:
        """How many were put down and not cleared, as a column."""
        mine = (col(Fact.name).startswith(self.prefix, autoescape=True), col(Fact.value) != "")
        return select(func.count()).select_from(Fact).where(*mine).scalar_subquery()

    def put(self, session: Session, key: str, value: T) -> None:
        _put(session, self.prefix + key, self.form.write(value))

    def count_up_each(self: "FactFamily[int]", session: Session, keys: Any) -> None:
        """One more of each key that the query `keys` finds, once each; one statement, and neither of two at once is lost."""
        found = keys.subquery()
        counted = upsert(session, Fact).from_select(
            ["name", "value"], select(literal(self.prefix) + found.c[0], literal("1")).where(true())
        )
        session.connection().execute(
            counted.on_conflict_do_update(index_elements=["name"], set_={"value": _ONE_MORE})
        )

    def remove(self, session: Session, keys: Iterable[str]) -> None:
        session.exec(delete(Fact).where(col(Fact.name).in_([self.prefix + key for key in keys])))


def _declare(name: str) -> None:
    if name in declared:
        raise ValueError(f"two facts of the name {name}")
    declared.add(name)


def _read(session: Session, name: str, by: Prepared | None = None) -> str | None:
    row = (by or _VALUE).first(session.connection(), {"which": name})
    return row[0] if row else None


def _put(session: Session, name: str, value: str) -> None:
    """Written only where it is another: most that is put down is as it was."""
    before = _read(session, name)
    if before is None:
        _NEW.run(session.connection(), {"name": name, "value": value})
    elif before != value:
        _CHANGE.run(session.connection(), {"which": name, "value": value})


# A tick asks for a dozen facts, and the same every half a minute.
_WHICH = col(Fact.name) == bindparam("which")
_VALUE = Prepared(select(Fact.value).where(_WHICH))
_LOCKED = Prepared(select(Fact.value).where(_WHICH).with_for_update())
_NEW = Prepared(insert(Fact).values(name=bindparam("name"), value=bindparam("value")))
_CHANGE = Prepared(update(Fact).where(_WHICH).values(value=bindparam("value")))
_COUNT = Prepared(update(Fact).where(_WHICH).values(value=_ONE_MORE))

TICKED = FactOf("ticked", INSTANT)  # when the flow last went through
