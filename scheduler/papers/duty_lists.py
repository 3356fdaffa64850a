"""What was done, what was extended or cancelled, what comes next: the lists behind the figures of a period. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from plan.obligations.duty import Duty
from scheduler.papers.agency_counts import DisplayNames
from scheduler.papers.periods import ReportPeriod, months_later

AHEAD = 3  # months that the list of what comes next looks ahead


@dataclass(frozen=True, slots=True)
class DoneLine:
    """A task that was done. `carried`: it was due before the period and done in it."""

    duty: Duty
    leads: tuple[str, ...]
    carried: bool


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A duty that was given more time, or cancelled, and why."""

    duty: Duty
    leads: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class UpcomingLine:
    """What falls due after the period: a task, or a round of reports with how many agencies owe it."""

    duty: Duty
    leads: tuple[str, ...]
    agencies: int


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why an obligation was extended (to which day) or cancelled, as written down."""

    due: date
    extended: str
    cancelled: str


def done_lines(
    mine: Sequence[Duty], duties: Sequence[Duty], term: ReportPeriod, names: DisplayNames
) -> tuple[DoneLine, ...]:
    """Tasks of the period that are done, and older ones that were done in it; by day due."""
    ids = {duty.id for duty in mine}
    found = [d for d in duties if d.kind == "task" and d.is_done and (d.id in ids or _is_carried(d, term))]
    return tuple(DoneLine(d, names.held_by(d.leads), d.id not in ids) for d in found)


def _is_carried(duty: Duty, term: ReportPeriod) -> bool:
    return (
        duty.due < term.first and bool(duty.done_on) and term.first <= (duty.done_on or date.min) <= term.last
    )


def change_lines(
    duties: Sequence[Duty], term: ReportPeriod, names: DisplayNames, reasons: Mapping[int, Reasons]
) -> tuple[ChangeLine, ...]:
    """What was due in the period, before or after more time was given, or was cancelled in it."""
    found = [duty for duty in duties if _changed_in(duty, term)]
    return tuple(ChangeLine(d, names.held_by(d.leads), _reason(d, reasons.get(d.id))) for d in found)


def _changed_in(duty: Duty, term: ReportPeriod) -> bool:
    days = [duty.cancelled_on] if duty.status == "cancelled" else []
    if duty.extended_from or duty.status == "cancelled":
        days += [duty.due, duty.extended_from]
    return any(day is not None and term.first <= day <= term.last for day in days)


def _reason(duty: Duty, found: Reasons | None) -> str:
    """What was written down later, of another day, is not what was known."""
    if found is None:
        return ""
    if duty.status == "cancelled":
        return found.cancelled
    return found.extended if found.due == duty.due else ""


def upcoming_lines(
    mine: Sequence[Duty], duties: Sequence[Duty], term: ReportPeriod, on: date, names: DisplayNames
) -> tuple[UpcomingLine, ...]:
    """What is open, does not count in the period and falls due within three months after it; a round is one line."""
    first, last, counted = term.last + timedelta(days=1), upcoming_until(term), {duty.id for duty in mine}
    lines: dict[tuple[str, int], list[Duty]] = {}
    for duty in duties:
        if duty.id not in counted and _is_ahead(duty, first, last, on):
            key = ("round", duty.deadline) if duty.kind == "report" else ("task", duty.id)
            lines.setdefault(key, []).append(duty)
    return tuple(
        UpcomingLine(group[0], names.held_by(group[0].leads), len(group)) for group in lines.values()
    )


def _is_ahead(duty: Duty, first: date, last: date, on: date) -> bool:
    return first <= duty.due <= last and duty.status in {"open", "upcoming"} and duty.ends >= on


def upcoming_until(term: ReportPeriod) -> date:
    """The last day that the list of what comes next looks at."""
    return months_later(term.last, AHEAD)
