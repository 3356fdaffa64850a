"""Mistakes that were undone, as steps: each agency is told once, beside whatever else is due, even of what is over."""

from collections.abc import Collection

from plan.obligations.corrections import corrections_of
from plan.steps import StepKind, StepName
from scheduler.letters.context import LetterContext
from scheduler.letters.extensions import ExtensionDecisions
from scheduler.policy.reminders import Step


def correction_steps(context: LetterContext, obligations: Collection[int]) -> ExtensionDecisions:
    """What each agency is to be told, by obligation and agency. The ledger knows what of it was told."""
    found: dict[tuple[int, str], tuple[Step, ...]] = {}
    for one in corrections_of(context.session, obligations):
        key = one.obligation_id, context.current(one.agency)
        step = Step(StepName(StepKind.CORRECTED, one.id), one.decided_on, f"Sửa lại: {one.said}")
        found[key] = (*found.get(key, ()), step)
    return found
