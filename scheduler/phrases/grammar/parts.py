"""From the expressions of a clause to the parts of a reading: deadlines with the plan's own words beside them."""

from __future__ import annotations

from dataclasses import replace

from scheduler.phrases.grammar.diagnostics import Diagnostics
from scheduler.phrases.grammar.expressions import TimeExpression
from scheduler.phrases.grammar.limits import deadline, opens_and_due
from scheduler.phrases.grammar.recurrence import Rule, days_of
from scheduler.phrases.reading import DueDay, Part, Period

WHOLE_YEAR = "năm không ghi ngày: hạn là ngày cuối năm"


def part_of(
    expression: TimeExpression, period: Period, source: str, diagnostics: Diagnostics, *, lend: bool
) -> Part | None:
    """The part a expression whose year is known gives; with `lend` its words become the label of its one deadline."""
    diagnostics.assumed += expression.notes
    label = expression.label
    if expression.kind in ("ongoing", "onwards", "start"):
        if expression.kind == "start":
            diagnostics.review.append("chỉ nói lúc bắt đầu, không nói hạn")
        return Part("ongoing", None, source, label, ())
    if expression.kind == "ad hoc":
        diagnostics.assumed.append("đột xuất, khi có yêu cầu: không có ngày")
        return None
    if expression.kind == "every":
        return _recurring(expression, period, source, label, diagnostics)
    for span in (expression.span, expression.start):
        if span and span.odd:
            diagnostics.review.append(span.odd)
    _check_weekday(expression, diagnostics)
    due = deadline(expression, period)
    if lend and label:
        due = replace(due, label=label)
    _say_assumed(expression, diagnostics)
    return Part(_rule(expression), None, source, label, (due,))


_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def _check_weekday(expression: TimeExpression, diagnostics: Diagnostics) -> None:
    span = expression.span
    if expression.weekday is None or span is None or span.year is None:
        return
    day = span.days(span.year)[0]
    if day.weekday() != expression.weekday:
        diagnostics.review.append(
            f"{day:%d/%m/%Y} là {_WEEKDAYS[day.weekday()]}, không phải {_WEEKDAYS[expression.weekday]}"
        )


def _rule(expression: TimeExpression) -> str:
    if "target" in expression.marks:
        return "target"
    if expression.limit:
        return "limit"
    return "window" if expression.kind in ("window", "whole") else "once"


def _say_assumed(expression: TimeExpression, diagnostics: Diagnostics) -> None:
    if expression.span and expression.span.unit == "year" and not expression.before:
        diagnostics.assumed.append(WHOLE_YEAR)


def _recurring(
    expression: TimeExpression, period: Period, source: str, label: str | None, diagnostics: Diagnostics
) -> Part:
    cycle = expression.cycle
    if cycle is None:
        raise TypeError("a recurring expression has a cycle")
    if expression.bound is not None:
        first, last = opens_and_due(expression.bound, period)
        period = Period(first, period.last if expression.bound.kind == "start" else last)
    due: list[DueDay] = []
    places = expression.places or [expression]
    for place in places:
        diagnostics.assumed += place.notes if place is not expression else []
        due += days_of(_rule_of(expression, place), period)
        if place.span and place.span.odd:
            diagnostics.review.append(place.span.odd)
    if cycle.every == "year" and not expression.places:
        diagnostics.assumed.append(WHOLE_YEAR)
    if not due:
        diagnostics.unclear.append("không có kỳ nào trong giai đoạn của kế hoạch")
    return Part("every", cycle.every, source, label, tuple(sorted(due, key=lambda one: one.due)))


def _rule_of(expression: TimeExpression, place: TimeExpression) -> Rule:
    cycle = expression.cycle
    if cycle is None:
        raise TypeError("a recurring expression has a cycle")
    if place is expression:
        return Rule(cycle.every, cycle.place, before=expression.before, weekday=cycle.weekday)
    span = place.span
    shift = 1 if "next year" in place.marks else -1 if "last year" in place.marks else 0
    if span and shift:
        span = replace(span, shift=shift)
    if span and place.kind == "window" and place.start:
        span = replace(span, first=place.start.first, unit="months", name=_window_name(place))
    every = "year" if span and span.of == "year" else cycle.every
    return Rule(every, span, before=place.before)


def _window_name(place: TimeExpression) -> str:
    start, end = place.start, place.span
    if start is None or end is None:
        return "{year}"
    name = start.name.replace("/{year}", "").replace(" năm {year}", "")
    return f"{name} - {end.name[0].lower()}{end.name[1:]}"
