"""Marks that hold for a whole list, and marks or times that contradict each other and so are questions."""

from __future__ import annotations

from itertools import pairwise

from scheduler.phrases.grammar.diagnostics import Diagnostics
from scheduler.phrases.grammar.expressions import (
    AdHoc,
    Dated,
    Once,
    Ongoing,
    Recurring,
    Start,
    TimeExpression,
    Window,
    recurs,
    span_of,
)
from scheduler.phrases.grammar.spelling import Text
from scheduler.phrases.reading import Period

_SENT = ("gửi", "nộp", "báo cáo")
_JOINING = {"before", "limit", "done", "since"}


def check_marks(expressions: list[TimeExpression], text: Text, diagnostics: Diagnostics) -> None:
    """Question marks that contradict each other: "trước cuối năm 2025" names no day."""
    recurring = any(map(recurs, expressions))
    for expression in expressions:
        if "cyclic" in expression.marks and not recurring:
            diagnostics.unclear.append("định kỳ")
        if _contradictory(expression, text):
            diagnostics.unclear.append(text.part(expression.at, expression.end))


def _contradictory(expression: TimeExpression, text: Text) -> bool:
    marks = expression.marks
    if marks & {"unread", "data"} or ("before" in marks and marks & {"full", "giữa", "cuối"}):
        return True
    if expression.before and any(note.startswith(('"giữa', '"cuối')) for note in expression.notes):
        return True
    if isinstance(expression, Window) and ("each" in marks or (text.listed and _two_items(expression))):
        return True
    return _misplaced(expression)


def _misplaced(expression: TimeExpression) -> bool:
    """Whether its marks do not go with a cycle ("đến hằng năm", "trước hằng quý") or with *thường xuyên*."""
    marks, span = expression.marks, span_of(expression)
    if isinstance(expression, Ongoing | AdHoc):
        return bool(marks - {"at"})
    if span and span.bare and span.unit == "year" and span.year is None:
        return not marks or bool(marks & {"before", "limit"})  # a "năm" that names no year
    if len(marks & {"from", "before", "since", "limit"}) > 1 and marks & {"from", "since"}:
        return True
    if not isinstance(expression, Recurring):
        return False
    refused = {"from", "full"} if expression.cycle.weekday is not None else {"from", "full", "to", "before"}
    return bool(marks & refused)


def _two_items(window: Window) -> bool:
    """Whether a dash after a bullet may be a lost line: "- Quý III năm 2012 - Quý IV năm 2012"."""
    start, end = window.start, window.span
    if start is None or end.bare or start.unit != end.unit:
        return False
    return bool(start.year and end.year and "dash" in window.marks)


def check_neighbours(expressions: list[TimeExpression], text: Text, diagnostics: Diagnostics) -> None:
    """Question two times side by side with nothing that says how they go together: "Quý II 2013 năm 2012"."""
    for last, expression in pairwise(expressions):
        if within(last, expression):
            continue
        if isinstance(expression, Recurring) and "sau đó" in (expression.label or "").lower():
            diagnostics.unclear.append(text.part(last.at, expression.end))  # the cycle begins only then
        if isinstance(last, Recurring) and _is_doubtful(last, expression):
            diagnostics.unclear.append(text.part(last.at, expression.end))
        if _gives_days(last) and _gives_days(expression) and _side_by_side(expression):
            diagnostics.unclear.append(text.part(last.at, expression.end))


def _gives_days(expression: TimeExpression) -> bool:
    return isinstance(expression, Dated | Recurring | Start)


def _side_by_side(expression: TimeExpression) -> bool:
    return expression.link == "space" and expression.between is None and not expression.marks & _JOINING


def _is_doubtful(last: Recurring, expression: TimeExpression) -> bool:
    return (
        (_may_be_its_limit(expression) and not _ends_the_work(last, expression))
        or _is_named_for(last, expression)
        or _may_share_its_day(last, expression)
    )


def _may_share_its_day(last: Recurring, expression: TimeExpression) -> bool:
    """Whether a day said before several cycles may be of all of them: "trước ngày 20 hằng tháng, hằng quý"."""
    if not isinstance(expression, Recurring) or expression.places or expression.cycle.has_day:
        return False
    named = expression.between is None or (expression.label or "").lower().startswith("báo cáo")
    listed = expression.link in ("comma", "and") and named
    return listed and any(place.at <= last.at for place in last.places)


def _may_be_its_limit(expression: TimeExpression) -> bool:
    """Whether a day after a cycle may limit that cycle, which no rule could tell."""
    if not isinstance(expression, Dated) or "own" in expression.marks:
        return False
    sent = expression.between is None or (expression.label or "").lower().startswith(_SENT)
    beside = expression.link in ("space", "comma", "open", "colon") and sent
    told = (
        expression.link in ("open", "colon") and expression.span.unit == "day"
    )  # "hằng năm: ngày 15/12/2026"
    return beside and (expression.limited or told)


def _ends_the_work(last: Recurring, expression: TimeExpression) -> bool:
    """Whether a full date ends what is reported on days of its own: "ngày 20 hằng tháng, hoàn thành trước 31/12/2026"."""
    if not (isinstance(expression, Once) and last.places and expression.link == "comma"):
        return False
    dated = expression.span.unit == "day" and expression.span.year is not None
    return dated and "done" in expression.marks


def _is_named_for(last: Recurring, expression: TimeExpression) -> bool:
    """Whether a report is named for the days behind its colon: "báo cáo 6 tháng năm 2021: 15/6/2021 - 05/7/2021"."""
    beside = expression.link == "colon" and expression.between is None
    return isinstance(expression, Dated) and beside and last.cycle.loose and not last.places


def check_cycles(
    expressions: list[TimeExpression], period: Period, text: Text, diagnostics: Diagnostics
) -> None:
    """Question a cycle whose years are not said: "Năm 2013, báo cáo hàng quý" in a plan of four years."""
    if len(period.years) == 1:
        return
    for last, expression in pairwise(expressions):
        if not (isinstance(last, Once) and isinstance(expression, Recurring)):
            continue
        aside = expression.between is not None and expression.link in ("comma", "space")
        unbound = expression.bound is None and expression.cycle.every != "year"
        if last.span.unit == "year" and last.span.year and aside and unbound:
            diagnostics.unclear.append(text.part(last.at, expression.end))


def within(last: TimeExpression, expression: TimeExpression) -> bool:
    """Whether a time says when inside the window right before it: "giai đoạn 2016-2020 vào năm 2020"."""
    if not (isinstance(last, Window) and isinstance(expression, Once) and last.start):
        return False
    if "at" not in expression.marks or expression.link != "space" or expression.between is not None:
        return False
    first, end, one = last.start, last.span, expression.span
    if not (first.year and end.year and one.year):
        return False
    opens, due = one.days(one.year)
    return first.days(first.year)[0] <= opens and due <= end.days(end.year)[1]


def share_marks(expressions: list[TimeExpression]) -> None:
    """Let the limit of a list hold for all its days: "trước ngày 15/6 và 15/12"."""
    listed_days = [one for one in expressions if not _is_aside(one)]
    for last, expression in pairwise(listed_days):
        if not (isinstance(last, Once) and isinstance(expression, Once)):
            continue
        marked = expression.marks - {"this year", "next year", "last year"}
        listed = expression.link in ("comma", "and") and expression.between is None and not marked
        if listed and last.span.unit == expression.span.unit:
            expression.marks |= last.marks & {"before", "limit", "each", "clock", "midnight"}
        elif _may_share(last, expression):
            expression.marks |= {"unread"}


def _is_aside(expression: TimeExpression) -> bool:
    """The name of a report that says what the day before it is of: "trước ngày 25/6 (6 tháng) và 25/12 (năm)"."""
    behind = expression.link in ("open", "space") and expression.between is None
    return isinstance(expression, Recurring) and expression.cycle.loose and behind


def _may_share(last: Once, expression: Once) -> bool:
    """Whether a day before it may be of it, too: "trước ngày 20 tháng 6 và tháng 12" names which day of December?"""
    bare = not expression.marks and expression.link in ("comma", "and") and expression.between is None
    months = (
        last.span.unit in ("day", "days") and expression.span.unit == "month" and expression.span.year is None
    )
    return bare and months and last.span.of == "year"
