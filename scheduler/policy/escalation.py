"""Who is told that others are late, from which rung of the ladder on, and why. Pure."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date

from plan.steps import StepKind
from scheduler.policy.policy import Ladder
from scheduler.policy.reminders import BEGINNING, ObligationFacts, Step, late_rungs
from scheduler.working_days.calendar import WorkCalendar


@dataclass(frozen=True, slots=True)
class Watchers:
    """The department that urges (Sở Nội vụ) and the office above it (Văn phòng UBND tỉnh)."""

    escalate_to: str
    above: str


def collected_by(through: str | None, watchers: Watchers) -> Watchers:
    """Who is told of a late report: the agency that collects it, where its regime names one."""
    return Watchers(through or watchers.escalate_to, watchers.above)


def audience(leads: Collection[str], ladder: Ladder, watchers: Watchers) -> dict[str, int]:
    """Each agency to be told of a late obligation of `leads`, with the rung from which it is told.

    Nobody is told of themselves: what the department itself owes goes one step further at once.
    """
    if not ladder.escalate:
        return {}
    first, further = ladder.escalate[0], ladder.above_from or ladder.escalate[-1]
    told = {}
    if watchers.escalate_to not in leads:
        told[watchers.escalate_to] = first
    if watchers.above not in leads and watchers.above != watchers.escalate_to:
        told[watchers.above] = further if told else first
    return told


def audience_now(
    leads: Collection[str], ladder: Ladder, watchers: Watchers, current: Callable[[str], str]
) -> dict[str, int]:
    """`audience`, when agencies may have been merged: `current` says who stands in for whom."""
    standing = Watchers(current(watchers.escalate_to), current(watchers.above))
    return audience([current(code) for code in leads], ladder, standing)


def watch_steps(
    facts: ObligationFacts, ladder: Ladder, first: int, calendar: WorkCalendar, told_on: date = BEGINNING
) -> Iterator[Step]:
    """The rungs of the ladder from `first` on, in order of day, after `told_on`."""
    steps = late_rungs(StepKind.ESCALATE, facts, ladder.escalate, ladder.escalate_every, calendar, told_on)
    lowest = calendar.after(facts.ends, first)
    return (step for step in steps if step.on >= lowest)
