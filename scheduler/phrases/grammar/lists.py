"""Lists whose unit is named once: "tháng 11, 12/2013" is one stretch of two months; "tháng 6, 12" are two."""

from __future__ import annotations

from itertools import pairwise

from scheduler.phrases.grammar.doubts import Doubts
from scheduler.phrases.grammar.moments import Moment
from scheduler.phrases.grammar.stretches import Stretch

TWO_WAYS = "liệt kê liền nhau, đọc được hai cách: một đợt, hay mỗi thời gian một hạn"


def join_runs(moments: list[Moment], doubts: Doubts) -> list[Moment]:
    """Lists without the unit's name: "tháng 11, 12/2013" is one stretch of two months; "tháng 6, 12" are two."""
    kept: list[Moment] = []
    at = 0
    while at < len(moments):
        group = _run_from(moments, at)
        at += len(group)
        kept += _run(group, doubts) if len(group) > 1 else group
    return kept


def _run_from(moments: list[Moment], at: int) -> list[Moment]:
    group = [moments[at]]
    for moment in moments[at + 1 :]:
        last, this = group[-1].stretch, moment.stretch
        if not (last and this and this.bare and last.unit == this.unit and moment.link in ("comma", "and")):
            break
        if moment.between or moment.kind != "once" or group[-1].kind != "once":
            break
        if this.unit == "day" or (this.unit != "year" and last.year is not None):
            break
        group.append(moment)
    return group


def _run(group: list[Moment], doubts: Doubts) -> list[Moment]:
    stretches = [moment.stretch for moment in group if moment.stretch]
    follow = [_next_to(one, two) for one, two in pairwise(stretches)]
    if not any(follow):
        return group
    if "each" in group[0].marks:
        return group
    whole_year = len(group) == 4 and stretches[0].unit == "quarter"
    two_ways = stretches[0].unit == "year" or whole_year or any(moment.link == "and" for moment in group[1:])
    if two_ways or not all(follow):
        doubts.unclear.append(TWO_WAYS)
        return group
    doubts.assumed.append("các tháng (quý) viết liền nhau là một đợt: hạn là ngày cuối của đợt")
    merged, last = group[0], group[-1]
    merged.kind, merged.start, merged.stretch, merged.end = "window", stretches[0], stretches[-1], last.end
    return [merged]


def _next_to(one: Stretch, two: Stretch) -> bool:
    if one.unit == "year":
        return (two.year or 0) - (one.year or 0) == 1
    return two.first[0] == one.last[0] + 1
