"""The figures of some days, counted for a page: by agency, by section of the plan, or by month. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from plan.alphabet import sort_key
from plan.views.counted_duties import CountedDuty
from scheduler.papers.counts import Counts, tally

By = Literal["agency", "section", "month"]
REPORTS, UNDIVIDED = "Báo cáo", "Nhiệm vụ của kế hoạch"


@dataclass(frozen=True, slots=True)
class FigureNames:
    """What agencies and plans are called, and who answers today for an agency that was merged."""

    agencies: Mapping[str, str]
    current: Callable[[str], str]
    plans: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """One line: an agency (`code`), a section or a month, with its counts."""

    code: str
    name: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class Figures:
    """All of it, and the groups that it was asked by."""

    all: Counts
    groups: tuple[FigureGroup, ...]


def figures(duties: Sequence[CountedDuty], by: By, names: FigureNames, today: date) -> Figures:
    """A joint duty counts once in the whole, and once for each agency. What was cancelled counts nowhere."""
    mine = [one for one in duties if one.days.status_on(today) != "cancelled"]
    groups = [
        FigureGroup(code, name, counted(rows, today))
        for (code, name), rows in _KINDS[by](mine, names).items()
    ]
    return Figures(counted(mine, today), tuple(_most_late_first(groups) if by == "agency" else groups))


def counted(duties: Iterable[CountedDuty], today: date) -> Counts:
    """As they stand on that day."""
    return tally((one.days.status_on(today), one.days.waits, one.days.excused) for one in duties)


Groups = dict[tuple[str, str], list[CountedDuty]]


def _by_agency(duties: Sequence[CountedDuty], names: FigureNames) -> Groups:
    found: Groups = {}
    for one in duties:
        for code in dict.fromkeys(names.current(lead) for lead in one.leads):
            found.setdefault((code, names.agencies.get(code, code)), []).append(one)
    return found


def _by_section(duties: Sequence[CountedDuty], names: FigureNames) -> Groups:
    """In the order of the plans; where there are several, each section says of which. Reports come last, together."""
    plans = {one.days.plan for one in duties if one.days.plan}
    tasks: Groups = {}
    reports: Groups = {}
    for one in duties:
        if one.days.plan is None:
            reports.setdefault(("", REPORTS), []).append(one)
        else:
            tasks.setdefault(("", _section(one, names, several=len(plans) > 1)), []).append(one)
    return tasks | reports


def _section(one: CountedDuty, names: FigureNames, *, several: bool) -> str:
    title = " ".join((one.days.section_title or "").split())
    name = ". ".join(filter(None, (one.days.section, title))) or UNDIVIDED
    return f"{names.plans.get(one.days.plan or 0, '')}: {name}" if several else name


def _by_month(duties: Sequence[CountedDuty], names: FigureNames) -> Groups:  # noqa: ARG001 - as the others
    found: Groups = {}
    for one in sorted(duties, key=lambda one: one.days.day):
        found.setdefault(("", f"Tháng {one.days.day.month}/{one.days.day.year}"), []).append(one)
    return found


_KINDS: Mapping[By, Callable[[Sequence[CountedDuty], FigureNames], Groups]] = {
    "agency": _by_agency,
    "section": _by_section,
    "month": _by_month,
}


def _most_late_first(groups: Iterable[FigureGroup]) -> Iterator[FigureGroup]:
    yield from sorted(groups, key=lambda one: (-one.counts.overdue, -one.counts.late, sort_key(one.name)))


def change(duties: Sequence[CountedDuty], today: date) -> tuple[Counts, Counts]:
    """What has come due as it stands today, and as it stood at the end of the month before."""
    earlier = today.replace(day=1) - timedelta(days=1)
    alive = [one for one in duties if one.days.status_on(today) != "cancelled"]
    return counted(alive, today), counted(alive, earlier)
