"""How the expressions of a clause bear on each other: runs, cycles with their places, bounds, starts and limits."""

from __future__ import annotations

from itertools import pairwise

from scheduler.phrases.grammar.diagnostics import Diagnostics
from scheduler.phrases.grammar.expressions import TimeExpression
from scheduler.phrases.grammar.lists import join_runs
from scheduler.phrases.grammar.neighbours import own_days, recurring_places, since, starts, years_to_come
from scheduler.phrases.grammar.spans import MONTHS_IN

_WIDE = {"week": 0, "month": 1, "quarter": 3, "half-year": 6, "year": 12}


def combine(expressions: list[TimeExpression], diagnostics: Diagnostics) -> list[TimeExpression]:
    """The expressions with lists, cycles and their places put together."""
    expressions = years_to_come(own_days(join_runs(expressions, diagnostics)), diagnostics)
    expressions = recurring_places(since(expressions, diagnostics))
    expressions = _cycles(expressions, diagnostics)
    return starts(expressions)


def _cycles(expressions: list[TimeExpression], diagnostics: Diagnostics) -> list[TimeExpression]:
    kept: list[TimeExpression] = []
    expressions = [
        expression
        for last, expression in pairwise([None, *expressions])
        if expression and not _comments(last, expression)
    ]
    cycles = [place for place, expression in enumerate(expressions) if expression.kind == "every"]
    if not cycles:
        return expressions
    for place, expression in enumerate(expressions):
        owner = _owner(expressions, cycles, place)
        if owner is None:
            kept.append(expression)
        elif expression.yearless:
            owner.places.append(expression)
        elif owner.bound is None:
            owner.bound = expression
        else:
            kept.append(expression)
    for expression in kept:
        if expression.kind == "start" and expression.span and expression.span.year is None:
            diagnostics.unclear.append("chỉ nói lúc bắt đầu trong mỗi năm, không nói hạn")
    kept = [expression for expression in kept if not _said_twice(expression, kept)]
    yearly = any(m.cycle and m.cycle.every == "year" and m.places for m in kept)
    for expression in kept:
        if expression.kind == "every":
            _seat(expression, diagnostics, yearly=yearly)
    return kept


def _comments(last: TimeExpression | None, expression: TimeExpression) -> bool:
    """Whether a report's name in brackets only explains a full date: "15/6/2013 (báo cáo 6 tháng)"."""
    if last is None or expression.cycle is None or not expression.cycle.loose or expression.link != "open":
        return False
    return last.dated and not last.yearless


def _said_twice(expression: TimeExpression, expressions: list[TimeExpression]) -> bool:
    """Whether a cycle is named twice, "báo cáo tháng: trước ngày 25 hằng tháng": the one with the day counts."""
    if expression.cycle is None or expression.places:
        return False
    return any(
        other.cycle and other.cycle.every == expression.cycle.every and other.places for other in expressions
    )


def _owner(expressions: list[TimeExpression], cycles: list[int], place: int) -> TimeExpression | None:
    """The cycle that a expression says a day of, or bounds."""
    expression = expressions[place]
    if expression.kind not in ("once", "window", "start", "whole") or "own" in expression.marks:
        return None
    before = [at for at in cycles if at < place]
    after = [at for at in cycles if at > place]
    if after and (not before or _is_its_cycle(expression, expressions[place + 1])):
        cycle, between = expressions[after[0]], expressions[place + 1 : after[0] + 1]
    elif before:
        cycle, between = expressions[before[-1]], expressions[before[-1] + 1 : place + 1]
    else:
        return None
    if expression.yearless:
        parted = expression.link == "and" and expression.between and before
        return None if parted else cycle
    return cycle if _bounds(cycle, expression, between) else None


def _is_its_cycle(expression: TimeExpression, follows: TimeExpression) -> bool:
    """Whether the cycle of a place stands right behind it: "15/12 hằng năm", "15/12 (báo cáo năm)"."""
    if follows.kind != "every" or follows.between:
        return False
    return follows.link == "space" or (follows.link == "open" and follows.depth > expression.depth)


def _bounds(cycle: TimeExpression, expression: TimeExpression, between: list[TimeExpression]) -> bool:
    if any(other.between or other.link == "and" for other in between) or cycle.cycle is None:
        return False
    if expression.kind in ("start", "whole"):
        return expression.kind == "whole" or (
            expression.span is not None and expression.span.year is not None
        )
    if expression.limit or expression.before or expression.span is None:
        return False
    if expression.kind == "window":
        return True
    width = {"month": 1, "quarter": 3, "months": 6, "year": 12}.get(expression.span.unit, 0)
    return width > _WIDE[cycle.cycle.every]


def _seat(expression: TimeExpression, diagnostics: Diagnostics, *, yearly: bool) -> None:
    """Check that the places of a cycle lie in its unit."""
    cycle = expression.cycle
    if cycle is None or not expression.places:
        return
    seated = [place.span for place in expression.places if place.span]
    for place in expression.places:
        if place.span and place.span.of == "term" and cycle.every in MONTHS_IN:
            place.span = place.span.within(cycle.every)
    if all(place.span and place.span.of == cycle.every for place in expression.places):
        return
    if cycle.every in ("quarter", "half-year") and all(span.of == "year" for span in seated):
        count, size = 12 // MONTHS_IN[cycle.every], MONTHS_IN[cycle.every]
        units = {(span.last[0] - 1) // size for span in seated}
        if len(seated) == count == len(units):
            return
        if (
            cycle.every == "half-year"
            and len(seated) == 1
            and (yearly or cycle.loose)
            and 5 <= seated[0].last[0] <= 8
        ):
            return
    diagnostics.unclear.append("ngày không nằm trong kỳ được nhắc lại")
