"""The figures of a period as JSON."""

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scheduler.papers.statistics import Counts, CountsRow, PeriodStatistics


def figures_json(found: "PeriodStatistics") -> bytes:
    """One document; shares are between 0 and 1, null where nothing has come due."""
    return (json.dumps(_figures(found), ensure_ascii=False, indent=2) + "\n").encode()


def _figures(found: "PeriodStatistics") -> dict[str, object]:
    return {
        "period": {
            "from": found.term.first.isoformat(),
            "to": found.term.last.isoformat(),
            "name": found.term.name,
        },
        "as_of": found.on.isoformat(),
        "all": _tally(found.all),
        "tasks": _tally(found.tasks),
        "reports": _tally(found.reports),
        "agencies": [_row(row) for row in found.by_agency],
        "sections": [_row(row) for row in found.by_section],
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
        "before": _figures(found.before) if found.before else None,
    }


def _row(row: "CountsRow") -> dict[str, object]:
    return {"code": row.key, "name": row.name, **_tally(row.tally), "verdict": row.verdict}


def _tally(tally: "Counts") -> dict[str, object]:
    return {
        "total": tally.total,
        "due": tally.due,
        "on_time": tally.on_time,
        "late": tally.late,
        "overdue": tally.overdue,
        "open": tally.open,
        "share": tally.share,
    }
