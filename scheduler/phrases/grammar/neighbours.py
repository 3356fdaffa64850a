"""What a time makes of the one before it: its own day, a start, the same place in the years to come."""

from __future__ import annotations

from dataclasses import replace

from scheduler.phrases.grammar.doubts import Doubts
from scheduler.phrases.grammar.moments import Moment
from scheduler.phrases.grammar.patterns import Cycle
from scheduler.phrases.grammar.stretches import a_year


def years_to_come(moments: list[Moment], doubts: Doubts) -> list[Moment]:
    """Every second quarter from that year on: "Quý II/2023 và quý II các năm tiếp theo"."""
    kept: list[Moment] = []
    for moment in moments:
        first, place = kept[-2:] if len(kept) > 1 else (None, None)
        if moment.kind != "onwards" or moment.link != "space" or not kept or not kept[-1].yearless:
            kept.append(moment)
        elif first and place and _same_place(first, place):
            year = first.stretch.year if first.stretch else None
            start = replace(first, kind="start", stretch=a_year(year))
            kept[-2:] = [replace(first, kind="every", cycle=Cycle("year"), places=[place], bound=start)]
        else:
            doubts.unclear.append("không rõ những năm tiếp theo là những năm nào")
    return kept


def _same_place(first: Moment, place: Moment) -> bool:
    one, two = first.stretch, place.stretch
    if not (
        one and two and first.kind == place.kind == "once" and place.link == "and" and place.between is None
    ):
        return False
    return bool(
        one.year and not two.year and (one.unit, one.first, one.last) == (two.unit, two.first, two.last)
    )


def own_days(moments: list[Moment]) -> list[Moment]:
    """In a list of reports a day in brackets is of the quarter before it, of no cycle: "quý I (trước 15/3), 6 tháng…"."""
    if not any(moment.kind == "every" for moment in moments):
        return moments
    kept: list[Moment] = []
    for moment in moments:
        last = kept[-1] if kept else None
        if last and _is_inside(last, moment):
            moment.marks |= {"own"}
            moment.label, moment.link, moment.depth = moment.label or last.label, last.link, last.depth
            kept[-1] = moment
        else:
            kept.append(moment)
    return kept


def _is_inside(last: Moment, moment: Moment) -> bool:
    wide, day = last.stretch, moment.stretch
    if not (wide and day and wide.of == day.of == "year" and wide.unit == "quarter" and day.unit == "day"):
        return False
    return (
        moment.link == "open" and last.kind == moment.kind == "once" and wide.first <= day.first <= wide.last
    )


def since(moments: list[Moment], doubts: Doubts) -> list[Moment]:
    """After a dated part "mở rộng sau năm 2028" only says that it goes on; alone it names no day."""
    for moment in moments:
        if "since" not in moment.marks:
            continue
        if not any(other.dated and other is not moment for other in moments):
            doubts.unclear.append("chỉ nói sau thời gian nào, không nói hạn")
        moment.kind = "start"
    return moments


def recurring_places(moments: list[Moment]) -> list[Moment]:
    """A place such as "ngày 20 tháng cuối quý" recurs even where no "hằng quý" says so."""
    units = {moment.cycle.every for moment in moments if moment.cycle}
    for moment in moments:
        stretch = moment.stretch
        if moment.dated and stretch and stretch.recurs and stretch.of not in units:
            moment.places = [replace(moment, start=None)]  # when it opens is the unit's
            moment.kind, moment.cycle = "every", Cycle(stretch.of)
            moment.stretch = moment.start = None
        elif (
            moment.kind == "once"
            and stretch
            and moment.marks & {"last year", "this year"}
            and "year" not in units
        ):
            moment.kind, moment.cycle = "every", Cycle("year")
            moment.places = [replace(moment)]
            moment.stretch = None
    return moments


def starts(moments: list[Moment]) -> list[Moment]:
    """A start and an end make one window: "từ tháng 11/2025 và hoàn thành trong năm 2027"."""
    kept: list[Moment] = []
    for moment in moments:
        last = kept[-1] if kept else None
        ends = moment.marks & {"done", "limit", "before", "to"}
        if last and last.kind == "start" and moment.kind == "once" and ends and moment.between is None:
            moment.kind, moment.start = "window", last.stretch
            moment.between, moment.lead, moment.at = last.between, last.lead, last.at
            moment.link = last.link
            kept[-1] = moment
        else:
            kept.append(moment)
    return kept
