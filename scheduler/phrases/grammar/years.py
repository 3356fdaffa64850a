"""Which year a time means that does not name one itself."""

from __future__ import annotations

from dataclasses import replace

from scheduler.phrases.grammar.diagnostics import Diagnostics
from scheduler.phrases.grammar.expressions import TimeExpression
from scheduler.phrases.grammar.lists import TWO_WAYS
from scheduler.phrases.grammar.spans import Span
from scheduler.phrases.reading import Period

NO_YEAR = "không ghi năm"


def resolve_years(expressions: list[TimeExpression], period: Period, diagnostics: Diagnostics) -> None:
    """Give every dated expression its year, from the right, from the left, or from a plan of one year."""
    for place in range(len(expressions) - 1, -1, -1):
        _from_right(expressions, place, diagnostics)
    if len(period.years) > 1 and any(expression.kind == "ongoing" for expression in expressions):
        # "Thường xuyên trong năm" of a plan of several years goes on in each of them.
        expressions[:] = [expression for expression in expressions if not _any_year(expression)]
    for place, expression in enumerate(expressions):
        if expression.yearless:
            _from_left(expressions, place, diagnostics)
        if expression.yearless:
            _from_plan(expression, period, diagnostics)
        if expression.kind == "window":
            _start_of(expression, diagnostics)
        elif expression.kind == "start" and expression.span and expression.span.year is None:
            expression.span = replace(expression.span, year=period.first.year)


def _any_year(expression: TimeExpression) -> bool:
    span = expression.span
    return expression.yearless and span is not None and span.unit == "year" and not span.notes


def _from_right(expressions: list[TimeExpression], place: int, diagnostics: Diagnostics) -> None:
    expression = expressions[place]
    follows = expressions[place + 1] if place + 1 < len(expressions) else None
    if not (expression.yearless and follows and follows.dated and follows.span and follows.between is None):
        return
    one, two = expression.span, follows.start or follows.span
    if one is None or two.year is None or follows.link not in ("comma", "and", "open", "space", "dash"):
        return
    if one.of == "month" and two.unit == "day" and two.of == "year":
        if one.first[1] + 1 == two.first[1] and follows.link == "comma":
            diagnostics.unclear.append(TWO_WAYS)
        expression.span = replace(two, first=(two.first[0], one.first[1]), last=(two.first[0], one.first[1]))
        expression.span = replace(expression.span, name=f"{one.first[1]}/{two.first[0]}/{{year}}")
    elif one.of == "year" and one.first <= two.last and "next year" not in expression.marks:
        expression.span = replace(one, year=two.year)


def _from_left(expressions: list[TimeExpression], place: int, diagnostics: Diagnostics) -> None:
    expression, one = expressions[place], expressions[place].span
    last = next((m.span for m in reversed(expressions[:place]) if m.dated and m.span and m.span.year), None)
    if one is None or last is None or one.of != "year" or "next year" in expression.marks:
        return
    if last.unit == "year" or one.first >= last.first:
        expression.span = replace(one, year=last.year)
        expression.marks |= {"inherits"}
        if last.unit != "year":
            diagnostics.assumed.append(f"{NO_YEAR}: cùng năm {last.year} với thời gian đứng trước")


def _from_plan(expression: TimeExpression, period: Period, diagnostics: Diagnostics) -> None:
    one = expression.span
    if one is None:
        return
    years = period.years
    if one.of != "year":
        diagnostics.unclear.append("không rõ tháng nào")
    elif len(years) != 1:
        diagnostics.unclear.append(f"{NO_YEAR}, trong khi kế hoạch có nhiều năm")
    else:
        shift = 1 if "next year" in expression.marks else 0
        expression.span = replace(one, year=years[0] + shift)
        if not shift:
            diagnostics.assumed.append(f"{NO_YEAR}: là năm {years[0]} của kế hoạch")


def _start_of(expression: TimeExpression, diagnostics: Diagnostics) -> None:
    start, end = expression.start, expression.span
    if start is None or end is None or end.year is None:
        return
    if start.of == "month" and end.unit == "day":
        start = replace(
            start, first=(end.first[0], start.first[1]), last=(end.first[0], start.first[1]), of="year"
        )
    if start.year is None:
        turns = start.first > end.last
        start = replace(start, year=end.year - 1 if turns else end.year)
        if turns:
            diagnostics.assumed.append(f"bắt đầu từ năm trước: {start.year}")
    expression.start = start
    if start.of != "year" or _backwards(start, end):
        diagnostics.unclear.append("đầu khoảng thời gian đứng sau cuối")


def _backwards(start: Span, end: Span) -> bool:
    return start.days(start.year or 0)[0] > end.days(end.year or 0)[1]
