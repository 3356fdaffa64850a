"""What recurs: a rule and a period give the deadlines, by a plain loop over dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
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
    while due <= period.last:
        opens = due - timedelta(days=number)
        ends = opens + 6 * _DAY
        label = f"Tuần {opens.day}/{opens.month} - {ends.day}/{ends.month}/{ends.year}"
        yield DueDay(label, max(opens, period.first), due - _DAY if rule.before else due)
        due += _WEEK


def _months(rule: Rule, period: Period) -> Iterator[DueDay]:
    size, labels, place = MONTHS_IN[rule.every], _LABELS[rule.every], rule.place
    for year in period.years:
        for month in range(1, 13, size):
            opens, ends = date(year, month, 1), day(year, month + size - 1, 31)
            if opens < period.first or ends > period.last:
                continue
            if place is None:
                yield DueDay(f"{labels[month]}{year}", opens, ends)
            else:
                yield _placed(rule, place, opens)


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
