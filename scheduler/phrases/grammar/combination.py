"""How the moments of a clause bear on each other: runs, cycles with their places, bounds, starts and limits."""

from __future__ import annotations

from itertools import pairwise

from scheduler.phrases.grammar.doubts import Doubts
from scheduler.phrases.grammar.lists import join_runs
from scheduler.phrases.grammar.moments import Moment
from scheduler.phrases.grammar.neighbours import own_days, recurring_places, since, starts, years_to_come
from scheduler.phrases.grammar.stretches import MONTHS_IN

_WIDE = {"week": 0, "month": 1, "quarter": 3, "half-year": 6, "year": 12}


def combine(moments: list[Moment], doubts: Doubts) -> list[Moment]:
    """The moments with lists, cycles and their places put together."""
    moments = years_to_come(own_days(join_runs(moments, doubts)), doubts)
    moments = recurring_places(since(moments, doubts))
    moments = _cycles(moments, doubts)
    return starts(moments)


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
