"""What of some tasks' days is open, and who leads them: for the rows of a list, whatever else is stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, case, or_
from sqlmodel import Session, col, func, select

from plan.alphabet import sort_key
from plan.models import Agency, Deadline, Obligation, Party
from plan.models.duties import OPEN
from plan.obligations.counts import DECLARED
from plan.vocabulary import Role

FEW = 3  # leads that are named; of more it is said how many


@dataclass(frozen=True, slots=True)
class TaskDays:
    """What of a task's days is still open: how many deadlines, the first of those of which nobody said that they are done.

    `told` is how many were declared and wait for the collector's word.
    """

    deadlines: int
    told: int
    due: date | None
    ends: date | None
    opens: date | None


def days_of(session: Session, tasks: Sequence[int]) -> dict[int, TaskDays]:
    """Of each of these tasks that has any, its days."""
    told = func.sum(case((and_(OPEN, DECLARED), 1), else_=0))
    columns: list[Any] = [Deadline.task_id, func.count(func.distinct(Deadline.id)), told]
    columns += [
        func.min(case((and_(OPEN, ~DECLARED), column)))
        for column in (Obligation.due, Obligation.ends, Obligation.opens)
    ]
    query = (
        select(*columns)
        .join(Obligation, col(Obligation.deadline_id) == col(Deadline.id))
        .where(col(Deadline.task_id).in_(tasks), col(Obligation.cancelled_on).is_(None))
        .group_by(col(Deadline.task_id))
    )
    return {task: TaskDays(*days) for task, *days in session.exec(query) if task is not None}


def leads_of(session: Session, tasks: Sequence[int]) -> dict[int, tuple[int, tuple[str, ...]]]:
    """How many agencies lead each of these tasks, and the names of those that are few."""
    mine = (
        select(Deadline.task_id, Party.agency)
        .join(Obligation, col(Obligation.deadline_id) == col(Deadline.id))
        .join(Party, col(Party.obligation_id) == col(Obligation.id))
        .where(col(Deadline.task_id).in_(tasks), col(Obligation.cancelled_on).is_(None))
        .where(Party.role == Role.LEAD)
        .distinct()
        .subquery()
    )
    within: dict[str, Any] = {"partition_by": mine.c.task_id}
    place = func.row_number().over(**within, order_by=mine.c.agency).label("place")
    count = func.count().over(**within).label("count")
    counted = select(mine.c.task_id, mine.c.agency, count, place).subquery()
    query = select(counted.c.task_id, counted.c.count, Agency.name)
    query = query.outerjoin(Agency, col(Agency.code) == counted.c.agency)
    counts: dict[int, int] = {}
    names: dict[int, list[str]] = {}
    for task, many, name in session.exec(query.where(or_(counted.c.count <= FEW, counted.c.place == 1))):
        counts[task] = many
        if many <= FEW and name is not None:
            names.setdefault(task, []).append(name)
    return {task: (many, tuple(sorted(names.get(task, ()), key=sort_key))) for task, many in counts.items()}
