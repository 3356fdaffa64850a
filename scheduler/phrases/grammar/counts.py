"""Numbers that only count the times that follow: "02 tháng (tháng 4 và tháng 8)", "12 tháng (từ tháng 01 đến tháng 12)"."""

from __future__ import annotations

import re

from scheduler.phrases.grammar.expressions import Dated, TimeExpression, Window
from scheduler.phrases.grammar.labels import fits
from scheduler.phrases.grammar.spans import Span, a_day, lasted

_LASTS = re.compile(
    r"(?:thời gian(?: thực hiện)? |trong (?:vòng |thời gian )?|cả )*+0?(\d+) (ngày|tuần|tháng|quý|năm)"
)
# The words of what goes on, before how long it does: "được thực hiện trong 12 tháng, kể từ ngày 01/7/2025 đến hết ngày 30/6/2026".
_BEFORE_A_LENGTH = re.compile(r"^(?:(?!định |kỳ |đợt |lần )[^\W\d]+ ){1,12}(?=trong (?:vòng |thời gian )?\d)")
# "Mỗi tháng họp 01 lần vào ngày 5": once, and the day that follows says when.
_ONCE = re.compile(r"(?:[^\W\d]+ ){0,3}(?:0?1|một) (?:lần|kỳ)")
_COUNT = re.compile(r"(?:trong |cả )?0?(\d+) (tháng|quý|lần|đợt|kỳ|năm)")


def counts_what_follows(folded: str, expressions: list[TimeExpression]) -> bool:
    """Whether a number only counts what follows: "02 tháng (tháng 4 và tháng 8)", "02 đợt: …", "5 năm (2021-2025)"."""
    worded = _BEFORE_A_LENGTH.match(folded.strip())
    if worded and not fits(worded[0].strip()):
        return False
    if lasts := _LASTS.fullmatch(folded.strip()[worded.end() if worded else 0 :]):
        window = expressions[0]
        if (
            isinstance(window, Window)
            and window.start
            and lasted(_in_month_of(window.start, window.span), window.span, lasts[2]) == int(lasts[1])
        ):
            return True
    window = expressions[0]
    if folded.strip().isdecimal() and isinstance(window, Window) and window.start:  # "02 ngày 20-21/5"
        return lasted(_in_month_of(window.start, window.span), window.span, "ngày") == int(folded)
    if _ONCE.fullmatch(folded.strip()) and _is_one_day_of_a_month(expressions):
        return True
    found = _COUNT.fullmatch(folded.strip())
    if not found or expressions[0].link not in ("open", "colon"):
        return False
    deep = expressions[0].link == "open"
    inside = [one for one in expressions if isinstance(one, Dated) and (one.depth or not deep)]
    return int(found[1]) == (_years(inside) if found[2] == "năm" else len(inside))


def _in_month_of(start: Span, end: Span) -> Span:
    """The 18 of "từ 18 đến 19/5" is of the month that the end names."""
    if start.of != "month" or end.of != "year":
        return start
    return a_day(end.first[0], start.first[1], end.year)


def _is_one_day_of_a_month(expressions: list[TimeExpression]) -> bool:
    days = [one for one in expressions if isinstance(one, Dated)]
    return len(days) == 1 and days[0] is expressions[0] and days[0].span.of == "month"


def _years(inside: list[Dated]) -> int:
    """How many whole years are named: "03 năm (2013-2015)", "02 năm (2013 và 2014)"."""
    count = 0
    for expression in inside:
        last, first = expression.span, expression.start or expression.span
        if not (first.unit == last.unit == "year" and first.year and last.year):
            return 0
        count += last.year - first.year + 1
    return count
