"""What of an obligation should have been said by a day: counted day by day, from the numbers of its ladder alone. Pure.

This shares no code with the telling. It depends on few facts, which many obligations have in common: those that are
due on the same day by the same ladder are counted once.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from plan.steps import StepKind, StepName
from scheduler.policy.policy import Ladder, Ladders, Remind

ONE = timedelta(days=1)
Works = Callable[[date], bool]
Steps = tuple[tuple[str, StepName], ...]  # each with its name in the ledger


@dataclass(frozen=True, slots=True)
class DutyFacts:
    """All that what is to be said of an obligation depends on, but for who hears it."""

    kind: str
    opens: date
    due: date
    ends: date
    target: date | None
    extended: bool
    announced: bool  # asked for by itself: told at once
    since: date  # nobody owed it before
    floor: date  # steps up to this day need no row: the plan, or the last change, is younger
    through: str | None
    ladders: Ladders  # the numbers that held when it began

    @property
    def ladder(self) -> Ladder:
        return self.ladders.report if self.kind == "report" else self.ladders.task

    @property
    def remind(self) -> Remind:
        length = (self.due - self.opens).days + 1
        rows = self.ladders.remind
        return next((row for row in rows if length <= row.up_to_days), rows[-1])


@dataclass(frozen=True, slots=True)
class ExpectedSteps:
    """The steps that had come by a day, for each who hears of an obligation; a watcher hears the rungs from one on."""

    lead: Steps
    partner: Steps
    rungs: Steps


def expected_steps(facts: DutyFacts, works: Works, day: date) -> ExpectedSteps:
    """What had to be said by the end of that day."""
    remind, ladder = facts.remind, facts.ladder
    late = _working_days_late(facts.ends, day, works)
    begins = [StepName(StepKind.OPENED)] if (remind.opened and ladder.opened) or facts.announced else []
    lead = [
        *_ahead(facts, works, begins, remind.lead, day),
        *_to_target(facts, works, day),
        *_rungs(StepKind.LATE, facts, late, ladder.late, ladder.late_every),
    ]
    partner = _ahead(facts, works, begins, remind.partner, day)
    rungs = _rungs(StepKind.ESCALATE, facts, late, ladder.escalate, ladder.escalate_every)
    return ExpectedSteps(*(_named(facts, steps) for steps in (lead, partner, rungs)))


def _named(facts: DutyFacts, steps: Iterable[StepName]) -> Steps:
    """After an extension the ladder began anew: its steps bear the new day."""
    found = (replace(step, due=facts.due) if facts.extended else step for step in steps)
    return tuple((str(step), step) for step in found)


def _ahead(
    facts: DutyFacts, works: Works, begins: Sequence[StepName], days: Iterable[int], day: date
) -> Iterator[StepName]:
    """That it begins, if that is told, and the reminders whose working day has come."""
    starts = max(facts.opens, facts.since)
    while not works(starts):
        starts += ONE
    if starts <= facts.due and facts.floor < starts <= day and not facts.extended:
        yield from begins
    yield from _count_down(StepKind.BEFORE, facts.due, days, facts, works, day)


def _to_target(facts: DutyFacts, works: Works, day: date) -> Iterator[StepName]:
    if facts.target:
        ahead = facts.ladders.target.lead
        yield from _count_down(StepKind.TARGET, facts.target, ahead, facts, works, day)


def _count_down(
    kind: StepKind, aim: date, days: Iterable[int], facts: DutyFacts, works: Works, day: date
) -> Iterator[StepName]:
    """So many days before a day; what falls on a day off is told on the working day before."""
    for ahead in days:
        goes = aim - timedelta(ahead)
        while not works(goes):
            goes -= ONE
        if facts.floor < goes <= day:
            yield StepName(kind, ahead)


def _working_days_late(ends: date, day: date, works: Works) -> list[date]:
    """The working days after the last day on time, one by one."""
    found = []
    while ends < day:
        ends += ONE
        if works(ends):
            found.append(ends)
    return found


def _rungs(
    kind: StepKind, facts: DutyFacts, late: list[date], fixed: Iterable[int], every: int | None
) -> list[StepName]:
    """The rungs that have come: the nth working day late, for each n of the ladder."""
    wanted = sorted(fixed)
    while wanted and every and wanted[-1] + every <= len(late):
        wanted.append(wanted[-1] + every)
    return [StepName(kind, n) for n in wanted if n <= len(late) and late[n - 1] > facts.floor]
