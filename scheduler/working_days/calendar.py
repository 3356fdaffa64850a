"""Working days: which days count, and the next or the nth one. Pure over a frozen calendar."""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from plan import dates

ONE = timedelta(days=1)


class WorkCalendar:
    """Monday to Friday, less the days off, plus the Saturdays worked in lieu.

    `off` and `worked` map a day to the reason that a person reads; `assumed` are those days off that nobody has
    confirmed, each with what is known of it. Days outside `first`–`last` follow the week alone.
    """

    __slots__ = ("_days", "assumed", "off", "worked")

    def __init__(
        self,
        off: Mapping[date, str],
        worked: Mapping[date, str],
        first: date,
        last: date,
        assumed: Mapping[date, str] = MappingProxyType({}),
    ) -> None:
        self.off = off
        self.worked = worked
        self.assumed = assumed
        span = range((last - first).days + 1)
        # Ladders count thousands of working days; counting is a search in this list.
        self._days = [day for n in span if self.works(day := first + timedelta(n))]

    def works(self, day: date) -> bool:
        if day in self.worked:
            return True
        return day.weekday() < 5 and day not in self.off

    def why_off(self, day: date) -> str | None:
        """Why nobody works on `day`: the holiday's name or the weekday; None if they do."""
        if self.works(day):
            return None
        return self.off.get(day) or ("thứ Bảy" if day.weekday() == 5 else "Chủ nhật")

    def why_ends(self, due: date, ends: date) -> str | None:
        """Why `ends`, as it was found once, is the last day on time for what is due on a day off; None for any other."""
        if not (off := self.why_off(due)):
            return None
        if due == ends:
            return f"khi tính hạn {dates.day(due)} còn là ngày làm việc, nay là ngày nghỉ ({off})"
        return f"{dates.day(due)} là ngày nghỉ ({off})"

    def assumptions(self, first: date, last: date, found: date | None = None) -> tuple[str, ...]:
        """What a count of working days from `first` to `last` rests on that nobody has confirmed, in words.

        `found`: a last day on time that was found once. So it counted as worked then, whatever is assumed of it now.
        """
        return tuple(
            f"coi ngày {dates.day(day)} ({self.off.get(day, 'ngày nghỉ')}) là ngày nghỉ: {why}"
            for day, why in sorted(self.assumed.items())
            if first <= day <= last and day != found
        )

    def on_or_after(self, day: date) -> date:
        """The first working day from `day` on (Bộ luật Dân sự 2015, Điều 148, khoản 5)."""
        while not self.works(day):
            day += ONE
        return day

    def on_or_before(self, day: date) -> date:
        """The last working day up to `day`."""
        while not self.works(day):
            day -= ONE
        return day

    def after(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`; `day` itself does not count."""
        known = self._days
        if known and known[0] <= day:
            place = bisect_right(known, day) + count - 1
            if place < len(known):
                return known[place] if count else day
        for _ in range(count):
            day = self.on_or_after(day + ONE)
        return day

    def between(self, first: date, last: date) -> int:
        """How many working days lie after `first` up to and with `last`; 0 if `last` is not later."""
        known = self._days
        if known and known[0] <= first and last <= known[-1]:
            return max(0, bisect_right(known, last) - bisect_right(known, first))
        return sum(self.works(first + timedelta(n)) for n in range(1, (last - first).days + 1))
