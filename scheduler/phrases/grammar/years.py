"""Which year a time means that does not name one itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from scheduler.phrases.grammar.diagnostics import Diagnostics
from scheduler.phrases.grammar.expressions import Dated, Ongoing, Start, TimeExpression, Window
from scheduler.phrases.grammar.lists import TWO_WAYS
from scheduler.phrases.grammar.spans import Span, a_day
from scheduler.phrases.reading import Period

NO_YEAR = "không ghi năm"
WHICH_PERIOD = "không rõ kỳ báo cáo là tháng, quý, 6 tháng hay năm"
_FOLLOWING = ("comma", "and", "open", "space", "dash")


def resolve_years(expressions: list[TimeExpression], period: Period, diagnostics: Diagnostics) -> None:
    """Give every dated expression its year, from the right, from the left, or from a plan of one year."""
    for place in range(len(expressions) - 2, -1, -1):
        if place and _is_of_the_year_before(expressions[place - 1], expressions[place]):
            continue
        _from_right(expressions[place], expressions[place + 1], diagnostics)
    if len(period.years) > 1 and any(isinstance(one, Ongoing) for one in expressions):
        # "Thường xuyên trong năm" of a plan of several years goes on in each of them.
        expressions[:] = [expression for expression in expressions if not _is_any_year(expression)]
    for place, expression in enumerate(expressions):
        match expression:
            case Dated():
                for give in (_from_left, _from_plan):
                    if expression.yearless:
                        give(expression, expressions[:place], period, diagnostics)
                if isinstance(expression, Window):
                    _resolve_start(expression, diagnostics)
            case Start(span=Span(year=None) as span):
                expression.span = replace(span, year=period.first.year)


def _is_of_the_year_before(last: TimeExpression, expression: TimeExpression) -> bool:
    """Whether brackets or a colon behind a year say when of it: "năm 2026 (quý II), năm 2027 (quý I)"."""
    if not (isinstance(last, Dated) and isinstance(expression, Dated)):
        return False
    beside = expression.between is None and expression.link in ("open", "colon")
    return beside and last.span.unit == "year" and last.span.year is not None


def _is_any_year(expression: TimeExpression) -> bool:
    if not isinstance(expression, Dated) or not expression.yearless:
        return False
    return expression.span.unit == "year" and not expression.span.notes


def _from_right(expression: TimeExpression, follows: TimeExpression, diagnostics: Diagnostics) -> None:
    if not (isinstance(expression, Dated) and expression.yearless and isinstance(follows, Dated)):
        return
    one, two = expression.span, follows.start or follows.span
    if two.year is None or follows.between is not None or follows.link not in _FOLLOWING:
        return
    for applies, build in _BORROWED:
        if applies(one, two, expression):
            if build is _day_of and one.first[1] + 1 == two.first[1] and follows.link == "comma":
                diagnostics.unclear.append(TWO_WAYS)
            expression.span = build(one, two)
            return


def _day_of(one: Span, two: Span) -> Span:
    """The day of a month that the next day names: the 15 of "15 và 20/4/2012"."""
    day = a_day(two.first[0], one.first[1], two.year)
    return replace(day, notes=two.notes, odd=two.odd, bare=two.bare, recurs=two.recurs, shift=two.shift)


def _of_its_year(one: Span, two: Span) -> Span:
    return replace(one, year=two.year)


# What a time without a year borrows from the one that follows it, and when.
_BORROWED: tuple[tuple[Callable[[Span, Span, TimeExpression], bool], Callable[[Span, Span], Span]], ...] = (
    (lambda one, two, _: one.of == "month" and two.unit == "day" and two.of == "year", _day_of),
    (
        lambda one, two, it: one.of == "year" and one.first <= two.last and "next year" not in it.marks,
        _of_its_year,
    ),
)


def _from_left(
    expression: Dated, before: list[TimeExpression], _period: Period, diagnostics: Diagnostics
) -> None:
    one = expression.span
    last = next((m.span for m in reversed(before) if isinstance(m, Dated) and m.span.year), None)
    if last is None or one.of != "year" or "next year" in expression.marks:
        return
    if last.unit == "year" or one.first >= last.first:
        expression.span = replace(one, year=last.year)
        expression.marks |= {"inherits"}
        if last.unit != "year":
            diagnostics.assumed.append(f"{NO_YEAR}: cùng năm {last.year} với thời gian đứng trước")


def _from_plan(
    expression: Dated, _before: list[TimeExpression], period: Period, diagnostics: Diagnostics
) -> None:
    one, years = expression.span, period.years
    if one.of != "year":
        diagnostics.unclear.append(WHICH_PERIOD if one.of == "term" else "không rõ tháng nào")
    elif len(years) != 1:
        diagnostics.unclear.append(f"{NO_YEAR}, trong khi kế hoạch có nhiều năm")
    else:
        shift = 1 if "next year" in expression.marks else 0
        expression.span = replace(one, year=years[0] + shift)
        if not shift:
            diagnostics.assumed.append(f"{NO_YEAR}: là năm {years[0]} của kế hoạch")


def _resolve_start(window: Window, diagnostics: Diagnostics) -> None:
    start, end = window.start, window.span
    if start is None or end.year is None:
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
    window.start = start
    if start.of != "year" or _is_backwards(start, end):
        diagnostics.unclear.append("đầu khoảng thời gian đứng sau cuối")


def _is_backwards(start: Span, end: Span) -> bool:
    return start.days(start.year or 0)[0] > end.days(end.year or 0)[1]
