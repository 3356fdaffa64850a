"""What is late on a day, the longest first: tasks one by one, reports by the round that they belong to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, func, select

from plan.models import Agency, Deadline, Obligation, Party, Task
from plan.obligations.counts import late
from plan.storage.chunks import chunks
from plan.views.columns import columns_of
from plan.vocabulary import Kind, Role


@dataclass(frozen=True, slots=True)
class LateTask:
    """A task whose last day on time, `ends`, is past; the words are those of the plan."""

    id: int
    task: int
    section: str
    number: str
    title: str
    ends: date

    @property
    def ref(self) -> str:
        return ".".join(filter(None, (self.section, self.number)))


@dataclass(frozen=True, slots=True)
class LateRound:
    """A round of reports that some agencies, with the same last day on time, have not sent."""

    round: int
    label: str
    ends: date
    count: int


_ROUND: list[Any] = list(
    columns_of(
        LateRound,
        Obligation,
        round=Obligation.deadline_id,
        label=Deadline.label,
        count=func.count(col(Obligation.id)),
    )
)


def late_tasks(session: Session, today: date, limit: int) -> list[LateTask]:
    """The first so many."""
    query = (
        select(
            *columns_of(
                LateTask, Obligation, task=Task.id, section=Task.section, number=Task.number, title=Task.title
            )
        )
        .join(Deadline, col(Deadline.id) == col(Obligation.deadline_id))
        .join(Task, col(Task.id) == col(Deadline.task_id))
        .where(late(today))
        .order_by(col(Obligation.ends), col(Task.plan_id), col(Task.position), col(Obligation.id))
    )
    return [LateTask(*row) for row in session.exec(query.limit(limit))]


def late_rounds(session: Session, today: date, limit: int) -> list[LateRound]:
    """The first so many; agencies with more time stand by themselves."""
    query = (
        select(*_ROUND)
        .join(Deadline, col(Deadline.id) == col(Obligation.deadline_id))
        .where(late(today), Obligation.kind == Kind.REPORT)
        .group_by(col(Obligation.deadline_id), col(Deadline.label), col(Obligation.ends))
        .order_by(col(Obligation.ends), func.count().desc(), col(Obligation.deadline_id))
    )
    return [LateRound(*row) for row in session.exec(query.limit(limit))]


def missing_from(session: Session, today: date, one: LateRound, limit: int) -> list[str]:
    """The names of the first agencies that have not sent it."""
    query = (
        select(Agency.name)
        .join(Party, col(Party.agency) == col(Agency.code))
        .join(Obligation, col(Obligation.id) == col(Party.obligation_id))
        .where(late(today), col(Obligation.deadline_id) == one.round, col(Obligation.ends) == one.ends)
        .where(Party.role == Role.LEAD)
        .order_by(col(Agency.name))
    )
    return list(session.exec(query.limit(limit)))


def lead_names(session: Session, obligations: Sequence[int]) -> dict[int, list[str]]:
    """Who leads each of these, by name."""
    found: dict[int, list[str]] = {}
    for chunk in chunks(obligations):
        query = select(Party.obligation_id, Agency.name).join(Agency, col(Agency.code) == col(Party.agency))
        query = query.where(col(Party.obligation_id).in_(chunk), Party.role == Role.LEAD)
        for number, name in session.exec(query.order_by(col(Agency.name))):
            found.setdefault(number, []).append(name)
    return found
