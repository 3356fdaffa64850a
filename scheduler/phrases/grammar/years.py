"""Which year a time means that does not name one itself."""

from __future__ import annotations

from dataclasses import replace

from scheduler.phrases.grammar.doubts import Doubts
from scheduler.phrases.grammar.lists import TWO_WAYS
from scheduler.phrases.grammar.moments import Moment
from scheduler.phrases.grammar.stretches import Stretch
from scheduler.phrases.reading import Period

NO_YEAR = "không ghi năm"


def settle(moments: list[Moment], period: Period, doubts: Doubts) -> None:
    """Give every dated moment its year, from the right, from the left, or from a plan of one year."""
    for place in range(len(moments) - 1, -1, -1):
        _from_right(moments, place, doubts)
    if len(period.years) > 1 and any(moment.kind == "ongoing" for moment in moments):
        # "Thường xuyên trong năm" of a plan of several years goes on in each of them.
        moments[:] = [moment for moment in moments if not _any_year(moment)]
    for place, moment in enumerate(moments):
        if moment.yearless:
            _from_left(moments, place, doubts)
        if moment.yearless:
            _from_plan(moment, period, doubts)
        if moment.kind == "window":
            _start_of(moment, doubts)
        elif moment.kind == "start" and moment.stretch and moment.stretch.year is None:
            moment.stretch = replace(moment.stretch, year=period.first.year)


def _any_year(moment: Moment) -> bool:
    stretch = moment.stretch
    return moment.yearless and stretch is not None and stretch.unit == "year" and not stretch.notes


def _from_right(moments: list[Moment], place: int, doubts: Doubts) -> None:
    moment = moments[place]
    follows = moments[place + 1] if place + 1 < len(moments) else None
    if not (moment.yearless and follows and follows.dated and follows.stretch and follows.between is None):
        return
    one, two = moment.stretch, follows.start or follows.stretch
    if one is None or two.year is None or follows.link not in ("comma", "and", "open", "space", "dash"):
        return
    if one.of == "month" and two.unit == "day" and two.of == "year":
        if one.first[1] + 1 == two.first[1] and follows.link == "comma":
            doubts.unclear.append(TWO_WAYS)
        moment.stretch = replace(two, first=(two.first[0], one.first[1]), last=(two.first[0], one.first[1]))
        moment.stretch = replace(moment.stretch, name=f"{one.first[1]}/{two.first[0]}/{{year}}")
    elif one.of == "year" and one.first <= two.last and "next year" not in moment.marks:
        moment.stretch = replace(one, year=two.year)


def _from_left(moments: list[Moment], place: int, doubts: Doubts) -> None:
    moment, one = moments[place], moments[place].stretch
    last = next(
        (m.stretch for m in reversed(moments[:place]) if m.dated and m.stretch and m.stretch.year), None
    )
    if one is None or last is None or one.of != "year" or "next year" in moment.marks:
        return
    if last.unit == "year" or one.first >= last.first:
        moment.stretch = replace(one, year=last.year)
        moment.marks |= {"inherits"}
        if last.unit != "year":
            doubts.assumed.append(f"{NO_YEAR}: cùng năm {last.year} với thời gian đứng trước")


def _from_plan(moment: Moment, period: Period, doubts: Doubts) -> None:
    one = moment.stretch
    if one is None:
        return
    years = period.years
    if one.of != "year":
        doubts.unclear.append("không rõ tháng nào")
    elif len(years) != 1:
        doubts.unclear.append(f"{NO_YEAR}, trong khi kế hoạch có nhiều năm")
    else:
        shift = 1 if "next year" in moment.marks else 0
        moment.stretch = replace(one, year=years[0] + shift)
        if not shift:
            doubts.assumed.append(f"{NO_YEAR}: là năm {years[0]} của kế hoạch")


def _start_of(moment: Moment, doubts: Doubts) -> None:
    start, end = moment.start, moment.stretch
    if start is None or end is None or end.year is None:
        return
    if start.of == "month" and end.unit == "day":
        start = replace(
            start, first=(end.first[0], start.first[1]), last=(end.first[0], start.first[1]), of="year"
        )
    if start.year is None:
        turns = start.first > end.last
        start = replace(start, year=end.year - 1 if turns else end.year)
        if turns:
            doubts.assumed.append(f"bắt đầu từ năm trước: {start.year}")
    moment.start = start
    if start.of != "year" or _backwards(start, end):
        doubts.unclear.append("đầu khoảng thời gian đứng sau cuối")


def _backwards(start: Stretch, end: Stretch) -> bool:
    return start.days(start.year or 0)[0] > end.days(end.year or 0)[1]
