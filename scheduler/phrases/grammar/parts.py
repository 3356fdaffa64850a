"""From the moments of a clause to the parts of a reading: deadlines with the plan's own words beside them."""

from __future__ import annotations

from dataclasses import replace

from scheduler.phrases.grammar.doubts import Doubts
from scheduler.phrases.grammar.limits import deadline, span
from scheduler.phrases.grammar.moments import Moment
from scheduler.phrases.grammar.recurrence import Rule, days_of
from scheduler.phrases.reading import Deadline, Part, Period

WHOLE_YEAR = "năm không ghi ngày: hạn là ngày cuối năm"


def part_of(moment: Moment, period: Period, source: str, doubts: Doubts, *, lend: bool) -> Part | None:
    """The part a settled moment gives; with `lend` its words become the label of its one deadline."""
    doubts.assumed += moment.notes
    label = moment.label
    if moment.kind in ("ongoing", "onwards", "start"):
        if moment.kind == "start":
            doubts.review.append("chỉ nói lúc bắt đầu, không nói hạn")
        return Part("ongoing", None, source, label, ())
    if moment.kind == "ad hoc":
        doubts.assumed.append("đột xuất, khi có yêu cầu: không có ngày")
        return None
    if moment.kind == "every":
        return _recurring(moment, period, source, label, doubts)
    for stretch in (moment.stretch, moment.start):
        if stretch and stretch.odd:
            doubts.review.append(stretch.odd)
    _check_weekday(moment, doubts)
    due = deadline(moment, period)
    if lend and label:
        due = replace(due, label=label)
    _say_assumed(moment, doubts)
    return Part(_rule(moment), None, source, label, (due,))


_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def _check_weekday(moment: Moment, doubts: Doubts) -> None:
    stretch = moment.stretch
    if moment.weekday is None or stretch is None or stretch.year is None:
        return
    day = stretch.days(stretch.year)[0]
    if day.weekday() != moment.weekday:
        doubts.review.append(
            f"{day:%d/%m/%Y} là {_WEEKDAYS[day.weekday()]}, không phải {_WEEKDAYS[moment.weekday]}"
        )


def _rule(moment: Moment) -> str:
    if "target" in moment.marks:
        return "target"
    if moment.limit:
        return "limit"
    return "window" if moment.kind in ("window", "whole") else "once"


def _say_assumed(moment: Moment, doubts: Doubts) -> None:
    if moment.stretch and moment.stretch.unit == "year" and not moment.before:
        doubts.assumed.append(WHOLE_YEAR)


def _recurring(moment: Moment, period: Period, source: str, label: str | None, doubts: Doubts) -> Part:
    cycle = moment.cycle
    if cycle is None:
        raise TypeError("a recurring moment has a cycle")
    if moment.bound is not None:
        first, last = span(moment.bound, period)
        period = Period(first, period.last if moment.bound.kind == "start" else last)
    due: list[Deadline] = []
    places = moment.places or [moment]
    for place in places:
        doubts.assumed += place.notes if place is not moment else []
        due += days_of(_rule_of(moment, place), period)
        if place.stretch and place.stretch.odd:
            doubts.review.append(place.stretch.odd)
    if cycle.every == "year" and not moment.places:
        doubts.assumed.append(WHOLE_YEAR)
    if not due:
        doubts.unclear.append("không có kỳ nào trong giai đoạn của kế hoạch")
    return Part("every", cycle.every, source, label, tuple(sorted(due, key=lambda one: one.due)))


def _rule_of(moment: Moment, place: Moment) -> Rule:
    cycle = moment.cycle
    if cycle is None:
        raise TypeError("a recurring moment has a cycle")
    if place is moment:
        return Rule(cycle.every, cycle.place, before=moment.before, weekday=cycle.weekday)
    stretch = place.stretch
    shift = 1 if "next year" in place.marks else -1 if "last year" in place.marks else 0
    if stretch and shift:
        stretch = replace(stretch, shift=shift)
    if stretch and place.kind == "window" and place.start:
        stretch = replace(stretch, first=place.start.first, unit="months", name=_window_name(place))
    every = "year" if stretch and stretch.of == "year" else cycle.every
    return Rule(every, stretch, before=place.before)


def _window_name(place: Moment) -> str:
    start, end = place.start, place.stretch
    if start is None or end is None:
        return "{year}"
    name = start.name.replace("/{year}", "").replace(" năm {year}", "")
    return f"{name} - {end.name[0].lower()}{end.name[1:]}"
