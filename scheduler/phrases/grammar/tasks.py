"""The deadlines of a task: what its time cell and its product cell say together."""

from __future__ import annotations

from scheduler.phrases.reading import DueDay, Part, Reading


def task_deadlines(reading: Reading) -> tuple[DueDay, ...]:
    """The union of both columns by day.

    Equal days merge; the product's words stay as label, with its agencies and the earliest opening.
    Two products of one day keep the words of both; milestones that name different agencies stay apart.
    """
    found: list[tuple[DueDay, Part]] = []
    for part in sorted(reading.parts, key=_weight):
        for deadline in part.deadlines:
            _join(found, _named(part, deadline), part)
    return tuple(sorted((deadline for deadline, _ in found), key=lambda deadline: deadline.due))


def _weight(part: Part) -> int:
    """Words of the product come first, then words of the plan, then bare times."""
    return (0 if part.source == "product" else 1) * 2 + (0 if part.label else 1)


def _named(part: Part, deadline: DueDay) -> DueDay:
    if not part.label or part.label == deadline.label:
        return deadline
    if len(part.deadlines) == 1:
        return deadline._replace(label=part.label)
    return deadline._replace(label=f"{part.label} ({deadline.label})")


def _join(found: list[tuple[DueDay, Part]], deadline: DueDay, part: Part) -> None:
    for place, (other, first) in enumerate(found):
        if other.due != deadline.due or other.target != deadline.target:
            continue
        if deadline.agencies is None or other.agencies == deadline.agencies:
            both = part.label and part.source == first.source and deadline.label != other.label
            label = f"{other.label}; {deadline.label}" if both else other.label
            found[place] = (other._replace(label=label, opens=min(other.opens, deadline.opens)), first)
            return
    found.append((deadline, part))
