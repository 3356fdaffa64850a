"""Marks that hold for a whole list, and marks or times that contradict each other and so are questions."""

from __future__ import annotations

from itertools import pairwise

from scheduler.phrases.grammar.diagnostics import Diagnostics
from scheduler.phrases.grammar.expressions import TimeExpression
from scheduler.phrases.grammar.spelling import Text
from scheduler.phrases.reading import Period

_JOINING = {"before", "limit", "done", "since"}


def check_marks(expressions: list[TimeExpression], text: Text, diagnostics: Diagnostics) -> None:
    """Question marks that contradict each other: "trước cuối năm 2025" names no day."""
    for expression in expressions:
        marks = expression.marks
        edge = "before" in marks and marks & {"full", "giữa", "cuối"}
        noted = expression.before and any(note.startswith(('"giữa', '"cuối')) for note in expression.notes)
        window = expression.kind == "window" and ("each" in marks or (text.listed and _two_items(expression)))
        if "cyclic" in marks and not any(other.cycle for other in expressions):
            diagnostics.unclear.append("định kỳ")
        if edge or noted or window or "unread" in marks or _misplaced(expression):
            diagnostics.unclear.append(text.part(expression.at, expression.end))


def _misplaced(expression: TimeExpression) -> bool:
    """Whether its marks do not go with a cycle ("đến hằng năm", "trước hằng quý") or with *thường xuyên*."""
    marks = expression.marks
    if expression.kind in ("ongoing", "ad hoc"):
        return bool(marks - {"at"})
    if (
        expression.span
        and expression.span.bare
        and expression.span.unit == "year"
        and expression.span.year is None
    ):
        return not marks or "before" in marks  # a "năm" that names no year
    if len(marks & {"from", "before", "since", "limit"}) > 1 and marks & {"from", "since"}:
        return True
    if expression.cycle is None:
        return False
    if expression.cycle.weekday is not None:
        return bool(marks & {"from", "full"})
    return bool(marks & {"from", "full", "to", "before"})


def _two_items(expression: TimeExpression) -> bool:
    """Whether a dash after a bullet may be a lost line: "- Quý III năm 2012 - Quý IV năm 2012"."""
    start, end = expression.start, expression.span
    whole = start and end and not end.bare and start.year and end.year and start.unit == end.unit
    return bool(whole and "dash" in expression.marks)


def check_neighbours(expressions: list[TimeExpression], text: Text, diagnostics: Diagnostics) -> None:
    """Question two times side by side with nothing that says how they go together: "Quý II 2013 năm 2012"."""
    days = ("once", "window", "every", "start")
    for last, expression in pairwise(expressions):
        side_by_side = (
            expression.link == "space" and expression.between is None and not expression.marks & _JOINING
        )
        if within(last, expression):
            continue
        limits = expression.dated and expression.link in ("space", "comma") and expression.between is None
        if (
            last.kind == "every"
            and limits
            and (expression.before or expression.limit)
            and "own" not in expression.marks
        ):
            diagnostics.unclear.append(text.part(last.at, expression.end))
        if side_by_side and last.kind in days and expression.kind in days:
            diagnostics.unclear.append(text.part(last.at, expression.end))


def check_cycles(
    expressions: list[TimeExpression], period: Period, text: Text, diagnostics: Diagnostics
) -> None:
    """Question a cycle whose years are not said: "Năm 2013, báo cáo hàng quý" in a plan of four years."""
    for last, expression in pairwise(expressions):
        wide, cycle = last.span, expression.cycle
        if not (last.kind == "once" and wide and wide.unit == "year" and wide.year and cycle):
            continue
        aside = (
            expression.between is not None
            and expression.link in ("comma", "space")
            and expression.bound is None
        )
        if aside and cycle.every != "year" and len(period.years) > 1:
            diagnostics.unclear.append(text.part(last.at, expression.end))


def within(last: TimeExpression, expression: TimeExpression) -> bool:
    """Whether a time says when inside the window right before it: "giai đoạn 2016-2020 vào năm 2020"."""
    first, end, one = last.start, last.span, expression.span
    if not (last.kind == "window" and expression.kind == "once" and first and end and one):
        return False
    if "at" not in expression.marks or expression.link != "space" or expression.between is not None:
        return False
    if not (first.year and end.year and one.year):
        return False
    opens, due = one.days(one.year)
    return first.days(first.year)[0] <= opens and due <= end.days(end.year)[1]


def share_marks(expressions: list[TimeExpression]) -> None:
    """Let the limit of a list hold for all its days: "trước ngày 15/6 và 15/12"."""
    for last, expression in pairwise(expressions):
        marked = expression.marks - {"this year", "next year", "last year"}
        listed = expression.link in ("comma", "and") and expression.between is None and not marked
        alike = last.span and expression.span and last.span.unit == expression.span.unit
        if listed and alike and last.kind == expression.kind == "once":
            expression.marks |= last.marks & {"before", "limit", "each"}
