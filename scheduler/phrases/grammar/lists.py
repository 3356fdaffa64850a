"""Lists whose unit is named once: "tháng 11, 12/2013" is one span of two months; "tháng 6, 12" are two."""

from __future__ import annotations

from itertools import pairwise

from scheduler.phrases.grammar.diagnostics import Diagnostics
from scheduler.phrases.grammar.expressions import TimeExpression
from scheduler.phrases.grammar.spans import Span

TWO_WAYS = "liệt kê liền nhau, đọc được hai cách: một đợt, hay mỗi thời gian một hạn"


def join_runs(expressions: list[TimeExpression], diagnostics: Diagnostics) -> list[TimeExpression]:
    """Lists without the unit's name: "tháng 11, 12/2013" is one span of two months; "tháng 6, 12" are two."""
    kept: list[TimeExpression] = []
    at = 0
    while at < len(expressions):
        group = _run_from(expressions, at)
        at += len(group)
        kept += _run(group, diagnostics) if len(group) > 1 else group
    return kept


def _run_from(expressions: list[TimeExpression], at: int) -> list[TimeExpression]:
    group = [expressions[at]]
    for expression in expressions[at + 1 :]:
        last, this = group[-1].span, expression.span
        if not (
            last and this and this.bare and last.unit == this.unit and expression.link in ("comma", "and")
        ):
            break
        if expression.between or expression.kind != "once" or group[-1].kind != "once":
            break
        if this.unit == "day" or (this.unit != "year" and last.year is not None):
            break
        group.append(expression)
    return group


def _run(group: list[TimeExpression], diagnostics: Diagnostics) -> list[TimeExpression]:
    spans = [expression.span for expression in group if expression.span]
    follow = [_next_to(one, two) for one, two in pairwise(spans)]
    if not any(follow):
        return group
    if "each" in group[0].marks:
        return group
    whole_year = len(group) == 4 and spans[0].unit == "quarter"
    two_ways = (
        spans[0].unit == "year" or whole_year or any(expression.link == "and" for expression in group[1:])
    )
    if two_ways or not all(follow):
        diagnostics.unclear.append(TWO_WAYS)
        return group
    diagnostics.assumed.append("các tháng (quý) viết liền nhau là một đợt: hạn là ngày cuối của đợt")
    merged, last = group[0], group[-1]
    merged.kind, merged.start, merged.span, merged.end = "window", spans[0], spans[-1], last.end
    return [merged]


def _next_to(one: Span, two: Span) -> bool:
    if one.unit == "year":
        return (two.year or 0) - (one.year or 0) == 1
    return two.first[0] == one.last[0] + 1
