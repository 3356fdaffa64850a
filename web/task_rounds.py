"""What is owed of a task → its days due, each with where it stands and whose it is. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from plan.views.task_page import TaskObligation
from scheduler.working_days.calendar import WorkCalendar
from web.status import Standing, declared_since, standing_of, worst


@dataclass(frozen=True, slots=True)
class Owed:
    """One agency's part of a day due: the number of its obligation and where that stands."""

    id: int
    who: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class TaskRound:
    """One day due, of one agency or of many: where it stands as a whole, and the parts."""

    part: str
    due: date
    ends: date
    standing: Standing
    owed: tuple[Owed, ...]

    @property
    def done(self) -> int:
        return sum(one.standing.shape in {"done", "after"} for one in self.owed)


def task_rounds(
    obligations: Iterable[TaskObligation], today: date, calendar: WorkCalendar
) -> tuple[TaskRound, ...]:
    """By day due. Of many agencies the whole stands where the worst of them stands."""
    grouped = (list(same) for _, same in groupby(obligations, key=lambda one: one.deadline))
    return tuple(_round(same, today, calendar) for same in grouped)


def _round(same: list[TaskObligation], today: date, calendar: WorkCalendar) -> TaskRound:
    first = same[0]
    owed = tuple(Owed(one.id, one.who, _standing(one, today, calendar)) for one in same)
    return TaskRound(first.part, first.due, first.ends, worst([one.standing for one in owed]), owed)


def _standing(one: TaskObligation, today: date, calendar: WorkCalendar) -> Standing:
    if one.declared_on and not (one.done_on or one.cancelled_on):
        return declared_since(one.declared_on)
    return standing_of(one.opens, one.ends, one.done_on, one.cancelled_on, today, calendar)
