"""Days of expression whose year is knowns, and what two of them in one clause mean: a target and its limit, or one inside the other."""

from __future__ import annotations

from datetime import date, timedelta

from scheduler.phrases.grammar.contradictions import within
from scheduler.phrases.grammar.diagnostics import Diagnostics
from scheduler.phrases.grammar.expressions import TimeExpression
from scheduler.phrases.grammar.recurrence import named
from scheduler.phrases.reading import DueDay, Period

_DAY = timedelta(days=1)


def opens_and_due(expression: TimeExpression, period: Period) -> tuple[date, date]:
    """When a expression whose year is known opens and when it is due."""
    span = expression.span
    if span is None or span.year is None:
        return period.first, period.last
    first, last = span.days(span.year)
    due = first - _DAY if expression.before else last
    if expression.kind == "window":
        opens = (
            expression.start.days(expression.start.year or due.year)[0]
            if expression.start
            else min(period.first, due)
        )
    elif "inside" in expression.marks and expression.start and expression.start.year:
        opens = expression.start.days(expression.start.year)[0]
    elif expression.before or span.unit == "day":
        opens = date(due.year, 1, 1)
    else:
        opens = first
    return opens, due


def deadline(expression: TimeExpression, period: Period) -> DueDay:
    opens, due = opens_and_due(expression, period)
    return DueDay(_name(expression, opens, due), opens, due, target="target" in expression.marks)


def _name(expression: TimeExpression, opens: date, due: date) -> str:
    span = expression.span
    if span is None or span.year is None:
        return f"Giai đoạn {opens.year}-{due.year}" if opens.year != due.year else f"Năm {due.year}"
    label = named(span, span.year, before=expression.before)
    if expression.kind != "window" or expression.start is None:
        return label if expression.kind != "window" else f"Đến {label[0].lower()}{label[1:]}"
    start = expression.start.label(expression.start.year or opens.year)
    if expression.start.unit == span.unit == "year" and not expression.before:
        return f"{start}-{span.year}"
    return f"Từ {start[0].lower()}{start[1:]} đến {label[0].lower()}{label[1:]}"


def pair(expressions: list[TimeExpression], period: Period, diagnostics: Diagnostics) -> list[TimeExpression]:
    """Put limits beside their targets; a day inside a span named with it replaces the span."""
    kept: list[TimeExpression] = []
    for expression in expressions:
        last = kept[-1] if kept else None
        if last is None or not _belongs(last, expression):
            kept.append(expression)
            continue
        (opens, hoped), (_, due) = opens_and_due(last, period), opens_and_due(expression, period)
        first = expression.span.days(expression.span.year or 0)[0] if expression.span else due
        if opens <= min(first, due) and due <= hoped:
            _replace(kept, last, expression)
        elif expression.limit or expression.before or expression.depth > last.depth:
            named = last.label and not expression.limit and expression.link == "space"
            last.marks |= {"target"}
            expression.marks |= {"limit"}
            kept.append(expression)
            if due < hoped and named:  # the year may be part of a document's name
                diagnostics.unclear.append("hạn đứng trước mục tiêu")
            elif due < hoped:
                diagnostics.review.append(f"hạn {due:%d/%m/%Y} đứng trước mục tiêu {hoped:%d/%m/%Y}")
        else:
            kept.append(expression)
    return kept


def _replace(kept: list[TimeExpression], last: TimeExpression, expression: TimeExpression) -> None:
    """The day rules and the half only says when to begin: "6 tháng cuối năm (trước ngày 05/12/2025)"."""
    if expression.kind == "once":
        expression.start, expression.marks = last.start or last.span, expression.marks | {"inside"}
    if expression.between is None:
        expression.between, expression.lead = last.between, last.lead
    expression.label = expression.label or last.label
    expression.link = last.link
    kept[-1] = expression


def _belongs(last: TimeExpression, expression: TimeExpression) -> bool:
    if not (last.dated and expression.dated) or expression.link not in ("open", "comma", "space", "colon"):
        return False
    deeper = expression.depth > last.depth
    if "target" in last.marks or last.before or (last.limit and not deeper):
        return False
    if expression.between and not deeper:
        return False
    return bool(
        expression.limit
        or expression.before
        or deeper
        or "inherits" in expression.marks
        or expression.link == "colon"
        or within(last, expression)
    )
