"""How the times of a clause bear on each other: runs, cycles with their places, bounds, starts and limits."""

from __future__ import annotations

from itertools import pairwise

from scheduler.phrases.grammar.diagnostics import Diagnostics
from scheduler.phrases.grammar.expressions import (
    Dated,
    Once,
    Recurring,
    Start,
    TimeExpression,
    WholePeriod,
    Window,
    recurs,
    span_of,
)
from scheduler.phrases.grammar.lists import join_runs
from scheduler.phrases.grammar.neighbours import (
    day_of_a_month,
    joined_starts,
    open_ends,
    own_days,
    recurring_places,
    years_to_come,
)
from scheduler.phrases.grammar.patterns import Cycle
from scheduler.phrases.grammar.shared_limits import SENT, WHOSE_LIMIT, share_limits
from scheduler.phrases.grammar.spans import MONTHS_IN

_WIDTHS = {"week": 0, "month": 1, "quarter": 3, "half-year": 6, "months": 6, "year": 12}


def combine(expressions: list[TimeExpression], diagnostics: Diagnostics) -> list[TimeExpression]:
    """The expressions with lists, cycles and their places put together."""
    expressions = day_of_a_month(expressions)
    expressions = years_to_come(own_days(join_runs(expressions, diagnostics), diagnostics), diagnostics)
    expressions = recurring_places(open_ends(expressions, diagnostics), diagnostics)
    expressions = _with_cycles(share_limits(expressions, diagnostics), diagnostics)
    return joined_starts(expressions)


def _with_cycles(expressions: list[TimeExpression], diagnostics: Diagnostics) -> list[TimeExpression]:
    """Every day that some cycle owns is put into it; what remains stands for itself."""
    expressions = [
        this for last, this in pairwise([None, *expressions]) if this and not _comments(last, this)
    ]
    expressions = _without_names_of_days(_without_comments_on_cycles(expressions))
    expressions = _without_a_closing_year(expressions, diagnostics)
    if not any(isinstance(expression, Recurring) for expression in expressions):
        return expressions
    kept = [one for place, one in enumerate(expressions) if not _given_away(expressions, place)]
    for expression in kept:
        if isinstance(expression, Start) and expression.span and expression.span.year is None:
            diagnostics.unclear.append("chỉ nói lúc bắt đầu trong mỗi năm, không nói hạn")
    kept = [expression for expression in kept if not _said_twice(expression, kept)]
    if any(_limits_of_other_units(last, this) for last, this in pairwise(kept)):
        diagnostics.unclear.append(WHOSE_LIMIT)
    if any(_is_left_over(expression, kept) for expression in kept):
        diagnostics.unclear.append(WHOSE_LIMIT)
    cycles = [expression for expression in kept if isinstance(expression, Recurring)]
    yearly = any(one.cycle.every == "year" and one.places for one in cycles)
    places = [place for one in cycles for place in one.places]
    if any(isinstance(place, Window) for place in places) and any(place.limit for place in places):
        diagnostics.unclear.append("không rõ khoảng thời gian nào là của số liệu, thời gian nào là hạn")
    for cycle in cycles:
        if (cycle.places or cycle.cycle.times) and not _fits_in(cycle, yearly=yearly):
            diagnostics.unclear.append("ngày không nằm trong kỳ được nhắc lại")
    return kept


def _given_away(expressions: list[TimeExpression], place: int) -> bool:
    """Give an expression to the cycle that owns it, as a day of it or as its bound."""
    expression, owner = expressions[place], _owner(expressions, place)
    if owner is None:
        return False
    if isinstance(expression, Dated) and expression.yearless:
        dated = any(isinstance(one, Dated) and not one.yearless for one in expressions[:place])
        if not owner.places and expressions.index(owner) > place and not dated:
            owner.stand_where(expression)  # "…, trước ngày 15/11 hằng năm" begins with its day
        owner.places.append(expression)
    elif owner.bound is None and isinstance(expression, Dated | Start | WholePeriod):
        owner.bound = _until(expression) if _ends(expression) else expression
    else:
        return False
    return True


def _comments(last: TimeExpression | None, expression: TimeExpression) -> bool:
    """Whether a report's name in brackets only explains a full date: "15/6/2013 (báo cáo 6 tháng)"."""
    if not (isinstance(last, Dated) and isinstance(expression, Recurring)):
        return False
    return expression.cycle.loose and expression.link == "open" and not last.yearless


def _without_comments_on_cycles(expressions: list[TimeExpression]) -> list[TimeExpression]:
    """Without a report's name in brackets behind a day of every year: "trước ngày 15/7 hằng năm (báo cáo 6 tháng)"."""
    kept: list[TimeExpression] = []
    for expression in expressions:
        match [*kept[-2:], expression]:
            case [
                Dated(),
                Recurring(link="space", between=None) as cycle,
                Recurring(link="open", places=[]) as name,
            ] if (
                name.cycle.loose and cycle.cycle.every == "year" and name.cycle.every in ("year", "half-year")
            ):
                continue
            case _:
                kept.append(expression)
    return kept


def _without_a_closing_year(
    expressions: list[TimeExpression], diagnostics: Diagnostics
) -> list[TimeExpression]:
    """Without the "hằng năm" that closes brackets or a list: its days come every year; those of one year do not."""
    match expressions:
        case [*days, Recurring(link="close", between=None, places=[]) as yearly] if days and (
            yearly.cycle.every == "year" and not (yearly.cycle.loose or yearly.cycle.has_day)
        ):
            dated = [one for one in days if isinstance(one, Dated)]
        case _:
            return expressions
    if any(not one.yearless for one in dated):
        diagnostics.unclear.append("ngày của một năm, mà nói hằng năm")
    if not (dated or any(one.places for one in days if isinstance(one, Recurring))):
        return expressions
    if any(isinstance(one, Recurring) for one in days):
        return days
    return [
        Recurring(**(one.shared() | {"marks": frozenset()}), cycle=Cycle("year"), places=[one])
        if isinstance(one, Dated)
        else one
        for one in days
    ]


def _without_names_of_days(expressions: list[TimeExpression]) -> list[TimeExpression]:
    """Without a yearly report's name before its full date: "báo cáo 6 tháng: trước 25/6/2026; năm: trước 25/12/2026"."""
    return [
        this
        for this, behind in pairwise([*expressions, None])
        if this and not (isinstance(this, Recurring) and _names_a_day(this, behind))
    ]


def _names_a_day(name: Recurring, day: TimeExpression | None) -> bool:
    if not (isinstance(day, Once) and day.span.unit == "day" and day.span.year):
        return False
    alone = day.between is None or (day.label or "").lower() in SENT
    beside = alone and (day.link == "colon" or day.limited)
    months = name.cycle.place is not None and name.cycle.place.unit == "months"
    bare = (name.cycle.loose or months) and not name.places and name.cycle.every in ("half-year", "year")
    return bare and beside and day.link in ("colon", "open", "space", "comma")


def _is_left_over(expression: TimeExpression, kept: list[TimeExpression]) -> bool:
    """Whether a report is named without its day among others that have theirs."""
    if not isinstance(expression, Recurring) or not expression.cycle.loose:
        return False
    if expression.places or expression.cycle.has_day or expression.cycle.times:
        return False
    return any(
        bool(one.places) if isinstance(one, Recurring) else bool(one.marks & {"before", "limit", "own"})
        for one in kept
    )


def _limits_of_other_units(last: TimeExpression, this: TimeExpression) -> bool:
    """Whether a cycle is limited by a day of another one: "hằng năm: muộn nhất ngày 20 hằng tháng"."""
    if not (isinstance(last, Recurring) and isinstance(this, Recurring) and this.places):
        return False
    bare = not (last.places or last.cycle.has_day or last.cycle.times or last.bound)
    labels = [one.label for one in (this, *this.places) if one.label]
    sent = any(label.lower().startswith(SENT) for label in labels)
    beside = this.link != "and" and (this.between is None or sent)
    limited = any(place.limited for place in this.places)
    smaller = _WIDTHS[this.cycle.every] < _WIDTHS[last.cycle.every]
    other = this.cycle.every != last.cycle.every and not (last.cycle.loose or this.cycle.loose)
    return bare and beside and limited and (smaller or other)


def _said_twice(expression: TimeExpression, expressions: list[TimeExpression]) -> bool:
    """Whether a cycle is named twice, "báo cáo tháng: trước ngày 25 hằng tháng": the one with the day counts."""
    if not isinstance(expression, Recurring) or expression.places or expression.cycle.has_day:
        return False
    every = expression.cycle.every
    others = [one for one in expressions if isinstance(one, Recurring) and one.cycle.every == every]
    return any(one.places or one.cycle.weekday is not None for one in others)


def _owner(expressions: list[TimeExpression], place: int) -> Recurring | None:
    """The cycle that an expression says a day of, or bounds."""
    expression = expressions[place]
    if not isinstance(expression, Dated | Start | WholePeriod):
        return None
    follows = expressions[place + 1] if place + 1 < len(expressions) else None
    if "own" in expression.marks and not (follows and _is_its_cycle(expression, follows)):
        return None
    before = [one for one in expressions[:place] if isinstance(one, Recurring)]
    after = [one for one in expressions[place:] if isinstance(one, Recurring)]
    if after and (not before or _is_of_the_next(expression, expressions[place + 1], before[-1], after[0])):
        cycle, first, last = after[0], place + 1, expressions.index(after[0]) + 1
    elif before:
        cycle, first, last = before[-1], expressions.index(before[-1]) + 1, place + 1
    else:
        return None
    between = expressions[first:last]
    if expression.yearless:
        parted = (
            expression.link == "and" and expression.between and cycle in before and not recurs(expression)
        )
        return None if parted else cycle
    return cycle if _bounds(cycle, expression, between) else None


def _is_of_the_next(
    expression: TimeExpression, follows: TimeExpression, last: Recurring, upcoming: Recurring
) -> bool:
    """Whether a day between two cycles is of the one behind it."""
    if _is_its_cycle(expression, follows):
        return True
    if not isinstance(expression, Dated):
        return False
    of_a_year = expression.span.of == upcoming.cycle.every == "year" and isinstance(follows, Dated)
    return of_a_year and last.cycle.every in ("week", "month")  # which no day of a year can be of


def _is_its_cycle(expression: TimeExpression, follows: TimeExpression) -> bool:
    """Whether the cycle of a place stands right behind it: "15/12 hằng năm", "15/12 (báo cáo năm)"."""
    if not isinstance(follows, Recurring):
        return False
    if follows.between and (follows.label or "").lower() != "báo cáo":
        return False
    return follows.link == "space" or (follows.link == "open" and follows.depth > expression.depth)


def _bounds(cycle: Recurring, expression: TimeExpression, between: list[TimeExpression]) -> bool:
    """Whether a time with its year says within which years a cycle runs: "hằng quý năm 2013"."""
    if any(other.between or other.link == "and" for other in between):
        return False
    match expression:
        case WholePeriod():
            return True
        case Start(span=span):
            return span is not None and span.year is not None
        case Once() if _ends(expression):
            return expression.between is None
        case Dated(span=span) if not (expression.limit or expression.before):
            wider = _WIDTHS.get(span.unit, 0) > _WIDTHS[cycle.cycle.every]
            return isinstance(expression, Window) or wider
        case _:
            return False


def _ends(expression: TimeExpression) -> bool:
    """Whether it says until when a cycle runs: "hằng năm đến năm 2028", "hằng tháng, đến hết tháng 6/2027"."""
    match expression:
        case Once(span=span):
            return bool(span.year) and "to" in expression.marks and not expression.before
        case _:
            return False


def _until(expression: TimeExpression) -> Window:
    """From the first day of the plan to the end of that time."""
    span = span_of(expression)
    assert span is not None, "it ends a cycle"
    return Window(**expression.shared(), span=span)


def _fits_in(recurring: Recurring, *, yearly: bool) -> bool:
    """Whether the days of a cycle lie in its unit."""
    cycle = recurring.cycle
    in_each = len(recurring.places) == 1 and recurring.places[0].span.recurs
    if cycle.times and len(recurring.places) != cycle.times and not in_each:
        return False
    for place in recurring.places:
        if place.span.of == "term" and cycle.every in MONTHS_IN:
            place.span = place.span.within(cycle.every)
    windows = any(isinstance(place, Window) for place in recurring.places)
    if windows and (cycle.loose or len(recurring.places) > 1):
        return False  # the days that a report is about, not the day it is due?
    spans = [place.span for place in recurring.places]
    if all(span.of == cycle.every for span in spans):
        return True
    if cycle.every not in ("quarter", "half-year") or any(span.of != "year" for span in spans):
        return False
    size = MONTHS_IN[cycle.every]
    units = {(span.last[0] - 1) // size for span in spans}
    if len(spans) == len(units) == 12 // size:
        return True  # one day in each: "hằng quý: 15/3, 15/6, 15/9, 15/12"
    if len(spans) == len(units) > 1 and all(span.listed for span in spans):
        return True  # one report fewer: "hằng quý, ngày 17 các tháng 3, 6, 9"
    latest = 9 if yearly else 8
    first_half_alone = cycle.every == "half-year" and len(spans) == 1 and 5 <= spans[0].last[0] <= latest
    return first_half_alone and (yearly or cycle.loose)
