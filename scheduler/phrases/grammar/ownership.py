"""Which cycle a time belongs to: as a day of it, or as the years within which it runs."""

from __future__ import annotations

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
from scheduler.phrases.grammar.spans import WIDTHS


def given_away(expressions: list[TimeExpression], place: int) -> bool:
    """Give an expression to the cycle that owns it, as a day of it or as its bound."""
    expression, owner = expressions[place], _owner(expressions, place)
    if owner is None:
        return False
    if isinstance(expression, Dated) and expression.yearless:
        dated = any(isinstance(one, Dated) and not one.yearless for one in expressions[:place])
        joined = expression.link == "and" and expression.between is not None
        if not owner.places and expressions.index(owner) > place and (joined or not dated):
            owner.stand_where(expression)  # "…, trước ngày 15/11 hằng năm" begins with its day
        owner.places.append(expression)
    elif owner.bound is None and isinstance(expression, Dated | Start | WholePeriod):
        owner.bound = _until(expression) if _ends(expression) else expression
    else:
        return False
    return True


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
            wider = WIDTHS.get(span.unit, 0) > WIDTHS[cycle.cycle.every]
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
