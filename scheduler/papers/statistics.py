"""The statistics of a period: what was done on time, late, or not yet, by whom. Pure, from duties as of a day.

What counts: every duty whose day (after an extension the later one) lies in the period and that was not cancelled.
*Due* means done, or past its last day on time; the share on time is of these. A joint duty of several agencies
counts once in totals and once for each of them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from plan.obligations.views import Duty
from plan.papers.issued_reports import Issue
from scheduler.papers.counts import Counts, count
from scheduler.papers.periods import ReportPeriod
from scheduler.papers.ratings import Ratings

REPORTS = "Báo cáo"  # counted as a section of their own
UNDIVIDED = "Nhiệm vụ của kế hoạch"  # the section of a plan that has none

LateBy = Callable[[date, date], int]
"""The number of working days after the first day, up to and including the second."""


@dataclass(frozen=True, slots=True)
class CountsRow:
    """One line of a table of counts. `inherited` are those in it that fell due at agencies merged into this one."""

    key: str
    name: str
    tally: Counts
    verdict: str = ""
    inherited: tuple["CountsRow", ...] = ()


@dataclass(frozen=True, slots=True)
class OverdueLine:
    """One line of the annex of what is overdue. `carried`: it came due before the period."""

    duty: Duty
    leads: tuple[str, ...]
    days: int  # working days late
    carried: bool


@dataclass(frozen=True, slots=True)
class ReportSubmission:
    """One agency in the list of a report: when it sent it, its document number, how many working days late."""

    agency: str
    on: date | None
    document: str
    late_by: int


@dataclass(frozen=True, slots=True)
class SubmissionList:
    """Which agencies have and have not sent one report."""

    label: str
    due: date
    ends: date
    sent: tuple[ReportSubmission, ...]
    missing: tuple[ReportSubmission, ...]


@dataclass(frozen=True, slots=True)
class IssuedStatistics:
    """What an issued report said of its period: it is compared with that, whatever was recorded since."""

    term: ReportPeriod
    all: Counts
    issue: Issue
    figures: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PeriodStatistics:
    """Everything that the papers of a period say.

    Templates of an office's own may use these names, as those of the values below it: they stay.
    """

    term: ReportPeriod
    on: date
    all: Counts
    tasks: Counts
    reports: Counts
    by_agency: tuple[CountsRow, ...]
    by_section: tuple[CountsRow, ...]
    overdue: tuple[OverdueLine, ...]
    rolls: tuple[SubmissionList, ...]
    before: "PeriodStatistics | IssuedStatistics | None"

    @property
    def criticized(self) -> tuple[CountsRow, ...]:
        """Agencies for which the thresholds propose a rating, the lowest share first."""
        rows = [row for row in self.by_agency if row.verdict]
        return tuple(sorted(rows, key=lambda row: (row.tally.share or 0, row.name)))


@dataclass(frozen=True, slots=True)
class DisplayNames:
    """The names of agencies and sections, in the order of tables."""

    agencies: Mapping[str, str]
    sections: Mapping[str, str]
    current: Callable[[str], str]  # the agency that acts today for one that was merged
    ended: Callable[[str], date | None]  # the day from which another acts for an agency

    def full(self, code: str) -> str:
        """The name of an agency, with that of the one that acts for it today."""
        now = self.current(code)
        name = self.agencies.get(code, code)
        return name if now == code else f"{name} (nay là {self.agencies.get(now, now)})"


def period_statistics(
    duties: Sequence[Duty],
    term: ReportPeriod,
    on: date,
    names: DisplayNames,
    late_by: LateBy,
    verdicts: Ratings,
    issued: IssuedStatistics | None = None,
) -> PeriodStatistics:
    """The statistics of `term` as of the day `on`, beside the period before it: as issued, else as counted now."""
    earlier = issued or _statistics(duties, term.before(), on, names, late_by, verdicts, before=None)
    return _statistics(
        duties, term, on, names, late_by, verdicts, before=earlier if earlier.all.total else None
    )


def _statistics(
    duties: Sequence[Duty],
    term: ReportPeriod,
    on: date,
    names: DisplayNames,
    late_by: LateBy,
    verdicts: Ratings,
    *,
    before: PeriodStatistics | IssuedStatistics | None,
) -> PeriodStatistics:
    mine = [d for d in duties if term.first <= d.due <= term.last and d.status != "cancelled"]
    return PeriodStatistics(
        term=term,
        on=on,
        all=count(mine),
        tasks=count(d for d in mine if d.kind == "task"),
        reports=count(d for d in mine if d.kind == "report"),
        by_agency=tuple(_by_agency(mine, names, verdicts)),
        by_section=_by_section(mine, names),
        overdue=_overdue(duties, term, on, names, late_by),
        rolls=_submission_lists(mine, on, names, late_by),
        before=before,
    )


def _by_agency(mine: Sequence[Duty], names: DisplayNames, verdicts: Ratings) -> Iterator[CountsRow]:
    """Each agency that acts today once. It is not rated for what fell due while an agency merged into it was there."""
    held: dict[str, list[tuple[Duty, str]]] = {}
    for duty in mine:
        for holder in _holders(duty, names):
            held.setdefault(holder, []).append((duty, _missed_by(duty, holder, names)))
    for code, name in names.agencies.items():
        if rows := held.get(code):
            own = count(duty for duty, former in rows if not former)
            formers = [former for former in names.agencies if any(f == former for _, f in rows)]
            yield CountsRow(
                code,
                name,
                count(duty for duty, _ in rows),
                verdicts.of(own.share, own.due),
                tuple(
                    CountsRow(f, names.agencies[f], count(d for d, by in rows if by == f)) for f in formers
                ),
            )


def _missed_by(duty: Duty, holder: str, names: DisplayNames) -> str:
    """The merged agency at which a duty of `holder` fell due; empty if it was its own."""
    if holder in duty.leads:
        return ""
    former = next(code for code in duty.leads if names.current(code) == holder)
    ended = names.ended(former)
    return former if ended and duty.ends < ended else ""


def _is_done(duty: Duty) -> bool:
    """As of the day asked about: what was done later had not happened yet."""
    return duty.status in {"done", "done-late"}


def _holders(duty: Duty, names: DisplayNames) -> list[str]:
    """The agencies that answer for it today."""
    return list(dict.fromkeys(names.current(code) for code in duty.leads))


def _by_section(mine: Sequence[Duty], names: DisplayNames) -> tuple[CountsRow, ...]:
    found = [
        CountsRow(key, ". ".join(filter(None, (key, title))) or UNDIVIDED, count(group))
        for key, title in names.sections.items()
        if (group := [d for d in mine if d.kind == "task" and d.section == key])
    ]
    reports = [d for d in mine if d.kind == "report"]
    return (*found, *([CountsRow(REPORTS, REPORTS, count(reports))] if reports else []))


def _overdue(
    duties: Sequence[Duty], term: ReportPeriod, on: date, names: DisplayNames, late_by: LateBy
) -> tuple[OverdueLine, ...]:
    """All overdue duties that were due by the end of the period, the oldest first."""
    found = [d for d in duties if d.status == "late" and d.due <= term.last]
    rows = [
        OverdueLine(d, _called(_holders(d, names), names), late_by(d.ends, on), d.due < term.first)
        for d in found
    ]
    return tuple(sorted(rows, key=lambda row: (row.duty.due, row.duty.ref, row.leads, row.duty.id)))


def _called(codes: Sequence[str], names: DisplayNames) -> tuple[str, ...]:
    return tuple(names.agencies.get(code, code) for code in codes)


def _submission_lists(
    mine: Sequence[Duty], on: date, names: DisplayNames, late_by: LateBy
) -> tuple[SubmissionList, ...]:
    rounds: dict[tuple[date, str, int], list[Duty]] = {}
    for duty in mine:
        if duty.kind == "report":
            rounds.setdefault((duty.due, duty.label, duty.deadline), []).append(duty)
    order = {name: n for n, name in enumerate(names.agencies.values())}
    return tuple(_submission_list(group, on, names, late_by, order) for _, group in sorted(rounds.items()))


def _submission_list(
    group: Sequence[Duty], on: date, names: DisplayNames, late_by: LateBy, order: Mapping[str, int]
) -> SubmissionList:
    lines: dict[bool, list[ReportSubmission]] = {True: [], False: []}
    for duty in group:
        is_in = _is_done(duty)
        until = duty.done_on if is_in and duty.done_on else on
        for name in map(names.full, duty.leads):
            late = late_by(duty.ends, until)
            lines[is_in].append(
                ReportSubmission(name, until, duty.document or "", late)
                if is_in
                else ReportSubmission(name, None, "", late)
            )
    for found in lines.values():
        found.sort(key=lambda line: (order.get(line.agency, len(order)), line.agency))
    first = group[0]
    return SubmissionList(first.label, first.due, first.ends, tuple(lines[True]), tuple(lines[False]))
