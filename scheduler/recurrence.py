"""What recurs: a rule and a period give the deadlines, by a plain loop over dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.reading import Deadline, Period
from scheduler.stretches import MONTHS_IN, ROMAN, Stretch, day

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Rule:
    """Every unit, or one place inside every unit; `before` means the day before that place begins."""

    every: str  # year, half-year, quarter, month, week
    place: Stretch | None = None
    before: bool = False
    weekday: int | None = None  # Monday is 0; only for weeks


def days_of(rule: Rule, period: Period) -> tuple[Deadline, ...]:
    """The deadlines of every whole unit inside the period; a place that lies after its unit keeps its real day."""
    days = _weeks(rule, period) if rule.every == "week" else _months(rule, period)
    return tuple(days)


def _weeks(rule: Rule, period: Period) -> Iterator[Deadline]:
    number = 6 if rule.weekday is None else rule.weekday
    due = period.first + timedelta(days=(number - period.first.weekday()) % 7)
    while due <= period.last:
        opens = due - timedelta(days=number)
        ends = opens + 6 * _DAY
        label = f"Tuần {opens.day}/{opens.month} - {ends.day}/{ends.month}/{ends.year}"
        yield Deadline(label, max(opens, period.first), due - _DAY if rule.before else due)
        due += _WEEK


def _months(rule: Rule, period: Period) -> Iterator[Deadline]:
    size = MONTHS_IN[rule.every]
    for year in period.years:
        for month in range(1, 13, size):
            opens = date(year, month, 1)
            ends = day(year, month + size - 1, 31)
            if opens < period.first or ends > period.last:
                continue
            if rule.place is None:
                yield Deadline(unit_label(rule.every, opens), opens, ends)
            else:
                yield _placed(rule, rule.place, opens)


def _placed(rule: Rule, place: Stretch, unit: date) -> Deadline:
    """The place's deadline for the unit that begins on that day."""
    base = unit.month - 1 + place.shift * MONTHS_IN[rule.every]
    starts = day(unit.year, base + place.first[0], place.first[1])
    due = starts - _DAY if rule.before else day(unit.year, base + place.last[0], place.last[1])
    if rule.every == "year":
        label = named(place, starts.year, before=rule.before)
        opens = starts if place.unit != "day" and not rule.before else unit
    else:
        # A letter says which quarter or month it is about, not the day, which stands beside it.
        label, opens = unit_label(rule.every, unit), unit
    return Deadline(label, min(opens, date(due.year, 1, 1)) if opens > due else opens, due)


def named(place: Stretch, year: int, *, before: bool = False) -> str:
    """The label of a place in a year."""
    label = place.label(year)
    if not before:
        return label
    return f"Trước ngày {label}" if place.unit == "day" else f"Trước {label[0].lower()}{label[1:]}"


def unit_label(every: str, opens: date) -> str:
    """The name of the unit that begins on that day: `Quý II năm 2012`."""
    if every == "month":
        return f"Tháng {opens.month}/{opens.year}"
    if every == "quarter":
        return f"Quý {ROMAN[opens.month // 3]} năm {opens.year}"
    if every == "half-year":
        return f"6 tháng {'đầu' if opens.month == 1 else 'cuối'} năm {opens.year}"
    return f"Năm {opens.year}"
