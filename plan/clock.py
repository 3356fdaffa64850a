"""The one place that reads the clock; everything else is given `now` or `today`."""

import time as time_module
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MORNING = time(8)  # the hour that a bare day stands for: inside office hours

Clock = Callable[[], datetime]
"""Gives the present instant: aware, in UTC."""


def system_clock() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the one reading of the clock


def clock_from(start: datetime | None) -> Clock:
    """A clock that starts at `start` and goes on in real time; without a start, the system's."""
    if start is None:
        return system_clock
    shift = start - system_clock()
    return lambda: system_clock() + shift


def passed() -> float:
    """Seconds that go on evenly, whatever is done to the clock; asleep or awake."""
    return time_module.clock_gettime(time_module.CLOCK_BOOTTIME)


@dataclass(slots=True)
class Steadiness:
    """Compares the wall clock with the time that passed, to notice when somebody sets it."""

    wall: Clock = system_clock
    even: Callable[[], float] = passed
    _seen: tuple[datetime, float] | None = None

    def jump(self) -> timedelta:
        """How much further the wall clock went than time did since last asked; negative if it went back."""
        now = (self.wall(), self.even())
        before, self._seen = self._seen or now, now
        return (now[0] - before[0]) - timedelta(seconds=now[1] - before[1])


def day_of(now: datetime, zone: ZoneInfo) -> date:
    """The date that people in `zone` call today at the instant `now`."""
    return now.astimezone(zone).date()


def at(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """The instant, in UTC, at which clocks in `zone` show `hour` on `day`."""
    return datetime.combine(day, hour, tzinfo=zone).astimezone(UTC)


def days(first: date, last: date) -> list[date]:
    """Every day from `first` to `last`, both included."""
    return [first + timedelta(n) for n in range((last - first).days + 1)]
