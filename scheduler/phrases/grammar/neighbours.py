"""What a time makes of the one before it: its own day, a start, the same place in the years to come."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from scheduler.phrases.grammar.diagnostics import Diagnostics
from scheduler.phrases.grammar.expressions import (
    AdHoc,
    Dated,
    Once,
    Onwards,
    Recurring,
    Start,
    TimeExpression,
    Window,
)
from scheduler.phrases.grammar.patterns import Cycle
from scheduler.phrases.grammar.shared_limits import SENT
from scheduler.phrases.grammar.spans import MONTHS_IN, a_day, a_year

_OTHER_YEARS = {"next year", "last year"}
_OF_A_YEAR = {"this year", *_OTHER_YEARS}


def years_to_come(expressions: list[TimeExpression], diagnostics: Diagnostics) -> list[TimeExpression]:
    """Every second quarter from that year on: "Quý II/2023 và quý II các năm tiếp theo"."""
    kept: list[TimeExpression] = []
    for expression in expressions:
        first, place = kept[-2:] if len(kept) > 1 else (None, None)
        if not isinstance(expression, Onwards) or not _may_come_again(expression, kept):
            kept.append(expression)
        elif isinstance(first, Once) and isinstance(place, Once) and _same_place(first, place):
            start = Start(**first.shared(), span=a_year(first.span.year))
            kept[-2:] = [Recurring(**first.shared(), cycle=Cycle("year"), places=[place], bound=start)]
        else:
            diagnostics.unclear.append("không rõ những năm tiếp theo là những năm nào")
    return kept


def _may_come_again(expression: Onwards, kept: list[TimeExpression]) -> bool:
    return expression.link == "space" and bool(kept) and kept[-1].yearless


def _same_place(first: Once, place: Once) -> bool:
    one, two = first.span, place.span
    if place.link != "and" or place.between is not None:
        return False
    return bool(
        one.year and not two.year and (one.unit, one.first, one.last) == (two.unit, two.first, two.last)
    )


def own_days(expressions: list[TimeExpression], diagnostics: Diagnostics) -> list[TimeExpression]:
    """In a list of reports a day is of the quarter before it, of no cycle: "quý I (trước 15/3), 6 tháng…"."""
    if not any(isinstance(one, Recurring) or one.marks & _OF_A_YEAR for one in expressions):
        return expressions
    kept: list[TimeExpression] = []
    for expression in expressions:
        last = kept[-1] if kept else None
        if not (isinstance(last, Once) and isinstance(expression, Once) and _may_limit(last, expression)):
            kept.append(expression)
        elif last.span.first <= expression.span.first <= last.span.last and not expression.marks & (
            _OF_A_YEAR if last.span.unit != "year" else _OTHER_YEARS
        ):
            expression.marks |= {"own"}
            expression.label = expression.label or last.label
            expression.link, expression.depth = last.link, last.depth
            kept[-1] = expression
        else:
            diagnostics.unclear.append("không rõ là tên báo cáo hay là một thời hạn")
            kept.append(expression)
    return kept


def day_of_a_month(expressions: list[TimeExpression]) -> list[TimeExpression]:
    """A day, or days from one to another, behind a month are of it: "tháng 3/2026 (trước ngày 20)", "tháng 6, từ ngày 15 đến ngày 20"."""
    match expressions:
        case [Once(span=month) as first, Dated(span=day, between=None, link=link) as second] if (
            month.unit == "month" and month.of == "year" and day.unit == "day" and day.of == "month"
        ):
            behind = link == "comma" and (isinstance(second, Window) or second.limited)
        case _:
            return expressions
    if (link != "open" and not behind) or first.before or day.recurs or day.shift:
        return expressions
    if second.marks & _OF_A_YEAR or (second.start and second.start.of != "month"):
        return expressions
    second.span = a_day(month.first[0], day.first[1], month.year)
    if second.start:
        second.start = a_day(month.first[0], second.start.first[1], month.year)
    second.stand_where(first)
    second.at, second.depth = first.at, first.depth
    return [second]


def said_again(expressions: list[TimeExpression]) -> list[TimeExpression]:
    """A time with its year in brackets, or said in other words, is one: "quý II (năm 2026)", "20/12 (tức ngày 20/12/2026)"."""
    kept: list[TimeExpression] = []
    for expression in expressions:
        last = kept[-1] if kept else None
        if not (isinstance(last, Once) and isinstance(expression, Once) and expression.between is None):
            kept.append(expression)
        elif _is_its_year(last, expression):
            last.span, last.end = replace(last.span, year=expression.span.year), expression.end
        elif "that is" in expression.marks and _is_same_day(last, expression):
            last.span, last.end = replace(last.span, year=expression.span.year), expression.end
            last.marks = (last.marks - _OF_A_YEAR) | (expression.marks - {"that is"})
        else:
            kept.append(expression)
    return kept


def _is_its_year(last: Once, expression: Once) -> bool:
    year = expression.span
    alone = year.unit == "year" and year.year is not None and not (year.notes or expression.marks)
    part = last.span.of == "year" and last.span.unit != "year" and last.yearless
    return alone and part and expression.link == "open" and not last.marks & _OF_A_YEAR


def _is_same_day(last: Once, expression: Once) -> bool:
    one, two = last.span, expression.span
    places = (one.of, one.first, one.last) == (two.of, two.first, two.last)
    return places and last.before == expression.before and one.year in (None, two.year)


def _may_limit(last: Once, expression: Once) -> bool:
    """Whether a day is said of the part of a year before it: "6 tháng đầu năm: chậm nhất ngày 10/7"."""
    wide, day = last.span, expression.span
    part = (
        wide.of == "year" and wide.unit in ("quarter", "months") and last.yearless and not last.marks - {"at"}
    )
    whole = wide.unit == "year" and not (wide.bare or wide.notes or wide.year or last.marks - {"at"})
    part = part or (whole and "this year" in expression.marks)
    if not (part and day.of == "year" and day.unit == "day"):
        return False
    if expression.link == "open":
        return True
    beside = expression.between is None or (expression.label or "").lower() in SENT
    return beside and expression.link in ("colon", "space", "comma") and expression.limited


def open_ends(expressions: list[TimeExpression], diagnostics: Diagnostics) -> list[TimeExpression]:
    """After a dated part "mở rộng sau năm 2028" only says that it goes on; alone it names no day."""
    kept: list[TimeExpression] = []
    for expression in expressions:
        if not isinstance(expression, Dated) or "since" not in expression.marks:
            kept.append(expression)
            continue
        others = [one for one in [*kept, *expressions[len(kept) + 1 :]] if isinstance(one, Dated)]
        if not others:
            diagnostics.unclear.append("chỉ nói sau thời gian nào, không nói hạn")
        kept.append(Start(**expression.shared(), span=expression.span))
    return kept


def recurring_places(expressions: list[TimeExpression], diagnostics: Diagnostics) -> list[TimeExpression]:
    """A place such as "ngày 20 tháng cuối quý" recurs even where no "hằng quý" says so."""
    units = {expression.cycle.every for expression in expressions if isinstance(expression, Recurring)}
    for before, (last, this) in zip([None, *expressions], pairwise(expressions), strict=False):
        has_its_day = isinstance(before, Dated) and last.link == "space" and last.between is None
        if isinstance(last, Recurring) and isinstance(this, Dated) and _is_of_another_unit(last, this):
            _after_its_unit(last, this, diagnostics, has_its_day=has_its_day)
    return [
        _recurring(this, last, units) if isinstance(this, Dated) else this
        for last, this in pairwise([None, *expressions])
        if this
    ]


def _is_of_another_unit(last: Recurring, place: Dated) -> bool:
    """Whether a place right behind a cycle is of another unit than that cycle: "hằng quý, ngày 10 của tháng sau"."""
    span, every = place.span, last.cycle.every
    beside = place.link != "and" and not last.cycle.has_day
    size, of_each = MONTHS_IN.get(span.of, 12), MONTHS_IN.get(every, 0)
    return beside and span.recurs and (size < of_each or (size > of_each and not last.cycle.loose))


def _after_its_unit(last: Recurring, place: Dated, diagnostics: Diagnostics, *, has_its_day: bool) -> None:
    """The month after a quarter is the first of the next one; any other place of a smaller unit is a question."""
    beside = place.between is None or (place.label or "").lower() in SENT
    smaller = MONTHS_IN.get(place.span.of, 12) < MONTHS_IN.get(last.cycle.every, 0)
    if beside and smaller and place.span.of == "month" and place.span.shift == 1:
        place.span = replace(place.span, of=last.cycle.every)
    elif smaller or not has_its_day:
        diagnostics.unclear.append("ngày không nằm trong kỳ được nhắc lại")


def _recurring(expression: Dated, last: TimeExpression | None, units: set[str]) -> TimeExpression:
    span = expression.span
    if span.recurs and span.of not in units:
        place = replace(expression, start=None)  # when it opens is the unit's
        return Recurring(**expression.shared(), cycle=Cycle(span.of), places=[place])
    of_a_year = expression.marks & {"last year", "this year"} and "year" not in units
    alone = expression.between is None or (expression.label or "").lower() in SENT
    if (
        isinstance(last, Recurring)
        and (last.cycle.loose or expression.link != "and")
        and alone
        and not last.places
    ):
        return expression  # the name of a report before its limit: "báo cáo 6 tháng: trước ngày 10/7 của năm báo cáo"
    this_year = "this year" in expression.marks and "last year" not in expression.marks
    if this_year and isinstance(last, Start) and isinstance(expression, Once) and _ends(expression):
        return (
            expression  # the end of what began: "bắt đầu từ 01/01 và kết thúc trước 15/11 của năm kế hoạch"
        )
    if isinstance(expression, Once) and of_a_year:
        return Recurring(**expression.shared(), cycle=Cycle("year"), places=[replace(expression)])
    return expression


def every_year(expressions: list[TimeExpression], *, periodic: bool, reports: bool) -> list[TimeExpression]:
    """Days that are said to come round, and nothing else: "định kỳ báo cáo trước ngày 20/11" is so every year."""
    comes_round = periodic or reports or any("cyclic" in one.marks for one in expressions)
    days = [one for one in expressions if isinstance(one, Once)]
    fitting = all(_is_of_a_year(one) if reports else is_a_day_of_every_year(one) for one in days)
    others = [one for one in expressions if not isinstance(one, Once)]
    if not (comes_round and days and fitting and all(isinstance(one, AdHoc) for one in others)):
        return expressions
    if any(one.span.first >= two.span.first and "next year" not in two.marks for one, two in pairwise(days)):
        return expressions  # the second may be of the year after
    return [
        Recurring(**(one.shared() | {"marks": frozenset()}), cycle=Cycle("year"), places=[one])
        for one in days
    ] + others


def _is_of_a_year(one: Once) -> bool:
    return one.span.unit == "day" and one.span.of == "year" and one.span.year is None


def is_a_day_of_every_year(expression: TimeExpression) -> bool:
    """Whether it is the limit on a day of the year, without the year."""
    limited = expression.limited
    match expression:
        case Once(span=span):
            return limited and span.unit == "day" and span.of == "year" and span.year is None
        case _:
            return False


def joined_starts(expressions: list[TimeExpression]) -> list[TimeExpression]:
    """A start and an end make one window: "từ tháng 11/2025 và hoàn thành trong năm 2027"."""
    kept: list[TimeExpression] = []
    for expression in expressions:
        last = kept[-1] if kept else None
        if isinstance(last, Start) and isinstance(expression, Once) and _ends(expression):
            window = Window(
                **expression.shared(), start=last.span, span=expression.span, weekday=expression.weekday
            )
            window.stand_where(last)
            window.at = last.at
            kept[-1] = window
        else:
            kept.append(expression)
    return kept


def _ends(expression: Once) -> bool:
    return bool(expression.marks & {"done", "limit", "before", "to"}) and expression.between is None
