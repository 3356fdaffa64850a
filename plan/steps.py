"""The names of steps: what of an obligation is told. Parsed and written here alone. Pure.

As text they stand in the ledger and in timeline.json: before-14, late+5, late+5@2012-08-31, week-2012-W27, answer-7,
waits-3+5.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self


class StepKind(StrEnum):
    """What a step says; the value is how its name begins."""

    OPENED = "opened"  # that the work begins
    BEFORE = "before"  # so many days before the day due
    TARGET = "target"  # so many days before the target
    LATE = "late"  # so many working days after the last day on time
    ESCALATE = "escalate"  # the same, told to those who urge
    WEEK = "week"  # in the letter of a week
    MONTH = "month"  # in the letter of a month
    ANSWER = "answer"  # what was decided about a request for more time
    DECLARED = "declared"  # that an agency declared it as done
    WAITS = "waits"  # that its word waits long
    SENT_BACK = "sent-back"  # that it was not accepted
    ASSIGNMENT = "assignment"  # in the letter of assignment of a plan
    CHANGED = "changed"  # what a decision changed for the agency
    CORRECTED = "corrected"  # that what was told before was a mistake


OF_DECLARATIONS = frozenset({StepKind.DECLARED, StepKind.WAITS, StepKind.SENT_BACK})
OF_CHANGES = frozenset({StepKind.CHANGED, StepKind.CORRECTED})
OF_NO_LADDER = (
    frozenset({StepKind.WEEK, StepKind.MONTH, StepKind.ANSWER, StepKind.ASSIGNMENT})
    | OF_CHANGES
    | OF_DECLARATIONS
)
OVERDUE = frozenset({StepKind.LATE, StepKind.ESCALATE})

_FORM = re.compile(
    r"(?:(opened)|(before|target|answer|declared|sent-back|changed|assignment|corrected)-(?P<days>\d+)|(waits)-(?P<word>\d+)(?:\+(?P<waited>\d+))?|(late|escalate)\+(?P<rung>\d+)"
    r"|(week)-(?P<week>\d+-W\d+)|(month)-(?P<month>\d+-\d+))(?:@(?P<due>\d{4}-\d\d-\d\d))?"
)


@dataclass(frozen=True, slots=True)
class StepName:
    """One step by its parts; `str` is its name as stored.

    `number` counts days or working days, or is the week or month of `year`, or the number of the request, or of the
    correction or declaration (`waited`: for so many working days). `due` is set on the ladder that begins anew after an extension:
    the new day.
    """

    kind: StepKind
    number: int = 0
    year: int = 0
    due: date | None = None
    waited: int = 0

    @classmethod
    def of_week(cls, day: date) -> Self:
        """The step of that day's week (ISO 8601)."""
        year, week, _ = day.isocalendar()
        return cls(StepKind.WEEK, week, year)

    @classmethod
    def of_month(cls, day: date) -> Self:
        """The step of that day's month."""
        return cls(StepKind.MONTH, day.month, day.year)

    @property
    def is_overdue(self) -> bool:
        """Whether it says that something is overdue."""
        return self.kind in OVERDUE

    @property
    def on_a_ladder(self) -> bool:
        """Whether an extension ends it: the new ladder has steps of its own."""
        return self.kind not in OF_NO_LADDER

    def __str__(self) -> str:
        return f"{self._rung()}@{self.due}" if self.due else self._rung()

    def _rung(self) -> str:
        match self.kind:
            case StepKind.OPENED:
                return self.kind.value
            case StepKind.LATE | StepKind.ESCALATE:
                return f"{self.kind}+{self.number}"
            case StepKind.WEEK:
                return f"{self.kind}-{self.year}-W{self.number:02}"
            case StepKind.MONTH:
                return f"{self.kind}-{self.year}-{self.number:02}"
            case StepKind.WAITS if self.waited:
                return f"{self.kind}-{self.number}+{self.waited}"
            case _:
                return f"{self.kind}-{self.number}"


def parse_step(text: str) -> StepName | None:
    """The step of that name; None for one that only another version of the program knows."""
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    kind = StepKind(next(word for word in found.groups() if word))
    year, _, nth = (found["week"] or found["month"] or "").partition("-")
    number = found["days"] or found["rung"] or found["word"] or nth.removeprefix("W") or 0
    due = date.fromisoformat(found["due"]) if found["due"] else None
    return StepName(kind, int(number), int(year or 0), due, int(found["waited"] or 0))
