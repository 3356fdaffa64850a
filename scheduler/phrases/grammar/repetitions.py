"""Times that only say again what another one says: names of reports beside their days, a closing "hằng năm", a count."""

from __future__ import annotations

from itertools import pairwise

from scheduler.phrases.grammar.diagnostics import Diagnostics
from scheduler.phrases.grammar.expressions import Dated, Once, Recurring, TimeExpression
from scheduler.phrases.grammar.patterns import Cycle
from scheduler.phrases.grammar.shared_limits import SENT


def without_repetitions(expressions: list[TimeExpression], diagnostics: Diagnostics) -> list[TimeExpression]:
    """The expressions without those that only explain another one."""
    expressions = [
        this for last, this in pairwise([None, *expressions]) if this and not _comments(last, this)
    ]
    expressions = _without_names_of_days(_without_comments_on_cycles(_without_counts(expressions)))
    return _without_a_closing_year(expressions, diagnostics)


def _without_counts(expressions: list[TimeExpression]) -> list[TimeExpression]:
    """Without "4 lần/năm" before the cycle that says the same: "mỗi năm 4 lần (cuối mỗi quý)"."""
    return [
        this
        for this, behind in pairwise([*expressions, None])
        if this and not (isinstance(this, Recurring) and _is_counted_out(this, behind))
    ]


def _is_counted_out(count: Recurring, behind: TimeExpression | None) -> bool:
    match behind:
        case Recurring(between=None, cycle=cycle) if behind.link in ("open", "colon", "comma"):
            return (
                bool(count.cycle.times)
                and not (count.places or cycle.times)
                and cycle.every == count.cycle.every
            )
        case _:
            return False


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
