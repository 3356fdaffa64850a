"""A span of the calendar as words name it: a day, a month, a quarter… of some year or unit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

ROMAN = ("I", "II", "III", "IV")
MONTHS_IN = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
WIDTHS = {"week": 0, "month": 1, "quarter": 3, "half-year": 6, "months": 6, "year": 12}  # in months
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Span:
    """From one (month, day) to another, counted inside the unit `of`.

    The last day may be 31 in any month: it then means that month's last day. Month -1 is the last one of
    a unit that is only known later (*tháng cuối kỳ báo cáo*). `shift` counts units onward (*năm sau*).
    """

    unit: str  # day, month, quarter, months, year: how wide
    first: tuple[int, int]
    last: tuple[int, int]
    name: str  # its label, with {year} to be filled in
    of: str = "year"
    year: int | None = None
    shift: int = 0
    bare: bool = False  # written without the name of its unit, as the 12 of "tháng 11, 12/2013"
    after: int = 0  # days counted on from the last one: "90 ngày kể từ ngày kết thúc năm"
    listed: bool = False  # a day of several months: "ngày 17 các tháng 3, 6, 9"
    recurs: bool = False  # comes in every unit without saying so: "ngày 20 tháng cuối quý"
    notes: tuple[str, ...] = ()  # what had to be assumed
    odd: str | None = None  # what looks like a slip in the plan

    def within(self, of: str) -> Span:
        """The same span once the unit it lies in is known."""
        size = MONTHS_IN[of]
        first, last = ((size if m == -1 else m, d) for m, d in (self.first, self.last))
        return replace(self, of=of, first=first, last=last)

    def days(self, year: int) -> tuple[date, date]:
        """Its first and last day in a year."""
        return day(year, *self.first), day(year, *self.last)

    def label(self, year: int) -> str:
        return self.name.format(year=year)


def day(year: int, month: int, number: int) -> date:
    """The day, or the month's last one where it has fewer days; months count on past December."""
    years, month = divmod(month - 1, 12)
    year += years
    length = _LENGTHS[month]
    if month == 1 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0):
        length = 29
    return date(year, month + 1, min(number, length))


def a_day(month: int, number: int, year: int | None = None) -> Span:
    odd = None
    if number > 28 and day(year or 2000, month, number).day != number:
        odd = f"không có ngày {number} tháng {month}: hiểu là ngày cuối tháng {month}"
    at = (month, number)
    return Span("day", at, at, f"{number}/{month}/{{year}}", year=year, odd=odd)


def a_month(month: int, year: int | None = None) -> Span:
    return Span("month", (month, 1), (month, 31), f"Tháng {month}/{{year}}", year=year)


def a_quarter(number: int, year: int | None = None) -> Span:
    first, last = (3 * number - 2, 1), (3 * number, 31)
    return Span("quarter", first, last, f"Quý {ROMAN[number - 1]} năm {{year}}", year=year)


def some_months(count: int, end: str, year: int | None = None) -> Span:
    """The first (`đầu`) or last (`cuối`) months of a year; without either the first, counted up."""
    start = 13 - count if end == "cuối" else 1
    name = f"{count} tháng {end} năm {{year}}" if end else f"{count} tháng năm {{year}}"
    return Span("months", (start, 1), (start + count - 1, 31), name, year=year)


def a_year(year: int | None = None) -> Span:
    return Span("year", (1, 1), (12, 31), "Năm {year}", year=year)


_DAYS = {"ngày": 1, "tuần": 7}
_MONTHS = {"tháng": 1, "quý": 3, "năm": 12}


def lasted(start: Span, end: Span, unit: str) -> int | None:
    """How many of a unit there are from the first day of one span to the last of another; None where it is no whole number."""
    year = end.year or start.year or 2001
    first, last = start.days(start.year or year)[0], end.days(year)[1]
    if days := _DAYS.get(unit):
        count, rest = divmod((last - first).days + 1, days)
    else:
        follows = last + timedelta(days=1)
        months = (follows.year - first.year) * 12 + follows.month - first.month
        count, rest = divmod(months, _MONTHS[unit])
        rest += follows.day - first.day
    return None if rest else count
