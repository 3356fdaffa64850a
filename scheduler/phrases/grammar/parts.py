"""From the expressions of a clause to the parts of a reading: due days with the plan's own words beside them."""

from __future__ import annotations

from dataclasses import replace

from plan import dates
from scheduler.phrases.grammar.diagnostics import Diagnostics
from scheduler.phrases.grammar.expressions import (
    AdHoc,
    Dated,
    Ongoing,
    Onwards,
    Recurring,
    Start,
    TimeExpression,
    WholePeriod,
    Window,
    span_of,
)
from scheduler.phrases.grammar.limits import due_day, opens_and_due
from scheduler.phrases.grammar.recurrence import Rule, days_of
from scheduler.phrases.grammar.spans import Span
from scheduler.phrases.reading import DueDay, Part, Period

WHOLE_YEAR = "năm không ghi ngày: hạn là ngày cuối năm"
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def part_of(
    expression: TimeExpression, period: Period, source: str, diagnostics: Diagnostics, *, lend: bool
) -> Part | None:
    """The part an expression gives; with `lend` its words become the label of its one due day."""
    diagnostics.assumed += expression.notes
    match expression:
        case Start():
            diagnostics.review.append("chỉ nói lúc bắt đầu, không nói hạn")
            return Part("ongoing", None, source, expression.label, ())
        case Ongoing() | Onwards():
            return Part("ongoing", None, source, expression.label, ())
        case AdHoc():
            diagnostics.assumed.append("đột xuất, khi có yêu cầu: không có ngày")
            return None
        case Recurring():
            return _recurring(expression, period, source, diagnostics)
        case Dated() | WholePeriod():
            return _once(expression, period, source, diagnostics, lend=lend)
        case _:
            raise TypeError(f"no such kind of time: {expression!r}")


def _once(
    expression: Dated | WholePeriod, period: Period, source: str, diagnostics: Diagnostics, *, lend: bool
) -> Part:
    if isinstance(expression, Dated):
        diagnostics.review += [one.odd for one in (expression.span, expression.start) if one and one.odd]
        _check_weekday(expression, diagnostics)
    due = due_day(expression, period)
    if lend and expression.label:
        due = due._replace(label=expression.label)
    span = span_of(expression)
    if span and span.unit == "year" and not expression.before:
        diagnostics.assumed.append(WHOLE_YEAR)
    return Part(_rule_name(expression), None, source, expression.label, (due,))


def _check_weekday(expression: Dated, diagnostics: Diagnostics) -> None:
    if expression.weekday is None or expression.span.year is None:
        return
    day = expression.span.days(expression.span.year)[0]
    if day.weekday() != expression.weekday:
        said, real = _WEEKDAYS[expression.weekday], _WEEKDAYS[day.weekday()]
        diagnostics.review.append(f"{dates.day(day)} là {real}, không phải {said}")


def _rule_name(expression: TimeExpression) -> str:
    if "target" in expression.marks:
        return "target"
    if expression.limit:
        return "limit"
    return "window" if isinstance(expression, Window | WholePeriod) else "once"


def _recurring(expression: Recurring, period: Period, source: str, diagnostics: Diagnostics) -> Part:
    cycle = expression.cycle
    if expression.bound is not None:
        first, last = opens_and_due(expression.bound, period)
        begun = isinstance(expression.bound, Start)  # "hằng năm, từ năm 2025": of this plan are its own years
        period = Period(max(first, period.first), period.last) if begun else Period(first, last)
    due: list[DueDay] = []
    for place in expression.places:
        diagnostics.assumed += place.notes
        diagnostics.review += [place.span.odd] if place.span.odd else []
        due += days_of(_rule_of(expression, place), period)
    if not expression.places:
        due += days_of(
            Rule(cycle.every, cycle.place, before=expression.before, weekday=cycle.weekday), period
        )
        diagnostics.assumed += [WHOLE_YEAR] if cycle.every == "year" else []
    if not due:
        diagnostics.unclear.append("không có kỳ nào trong giai đoạn của kế hoạch")
    days = tuple(sorted(due, key=lambda one: one.due))
    return Part("every", cycle.every, source, expression.label, days)


def _rule_of(expression: Recurring, place: Dated) -> Rule:
    span, shift = place.span, 1 if "next year" in place.marks else -1 if "last year" in place.marks else 0
    if shift:
        span = replace(span, shift=shift)
    if isinstance(place, Window) and place.start:
        span = replace(span, first=place.start.first, unit="months", name=_window_name(place.start, span))
    every = "year" if span.of == "year" else expression.cycle.every
    return Rule(every, span, before=place.before)


def _window_name(start: Span, end: Span) -> str:
    name = start.name.replace("/{year}", "").replace(" năm {year}", "")
    return f"{name} - {end.name[0].lower()}{end.name[1:]}"
