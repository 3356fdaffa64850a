"""Whether the clock can be trusted: letters that say "overdue" must not rest on a clock somebody just set.

Two signs of doubt. In a running process: the wall clock went on by more than time did. Between two ticks,
of whatever process: the clock stands before the last tick. A clock that keeps steady for a while is believed
again, unless it stands so far back that no outage explains it: then a person has to look.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from plan.clock import Steadiness

SMALL = timedelta(seconds=5)  # such jumps time servers make; nothing but our own waiting minds them
LARGE = timedelta(minutes=10)
BELIEVED_AFTER = 600.0  # seconds: time servers set a clock within minutes of its start
FAR_BACK = timedelta(days=60)


@dataclass(slots=True)
class ClockWatch:
    """Looks at the clock now and then; `wary` is off where a person set the clock by hand (--as-of)."""

    wary: bool = True
    steadiness: Steadiness = field(default_factory=Steadiness)
    _jumped: float | None = None
    _behind: float | None = None

    def look(self) -> timedelta | None:
        """By how much the clock jumped since the last look, if it did."""
        jump = self.steadiness.jump()
        if self.wary and abs(jump) > LARGE:
            self._jumped = self.steadiness.even()
        return jump if abs(jump) > SMALL else None

    @property
    def unsteady(self) -> bool:
        """Whether the clock was set by much a short while ago."""
        return self._jumped is not None and self.steadiness.even() - self._jumped < BELIEVED_AFTER

    def doubt(self, now: datetime, ticked: datetime) -> str | None:
        """Why nothing may be decided at `now`, the last tick having been at `ticked`; None if it may."""
        if not self.wary:
            return None
        if self.unsteady:
            return "the clock was set by more than ten minutes, it is watched for a while"
        back = ticked - now
        if back < LARGE:
            self._behind = None
            return None
        self._behind = self._behind or self.steadiness.even()
        if back > FAR_BACK:
            return f"the clock stands {back.days} days before the last tick: set it right"
        if self.steadiness.even() - self._behind < BELIEVED_AFTER:
            return f"the clock stands {back} before the last tick, it is watched for a while"
        return None
