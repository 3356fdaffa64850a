"""What recurs: a rule and a period give the deadlines, by a plain loop over dates."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from functools import lru_cache

from scheduler.phrases.grammar.spans import MONTHS_IN, ROMAN, Span, day
from scheduler.phrases.reading import DueDay, Period

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Rule:
    """Every unit, or one place inside every unit; `before` means the day before that place begins."""

    every: str  # year, half-year, quarter, month, week
    place: Span | None = None
    before: bool = False
    weekday: int | None = None  # Monday is 0; only for weeks


@lru_cache(maxsize=512)
def days_of(rule: Rule, period: Period) -> tuple[DueDay, ...]:
    """The deadlines of every whole unit inside the period; a place that lies after its unit keeps its real day."""
    days = _weeks(rule, period) if rule.every == "week" else _months(rule, period)
    return tuple(days)


def _weeks(rule: Rule, period: Period) -> Iterator[DueDay]:
    number = 6 if rule.weekday is None else rule.weekday
    due = period.first + timedelta(days=(number - period.first.weekday()) % 7)
    opens, last, before = due - timedelta(days=number), period.last, rule.before
    names = _names_of_weeks(opens + 6 * _DAY)
    if opens < period.first and due <= last:  # the plan begins within this week
        yield DueDay(next(names), period.first, due - _DAY if before else due)
        opens, due = opens + _WEEK, due + _WEEK
    while due <= last:
        yield DueDay(next(names), opens, due - _DAY if before else due)
        opens += _WEEK
        due += _WEEK


def _names_of_weeks(ends: date) -> Iterator[str]:
    """The names of the weeks from that which ends on the Sunday `ends`, one after another."""
    passed = (ends.timetuple().tm_yday - 1) // 7
    for year in range(ends.year, MAXYEAR + 1):
        text = str(year)
        for name in _weeks_ending_in(date(year, 1, 1).weekday(), isleap(year))[passed:]:
            yield name + text
        passed = 0


@lru_cache(maxsize=14)
def _weeks_ending_in(first: int, leap: bool) -> tuple[str, ...]:
    """The names of the weeks that end in a year that begins on that day of the week, but for the year: of 14 kinds there are."""
    year = next(y for y in range(2000, 2028) if isleap(y) == leap and date(y, 1, 1).weekday() == first)
    ends = date(year, 1, 1) + (6 - first) * _DAY
    every = [ends + n * _WEEK for n in range(53)]
    return tuple(
        f"Tuần {opens.day}/{opens.month} - {end.day}/{end.month}/"
        for end in every
        if end.year == year and (opens := end - 6 * _DAY)
    )


def _months(rule: Rule, period: Period) -> Iterator[DueDay]:
    place, first, last = rule.place, period.first, period.last
    for year in period.years:
        text = str(year)
        for month, (last_month, last_day), label in _units(rule.every, isleap(year)):
            opens, ends = date(year, month, 1), date(year, last_month, last_day)
            if first <= opens and ends <= last:
                yield DueDay(label + text, opens, ends) if place is None else _placed(rule, place, opens)


@lru_cache(maxsize=8)
def _units(every: str, leap: bool) -> tuple[tuple[int, tuple[int, int], str], ...]:
    """The units of a year: the month in which each begins, its last month and day, its name but for the year."""
    size, labels, year = MONTHS_IN[every], _LABELS[every], 2000 if leap else 2001
    ends = {month: day(year, month + size - 1, 31) for month in range(1, 13, size)}
    return tuple((month, (end.month, end.day), labels[month]) for month, end in ends.items())


def _placed(rule: Rule, place: Span, unit: date) -> DueDay:
    """The place's deadline for the unit that begins on that day."""
    year, base = unit.year, unit.month - 1 + place.shift * MONTHS_IN[rule.every]
    (month, number), (last_month, last_number) = place.first, place.last
    due = day(year, base + month, number) - _DAY if rule.before else day(year, base + last_month, last_number)
    due += place.after * _DAY
    if rule.every != "year":
        # A letter says which quarter or month it is about, not the day, which stands beside it.
        return DueDay(
            f"{_LABELS[rule.every][unit.month]}{year}", unit if unit <= due else date(due.year, 1, 1), due
        )
    opens = unit if place.unit == "day" or rule.before else day(year, base + month, number)
    label = named(place, year + place.shift, before=rule.before)
    return DueDay(label, opens if opens <= due else date(due.year, 1, 1), due)


# The name of the unit that begins with each month, but for its year.
_LABELS: dict[str, dict[int, str]] = {
    "month": {month: f"Tháng {month}/" for month in range(1, 13)},
    "quarter": {3 * number + 1: f"Quý {roman} năm " for number, roman in enumerate(ROMAN)},
    "half-year": {1: "6 tháng đầu năm ", 7: "6 tháng cuối năm "},
    "year": {1: "Năm "},
}


def named(place: Span, year: int, *, before: bool) -> str:
    """The label of a place in a year."""
    label = place.label(year)
    if not before:
        return label
    return f"Trước ngày {label}" if place.unit == "day" else f"Trước {label[0].lower()}{label[1:]}"
