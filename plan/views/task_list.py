"""The tasks of the plans as a page lists them: a page of rows at a time, whatever else is stored."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import ColumnElement, and_, exists
from sqlmodel import Session, col, func, select

from plan.alphabet import sort_key
from plan.models import Agency, Deadline, Obligation, Party, Plan, Task
from plan.models.duties import OPEN_WORK
from plan.obligations.counts import late
from plan.text import bare
from plan.views.columns import columns_of
from plan.vocabulary import Role

TaskStanding = Literal["late", "open", "done", "awaiting", "unclear", "ongoing"]


@dataclass(frozen=True, slots=True)
class TaskItem:
    """One task as a list shows it; the words are those of the plan."""

    id: int
    plan: int
    section: str
    section_title: str
    number: str
    title: str
    lead: str
    state: str

    @property
    def ref(self) -> str:
        """Its place in the plan, "II.6"; a dash stands for a number that the plan does not give."""
        return f"{self.section}.{self.number or '–'}" if self.section else self.number


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """Which tasks to list; what is empty does not matter. `year` is that of a day due."""

    plan: int | None = None
    agency: str = ""
    section: str = ""
    standing: TaskStanding | None = None
    year: int | None = None
    words: str = ""


def task_items(
    session: Session, today: date, wanted: TaskFilter, after: int, limit: int
) -> tuple[list[TaskItem], int]:
    """The rows from the place `after` on, in the order of the plans, and how many there are in all."""
    which = _which(today, wanted)
    total = session.exec(select(func.count()).select_from(Task).where(*which)).one()
    query = select(*columns_of(TaskItem, Task, plan=Task.plan_id)).where(*which)
    query = query.order_by(col(Task.plan_id), col(Task.position), col(Task.id)).offset(after).limit(limit)
    return [TaskItem(*row) for row in session.exec(query)], total


def _which(today: date, wanted: TaskFilter) -> list[ColumnElement[bool]]:
    which: list[ColumnElement[bool]] = [col(Task.withdrawn_on).is_(None)]
    if wanted.plan is not None:
        which.append(col(Task.plan_id) == wanted.plan)
    if wanted.section:
        which.append(col(Task.section) == wanted.section)
    if wanted.agency:
        led = select(Party.obligation_id).where(Party.agency == wanted.agency, Party.role == Role.LEAD)
        which.append(_has(col(Obligation.id).in_(led)))
    if wanted.year is not None:
        which.append(_has(col(Obligation.due).between(date(wanted.year, 1, 1), date(wanted.year, 12, 31))))
    if wanted.words:
        which.append(col(Task.bare).contains(bare(wanted.words), autoescape=True))
    if wanted.standing is not None:
        which.append(_stands(wanted.standing, today))
    return which


def _has(*which: ColumnElement[bool]) -> ColumnElement[bool]:
    """Tasks with an obligation of that kind: those are looked for first, as they are fewer than what tasks ever owed."""
    mine = select(Deadline.task_id).join(Obligation, col(Obligation.deadline_id) == col(Deadline.id))
    return col(Task.id).in_(mine.where(col(Deadline.task_id).is_not(None), *which))


def _any_done() -> ColumnElement[bool]:
    """Asked of each task: the first that is found is enough."""
    mine = (col(Deadline.task_id) == Task.id, col(Obligation.deadline_id) == Deadline.id)
    return exists().where(*mine, col(Obligation.done_on).is_not(None))


def _stands(standing: TaskStanding, today: date) -> ColumnElement[bool]:
    match standing:
        case "late":
            return _has(late(today))
        case "open":
            return _has(OPEN_WORK)
        case "done":
            return and_(_any_done(), ~_has(OPEN_WORK))
        case _:
            return col(Task.state) == standing


@dataclass(frozen=True, slots=True)
class TaskCounts:
    """How many tasks there are, and how many of them are asked about, or wait for an event."""

    total: int
    unclear: int
    awaiting: int


def task_counts(session: Session) -> TaskCounts:
    """All plans together; every task is looked at. Follows from what plans say alone."""
    base = select(func.count(col(Task.id))).where(col(Task.withdrawn_on).is_(None))
    parts = (base, base.where(Task.state == "unclear"), base.where(Task.state == "awaiting"))
    columns: list[Any] = [query.scalar_subquery() for query in parts]
    return TaskCounts(*session.exec(select(*columns)).one())


def leading_agencies(session: Session) -> list[tuple[str, str]]:
    """Code and name of every agency but groups, by the alphabet: whom a list may be asked for."""
    rows = session.exec(select(Agency.code, Agency.name).where(Agency.kind != "group"))
    return sorted(rows, key=lambda one: sort_key(one[1]))


@dataclass(frozen=True, slots=True)
class PlanName:
    """A decision, as one chooses it in a list."""

    id: int
    code: str
    issued_on: date | None


def plan_names(session: Session) -> list[PlanName]:
    query = select(*columns_of(PlanName, Plan)).order_by(col(Plan.id))
    return [PlanName(*row) for row in session.exec(query)]


def section_names(session: Session, plan: int | None) -> list[tuple[str, str]]:
    """Sections and their titles, in the order of the plans."""
    query = select(Task.section, Task.section_title).where(col(Task.withdrawn_on).is_(None))
    if plan is not None:
        query = query.where(Task.plan_id == plan)
    return list(dict.fromkeys(session.exec(query.order_by(col(Task.plan_id), col(Task.position)))))
