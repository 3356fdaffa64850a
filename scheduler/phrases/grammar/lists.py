"""Lists whose unit is named once: "tháng 11, 12/2013" is one span of two months; "tháng 6, 12" are two."""

from __future__ import annotations

from itertools import pairwise

from scheduler.phrases.grammar.diagnostics import Diagnostics
from scheduler.phrases.grammar.expressions import Once, TimeExpression, Window
from scheduler.phrases.grammar.spans import Span

TWO_WAYS = "liệt kê liền nhau, đọc được hai cách: một đợt, hay mỗi thời gian một hạn"


def join_runs(expressions: list[TimeExpression], diagnostics: Diagnostics) -> list[TimeExpression]:
    """The expressions with each run of neighbours put together, or questioned."""
    kept: list[TimeExpression] = []
    at = 0
    while at < len(expressions):
        group = _run_from(expressions, at)
        at += max(len(group), 1)
        kept += _join(group, diagnostics) if len(group) > 1 else expressions[at - 1 : at]
    return kept


def _run_from(expressions: list[TimeExpression], at: int) -> list[Once]:
    group: list[Once] = []
    for expression in expressions[at:]:
        if not isinstance(expression, Once) or (group and not _goes_on(group[-1], expression)):
            break
        group.append(expression)
    return group


def _goes_on(last: Once, this: Once) -> bool:
    one, two = last.span, this.span
    if not (two.bare and one.unit == two.unit and this.link in ("comma", "and")) or this.between:
        return False
    return two.unit != "day" and (two.unit == "year" or one.year is None)


def _join(group: list[Once], diagnostics: Diagnostics) -> list[TimeExpression]:
    spans = [expression.span for expression in group]
    follow = [_next_to(one, two) for one, two in pairwise(spans)]
    if not any(follow) or "each" in group[0].marks:
        return [*group]
    whole_year = len(group) == 4 and spans[0].unit == "quarter"
    joined_by_and = any(expression.link == "and" for expression in group[1:])
    if spans[0].unit == "year" or whole_year or joined_by_and or not all(follow):
        diagnostics.unclear.append(TWO_WAYS)
        return [*group]
    diagnostics.assumed.append("các tháng (quý) viết liền nhau là một đợt: hạn là ngày cuối của đợt")
    window = Window(**group[0].shared(), start=spans[0], span=spans[-1], weekday=group[0].weekday)
    window.end = group[-1].end
    return [window]


def _next_to(one: Span, two: Span) -> bool:
    if one.unit == "year":
        return (two.year or 0) - (one.year or 0) == 1
    return two.first[0] == one.last[0] + 1
