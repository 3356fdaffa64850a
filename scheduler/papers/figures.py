"""The figures of a period as JSON, and back from those that an issued report was kept with."""

import json
from datetime import date

from plan.papers.issued_reports import KeptReport
from scheduler.papers.agency_counts import CountsRow
from scheduler.papers.counts import Counts
from scheduler.papers.duty_lists import ChangeLine, DoneLine
from scheduler.papers.periods import ReportPeriod
from scheduler.papers.statistics import IssuedStatistics, OverdueLine, PeriodStatistics
from scheduler.papers.submissions import ReportSubmission, SubmissionList
from scheduler.papers.task_counts import TaskTally

COUNTED = ("on_time", "late", "overdue", "open", "awaiting", "excused")


def figures_json(found: PeriodStatistics) -> bytes:
    """One document; shares are between 0 and 1, null where nothing has come due."""
    return (json.dumps(figures_of(found), ensure_ascii=False, indent=2) + "\n").encode()


def figures_of(found: PeriodStatistics) -> dict[str, object]:
    """The same as values of JSON."""
    return {
        "period": {
            "from": found.term.first.isoformat(),
            "to": found.term.last.isoformat(),
            "name": found.term.name,
            "regime": found.term.regime or None,
        },
        "as_of": found.on.isoformat(),
        "all": _counts_to_json(found.all),
        "tasks": _counts_to_json(found.tasks),
        "reports": _counts_to_json(found.reports),
        "agencies": [_group_to_json(row) for row in found.by_agency],
        "sections": [_group_to_json(row) for row in found.by_section],
        "overdue": [_overdue_to_json(one) for one in found.overdue],
        "plan_tasks": _task_counts_to_json(found.plan_tasks.all),
        "task_sections": [
            {"code": row.key, "name": row.name, **_task_counts_to_json(row.tally)}
            for row in found.plan_tasks.by_section
        ],
        "bands": [
            {"from": row.first, "to": row.last, "overdue": row.overdue, "done_late": row.done_late}
            for row in found.bands
        ],
        "done": [_done_to_json(line) for line in found.done],
        "changes": [_change_to_json(line) for line in found.changes],
        "upcoming": [
            {"obligation": line.duty.id, "due": line.duty.due.isoformat(), "agencies": line.agencies}
            for line in found.upcoming
        ],
        "undated": [
            {"task": line.task.id, "since": _iso(line.task.since), "months": line.months}
            for line in found.plan_tasks.long_open
        ],
        "rolls": [_roll_to_json(roll) for roll in found.rolls],
        "assumed": list(found.assumed),
        "before": _before(found.before),
    }


def _overdue_to_json(one: OverdueLine) -> dict[str, object]:
    return {
        "obligation": one.duty.id,
        "agencies": list(one.duty.leads),
        "due": one.duty.due.isoformat(),
        "days": one.days,
        "cause": one.duty.cause and one.duty.cause.to_json(),
        "carried": one.carried,
    }


def _done_to_json(line: DoneLine) -> dict[str, object]:
    return {
        "obligation": line.duty.id,
        "on": _iso(line.duty.done_on),
        "document": line.duty.document,
        "late": line.duty.status == "done-late",
        "cause": line.duty.cause and line.duty.cause.to_json(),
        "carried": line.carried,
    }


def _change_to_json(line: ChangeLine) -> dict[str, object]:
    return {
        "obligation": line.duty.id,
        "extended_from": _iso(line.duty.extended_from),
        "due": line.duty.due.isoformat(),
        "cancelled_on": _iso(line.duty.cancelled_on) if line.duty.status == "cancelled" else None,
        "reason": line.reason,
    }


def _task_counts_to_json(tally: TaskTally) -> dict[str, object]:
    return {
        **_counts_to_json(tally.dated),
        "total": tally.total,
        "awaiting": tally.awaiting,
        "undated": tally.undated,
    }


def _roll_to_json(roll: SubmissionList) -> dict[str, object]:
    return {
        "label": roll.label,
        "due": roll.due.isoformat(),
        "sent": [
            {"agency": one.agency, "on": _iso(one.on), "document": one.document} | _lateness(one)
            for one in roll.sent
        ],
        "missing": [{"agency": one.agency} | _lateness(one) for one in roll.missing],
    }


def _lateness(one: ReportSubmission) -> dict[str, object]:
    return {"late_by": one.late_by, "extended_to": _iso(one.extended_to)}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _before(earlier: PeriodStatistics | IssuedStatistics | None) -> dict[str, object] | None:
    """As it was issued, with the number and day of that paper; else as it is counted now."""
    if isinstance(earlier, IssuedStatistics):
        issued = {"number": earlier.issue.number, "on": earlier.issue.issued_on.isoformat()}
        return {**earlier.figures, "before": None, "issued": issued}
    return figures_of(earlier) if earlier else None


def issued_statistics(kept: KeptReport, term: ReportPeriod) -> IssuedStatistics:
    """What an issued report said of its period."""
    said = kept.figures["all"]
    return IssuedStatistics(
        term, Counts(**{name: said.get(name, 0) for name in COUNTED}), kept.issue, kept.figures
    )


def _group_to_json(row: CountsRow) -> dict[str, object]:
    return {
        "code": row.key,
        "name": row.name,
        **_counts_to_json(row.tally),
        "verdict": row.verdict,
        "inherited": [
            {"code": one.key, "name": one.name, **_counts_to_json(one.tally)} for one in row.inherited
        ],
    }


def _counts_to_json(tally: Counts) -> dict[str, object]:
    return {
        "total": tally.total,
        "due": tally.due,
        "on_time": tally.on_time,
        "late": tally.late,
        "overdue": tally.overdue,
        "open": tally.open,
        "awaiting": tally.awaiting,
        "excused": tally.excused,
        "share": tally.share,
        "share_without_excused": tally.share_without_excused,
        "share_of_done": tally.share_of_done,
    }
