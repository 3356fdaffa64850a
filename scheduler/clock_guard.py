"""Whether the clock can be trusted: letters that say "overdue" must not rest on a clock somebody just set.

Three signs of doubt. In a running process: the wall clock went on by more than time did. Compared with the last
that is known (the tick of whatever process): it stands before that, or far ahead of it. A clock that keeps steady
for a while is believed again, unless it stands so far off that no usual outage explains it: then a person has to look.
"""

import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from plan.clock import Steadiness

SMALL = timedelta(seconds=5)  # such jumps time servers make; nothing but our own waiting minds them
LARGE = timedelta(minutes=10)
BELIEVED_AFTER = 600.0  # seconds: time servers set a clock within minutes of its start
FAR_BACK = timedelta(days=60)
FAR_AHEAD = timedelta(days=45)  # a dead battery shows another year; an outage is over sooner


def standing(now: datetime, known: datetime) -> Literal["right", "ahead", "behind"]:
    """Where the clock stands against the last that is known. Pure."""
    if now - known > FAR_AHEAD:
        return "ahead"
    return "behind" if known - now >= LARGE else "right"


@dataclass(slots=True)
class ClockWatch:
    """Looks at the clock now and then, and whenever it is asked; several threads may ask.

    `wary` is off where a person set the clock by hand (--as-of).
    """

    wary: bool = True
    steady_for: float = BELIEVED_AFTER
    steadiness: Steadiness = field(default_factory=Steadiness)
    _jumped: float | None = None
    _behind: float | None = None
    _untold: timedelta = timedelta()
    _noticing: threading.Lock = field(default_factory=threading.Lock)

    def look(self) -> timedelta | None:
        """By how much the clock jumped since the last look, if it did."""
        self._notice()
        with self._noticing:
            jump, self._untold = self._untold, timedelta()
        return jump if abs(jump) > SMALL else None

    @property
    def unsteady(self) -> bool:
        """Whether the clock was set by much a short while ago."""
        self._notice()
        return self._jumped is not None and self.steadiness.even() - self._jumped < self.steady_for

    def _notice(self) -> None:
        """A tick may come between the jump and the next look, so whoever decides by the clock compares anew."""
        with self._noticing:
            jump = self.steadiness.jump()
            self._untold += jump
            if self.wary and abs(jump) > LARGE:
                self._jumped = self.steadiness.even()

    def is_ahead(self, now: datetime, known: datetime) -> bool:
        """Whether it stands so far ahead that only a person can say that it is right."""
        return self.wary and standing(now, known) == "ahead"

    def doubt(self, now: datetime, known: datetime) -> str | None:
        """Why nothing may be decided at `now`, the last that is known being `known`; None if it may."""
        if not self.wary:
            return None
        unsteady, back = self.unsteady, known - now
        self._behind = (self._behind or self.steadiness.even()) if back >= LARGE else None
        if unsteady:
            return "the clock was set by more than ten minutes, it is watched for a while"
        if self.is_ahead(now, known):
            return f"the clock stands {-back.days} days ahead of all that is known: set it right, or dondoc clock --trust"
        if self._behind is None:
            return None
        if back > FAR_BACK:
            return f"the clock stands {back.days} days before the last tick: set it right, or dondoc clock --trust"
        if self.steadiness.even() - self._behind < self.steady_for:
            return f"the clock stands {back} before the last tick, it is watched for a while"
        return None
