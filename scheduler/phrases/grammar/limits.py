"""Days of time expressions, and what two of them in one clause mean: a target and its limit, or one inside the other."""

from __future__ import annotations

import re
from datetime import date, timedelta

from plan.dates import day
from scheduler.phrases.grammar.contradictions import within
from scheduler.phrases.grammar.diagnostics import Diagnostics
from scheduler.phrases.grammar.expressions import Dated, Once, TimeExpression, WholePeriod, Window, span_of
from scheduler.phrases.grammar.recurrence import named
from scheduler.phrases.grammar.shared_limits import SENT
from scheduler.phrases.reading import DueDay, Period

_DAY = timedelta(days=1)
_SOON = timedelta(days=31)  # a report is due within a month of its period
# Words in brackets that do not say what is done, or by whom.
_REMARK = re.compile(
    r"(?:theo|kèm|tại|trong đó|sau|khi|nếu|dự kiến|lồng ghép|kết hợp|cùng|nhân|gồm|bao gồm)(?!\w)"
)
_PAIRED = ("open", "comma", "space", "colon")


def opens_and_due(expression: TimeExpression, period: Period) -> tuple[date, date]:
    """When an expression whose year is known opens and when it is due."""
    span = span_of(expression)
    if span is None or span.year is None:
        return period.first, period.last
    first, last = span.days(span.year)
    due = first - _DAY if expression.before else last
    if not isinstance(expression, Dated):
        return first, due
    return _opens(expression, first, due, period), due


def _opens(expression: Dated, first: date, due: date, period: Period) -> date:
    start = expression.start
    if isinstance(expression, Window):
        return start.days(start.year or due.year)[0] if start else min(period.first, due)
    if "inside" in expression.marks and start and start.year:
        return start.days(start.year)[0]
    if expression.before or expression.span.unit == "day":
        return date(due.year, 1, 1)
    return first


def due_day(expression: Dated | WholePeriod, period: Period) -> DueDay:
    opens, due = opens_and_due(expression, period)
    target = "target" in expression.marks
    if isinstance(expression, Dated) and expression.span.year is not None:
        return DueDay(_name(expression, expression.span.year, opens), opens, due, target=target)
    name = f"Giai đoạn {opens.year}-{due.year}" if opens.year != due.year else f"Năm {due.year}"
    return DueDay(name, opens, due, target=target)


def _name(expression: Dated, year: int, opens: date) -> str:
    label, start = named(expression.span, year, before=expression.before), expression.start
    if not isinstance(expression, Window):
        return label
    if start is None:
        return f"Đến {label[0].lower()}{label[1:]}"
    begins = start.label(start.year or opens.year)
    if start.unit == expression.span.unit == "year" and not expression.before:
        return f"{begins}-{year}"
    return f"Từ {begins[0].lower()}{begins[1:]} đến {label[0].lower()}{label[1:]}"


def pair(expressions: list[TimeExpression], period: Period, diagnostics: Diagnostics) -> list[TimeExpression]:
    """Put limits beside their targets; a day inside a span named with it replaces the span."""
    kept: list[TimeExpression] = []
    for expression in expressions:
        last = kept[-1] if kept else None
        if not (isinstance(last, Dated) and isinstance(expression, Dated)):
            kept.append(expression)
        elif _belongs(last, expression) and _lies_in(last, expression, period):
            kept[-1] = _inside(last, expression)
        elif _is_heading(last, expression, period):
            kept[-1] = _inside(last, expression)
            diagnostics.assumed.append("kỳ đứng trước dấu hai chấm chỉ nói báo cáo của kỳ nào")
        else:
            if _belongs(last, expression) and _limits(last, expression):
                _limit(last, expression, period, diagnostics)
            kept.append(expression)
    return kept


def _lies_in(last: Dated, expression: Dated, period: Period) -> bool:
    (opens, hoped), (_, due) = opens_and_due(last, period), opens_and_due(expression, period)
    first = expression.span.days(expression.span.year or 0)[0]
    return opens <= min(first, due) and due <= hoped


def _is_heading(last: Dated, expression: Dated, period: Period) -> bool:
    """Whether a period only heads the limit of its report, soon after its end: "quý II: chậm nhất 15/7"."""
    alone = isinstance(last, Once) and not (last.marks - {"this year"} or last.span.notes or last.label)
    part = last.span.unit in ("month", "quarter", "months")
    sent = expression.between is None or (expression.label or "").lower() in SENT
    beside = sent and expression.link in ("colon", "open") and expression.limited
    if not (alone and part and beside and isinstance(expression, Once) and expression.span.unit == "day"):
        return False
    (_, ends), (_, due) = opens_and_due(last, period), opens_and_due(expression, period)
    return ends < due <= ends + _SOON


def _limits(last: Dated, expression: Dated) -> bool:
    return expression.limited or expression.depth > last.depth


def _limit(last: Dated, expression: Dated, period: Period, diagnostics: Diagnostics) -> None:
    """The time before is hoped for; late counts from this one."""
    (_, hoped), (_, due) = opens_and_due(last, period), opens_and_due(expression, period)
    labelled = last.label and not expression.limit and expression.link == "space"
    last.marks |= {"target"}
    expression.marks |= {"limit"}
    if due < hoped and labelled:  # the year may be part of a document's name
        diagnostics.unclear.append("hạn đứng trước mục tiêu")
    elif due < hoped:
        diagnostics.review.append(f"hạn {day(due)} đứng trước mục tiêu {day(hoped)}")


def _inside(last: Dated, expression: Dated) -> Dated:
    """The day rules and the half only says when to begin: "6 tháng cuối năm (trước ngày 05/12/2025)"."""
    if isinstance(expression, Once):
        expression.start, expression.marks = last.start or last.span, expression.marks | {"inside"}
    if expression.between is None:
        expression.between, expression.lead = last.between, last.lead
    expression.label = expression.label or last.label
    expression.link = last.link
    return expression


def _belongs(last: Dated, expression: Dated) -> bool:
    deeper = expression.depth > last.depth
    if expression.link not in _PAIRED or "target" in last.marks or last.before:
        return False
    sent = (expression.label or "").lower() in SENT
    if expression.aside and not deeper and last.label and not _REMARK.match(last.label.lower()):
        return False  # two things, each named behind its time: "tháng 6 (cấp xã), trước ngày 15/6 (hồ sơ)"
    if not deeper and (last.limit or (expression.between and not sent)):
        return False
    if expression.label and not sent and last.span.unit == expression.span.unit == "day":
        return False  # another thing on another day: "30/9 (gửi hồ sơ thẩm định trước 15/8)"
    if expression.label and not sent and (last.label or (last.limited and not expression.limited)):
        return False  # two things, each with its own time: "quý II khảo sát (tháng 5 tổ chức hội nghị)"
    stands_alone = not (expression.limited or deeper)
    if not stands_alone or "inherits" in expression.marks or expression.link == "colon":
        return True
    return within(last, expression)
