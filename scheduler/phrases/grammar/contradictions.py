"""Marks that hold for a whole list, and marks or times that contradict each other and so are questions."""

from __future__ import annotations

from itertools import pairwise

from scheduler.phrases.grammar.doubts import Doubts
from scheduler.phrases.grammar.moments import Moment
from scheduler.phrases.grammar.spelling import Text
from scheduler.phrases.reading import Period

_JOINING = {"before", "limit", "done", "since"}


def doubt_marks(moments: list[Moment], text: Text, doubts: Doubts) -> None:
    """Own up to marks that contradict each other: "trước cuối năm 2025" names no day."""
    for moment in moments:
        marks = moment.marks
        edge = "before" in marks and marks & {"full", "giữa", "cuối"}
        noted = moment.before and any(note.startswith(('"giữa', '"cuối')) for note in moment.notes)
        window = moment.kind == "window" and ("each" in marks or (text.listed and _two_items(moment)))
        if "cyclic" in marks and not any(other.cycle for other in moments):
            doubts.unclear.append("định kỳ")
        if edge or noted or window or "unread" in marks or _misplaced(moment):
            doubts.unclear.append(text.part(moment.at, moment.end))


def _misplaced(moment: Moment) -> bool:
    """Whether its marks do not go with a cycle ("đến hằng năm", "trước hằng quý") or with *thường xuyên*."""
    marks = moment.marks
    if moment.kind in ("ongoing", "ad hoc"):
        return bool(marks - {"at"})
    if (
        moment.stretch
        and moment.stretch.bare
        and moment.stretch.unit == "year"
        and moment.stretch.year is None
    ):
        return not marks or "before" in marks  # a "năm" that names no year
    if len(marks & {"from", "before", "since", "limit"}) > 1 and marks & {"from", "since"}:
        return True
    if moment.cycle is None:
        return False
    if moment.cycle.weekday is not None:
        return bool(marks & {"from", "full"})
    return bool(marks & {"from", "full", "to", "before"})


def _two_items(moment: Moment) -> bool:
    """Whether a dash after a bullet may be a lost line: "- Quý III năm 2012 - Quý IV năm 2012"."""
    start, end = moment.start, moment.stretch
    whole = start and end and not end.bare and start.year and end.year and start.unit == end.unit
    return bool(whole and "dash" in moment.marks)


def doubt_neighbours(moments: list[Moment], text: Text, doubts: Doubts) -> None:
    """Own up to two times side by side with nothing that says how they go together: "Quý II 2013 năm 2012"."""
    days = ("once", "window", "every", "start")
    for last, moment in pairwise(moments):
        side_by_side = moment.link == "space" and moment.between is None and not moment.marks & _JOINING
        if within(last, moment):
            continue
        limits = moment.dated and moment.link in ("space", "comma") and moment.between is None
        if last.kind == "every" and limits and (moment.before or moment.limit) and "own" not in moment.marks:
            doubts.unclear.append(text.part(last.at, moment.end))
        if side_by_side and last.kind in days and moment.kind in days:
            doubts.unclear.append(text.part(last.at, moment.end))


def doubt_cycles(moments: list[Moment], period: Period, text: Text, doubts: Doubts) -> None:
    """Own up to a cycle whose years are not said: "Năm 2013, báo cáo hàng quý" in a plan of four years."""
    for last, moment in pairwise(moments):
        wide, cycle = last.stretch, moment.cycle
        if not (last.kind == "once" and wide and wide.unit == "year" and wide.year and cycle):
            continue
        aside = moment.between is not None and moment.link in ("comma", "space") and moment.bound is None
        if aside and cycle.every != "year" and len(period.years) > 1:
            doubts.unclear.append(text.part(last.at, moment.end))


def within(last: Moment, moment: Moment) -> bool:
    """Whether a time says when inside the window right before it: "giai đoạn 2016-2020 vào năm 2020"."""
    first, end, one = last.start, last.stretch, moment.stretch
    if not (last.kind == "window" and moment.kind == "once" and first and end and one):
        return False
    if "at" not in moment.marks or moment.link != "space" or moment.between is not None:
        return False
    if not (first.year and end.year and one.year):
        return False
    opens, due = one.days(one.year)
    return first.days(first.year)[0] <= opens and due <= end.days(end.year)[1]


def share_marks(moments: list[Moment]) -> None:
    """Let the limit of a list hold for all its days: "trước ngày 15/6 và 15/12"."""
    for last, moment in pairwise(moments):
        marked = moment.marks - {"this year", "next year", "last year"}
        listed = moment.link in ("comma", "and") and moment.between is None and not marked
        alike = last.stretch and moment.stretch and last.stretch.unit == moment.stretch.unit
        if listed and alike and last.kind == moment.kind == "once":
            moment.marks |= last.marks & {"before", "limit", "each"}
