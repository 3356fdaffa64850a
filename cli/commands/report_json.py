"""The figures of a period as JSON."""

import json

from scheduler.papers.counts import Counts
from scheduler.papers.statistics import CountsRow, PeriodStatistics


def figures_json(found: PeriodStatistics) -> bytes:
    """One document; shares are between 0 and 1, null where nothing has come due."""
    return (json.dumps(_to_json(found), ensure_ascii=False, indent=2) + "\n").encode()


def _to_json(found: PeriodStatistics) -> dict[str, object]:
    return {
        "period": {
            "from": found.term.first.isoformat(),
            "to": found.term.last.isoformat(),
            "name": found.term.name,
        },
        "as_of": found.on.isoformat(),
        "all": _counts_to_json(found.all),
        "tasks": _counts_to_json(found.tasks),
        "reports": _counts_to_json(found.reports),
        "agencies": [_group_to_json(row) for row in found.by_agency],
        "sections": [_group_to_json(row) for row in found.by_section],
        "overdue": [
            {
                "obligation": one.duty.id,
                "agencies": list(one.duty.leads),
                "due": one.duty.due.isoformat(),
                "days": one.days,
                "carried": one.carried,
            }
            for one in found.overdue
        ],
        "rolls": [
            {
                "label": roll.label,
                "due": roll.due.isoformat(),
                "sent": [
                    {
                        "agency": one.agency,
                        "on": one.on and one.on.isoformat(),
                        "document": one.document,
                        "late_by": one.late_by,
                    }
                    for one in roll.sent
                ],
                "missing": [{"agency": one.agency, "late_by": one.late_by} for one in roll.missing],
            }
            for roll in found.rolls
        ],
        "before": _to_json(found.before) if found.before else None,
    }


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
        "share": tally.share,
    }
