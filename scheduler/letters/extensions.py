"""Decisions on requests for more time: the agency that asked is told once, in its next digest.

Such a step belongs to no ladder: it is told beside whatever else is due, and never passed over.
"""

from collections.abc import Collection, Mapping
from datetime import date
from itertools import groupby

from plan.clock import day_of
from plan.dates import day
from plan.ledger.notices import Told
from plan.models import AgencyResponse, ResponseState
from plan.obligations import responses
from plan.steps import StepKind, StepName
from scheduler.letters.context import LetterContext
from scheduler.policy.reminders import Step

ExtensionDecisions = Mapping[tuple[int, str], tuple[Step, ...]]


def extension_decisions(context: LetterContext, obligations: Collection[int]) -> ExtensionDecisions:
    """The decisions to tell each agency, each with the day from which it may be told; by obligation and agency."""

    def whose(reply: AgencyResponse) -> tuple[int, str]:
        return reply.obligation_id, context.current(reply.agency)

    found = sorted(responses.decided(context.session, sorted(obligations)), key=whose)
    return {key: tuple(_step(context, reply) for reply in mine) for key, mine in groupby(found, whose)}


def _step(context: LetterContext, reply: AgencyResponse) -> Step:
    """On the working day after the decision: that day's digest may have been sent already."""
    assert reply.decided_at is not None
    on = context.rules.calendar.after(day_of(reply.decided_at, context.rules.zone), 1)
    return Step(StepName(StepKind.ANSWER, reply.id), on, _said(reply))


def _said(reply: AgencyResponse) -> str:
    asked = f"đề nghị gia hạn đến {day(reply.until)}" if reply.until else "đề nghị rút nhiệm vụ"
    if reply.state is ResponseState.ACCEPTED:
        return f"{asked} đã được đồng ý: {reply.decided_because}"
    return f"{asked} không được đồng ý: {reply.decided_because}"


def still_to_tell(
    answers: tuple[Step, ...], duty: int, known: Told, today: date
) -> tuple[tuple[Step, ...], date | None]:
    """Those that are due and not in the ledger, and the day of the next one."""
    told = {
        step for number, step, _ in known if number == duty
    }  # to the agency that asked, or to the one it was merged from
    fresh = [step for step in answers if step.name not in told]
    ahead = [step.on for step in fresh if step.on > today]
    return tuple(step for step in fresh if step.on <= today), min(ahead, default=None)
