"""A page of numbers, as programs walk through lists: in the order of their numbers, or of the turns in which they changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, and_, or_, tuple_
from sqlmodel import Session, col, select

from plan.models import Deadline, Kind, Letter, Obligation, Party, Regime, Task
from plan.models.duties import OPEN
from plan.obligations.status import Status
from plan.vocabulary import LetterState, Role

TaskState = Literal["scheduled", "ongoing", "awaiting", "unclear"]


class ListPlace(NamedTuple):
    """Where a reader stands: behind the row of that number; by changes, behind that row of that turn."""

    turn: int
    id: int


START = ListPlace(-1, 0)


@dataclass(frozen=True, slots=True)
class ProgramFilter:
    """Which rows a program asks for; None is everything. `agencies`: with a part for one of these."""

    plan: int | None = None
    agencies: tuple[str, ...] | None = None
    own: tuple[str, ...] | None = None  # of an agency's program: of these alone, whatever it asks
    kind: Kind | None = None
    first: date | None = None
    last: date | None = None
    changed_since: datetime | None = None


def obligation_places(
    session: Session, today: date, wanted: ProgramFilter, status: Status | None, after: ListPlace, limit: int
) -> list[ListPlace]:
    """The next obligations behind the place."""
    which = [_held_by(codes) for codes in (wanted.agencies, wanted.own) if codes is not None]
    if wanted.kind is not None:
        which.append(col(Obligation.kind) == wanted.kind)
    if wanted.plan is not None:
        which.append(col(Obligation.deadline_id).in_(_of_plan(wanted.plan)))
    which += _between(col(Obligation.due), wanted)
    if status is not None:
        which.append(_stands(status, today))
    return _places(session, Obligation, which, wanted.changed_since, after, limit)


def task_places(
    session: Session, wanted: ProgramFilter, state: str | None, after: ListPlace, limit: int
) -> list[ListPlace]:
    """The next tasks that stand in a plan; of days, those with a deadline between them."""
    which: list[ColumnElement[bool]] = [col(Task.withdrawn_on).is_(None)]
    if wanted.plan is not None:
        which.append(col(Task.plan_id) == wanted.plan)
    if state is not None:
        which.append(col(Task.state) == state)
    mine = select(Deadline.task_id).where(col(Deadline.task_id).is_not(None))
    for codes in (wanted.agencies, wanted.own):
        if codes is not None:
            held = mine.join(Obligation, col(Obligation.deadline_id) == col(Deadline.id))
            which.append(col(Task.id).in_(held.where(_held_by(codes))))
    if days := _between(col(Deadline.due), wanted):
        which.append(col(Task.id).in_(mine.where(col(Deadline.withdrawn_on).is_(None), *days)))
    return _places(session, Task, which, wanted.changed_since, after, limit)


def tasks_numbered(session: Session, ids: Sequence[int]) -> list[Task]:
    """These tasks, in the order in which they are named."""
    found = {task.id: task for task in session.exec(select(Task).where(col(Task.id).in_(ids)))}
    return [found[number] for number in ids if number in found]


def letter_numbers(
    session: Session,
    agencies: tuple[str, ...] | None,
    kind: str | None,
    state: LetterState | None,
    after: int,
    limit: int,
) -> list[int]:
    """The next letters behind that number."""
    query = select(Letter.id).where(col(Letter.id) > after).order_by(col(Letter.id)).limit(limit)
    if agencies is not None:
        query = query.where(col(Letter.agency).in_(agencies))
    if kind is not None:
        query = query.where(Letter.kind == kind)
    if state is not None:
        query = query.where(Letter.state == state)
    return list(session.exec(query))


def _places(
    session: Session,
    table: type[Any],
    which: list[ColumnElement[bool]],
    changed_since: datetime | None,
    after: ListPlace,
    limit: int,
) -> list[ListPlace]:
    turn, number = col(table.turn), col(table.id)
    query = select(turn, number).where(*which).limit(limit)
    if changed_since is None and after.turn < 0:
        query = query.where(number > after.id).order_by(number)
        return [ListPlace(-1, found) for _, found in session.exec(query)]
    if changed_since is not None:
        query = query.where(col(table.turned_at) >= changed_since)
    query = query.where(tuple_(turn, number) > tuple_(after.turn, after.id)).order_by(turn, number)
    return [ListPlace(*found) for found in session.exec(query)]


def _held_by(agencies: tuple[str, ...]) -> ColumnElement[bool]:
    mine = select(Party.obligation_id).where(
        col(Party.agency).in_(agencies), col(Party.role).in_([Role.LEAD, Role.PARTNER])
    )
    return col(Obligation.id).in_(mine)


def _of_plan(plan: int) -> Any:
    days = select(Deadline.id).outerjoin(Task, col(Task.id) == col(Deadline.task_id))
    days = days.outerjoin(Regime, col(Regime.id) == col(Deadline.regime_id))
    return days.where(or_(col(Task.plan_id) == plan, col(Regime.plan_id) == plan))


def _between(due: Any, wanted: ProgramFilter) -> list[ColumnElement[bool]]:
    first = [due >= wanted.first] if wanted.first else []
    return first + ([due <= wanted.last] if wanted.last else [])


def _stands(status: Status, today: date) -> ColumnElement[bool]:
    """As `status_on` says of one."""
    opens, ends, done = col(Obligation.opens), col(Obligation.ends), col(Obligation.done_on)
    match status:
        case "upcoming":
            return and_(OPEN, opens > today)
        case "open":
            return and_(OPEN, opens <= today, ends >= today)
        case "late":
            return and_(OPEN, opens <= today, ends < today)
        case "done":
            return done <= ends
        case "done-late":
            return done > ends
        case "cancelled":
            return and_(done.is_(None), col(Obligation.cancelled_on).is_not(None))
