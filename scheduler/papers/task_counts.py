"""Tasks of the plan counted, each once: done on time, done late, in progress, overdue, awaiting, without a day. Pure.

A task counts in a period by its duties there. If all that is not done has been declared done, it awaits a word of
whoever collects; else the worst of them counts: overdue, in progress, done late, done on time. A task that has no duty
at all because its words name no day counts as undated.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from plan.obligations.duty import Duty
from scheduler.papers.agency_counts import SectionName
from scheduler.papers.counts import Counts

WORST_FIRST = ("late", "open", "done-late", "done")


@dataclass(frozen=True, slots=True)
class PlanTask:
    """A task of a plan that overlaps the period; `since` is the day it was assigned, `owed` whether it ever had a duty."""

    id: int
    plan: int
    section: str
    ref: str
    title: str
    lead: str
    timing: str
    state: str
    since: date | None
    withdrawn_on: date | None
    owed: bool


@dataclass(frozen=True, slots=True)
class TaskTally:
    """How many tasks are in each state; `dated` are those with a duty in the period that do not await a word."""

    dated: Counts
    undated: int
    awaiting: int = 0

    @property
    def total(self) -> int:
        return self.dated.total + self.awaiting + self.undated


@dataclass(frozen=True, slots=True)
class SectionTasks:
    """One section of the plan."""

    key: str
    name: str
    tally: TaskTally


@dataclass(frozen=True, slots=True)
class UndatedLine:
    """A task without a day that was assigned long ago."""

    task: PlanTask
    months: int  # whole months since


@dataclass(frozen=True, slots=True)
class TaskFigures:
    """The tasks of the plan in a period; `long_open` are those without a day for more than some months."""

    all: TaskTally
    by_section: tuple[SectionTasks, ...]
    long_open: tuple[UndatedLine, ...]
    months: int = 0


def task_figures(
    tasks: Sequence[PlanTask],
    duties: Sequence[Duty],
    on: date,
    months: int,
    sections: Mapping[tuple[int, str], SectionName],
    counts: Callable[[Duty], bool],
) -> TaskFigures:
    """`counts` says which duties are of the period; `months` after how long a task without a day is listed."""
    owed: dict[int, list[Duty]] = {}
    for duty in duties:
        if duty.task is not None:
            owed.setdefault(duty.task, []).append(duty)
    here = [task for task in tasks if not (task.withdrawn_on and task.withdrawn_on <= on)]
    states = {task.id: _state([d for d in owed.get(task.id, ()) if counts(d)]) for task in here}
    undated = [task for task in here if task.state != "scheduled" and not task.owed]
    without = {task.id for task in undated}
    rows = (
        SectionTasks(
            section.key,
            section.name,
            _counts([t for t in here if (t.plan, t.section) == place], states, without),
        )
        for place, section in sections.items()
    )
    long_open = (UndatedLine(t, _months_between(t.since, on)) for t in undated if t.since and t.since <= on)
    return TaskFigures(
        _counts(here, states, without),
        tuple(row for row in rows if row.tally.total),
        tuple(line for line in long_open if _is_over(line.task.since, months, on)),
        months,
    )


def _state(duties: Sequence[Duty]) -> str:
    left = [d for d in duties if not d.is_done]
    if left and all(d.declared for d in left):
        return "awaiting"
    found = {"open" if d.status == "upcoming" else d.status for d in duties}
    return next((state for state in WORST_FIRST if state in found), "")


def _counts(tasks: Sequence[PlanTask], states: Mapping[int, str], without: set[int]) -> TaskTally:
    found = [states[task.id] for task in tasks]
    dated = Counts(found.count("done"), found.count("done-late"), found.count("late"), found.count("open"))
    return TaskTally(dated, sum(task.id in without for task in tasks), found.count("awaiting"))


def _months_between(first: date | None, last: date) -> int:
    assert first is not None, "asked of those with a day alone"
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - (last.day < first.day)


def _is_over(since: date | None, months: int, on: date) -> bool:
    """More than so many months: the day itself is not yet over."""
    whole = _months_between(since, on)
    assert since is not None, "as above"
    return whole > months or (whole == months and since.day != on.day)
