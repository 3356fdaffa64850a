"""How the times of a clause bear on each other: runs, cycles with their places, bounds, starts and limits."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from scheduler.phrases.grammar.diagnostics import Diagnostics
from scheduler.phrases.grammar.expressions import (
    Recurring,
    Start,
    TimeExpression,
    Window,
)
from scheduler.phrases.grammar.lists import join_runs
from scheduler.phrases.grammar.neighbours import (
    day_of_a_month,
    joined_starts,
    open_ends,
    own_days,
    recurring_places,
    said_again,
    years_to_come,
)
from scheduler.phrases.grammar.ownership import given_away
from scheduler.phrases.grammar.repetitions import without_repetitions
from scheduler.phrases.grammar.shared_limits import SENT, WHOSE_LIMIT, share_limits
from scheduler.phrases.grammar.spans import MONTHS_IN, WIDTHS

OUTSIDE = "ngày không nằm trong kỳ được nhắc lại"
ONE_DAY_OF_TWO = "một ngày cho nhiều kỳ: chỉ là hạn của kỳ kết thúc gần ngày ấy (các kỳ khác chưa có hạn), hay mỗi năm một lần vào ngày ấy"


def combine(expressions: list[TimeExpression], diagnostics: Diagnostics) -> list[TimeExpression]:
    """The expressions with lists, cycles and their places put together."""
    expressions = day_of_a_month(said_again(expressions))
    expressions = years_to_come(own_days(join_runs(expressions, diagnostics), diagnostics), diagnostics)
    expressions = recurring_places(open_ends(expressions, diagnostics), diagnostics)
    expressions = _with_cycles(share_limits(expressions, diagnostics), diagnostics)
    return joined_starts(expressions)


def _with_cycles(expressions: list[TimeExpression], diagnostics: Diagnostics) -> list[TimeExpression]:
    """Every day that some cycle owns is put into it; what remains stands for itself."""
    expressions = without_repetitions(expressions, diagnostics)
    if not any(isinstance(expression, Recurring) for expression in expressions):
        return expressions
    kept = [one for place, one in enumerate(expressions) if not given_away(expressions, place)]
    for expression in kept:
        if isinstance(expression, Start) and expression.span and expression.span.year is None:
            diagnostics.unclear.append("chỉ nói lúc bắt đầu trong mỗi năm, không nói hạn")
    kept = [expression for expression in kept if not _said_twice(expression, kept)]
    diagnostics.unclear += [
        reason for holds, reason in _DOUBTS if any(holds(last, this) for last, this in pairwise(kept))
    ]
    if any(_is_left_over(expression, kept) for expression in kept):
        diagnostics.unclear.append(WHOSE_LIMIT)
    cycles = [expression for expression in kept if isinstance(expression, Recurring)]
    yearly = any(one.cycle.every == "year" and one.places for one in cycles)
    places = [place for one in cycles for place in one.places]
    if any(isinstance(place, Window) for place in places) and any(place.limit for place in places):
        diagnostics.unclear.append("không rõ khoảng thời gian nào là của số liệu, thời gian nào là hạn")
    for cycle in cycles:
        if (cycle.places or cycle.cycle.times) and not _fits_in(cycle, yearly=yearly):
            diagnostics.unclear.append(ONE_DAY_OF_TWO if _is_of_one_half(cycle) else OUTSIDE)
    return kept


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


def _is_without_its_day(last: TimeExpression, this: TimeExpression) -> bool:
    """Whether a smaller cycle is listed without a day behind one that has its: "hằng năm (trước ngày 15/12), 06 tháng/lần"."""
    if not (isinstance(last, Recurring) and isinstance(this, Recurring) and last.places):
        return False
    bare = not (this.places or this.cycle.has_day or this.cycle.times)
    listed = this.link in ("comma", "and") and this.between is None
    return bare and listed and WIDTHS[this.cycle.every] < WIDTHS[last.cycle.every]


def _limits_of_other_units(last: TimeExpression, this: TimeExpression) -> bool:
    """Whether a cycle is limited by a day of another one: "hằng năm: muộn nhất ngày 20 hằng tháng"."""
    if not (isinstance(last, Recurring) and isinstance(this, Recurring) and this.places):
        return False
    bare = not (last.places or last.cycle.has_day or last.cycle.times or last.bound)
    labels = [one.label for one in (this, *this.places) if one.label]
    sent = any(label.lower().startswith(SENT) for label in labels)
    beside = this.link != "and" and (this.between is None or sent)
    limited = any(place.limited for place in this.places)
    smaller = WIDTHS[this.cycle.every] < WIDTHS[last.cycle.every]
    other = this.cycle.every != last.cycle.every and not (last.cycle.loose or this.cycle.loose)
    return bare and beside and limited and (smaller or other)


def _is_day_of_a_half(last: TimeExpression, this: TimeExpression) -> bool:
    """Whether days of the year may be those of the halves or quarters before: "định kỳ 6 tháng: ngày 15/6 hằng năm"."""
    if not (isinstance(last, Recurring) and isinstance(this, Recurring) and this.places):
        return False
    bare = not (last.places or last.cycle.has_day or last.bound)
    beside = this.link != "and" and this.between is None
    return bare and beside and last.cycle.every in ("half-year", "quarter") and this.cycle.every == "year"


def _said_twice(expression: TimeExpression, expressions: list[TimeExpression]) -> bool:
    """Whether a cycle is named twice, "báo cáo tháng: trước ngày 25 hằng tháng": the one with the day counts."""
    if not isinstance(expression, Recurring) or expression.places or expression.cycle.has_day:
        return False
    every = expression.cycle.every
    others = [one for one in expressions if isinstance(one, Recurring) and one.cycle.every == every]
    return any(one.places or one.cycle.weekday is not None for one in others)


def _is_of_one_half(cycle: Recurring) -> bool:
    """Whether the only day said for two halves is a day of the year: "định kỳ 06 tháng (trước ngày 05/6)"."""
    days = [place for place in cycle.places if place.span.of == "year"]
    return cycle.cycle.every == "half-year" and len(days) == len(cycle.places) == 1


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


# What two neighbours may not say together without a question.
_DOUBTS: tuple[tuple[Callable[[TimeExpression, TimeExpression], bool], str], ...] = (
    (_limits_of_other_units, WHOSE_LIMIT),
    (_is_day_of_a_half, ONE_DAY_OF_TWO),
    (_is_without_its_day, WHOSE_LIMIT),
)
