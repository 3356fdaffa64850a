"""Where an obligation stands on a day. Computed, never stored or typed. Pure."""

from datetime import date
from typing import Literal, Protocol

Status = Literal["upcoming", "open", "late", "done", "done-late", "cancelled"]


class Ended(Protocol):
    """What says whether an obligation is over: a row, or columns of one."""

    @property
    def done_on(self) -> date | None: ...
    @property
    def cancelled_on(self) -> date | None: ...


def is_open(one: Ended) -> bool:
    """Neither done nor cancelled, on whatever day: as plan.models.duties.OPEN asks in a query."""
    return one.done_on is None and one.cancelled_on is None


def status_on(
    today: date, *, opens: date, ends: date, done_on: date | None, cancelled_on: date | None
) -> Status:
    """`ends` is the last day on time; late begins the day after it.

    What was done or cancelled after `today` had not happened yet on that day.
    """
    if done_on and done_on <= today:
        return "done" if done_on <= ends else "done-late"
    if cancelled_on and cancelled_on <= today:
        return "cancelled"
    if today < opens:
        return "upcoming"
    return "late" if today > ends else "open"
