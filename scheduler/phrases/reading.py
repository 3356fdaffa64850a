"""Values of the grammar of time phrases: what a phrase was understood to say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

_PERIOD = re.compile(r"\s*((?:19|20)\d\d)\s*(?:[-–—]\s*((?:19|20)\d\d)\s*)?")


@dataclass(frozen=True, slots=True)
class Period:
    """The days a plan covers, first and last included."""

    first: date
    last: date

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read `2012-2015` or `2025`; anything else is a ValueError."""
        found = _PERIOD.fullmatch(text)
        if not found:
            raise ValueError(f"không phải một năm hay một giai đoạn như 2012-2015: {text!r}")
        first, last = int(found[1]), int(found[2] or found[1])
        if last < first:
            raise ValueError(f"năm cuối đứng trước năm đầu: {text!r}")
        return cls(date(first, 1, 1), date(last, 12, 31))

    @property
    def years(self) -> range:
        return range(self.first.year, self.last.year + 1)


class DueDay(NamedTuple):
    """One day by which something is due.

    `agencies` are the words of a product line that name who must do this milestone.
    A `target` is hoped for; late counts from the limit beside it.
    """

    label: str
    opens: date
    due: date
    agencies: str | None = None
    target: bool = False

    def to_json(self) -> dict[str, object]:
        shown: dict[str, object] = {
            "label": self.label,
            "opens": self.opens.isoformat(),
            "due": self.due.isoformat(),
        }
        if self.agencies is not None:
            shown["agencies"] = self.agencies
        return shown


@dataclass(frozen=True, slots=True)
class Wait:
    """How long after its event (before it, when negative) something falls due."""

    count: int
    unit: str  # day, workday, week, month, year


@dataclass(frozen=True, slots=True)
class Part:
    """One rule of a phrase with the deadlines it gives in the plan's period.

    `awaiting` names the event or document waited for; `wait` and `then` (a unit that recurs)
    say what falls due once it has happened.
    """

    rule: str
    every: str | None
    source: str
    label: str | None
    deadlines: tuple[DueDay, ...]
    awaiting: str | None = None
    wait: Wait | None = None
    then: str | None = None

    def to_json(self) -> dict[str, object]:
        shown: dict[str, object] = {
            "rule": self.rule,
            "every": self.every,
            "source": self.source,
            "label": self.label,
            "deadlines": [deadline.to_json() for deadline in self.deadlines],
        }
        if self.awaiting is not None:
            shown["awaiting"] = self.awaiting
        return shown


@dataclass(frozen=True, slots=True)
class Reading:
    """What a time phrase, with its product cell, was understood to say.

    `unclear` holds the words nobody may guess at; `review` what is read as written but looks odd.
    """

    phrase: str
    state: str
    parts: tuple[Part, ...]
    assumed: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    review: tuple[str, ...] = ()

    def to_json(self) -> dict[str, object]:
        return {
            "phrase": self.phrase,
            "state": self.state,
            "parts": [part.to_json() for part in self.parts],
            "assumed": list(self.assumed),
            "unclear": list(self.unclear),
            "review": list(self.review),
        }
