"""What agencies declared and nobody has accepted: who is told that it waits, and when.

Whoever accepts hears of it in the next letter, then every so many working
days; after longer the office above hears too. Such steps belong to no ladder: each names its declaration.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from notifications.notice import LetterLine
from plan.dates import day
from plan.ledger import notices
from plan.ledger.notices import Told
from plan.models import Role
from plan.obligations import declarations, views
from plan.obligations.collectors import Collectors, collectors_of
from plan.obligations.declarations import Declared
from plan.obligations.duty import Duty
from plan.obligations.views import ObligationFilter
from plan.steps import StepKind, StepName
from scheduler.letters.context import LetterContext
from scheduler.letters.lines import declared_in_words, line_of
from scheduler.policy.reminders import Decision, Step, decide, rungs


@dataclass(frozen=True, slots=True)
class AcceptanceItem:
    """One declaration as one office hears of it: what is told now, and whether that office is the one to accept it."""

    duty: Duty
    declared: Declared
    decision: Decision
    asks: bool
    is_long: bool

    @property
    def step(self) -> Step:
        """What its line is about: the step that is told, else the first."""
        return self.decision.tell or Step(
            StepName(StepKind.DECLARED, self.declared.id), self.declared.declared_on, ""
        )


def declaration_steps(
    context: LetterContext, obligations: Collection[int]
) -> dict[tuple[int, str], tuple[Step, ...]]:
    """What agencies hear of what they declared, by obligation and agency: that it waits long, or was sent back and why."""

    def whose(one: Declared) -> tuple[int, str]:
        return one.obligation, context.current(one.agency)

    found = sorted(declarations.settled_since(context.session, obligations), key=whose)
    return {key: tuple(_to_agency(context, one) for one in mine) for key, mine in groupby(found, whose)}


def _to_agency(context: LetterContext, one: Declared) -> Step:
    said = f"báo xong ngày {day(one.on)} (báo ngày {day(one.declared_on)})"
    if one.decided_on:
        why = f"{said} bị trả lại, thực hiện lại: {one.because}"
        return Step(StepName(StepKind.SENT_BACK, one.id), one.decided_on, why)
    on = context.rules.calendar.after(one.declared_on, context.rules.policy.acceptance.accept_within)
    return Step(StepName(StepKind.WAITS, one.id), on, f"{said} vẫn đang chờ xác nhận, không cần báo lại")


def acceptance_items(context: LetterContext) -> dict[str, list[AcceptanceItem]]:
    """All that waits, by the office that is to hear of it."""
    found: dict[str, list[AcceptanceItem]] = {}
    waits = declarations.waiting(context.session)
    if not waits:
        return found
    ids = tuple({one.obligation for one in waits})
    duties = {d.id: d for d in views.duties(context.session, context.today, ObligationFilter(ids=ids))}
    context.duties.update(duties)
    for one in waits:
        duty = duties[one.obligation]
        who = collectors_of(duty.leads, duty.through, context.rules.collection, context.current)
        for office, steps in _steps(context, one, who).items():
            decision, asks = decide(steps, context.today), office == who.accepts
            found.setdefault(office, []).append(
                AcceptanceItem(duty, one, decision, asks, _is_long(context, one))
            )
    return {office: [one for one in mine if _has_begun(one)] for office, mine in found.items()}


def fresh_among(
    context: LetterContext, items: Mapping[str, Sequence[AcceptanceItem]]
) -> dict[str, list[AcceptanceItem]]:
    """The same without what the ledger has already: an office of which nothing is left needs no letter of its own."""
    asked = [
        (one.duty.id, step.name) for mine in items.values() for one in mine for step in one.decision.steps
    ]
    known = notices.told_among(context.session, asked)
    found = {}
    for office, mine in items.items():
        left = [replace(one, decision=_without(office, one, known)) for one in mine]
        if any(one.decision.tell for one in left):
            found[office] = left
    return found


def silent(one: AcceptanceItem) -> AcceptanceItem:
    """The same where everything about it was told before: it is only listed."""
    return replace(one, decision=Decision(None, (), None))


def line_for(context: LetterContext, one: AcceptanceItem) -> LetterLine:
    """A declaration as a line of the letter to whoever accepts it, or to the office above."""
    line = line_of(context, one.duty, one.step.name, one.step.reason, Role.WATCH)
    said = declared_in_words(context, one.declared)
    return replace(line, declared=said, waiting=True, asks=one.asks, waits_long=one.is_long)


def _steps(context: LetterContext, one: Declared, who: Collectors) -> dict[str, Iterator[Step]]:
    """Who hears of it, and the rungs that each climbs while it waits."""
    limits = context.rules.policy.acceptance
    above = context.current(context.rules.watchers.above)
    hears = who.accepts or who.collector
    found = {hears: _rungs(context, one, limits.accept_within, begins=True)}
    if above != hears:
        found[above] = _rungs(context, one, limits.above_after, begins=False)
    return found


def _rungs(context: LetterContext, one: Declared, first: int, *, begins: bool) -> Iterator[Step]:
    if begins:
        yield Step(StepName(StepKind.DECLARED, one.id), one.declared_on, "cơ quan đã báo xong, chờ xác nhận")
    for n in rungs((first,), context.rules.policy.acceptance.accept_within):
        on = context.rules.calendar.after(one.declared_on, n)
        yield Step(StepName(StepKind.WAITS, one.id, waited=n), on, f"đã chờ xác nhận {n} ngày làm việc")


def _is_long(context: LetterContext, one: Declared) -> bool:
    waited = context.rules.calendar.between(one.declared_on, context.today)
    return waited >= context.rules.policy.acceptance.accept_within


def _has_begun(one: AcceptanceItem) -> bool:
    return bool(one.decision.steps)


def _without(office: str, one: AcceptanceItem, known: Told) -> Decision:
    def is_new(step: Step) -> bool:
        return (one.duty.id, step.name, office) not in known

    tell = one.decision.tell if one.decision.tell and is_new(one.decision.tell) else None
    return Decision(tell, tuple(filter(is_new, one.decision.passed)), None)
