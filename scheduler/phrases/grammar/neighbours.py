"""What a time makes of the one before it: its own day, a start, the same place in the years to come."""

from __future__ import annotations

from dataclasses import replace

from scheduler.phrases.grammar.diagnostics import Diagnostics
from scheduler.phrases.grammar.expressions import TimeExpression
from scheduler.phrases.grammar.patterns import Cycle
from scheduler.phrases.grammar.spans import a_year


def years_to_come(expressions: list[TimeExpression], diagnostics: Diagnostics) -> list[TimeExpression]:
    """Every second quarter from that year on: "Quý II/2023 và quý II các năm tiếp theo"."""
    kept: list[TimeExpression] = []
    for expression in expressions:
        first, place = kept[-2:] if len(kept) > 1 else (None, None)
        if expression.kind != "onwards" or expression.link != "space" or not kept or not kept[-1].yearless:
            kept.append(expression)
        elif first and place and _same_place(first, place):
            year = first.span.year if first.span else None
            start = replace(first, kind="start", span=a_year(year))
            kept[-2:] = [replace(first, kind="every", cycle=Cycle("year"), places=[place], bound=start)]
        else:
            diagnostics.unclear.append("không rõ những năm tiếp theo là những năm nào")
    return kept


def _same_place(first: TimeExpression, place: TimeExpression) -> bool:
    one, two = first.span, place.span
    if not (
        one and two and first.kind == place.kind == "once" and place.link == "and" and place.between is None
    ):
        return False
    return bool(
        one.year and not two.year and (one.unit, one.first, one.last) == (two.unit, two.first, two.last)
    )


def own_days(expressions: list[TimeExpression]) -> list[TimeExpression]:
    """In a list of reports a day in brackets is of the quarter before it, of no cycle: "quý I (trước 15/3), 6 tháng…"."""
    if not any(expression.kind == "every" for expression in expressions):
        return expressions
    kept: list[TimeExpression] = []
    for expression in expressions:
        last = kept[-1] if kept else None
        if last and _is_inside(last, expression):
            expression.marks |= {"own"}
            expression.label, expression.link, expression.depth = (
                expression.label or last.label,
                last.link,
                last.depth,
            )
            kept[-1] = expression
        else:
            kept.append(expression)
    return kept


def _is_inside(last: TimeExpression, expression: TimeExpression) -> bool:
    wide, day = last.span, expression.span
    if not (wide and day and wide.of == day.of == "year" and wide.unit == "quarter" and day.unit == "day"):
        return False
    return (
        expression.link == "open"
        and last.kind == expression.kind == "once"
        and wide.first <= day.first <= wide.last
    )


def since(expressions: list[TimeExpression], diagnostics: Diagnostics) -> list[TimeExpression]:
    """After a dated part "mở rộng sau năm 2028" only says that it goes on; alone it names no day."""
    for expression in expressions:
        if "since" not in expression.marks:
            continue
        if not any(other.dated and other is not expression for other in expressions):
            diagnostics.unclear.append("chỉ nói sau thời gian nào, không nói hạn")
        expression.kind = "start"
    return expressions


def recurring_places(expressions: list[TimeExpression]) -> list[TimeExpression]:
    """A place such as "ngày 20 tháng cuối quý" recurs even where no "hằng quý" says so."""
    units = {expression.cycle.every for expression in expressions if expression.cycle}
    for expression in expressions:
        span = expression.span
        if expression.dated and span and span.recurs and span.of not in units:
            expression.places = [replace(expression, start=None)]  # when it opens is the unit's
            expression.kind, expression.cycle = "every", Cycle(span.of)
            expression.span = expression.start = None
        elif (
            expression.kind == "once"
            and span
            and expression.marks & {"last year", "this year"}
            and "year" not in units
        ):
            expression.kind, expression.cycle = "every", Cycle("year")
            expression.places = [replace(expression)]
            expression.span = None
    return expressions


def starts(expressions: list[TimeExpression]) -> list[TimeExpression]:
    """A start and an end make one window: "từ tháng 11/2025 và hoàn thành trong năm 2027"."""
    kept: list[TimeExpression] = []
    for expression in expressions:
        last = kept[-1] if kept else None
        ends = expression.marks & {"done", "limit", "before", "to"}
        if (
            last
            and last.kind == "start"
            and expression.kind == "once"
            and ends
            and expression.between is None
        ):
            expression.kind, expression.start = "window", last.span
            expression.between, expression.lead, expression.at = last.between, last.lead, last.at
            expression.link = last.link
            kept[-1] = expression
        else:
            kept.append(expression)
    return kept
