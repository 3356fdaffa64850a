"""Which step of an obligation is due on a day for one agency, and why. Pure.

An agency climbs a ladder: steps before the day due, then steps after the last day on time. On any
day it is told the latest step it has not heard of; the steps before that one are passed over, with
the reason. So an outage of any length ends in one true notice.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count
from typing import Literal

from plan.dates import day
from plan.steps import StepKind, StepName
from scheduler.policy.policy import Ladder, Ladders, Remind
from scheduler.working_days.calendar import WorkCalendar

BEGINNING = date.min


@dataclass(frozen=True, slots=True)
class ObligationFacts:
    """What must be known of an open obligation to decide what is due to be said."""

    kind: Literal["task", "report"]
    opens: date
    due: date
    ends: date
    since: date  # nothing is said of the days before: the plan did not exist yet
    target: date | None = None
    extended: bool = False
    announced: bool = False  # whoever is asked is told at once, whatever the policy says of its kind


@dataclass(frozen=True, slots=True)
class Step:
    """One rung: its name in the ledger, the day it goes out, and why it is there."""

    name: StepName
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What to tell one agency now, what is passed over, and the next day to ask again (None: never)."""

    tell: Step | None
    passed: tuple[Step, ...]
    next_on: date | None

    @property
    def steps(self) -> tuple[Step, ...]:
        """All that the ledger would gain."""
        return (*self.passed, self.tell) if self.tell else self.passed


def decide(steps: Iterator[Step], today: date) -> Decision:
    """Of `steps` in order of day: the last one up to `today` is told, those before it are passed over."""
    due: list[Step] = []
    for step in steps:
        if step.on > today:
            return _decision(due, step.on)
        due.append(step)
    return _decision(due, None)


def _decision(due: list[Step], next_on: date | None) -> Decision:
    if not due:
        return Decision(None, (), next_on)
    tell = due.pop()
    reason = f"đã được thay bằng lời nhắc sau nó: {tell.reason} ({day(tell.on)})"
    return Decision(tell, tuple(Step(s.name, s.on, reason) for s in due), next_on)


def suppress(decision: Decision, reason: str) -> Decision:
    """The same place on the ladder without a word: what would be told is passed over."""
    if decision.tell is None:
        return decision
    silent = Step(decision.tell.name, decision.tell.on, reason)
    return Decision(None, (*decision.passed, silent), decision.next_on)


def lead_steps(
    facts: ObligationFacts, policy: Ladders, calendar: WorkCalendar, told_on: date = BEGINNING
) -> Iterator[Step]:
    """What a lead agency hears, in order of day; only steps after `told_on`, the day it last heard."""
    remind, ladder = _chosen(facts, policy)
    early = [
        *_opened(facts, policy, calendar),
        *_count_down(StepKind.BEFORE, facts.due, remind.lead, calendar),
    ]
    if facts.target:
        early += _count_down(StepKind.TARGET, facts.target, policy.target.lead, calendar)
    yield from _fresh(early, facts, told_on)
    yield from late_rungs(StepKind.LATE, facts, ladder.late, ladder.late_every, calendar, told_on)


def partner_steps(
    facts: ObligationFacts, policy: Ladders, calendar: WorkCalendar, told_on: date = BEGINNING
) -> Iterator[Step]:
    """What a partner agency hears: that the work begins and when it is due; never that it is late."""
    remind, _ = _chosen(facts, policy)
    early = [
        *_opened(facts, policy, calendar),
        *_count_down(StepKind.BEFORE, facts.due, remind.partner, calendar),
    ]
    yield from _fresh(early, facts, told_on)


def _chosen(facts: ObligationFacts, policy: Ladders) -> tuple[Remind, Ladder]:
    return policy.remind_for((facts.due - facts.opens).days + 1), policy.ladder(facts.kind)


def _opened(facts: ObligationFacts, policy: Ladders, calendar: WorkCalendar) -> Iterator[Step]:
    remind, ladder = _chosen(facts, policy)
    opens = calendar.on_or_after(max(facts.opens, facts.since))
    told = facts.announced or (remind.opened and ladder.opened)
    if told and opens <= facts.due and not facts.extended:
        yield Step(StepName(StepKind.OPENED), opens, "việc bắt đầu trong kỳ này")


def _count_down(kind: StepKind, due: date, days: tuple[int, ...], calendar: WorkCalendar) -> Iterator[Step]:
    """Steps so many days before `due`; one that falls on a day off goes out on the working day before."""
    what = "mốc phấn đấu" if kind is StepKind.TARGET else "thời hạn"
    for n in days:
        on = calendar.on_or_before(due - timedelta(n))
        left = (due - on).days
        yield Step(StepName(kind, n), on, f"còn {left} ngày đến {what}" if left else f"đúng ngày {what}")


def _fresh(steps: list[Step], facts: ObligationFacts, told_on: date) -> Iterator[Step]:
    """In order of day; of two on one day the one nearer to the deadline comes last and is the one told."""
    for step in sorted(steps, key=lambda s: s.on):
        if step.on > told_on and step.on >= facts.since:
            yield _named(step, facts)


def late_rungs(
    kind: StepKind,
    facts: ObligationFacts,
    fixed: tuple[int, ...],
    every: int | None,
    calendar: WorkCalendar,
    told_on: date,
) -> Iterator[Step]:
    """Steps so many working days after `ends`, without end if they repeat."""
    climbed = calendar.between(facts.ends, told_on) if told_on > facts.ends else 0
    for rung in rungs(fixed, every, climbed):
        on = calendar.after(facts.ends, rung)
        if on >= facts.since:
            yield _named(Step(StepName(kind, rung), on, f"quá hạn {rung} ngày làm việc"), facts)


def rungs(fixed: tuple[int, ...], every: int | None, climbed: int = 0) -> Iterator[int]:
    """The fixed rungs, then one every so many; only those above `climbed`."""
    yield from (rung for rung in fixed if rung > climbed)
    if fixed and every:
        start = fixed[-1] + every
        missed = max(0, (climbed - start) // every + 1)
        yield from count(start + missed * every, every)


def _named(step: Step, facts: ObligationFacts) -> Step:
    """After an extension the ladder begins anew, so its steps carry the new day in their names."""
    return replace(step, name=replace(step.name, due=facts.due)) if facts.extended else step
