"""The deadlines of a task: what its time cell and its product cell say together."""

from __future__ import annotations

from dataclasses import replace

from scheduler.reading import Deadline, Part, Reading


def task_deadlines(reading: Reading) -> tuple[Deadline, ...]:
    """The union of both columns by day.

    Equal days merge; the product's words stay as label, with its agencies and the earliest opening.
    Milestones of one day that name different agencies stay apart.
    """
    found: list[Deadline] = []
    for part in sorted(reading.parts, key=_weight):
        for deadline in part.deadlines:
            _join(found, _named(part, deadline))
    return tuple(sorted(found, key=lambda deadline: deadline.due))


def _weight(part: Part) -> int:
    """Words of the product come first, then words of the plan, then bare times."""
    return (0 if part.source == "product" else 1) * 2 + (0 if part.label else 1)


def _named(part: Part, deadline: Deadline) -> Deadline:
    if not part.label or part.label == deadline.label:
        return deadline
    if len(part.deadlines) == 1:
        return replace(deadline, label=part.label)
    return replace(deadline, label=f"{part.label} ({deadline.label})")


def _join(found: list[Deadline], deadline: Deadline) -> None:
    for place, other in enumerate(found):
        if other.due != deadline.due or other.target != deadline.target:
            continue
        if deadline.agencies is None or other.agencies == deadline.agencies:
            found[place] = replace(other, opens=min(other.opens, deadline.opens))
            return
    found.append(deadline)
