"""Lateness in bands: 1–30 days, over 30 days. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BandRow:
    """How many duties are late by so many working days; `last` is None for the highest band."""

    first: int
    last: int | None
    overdue: int  # of the list of what is overdue
    done_late: int  # of what counts in the period

    @property
    def name(self) -> str:
        return f"{self.first}–{self.last} ngày" if self.last else f"Trên {self.first - 1} ngày"


def band_rows(limits: Sequence[int], overdue: Iterable[int], done_late: Iterable[int]) -> tuple[BandRow, ...]:
    """`limits` are the last days of all bands but the highest, rising."""
    overdue, done_late = list(overdue), list(done_late)
    rows, first = [], 1
    for last in (*limits, None):
        rows.append(BandRow(first, last, _within(overdue, first, last), _within(done_late, first, last)))
        first = (last or 0) + 1
    return tuple(rows)


def _within(days: Sequence[int], first: int, last: int | None) -> int:
    return sum(first <= one and (last is None or one <= last) for one in days)
