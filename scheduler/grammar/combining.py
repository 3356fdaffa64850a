"""How the moments of a clause bear on each other: runs, cycles with their places, bounds, starts and limits."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from scheduler.grammar.doubts import Doubts
from scheduler.grammar.moments import Moment
from scheduler.grammar.patterns import Cycle
from scheduler.grammar.runs import join_runs
from scheduler.grammar.stretches import MONTHS_IN, Stretch, a_year

_WIDE = {"week": 0, "month": 1, "quarter": 3, "half-year": 6, "year": 12}


def combine(moments: list[Moment], doubts: Doubts) -> list[Moment]:
    """The moments with lists, cycles and their places put together."""
    moments = _years_to_come(_own_days(join_runs(moments, doubts)), doubts)
    moments = _recurring_places(_since(moments, doubts))
    moments = _cycles(moments, doubts)
    return _starts(moments)


def _years_to_come(moments: list[Moment], doubts: Doubts) -> list[Moment]:
    """Every second quarter from that year on: "Quý II/2023 và quý II các năm tiếp theo"."""
    kept: list[Moment] = []
    for moment in moments:
        first, place = kept[-2:] if len(kept) > 1 else (None, None)
        if moment.kind != "onwards" or moment.link != "space" or not kept or not kept[-1].yearless:
            kept.append(moment)
        elif first and place and _same_place(first, place):
            year = first.stretch.year if first.stretch else None
            start = replace(first, kind="start", stretch=a_year(year), label=None)
            kept[-2:] = [
                replace(first, kind="every", cycle=Cycle("year"), places=[place], bound=start, stretch=None)
            ]
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


def _own_days(moments: list[Moment]) -> list[Moment]:
    """In a list of reports a day in brackets is of the quarter before it, of no cycle: "quý I (trước 15/3), 6 tháng…"."""
    if not any(moment.kind == "every" for moment in moments):
        return moments
    kept: list[Moment] = []
    for moment in moments:
        last = kept[-1] if kept else None
        if last and _is_inside(last, moment):
            moment.marks |= {"own"}
            moment.label, moment.link, moment.depth = last.label, last.link, last.depth
            kept[-1] = moment
        else:
            kept.append(moment)
    return kept


def _is_inside(last: Moment, moment: Moment) -> bool:
    wide, day = last.stretch, moment.stretch
    if not (wide and day and wide.of == day.of == "year" and wide.unit == "quarter" and day.unit == "day"):
        return False
    opens = moment.link == "open" and moment.depth > last.depth and moment.between is None
    return opens and last.kind == moment.kind == "once" and wide.first <= day.first <= wide.last


def _since(moments: list[Moment], doubts: Doubts) -> list[Moment]:
    """After a dated part "mở rộng sau năm 2028" only says that it goes on; alone it names no day."""
    for moment in moments:
        if "since" not in moment.marks:
            continue
        if not any(other.dated and other is not moment for other in moments):
            doubts.unclear.append("chỉ nói sau thời gian nào, không nói hạn")
        moment.kind = "start"
    return moments


def _recurring_places(moments: list[Moment]) -> list[Moment]:
    """A place such as "ngày 20 tháng cuối quý" recurs even where no "hằng quý" says so."""
    units = {moment.cycle.every for moment in moments if moment.cycle}
    for moment in moments:
        stretch = moment.stretch
        if moment.dated and stretch and stretch.recurs and stretch.of not in units:
            moment.places = [replace(moment, start=_beside(moment.start, stretch))]
            moment.kind, moment.cycle = "every", Cycle(stretch.of)
            moment.stretch = moment.start = None
        elif (
            moment.kind == "once"
            and stretch
            and moment.marks & {"last year", "this year"}
            and "year" not in units
        ):
            moment.kind, moment.cycle = "every", Cycle("year")
            moment.places = [replace(moment, kind="once")]
            moment.stretch = None
    return moments


def _beside(start: Stretch | None, end: Stretch) -> Stretch | None:
    """The day a window opens, in the month it ends: "từ ngày 20 đến ngày 25 tháng cuối quý"."""
    if start is None or start.of != "month":
        return start
    return replace(start, of=end.of, first=(end.first[0], start.first[1]))


def _cycles(moments: list[Moment], doubts: Doubts) -> list[Moment]:
    kept: list[Moment] = []
    moments = [
        moment for last, moment in pairwise([None, *moments]) if moment and not _comments(last, moment)
    ]
    cycles = [place for place, moment in enumerate(moments) if moment.kind == "every"]
    if not cycles:
        return moments
    for place, moment in enumerate(moments):
        owner = _owner(moments, cycles, place)
        if owner is None:
            kept.append(moment)
        elif moment.yearless:
            owner.places.append(moment)
        elif owner.bound is None:
            owner.bound = moment
        else:
            kept.append(moment)
    for moment in kept:
        if moment.kind == "start" and moment.stretch and moment.stretch.year is None:
            doubts.unclear.append("chỉ nói lúc bắt đầu trong mỗi năm, không nói hạn")
    kept = [moment for moment in kept if not _said_twice(moment, kept)]
    yearly = any(m.cycle and m.cycle.every == "year" and m.places for m in kept)
    for moment in kept:
        if moment.kind == "every":
            _seat(moment, doubts, yearly=yearly)
    return kept


def _comments(last: Moment | None, moment: Moment) -> bool:
    """Whether a report's name in brackets only explains a full date: "15/6/2013 (báo cáo 6 tháng)"."""
    if last is None or moment.cycle is None or not moment.cycle.loose or moment.link != "open":
        return False
    return last.dated and not last.yearless


def _said_twice(moment: Moment, moments: list[Moment]) -> bool:
    """Whether a cycle is named twice, "báo cáo tháng: trước ngày 25 hằng tháng": the one with the day counts."""
    if moment.cycle is None or moment.places:
        return False
    return any(other.cycle and other.cycle.every == moment.cycle.every and other.places for other in moments)


def _owner(moments: list[Moment], cycles: list[int], place: int) -> Moment | None:
    """The cycle that a moment says a day of, or bounds."""
    moment = moments[place]
    if moment.kind not in ("once", "window", "start", "whole") or "own" in moment.marks:
        return None
    before = [at for at in cycles if at < place]
    after = [at for at in cycles if at > place]
    if after and (not before or _is_its_cycle(moment, moments[place + 1])):
        cycle, between = moments[after[0]], moments[place + 1 : after[0] + 1]
    elif before:
        cycle, between = moments[before[-1]], moments[before[-1] + 1 : place + 1]
    else:
        return None
    if moment.yearless:
        parted = moment.link == "and" and moment.between and before
        return None if parted else cycle
    return cycle if _bounds(cycle, moment, between) else None


def _is_its_cycle(moment: Moment, follows: Moment) -> bool:
    """Whether the cycle of a place stands right behind it: "15/12 hằng năm", "15/12 (báo cáo năm)"."""
    if follows.kind != "every" or follows.between:
        return False
    return follows.link == "space" or (follows.link == "open" and follows.depth > moment.depth)


def _bounds(cycle: Moment, moment: Moment, between: list[Moment]) -> bool:
    if any(other.between or other.link == "and" for other in between) or cycle.cycle is None:
        return False
    if moment.kind in ("start", "whole"):
        return moment.kind == "whole" or (moment.stretch is not None and moment.stretch.year is not None)
    if moment.limit or moment.before or moment.stretch is None:
        return False
    if moment.kind == "window":
        return True
    width = {"month": 1, "quarter": 3, "months": 6, "year": 12}.get(moment.stretch.unit, 0)
    return width > _WIDE[cycle.cycle.every]


def _seat(moment: Moment, doubts: Doubts, *, yearly: bool) -> None:
    """Check that the places of a cycle lie in its unit."""
    cycle = moment.cycle
    if cycle is None or not moment.places:
        return
    seated = [place.stretch for place in moment.places if place.stretch]
    for place in moment.places:
        if place.stretch and place.stretch.of == "term" and cycle.every in MONTHS_IN:
            place.stretch = place.stretch.within(cycle.every)
    if all(place.stretch and place.stretch.of == cycle.every for place in moment.places):
        return
    if cycle.every in ("quarter", "half-year") and all(stretch.of == "year" for stretch in seated):
        count, size = 12 // MONTHS_IN[cycle.every], MONTHS_IN[cycle.every]
        units = {(stretch.last[0] - 1) // size for stretch in seated}
        if len(seated) == count == len(units):
            return
        if (
            cycle.every == "half-year"
            and len(seated) == 1
            and (yearly or cycle.loose)
            and 5 <= seated[0].last[0] <= 8
        ):
            return
    doubts.unclear.append("ngày không nằm trong kỳ được nhắc lại")


def _starts(moments: list[Moment]) -> list[Moment]:
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
