"""The way in to the grammar: its hundreds of patterns are compiled for the first phrase that is read, not for every start."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from scheduler.phrases.grammar.tasks import task_deadlines
from scheduler.phrases.reading import DueDay, Period, Reading

__all__ = ["read", "released", "task_deadlines"]


def read(
    phrase: str, period: Period, product: str | None = None, *, signed_on: date | None = None
) -> Reading:
    """As `scheduler.phrases.read.read`."""
    from scheduler.phrases import read as grammar

    return grammar.read(phrase, period, product, signed_on=signed_on)


def released(
    phrase: str, period: Period, event_on: date, workday_after: Callable[[date, int], date]
) -> tuple[DueDay, ...]:
    """As `scheduler.phrases.grammar.releases.released`."""
    from scheduler.phrases import read as grammar

    return grammar.released(phrase, period, event_on, workday_after)
