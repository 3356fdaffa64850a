"""Who has and who has not sent a report: one list a round, an agency with more time in its own round. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from plan.obligations.duty import Duty
from scheduler.papers.agency_counts import DisplayNames

LateBy = Callable[[date, date], int]
"""The number of working days after the first day, up to and including the second."""


@dataclass(frozen=True, slots=True)
class ReportSubmission:
    """One agency in the list of a report: when it sent it, its document number, how many working days late.

    `extended_to` is the later day that it was granted; None if it was not.
    """

    agency: str
    on: date | None
    document: str
    late_by: int
    extended_to: date | None = None


@dataclass(frozen=True, slots=True)
class SubmissionList:
    """Which agencies have and have not sent one report; the days are those of the round."""

    label: str
    due: date
    ends: date
    sent: tuple[ReportSubmission, ...]
    missing: tuple[ReportSubmission, ...]

    @property
    def extended(self) -> int:
        """How many agencies were granted more time."""
        return sum(one.extended_to is not None for one in (*self.sent, *self.missing))


def submission_lists(
    mine: Sequence[Duty], on: date, names: DisplayNames, late_by: LateBy
) -> tuple[SubmissionList, ...]:
    """The rounds of these reports, by day due."""
    rounds: dict[int, list[Duty]] = {}
    for duty in mine:
        if duty.kind == "report":
            rounds.setdefault(duty.deadline, []).append(duty)
    order = {name: n for n, name in enumerate(names.agencies.values())}
    lists = [(deadline, _list(group, on, names, late_by, order)) for deadline, group in rounds.items()]
    return tuple(one for _, one in sorted(lists, key=lambda pair: (pair[1].due, pair[1].label, pair[0])))


def round_day(duty: Duty) -> date:
    """The day of the round that a report belongs to: more time for one agency makes no round of its own."""
    return duty.extended_from or duty.due


def _list(
    group: Sequence[Duty], on: date, names: DisplayNames, late_by: LateBy, order: Mapping[str, int]
) -> SubmissionList:
    lines: dict[bool, list[ReportSubmission]] = {True: [], False: []}
    for duty in group:
        is_in = duty.is_done
        until = duty.done_on if is_in and duty.done_on else on
        for name in map(names.full, duty.leads):
            lines[is_in].append(
                ReportSubmission(
                    name,
                    until if is_in else None,
                    (duty.document or "") if is_in else "",
                    late_by(duty.ends, until),
                    duty.due if duty.extended_from else None,
                )
            )
    for found in lines.values():
        found.sort(key=lambda line: (order.get(line.agency, len(order)), line.agency))
    first = min(group, key=lambda duty: (duty.extended_from is not None, duty.id))
    ends = first.ends if first.extended_from is None else round_day(first)
    return SubmissionList(first.label, round_day(first), ends, tuple(lines[True]), tuple(lines[False]))
