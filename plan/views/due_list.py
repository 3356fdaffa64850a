"""What is late, or due soon: reports and tasks together, each once, a page at a time; and how many there are.

A report counts by itself; a task counts once, however many agencies and days of it there are, as on its list.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, and_, case, literal, literal_column, union_all
from sqlmodel import Session, col, func, select

from plan.alphabet import sort_key
from plan.models import Agency, Deadline, Obligation, Party, Task
from plan.vocabulary import Kind, Role

Which = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class DueCounts:
    """How many reports, tasks and leading agencies."""

    reports: int
    tasks: int
    agencies: int

    @property
    def total(self) -> int:
        return self.reports + self.tasks


@dataclass(frozen=True, slots=True)
class DueItem:
    """A report of one agency, or a task by the first of its days."""

    kind: Kind
    id: int  # of the obligation; of a task its own
    section: str
    number: str
    title: str
    who: str  # of a report
    due: date
    ends: date

    @property
    def ref(self) -> str:
        return f"{self.section}.{self.number or '–'}" if self.section else self.number


def due_counts(session: Session, which: Which) -> DueCounts:
    """In one query."""
    return DueCounts(*session.exec(_counts(which)).one())


@lru_cache(maxsize=8)
def _counts(which: Which) -> Any:
    """Made once a day: every page asks it, and putting it together takes longer than the answer."""
    reports = select(func.count()).select_from(Obligation).where(which, col(Obligation.kind) == Kind.REPORT)
    tasks = _of_tasks(select(func.count(func.distinct(Deadline.task_id)))).where(which)
    leads = _led(select(func.count(func.distinct(Party.agency)))).where(which)
    counts: list[Any] = [query.scalar_subquery() for query in (reports, tasks, leads)]
    return select(*counts)


def due_items(
    session: Session, which: Which, after: int, limit: int, *, kind: Kind | None = None, agency: str = ""
) -> list[DueItem]:
    """By the last day on time; of one kind, or of one agency that leads, or all."""
    if agency:
        mine = select(Party.obligation_id).where(Party.agency == agency, Party.role == Role.LEAD)
        which = and_(which, col(Obligation.id).in_(mine))
    parts = {Kind.REPORT: _reports(which), Kind.TASK: _tasks(which)}
    wanted = [parts[kind]] if kind else list(parts.values())
    found = union_all(*wanted).subquery()
    columns: list[Any] = list(found.c)
    query = select(*columns).order_by(found.c.ends, found.c.kind.desc(), found.c.id)
    return [_item(*row) for row in session.exec(query.offset(after).limit(limit))]


@dataclass(frozen=True, slots=True)
class DueAgency:
    """An agency that leads something of it: how many reports and tasks."""

    code: str
    name: str
    reports: int
    tasks: int


def due_agencies(session: Session, which: Which) -> list[DueAgency]:
    """By the alphabet."""
    reports = func.sum(case((col(Obligation.kind) == Kind.REPORT, 1), else_=0))
    query = _led(select(Party.agency, Agency.name, reports, func.count(func.distinct(Deadline.task_id))))
    query = query.join(Agency, col(Agency.code) == col(Party.agency)).where(which)
    rows = session.exec(query.group_by(col(Party.agency), col(Agency.name)))
    return sorted((DueAgency(*row) for row in rows), key=lambda one: sort_key(one.name))


def _reports(which: Which) -> Any:
    columns: list[Any] = [
        literal(Kind.REPORT.value).label("kind"), Obligation.id, literal("").label("section"),
        literal("").label("number"), col(Obligation.label).label("title"),
        func.coalesce(Agency.name, Obligation.holder).label("who"), Obligation.due, Obligation.ends,
    ]  # fmt: skip
    query = select(*columns).outerjoin(Agency, col(Agency.code) == col(Obligation.holder))
    return query.where(which, col(Obligation.kind) == Kind.REPORT)


def _tasks(which: Which) -> Any:
    columns: list[Any] = [
        literal(Kind.TASK.value).label("kind"), Task.id, Task.section, Task.number, Task.title,
        literal("").label("who"), func.min(Obligation.due).label("due"), func.min(Obligation.ends).label("ends"),
    ]  # fmt: skip
    query = _of_tasks(select(*columns)).join(Task, col(Task.id) == col(Deadline.task_id)).where(which)
    return query.group_by(*(literal_column(f"task.{name}") for name in ("id", "section", "number", "title")))


def _of_tasks(query: Any) -> Any:
    return query.select_from(Obligation).join(Deadline, col(Deadline.id) == col(Obligation.deadline_id))


def _led(query: Any) -> Any:
    query = _of_tasks(query).join(Party, col(Party.obligation_id) == col(Obligation.id))
    return query.where(col(Party.role) == Role.LEAD)


def _item(kind: str, *rest: Any) -> DueItem:
    return DueItem(Kind(kind), *rest)
