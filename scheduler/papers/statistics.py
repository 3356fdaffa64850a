"""The statistics of a period: what was done on time, late, or not yet, by whom. Pure, from duties as of a day.

What counts: every duty that was not cancelled and whose day lies in the period: of a task the day after an extension,
of a report that of its round; of a report in the period of a regime, the last day of its data.
*Due* means done, or past its last day on time; the share on time is of these. A joint duty of several agencies
counts once in totals and once for each of them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from plan.obligations.duty import Duty
from plan.papers.issued_reports import Issue
from plan.views.period_scope import PeriodScope
from scheduler.papers.agency_counts import CountsRow, DisplayNames, by_agency, called, holders
from scheduler.papers.counts import Counts, count
from scheduler.papers.duty_lists import (
    ChangeLine,
    DoneLine,
    Reasons,
    UpcomingLine,
    change_lines,
    done_lines,
    upcoming_lines,
    upcoming_until,
)
from scheduler.papers.lateness_bands import BandRow, band_rows
from scheduler.papers.periods import ReportPeriod
from scheduler.papers.ratings import Ratings
from scheduler.papers.regime_periods import is_of
from scheduler.papers.submissions import LateBy, SubmissionList, round_day, submission_lists
from scheduler.papers.task_counts import PlanTask, TaskFigures, TaskTally, task_figures

REPORTS = "Báo cáo"  # counted as a section of their own


@dataclass(frozen=True, slots=True)
class OverdueLine:
    """One line of the annex of what is overdue. `carried`: it came due before the period."""

    duty: Duty
    leads: tuple[str, ...]
    days: int  # working days late
    carried: bool


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What an office sets of its reports.

    The last days of the bands of lateness, and after how many months a task without a day is listed.
    """

    bands: tuple[int, ...] = (30,)
    undated_months: int = 3


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What duties do not say: the tasks of the plans, and why something was extended or cancelled."""

    tasks: Sequence[PlanTask] = ()
    reasons: Mapping[int, Reasons] = field(default_factory=dict)


NO_TASKS = TaskFigures(TaskTally(Counts(), 0), (), ())


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
    plan_tasks: TaskFigures = NO_TASKS
    bands: tuple[BandRow, ...] = ()
    done: tuple[DoneLine, ...] = ()
    changes: tuple[ChangeLine, ...] = ()
    upcoming: tuple[UpcomingLine, ...] = ()
    assumed: tuple[str, ...] = ()  # days that its working days rest on and nobody has confirmed

    @property
    def criticized(self) -> tuple[CountsRow, ...]:
        """Agencies for which the thresholds propose a rating, the lowest share first."""
        rows = [row for row in self.by_agency if row.verdict]
        return tuple(sorted(rows, key=lambda row: (row.tally.share or 0, row.name)))


@dataclass(frozen=True, slots=True)
class Measures:
    """What statistics are taken with: names, working days, thresholds, and what the office set."""

    names: DisplayNames
    late_by: LateBy
    # What working days between two days rest on that nobody confirmed; the third is a last day on time found before.
    assumptions: Callable[[date, date, date], tuple[str, ...]]
    verdicts: Ratings
    options: ReportOptions = ReportOptions()


def period_statistics(
    duties: Sequence[Duty],
    facts: PlanFacts,
    term: ReportPeriod,
    on: date,
    by: Measures,
    issued: IssuedStatistics | None = None,
) -> PeriodStatistics:
    """The statistics of `term` as of the day `on`, beside the period before it: as issued, else as counted now.

    `duties` are at least those of `scope_of`; others change nothing.
    """
    earlier = issued or _statistics(duties, term.before(), on, by)
    found = _statistics(duties, term, on, by)
    mine = [duty for duty in duties if _counts_in(duty, term)]
    sections = by.names.sections
    late = (by.late_by(d.ends, d.done_on) for d in mine if d.status == "done-late" and d.done_on)
    return replace(
        found,
        before=earlier if earlier.all.total else None,
        plan_tasks=task_figures(
            facts.tasks, duties, on, by.options.undated_months, sections, lambda duty: _counts_in(duty, term)
        ),
        bands=band_rows(by.options.bands, (row.days for row in found.overdue), late),
        done=done_lines(mine, duties, term, by.names),
        changes=change_lines(duties, term, by.names, facts.reasons),
        upcoming=upcoming_lines(mine, duties, term, on, by.names),
        assumed=_assumed([*mine, *(row.duty for row in found.overdue)], on, by),
    )


def scope_of(term: ReportPeriod, on: date) -> PeriodScope:
    """Which duties these statistics are taken from."""
    before = term.before()
    return PeriodScope(
        min(before.first, term.first),
        max(before.last, term.last),
        upcoming_until(term),
        on,
        by_data=bool(term.regime or before.regime),
    )


def _assumed(duties: Sequence[Duty], on: date, by: Measures) -> tuple[str, ...]:
    """What the last days on time and the days late of these rest on, each once."""
    spans = {(duty.due, _counted_until(duty, on), duty.ends) for duty in duties}
    return tuple(dict.fromkeys(words for span in sorted(spans) for words in by.assumptions(*span)))


def _counted_until(duty: Duty, on: date) -> date:
    """The last day that says whether it was late, and how many working days."""
    return max(duty.ends, duty.done_on if duty.is_done and duty.done_on else on)


def _statistics(duties: Sequence[Duty], term: ReportPeriod, on: date, by: Measures) -> PeriodStatistics:
    mine = [duty for duty in duties if _counts_in(duty, term)]
    return PeriodStatistics(
        term=term,
        on=on,
        all=count(mine),
        tasks=count(d for d in mine if d.kind == "task"),
        reports=count(d for d in mine if d.kind == "report"),
        by_agency=tuple(by_agency(mine, by.names, by.verdicts)),
        by_section=_by_section(mine, by.names),
        overdue=_overdue(duties, term, on, by.names, by.late_by),
        rolls=submission_lists(mine, on, by.names, by.late_by),
        before=None,
    )


def _counts_in(duty: Duty, term: ReportPeriod) -> bool:
    return duty.status != "cancelled" and in_term(duty, term)


def in_term(duty: Duty, term: ReportPeriod) -> bool:
    """Whether it counts in the period: a report with its round, a task by its day after an extension."""
    if duty.kind != "report":
        return term.first <= duty.due <= term.last
    by_data = is_of(duty.data, term)
    return term.first <= round_day(duty) <= term.last if by_data is None else by_data


def _by_section(mine: Sequence[Duty], names: DisplayNames) -> tuple[CountsRow, ...]:
    found = [
        CountsRow(section.key, section.name, count(group))
        for place, section in names.sections.items()
        if (group := [d for d in mine if d.kind == "task" and (d.plan, d.section) == place])
    ]
    reports = [d for d in mine if d.kind == "report"]
    return (*found, *([CountsRow(REPORTS, REPORTS, count(reports))] if reports else []))


def _overdue(
    duties: Sequence[Duty], term: ReportPeriod, on: date, names: DisplayNames, late_by: LateBy
) -> tuple[OverdueLine, ...]:
    """All overdue duties that were due by the end of the period, the oldest first."""
    found = [d for d in duties if d.status == "late" and d.due <= term.last]
    rows = [
        OverdueLine(d, called(holders(d, names), names), late_by(d.ends, on), d.due < term.first)
        for d in found
    ]
    return tuple(sorted(rows, key=lambda row: (row.duty.due, row.duty.ref, row.leads, row.duty.id)))
