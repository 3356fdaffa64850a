"""Many steps of one ladder that were passed over together are one row of the ledger: the first, the last, how many. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from plan.steps import StepKind, StepName

# Kinds whose steps are told apart by their number alone: what lies between two of them is known.
COUNTED = frozenset({StepKind.BEFORE, StepKind.TARGET, StepKind.LATE, StepKind.ESCALATE})
FEW = 10  # a short sleep: each of fewer keeps a row of its own, which says when it would have been told


class PassedStep(Protocol):
    """One step that was passed over, as a decision says it."""

    @property
    def obligation(self) -> int: ...
    @property
    def agency(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def step(self) -> StepName: ...
    @property
    def reason(self) -> str: ...


One = TypeVar("One", bound=PassedStep)


@dataclass(frozen=True, slots=True)
class StepRun(Generic[One]):
    """Steps that were passed over together, in the order of their ladder; `last` is None for one alone."""

    first: One
    last: StepName | None
    count: int


def runs_of(passed: Iterable[One]) -> list[StepRun[One]]:
    """What was passed over, of each obligation, agency, reason and kind together: a run of many steps, or each alone."""
    together: dict[tuple[object, ...], list[One]] = {}
    for one in passed:
        alone = None if one.step.kind in COUNTED else str(one.step)
        key = (one.obligation, one.agency, one.role, one.reason, one.step.kind, one.step.due, alone)
        together.setdefault(key, []).append(one)
    return [run for steps in together.values() for run in _in_runs(steps)]


def _in_runs(steps: list[One]) -> list[StepRun[One]]:
    if len(steps) < FEW:
        return [StepRun(one, None, 1) for one in steps]
    return [StepRun(steps[0], steps[-1].step, len(steps))]


def is_among(step: StepName, first: StepName, last: StepName) -> bool:
    """Whether the step is one of a run: of the same ladder, and its number lies between."""
    low, high = sorted((first.number, last.number))
    return (step.kind, step.due) == (first.kind, first.due) and low <= step.number <= high
