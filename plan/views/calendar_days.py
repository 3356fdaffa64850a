"""What is due and what came in, day by day: for the calendar of a month and of a year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, exists, union_all
from sqlmodel import Session, col, func, select

from plan.models import Agency, Deadline, Declaration, Obligation, Party, Task
from plan.models.duties import OPEN
from plan.views.columns import columns_of
from plan.vocabulary import DeclarationState, Kind, Role


@dataclass(frozen=True, slots=True)
class CalendarFilter:
    """What of it is shown; empty: everything."""

    kind: Kind | None = None
    agency: str = ""


@dataclass(frozen=True, slots=True)
class CalendarDuty:
    """An obligation that is due on a day of the span, or on time until one; `part` is the deadline it shares."""

    id: int
    deadline: int
    kind: Kind
    part: str
    section: str | None
    number: str | None
    holder: str
    opens: date
    due: date
    ends: date
    done_on: date | None
    cancelled_on: date | None
    declared_on: date | None


def calendar_duties(session: Session, first: date, last: date, wanted: CalendarFilter) -> list[CalendarDuty]:
    """In the order of their days; what was cancelled is left out."""
    declared = (
        select(func.max(col(Declaration.declared_on)))
        .where(Declaration.obligation_id == Obligation.id, Declaration.state == DeclarationState.WAITING)
        .scalar_subquery()
    )
    columns = columns_of(
        CalendarDuty,
        Obligation,
        deadline=Obligation.deadline_id,
        part=Deadline.label,
        section=Task.section,
        number=Task.number,
        declared_on=declared,
    )
    query = (
        select(*columns)
        .join(Deadline, col(Deadline.id) == col(Obligation.deadline_id))
        .outerjoin(Task, col(Task.id) == col(Deadline.task_id))
        .where(col(Obligation.id).in_(_of_span(first, last)))
        .where(col(Obligation.cancelled_on).is_(None), *_which(wanted))
        .order_by(col(Obligation.due), col(Obligation.kind), col(Obligation.deadline_id), col(Obligation.id))
    )
    return [CalendarDuty(*row) for row in session.exec(query)]


def _of_span(first: date, last: date) -> Any:
    """Each of the two days by its own index; with OR the database would read all that was ever owed."""
    days = (col(Obligation.due), col(Obligation.ends))
    return union_all(*(select(Obligation.id).where(day.between(first, last)) for day in days))


def received_by_day(
    session: Session, first: date, last: date, wanted: CalendarFilter
) -> dict[tuple[date, Kind], int]:
    """How many reports and tasks were done on each day."""
    columns: list[Any] = [Obligation.done_on, Obligation.kind, func.count()]
    query = (
        select(*columns)
        .where(col(Obligation.done_on).between(first, last), *_which(wanted))
        .group_by(col(Obligation.done_on), col(Obligation.kind))
    )
    return {(day, Kind(kind)): count for day, kind, count in session.exec(query)}


@dataclass(frozen=True, slots=True)
class ReceivedItem:
    """Something that came in on a day."""

    id: int
    kind: Kind
    label: str
    holder: str
    document: str | None
    ends: date


def received_on(session: Session, day: date, wanted: CalendarFilter, limit: int) -> list[ReceivedItem]:
    """What was done on that day, reports first."""
    query = select(*columns_of(ReceivedItem, Obligation)).where(Obligation.done_on == day, *_which(wanted))
    rows = session.exec(query.order_by(col(Obligation.kind), col(Obligation.id)).limit(limit))
    return [ReceivedItem(*row) for row in rows]


def leads_of_duties(session: Session, numbers: Sequence[int]) -> dict[int, list[str]]:
    """The names of those who lead each of these obligations."""
    query = (
        select(Party.obligation_id, Agency.name)
        .join(Agency, col(Agency.code) == col(Party.agency))
        .where(col(Party.obligation_id).in_(numbers), Party.role == Role.LEAD)
        .order_by(Agency.name)
    )
    found: dict[int, list[str]] = {}
    for number, name in session.exec(query):
        found.setdefault(number, []).append(name)
    return found


@dataclass(frozen=True, slots=True)
class DayCount:
    """How much is due on a day, and how much of it is still open and past its last day on time."""

    day: date
    due: int
    late: int


def due_by_day(session: Session, year: int, today: date, wanted: CalendarFilter) -> list[DayCount]:
    """The days of a year on which anything is due."""
    late = case(((OPEN) & (col(Obligation.ends) < today), 1), else_=0)
    columns: list[Any] = [Obligation.due, func.count(), func.sum(late)]
    query = (
        select(*columns)
        .where(col(Obligation.due).between(date(year, 1, 1), date(year, 12, 31)))
        .where(col(Obligation.cancelled_on).is_(None), *_which(wanted))
        .group_by(col(Obligation.due))
        .order_by(col(Obligation.due))
    )
    return [DayCount(*row) for row in session.exec(query)]


def _which(wanted: CalendarFilter) -> list[ColumnElement[bool]]:
    which: list[ColumnElement[bool]] = []
    if wanted.kind is not None:
        which.append(col(Obligation.kind) == wanted.kind)
    if wanted.agency:
        mine = (col(Party.obligation_id) == col(Obligation.id), col(Party.agency) == wanted.agency)
        which.append(exists().where(*mine, col(Party.role).in_([Role.LEAD, Role.PARTNER])))
    return which
