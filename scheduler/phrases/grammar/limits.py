"""Days of settled moments, and what two of them in one clause mean: a target and its limit, or one inside the other."""

from __future__ import annotations

from datetime import date, timedelta

from scheduler.phrases.grammar.contradictions import within
from scheduler.phrases.grammar.doubts import Doubts
from scheduler.phrases.grammar.moments import Moment
from scheduler.phrases.grammar.recurrence import named
from scheduler.phrases.reading import Deadline, Period

_DAY = timedelta(days=1)


def span(moment: Moment, period: Period) -> tuple[date, date]:
    """When a settled moment opens and when it is due."""
    stretch = moment.stretch
    if stretch is None or stretch.year is None:
        return period.first, period.last
    first, last = stretch.days(stretch.year)
    due = first - _DAY if moment.before else last
    if moment.kind == "window":
        opens = (
            moment.start.days(moment.start.year or due.year)[0] if moment.start else min(period.first, due)
        )
    elif "inside" in moment.marks and moment.start and moment.start.year:
        opens = moment.start.days(moment.start.year)[0]
    elif moment.before or stretch.unit == "day":
        opens = date(due.year, 1, 1)
    else:
        opens = first
    return opens, due


def deadline(moment: Moment, period: Period) -> Deadline:
    opens, due = span(moment, period)
    return Deadline(_name(moment, opens, due), opens, due, target="target" in moment.marks)


def _name(moment: Moment, opens: date, due: date) -> str:
    stretch = moment.stretch
    if stretch is None or stretch.year is None:
        return f"Giai đoạn {opens.year}-{due.year}" if opens.year != due.year else f"Năm {due.year}"
    label = named(stretch, stretch.year, before=moment.before)
    if moment.kind != "window" or moment.start is None:
        return label if moment.kind != "window" else f"Đến {label[0].lower()}{label[1:]}"
    start = moment.start.label(moment.start.year or opens.year)
    if moment.start.unit == stretch.unit == "year" and not moment.before:
        return f"{start}-{stretch.year}"
    return f"Từ {start[0].lower()}{start[1:]} đến {label[0].lower()}{label[1:]}"


def pair(moments: list[Moment], period: Period, doubts: Doubts) -> list[Moment]:
    """Put limits beside their targets; a day inside a stretch named with it replaces the stretch."""
    kept: list[Moment] = []
    for moment in moments:
        last = kept[-1] if kept else None
        if last is None or not _belongs(last, moment):
            kept.append(moment)
            continue
        (opens, hoped), (_, due) = span(last, period), span(moment, period)
        first = moment.stretch.days(moment.stretch.year or 0)[0] if moment.stretch else due
        if opens <= min(first, due) and due <= hoped:
            _replace(kept, last, moment)
        elif moment.limit or moment.before or moment.depth > last.depth:
            named = last.label and not moment.limit and moment.link == "space"
            last.marks |= {"target"}
            moment.marks |= {"limit"}
            kept.append(moment)
            if due < hoped and named:  # the year may be part of a document's name
                doubts.unclear.append("hạn đứng trước mục tiêu")
            elif due < hoped:
                doubts.review.append(f"hạn {due:%d/%m/%Y} đứng trước mục tiêu {hoped:%d/%m/%Y}")
        else:
            kept.append(moment)
    return kept


def _replace(kept: list[Moment], last: Moment, moment: Moment) -> None:
    """The day rules and the half only says when to begin: "6 tháng cuối năm (trước ngày 05/12/2025)"."""
    if moment.kind == "once":
        moment.start, moment.marks = last.start or last.stretch, moment.marks | {"inside"}
    if moment.between is None:
        moment.between, moment.lead = last.between, last.lead
    moment.label = moment.label or last.label
    moment.link = last.link
    kept[-1] = moment


def _belongs(last: Moment, moment: Moment) -> bool:
    if not (last.dated and moment.dated) or moment.link not in ("open", "comma", "space", "colon"):
        return False
    deeper = moment.depth > last.depth
    if "target" in last.marks or last.before or (last.limit and not deeper):
        return False
    if moment.between and not deeper:
        return False
    return bool(
        moment.limit
        or moment.before
        or deeper
        or "inherits" in moment.marks
        or moment.link == "colon"
        or within(last, moment)
    )
