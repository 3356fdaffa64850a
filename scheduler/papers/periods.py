"""Periods that papers report on: a quarter, six or nine months, a year, a month, or any days. Pure."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from plan import dates
from plan.errors import ExpectedError

_QUARTERS = ("I", "II", "III", "IV")
_FORM = re.compile(r"([0-9]{4})(?:-(Q[1-4]|H[12]|9M|M9|0[1-9]|1[0-2]))?")
_SPAN = re.compile(
    r"([0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4})\.\.([0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4})"
)
_SPOKEN = re.compile(
    r"(?:quý (?P<quarter>[1-4]|i{1,3}|iv)|(?P<months>6|sáu|9|chín) tháng(?P<half> đầu| cuối)?"
    r"|tháng (?P<month>0?[1-9]|1[0-2])|(?P<year>năm))"
    r"(?: năm | ?/ ?| )(?P<of>[0-9]{4})"
)
OUTSIDE = "năm của kỳ phải trong khoảng 2000–2100"


class PeriodError(ExpectedError):
    """The words do not name a period; the text says how to write one."""


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """From the first to the last day, both included, with its Vietnamese name."""

    first: date
    last: date
    name: str
    regime: str = ""  # whose cut-off it keeps; empty for the days of the calendar
    source: str = ""  # of the regime: on whose word
    previous: "ReportPeriod | None" = None  # what it is compared with, where the regime says so

    @classmethod
    def parse(cls, text: str) -> "ReportPeriod":
        """2012-Q2, 2012-H1, 2012-9M, 2012, 2012-06 or 2012-01-01..2012-06-30, in letters of either case.

        Or its name as people write it: quý II năm 2012, 6 tháng đầu năm 2012, tháng 6/2012.
        """
        asked = text.strip().upper()
        if found := _SPAN.fullmatch(asked):
            return _days(_day(found[1]), _day(found[2]))
        if named := _year_and_mark(text):
            return _named(*named)
        raise PeriodError(
            f"không hiểu kỳ {text!r}; viết như “quý II năm 2012”, 2012-Q2, 2012-H1, 2012-9M, 2012, 2012-06 hoặc 2012-01-01..2012-06-30"
        )

    @classmethod
    def between(cls, first: date, last: date) -> "ReportPeriod":
        """These days; by the name of the month, quarter, half or year that they are, if they are one."""
        after = last + timedelta(1)
        if first.day == after.day == 1:
            length = (after.year - first.year) * 12 + after.month - first.month
            if length in {1, 3, 6, 9, 12} and (first.month - 1) % min(length, 12) == 0:
                return _named(first.year, _mark(first, last))
        return _days(first, last)

    def before(self) -> "ReportPeriod":
        """The period to compare with: the one of the same kind right before it; for nine months, those of last year."""
        if self.previous:
            return self.previous
        first = _shift(self.first, -12 if self._months() == 9 else -self._months())
        if not self._months():
            length = self.last - self.first
            return _days(self.first - timedelta(1) - length, self.first - timedelta(1))
        last = _shift(first, self._months()) - timedelta(1)
        return _named(first.year, _mark(first, last))

    @property
    def code(self) -> str:
        """As `parse` reads it: 2012-Q2, 2012, 2012-06; of any other days those themselves."""
        if not self._months():
            return f"{self.first}..{self.last}"
        mark = _mark(self.first, self.last)
        return f"{self.first.year}" if mark == "Y" else f"{self.first.year}-{mark}"

    @property
    def span(self) -> str:
        """The days of a regime's data and on whose word; empty for the days of the calendar."""
        if not self.regime:
            return ""
        return f"từ ngày {dates.day(self.first)} đến ngày {dates.day(self.last)} theo {self.source}"

    def _months(self) -> int:
        """How many whole months; 0 if it does not begin and end with a month."""
        after = self.last + timedelta(1)
        if self.first.day != 1 or after.day != 1 or self.name.startswith("từ"):
            return 0
        return (after.year - self.first.year) * 12 + after.month - self.first.month


def quick_periods(today: date) -> tuple[ReportPeriod, ...]:
    """Those that are asked for most: the quarters that began this year, six and nine months, the year, the year before.

    None on a machine whose clock stands in a year that no plan is of.
    """
    if not 2001 <= today.year <= 2100:
        return ()
    marks = ("Q1", "Q2", "H1", "Q3", "9M", "Q4")
    begun = [one for mark in marks if (one := _named(today.year, mark)).first <= today]
    return (*begun, _named(today.year, "Y"), _named(today.year - 1, "Y"))


def parts_of(text: str) -> tuple[int, str]:
    """Year and mark (Q1, H1, 9M, Y, 06) of a period that has a name. Raises PeriodError for any other words."""
    found = _year_and_mark(text)
    if not found:
        raise PeriodError(
            f"không hiểu kỳ {text!r} của chế độ; viết như 2026-Q1, 2026-H1, 2026-9M, 2026 hoặc 2026-06"
        )
    if not 2000 <= found[0] <= 2100:
        raise PeriodError(OUTSIDE)
    return found


def _year_and_mark(text: str) -> tuple[int, str] | None:
    if found := _FORM.fullmatch(text.strip().upper()):
        return int(found[1]), (found[2] or "Y").replace("M9", "9M")
    return _spoken(text)


def _spoken(text: str) -> tuple[int, str] | None:
    """Year and mark of a period that is called by its Vietnamese name."""
    said = _SPOKEN.fullmatch(" ".join(unicodedata.normalize("NFC", text).casefold().split()))
    if not said:
        return None
    year = int(said["of"])
    if said["quarter"]:
        number = said["quarter"].upper()
        return year, f"Q{_QUARTERS.index(number) + 1 if number in _QUARTERS else number}"
    if said["months"]:
        return _some_months(year, said["months"], (said["half"] or "").strip())
    return year, f"{int(said['month']):02}" if said["month"] else "Y"


def _some_months(year: int, count: str, half: str) -> tuple[int, str] | None:
    """Half a year, or the first nine months; there are no last nine that anybody reports on."""
    if count in {"6", "sáu"}:
        return year, "H2" if half == "cuối" else "H1"
    return None if half == "cuối" else (year, "9M")


def _day(text: str) -> date:
    try:
        return dates.read_full(text)
    except ValueError:
        raise PeriodError(f"không có ngày {text}; viết như 2012-06-30 hoặc 30/6/2012") from None


def _named(year: int, mark: str) -> ReportPeriod:
    if mark == "Y":
        return _months_of(year, 1, 12, f"năm {year}")
    if mark[0] == "Q":
        n = int(mark[1])
        return _months_of(year, 3 * n - 2, 3 * n, f"quý {_QUARTERS[n - 1]} năm {year}")
    if mark == "H1":
        return _months_of(year, 1, 6, f"6 tháng đầu năm {year}")
    if mark == "H2":
        return _months_of(year, 7, 12, f"6 tháng cuối năm {year}")
    if mark in {"9M", "M9"}:
        return _months_of(year, 1, 9, f"9 tháng năm {year}")
    return _months_of(year, int(mark), int(mark), f"tháng {int(mark)} năm {year}")


def _mark(first: date, last: date) -> str:
    length = (last.year - first.year) * 12 + last.month - first.month + 1
    return {
        1: f"{first.month:02}",
        3: f"Q{(first.month + 2) // 3}",
        6: "H1" if first.month == 1 else "H2",
        9: "9M",
        12: "Y",
    }[length]


def _months_of(year: int, first: int, last: int, name: str) -> ReportPeriod:
    if not 2000 <= year <= 2100:
        raise PeriodError(OUTSIDE)
    start = date(year, first, 1)
    return ReportPeriod(start, _shift(date(year, last, 1), 1) - timedelta(1), name)


def _days(first: date, last: date) -> ReportPeriod:
    if last < first:
        raise PeriodError(
            f"ngày cuối {dates.day(last)} ở trước ngày đầu {dates.day(first)}; hãy đổi chỗ hai ngày"
        )
    if not (first.year >= 2000 and last.year <= 2100):
        raise PeriodError(OUTSIDE)
    return ReportPeriod(first, last, f"từ ngày {dates.day(first)} đến ngày {dates.day(last)}")


def _shift(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


def months_later(day: date, months: int) -> date:
    """The same day so many months later; the last of the month for the last of a month, or where it is shorter."""
    first = _shift(day, months)
    last = _shift(day, months + 1) - timedelta(1)
    is_last = (day + timedelta(1)).day == 1
    return last if is_last or day.day > last.day else first.replace(day=day.day)
