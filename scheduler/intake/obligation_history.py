"""Everything about one obligation, as `dondoc why --json` and programs are told it: source, days, what was told, acts."""

from datetime import date
from typing import Any

from plan.audit.log import history
from plan.obligations.acts import find_obligation
from plan.obligations.duty import Duty
from plan.obligations.views import duty
from plan.storage.session import Session
from plan.views.ledger import coming_for, ledger_of
from scheduler.forecast.sources import source_of
from scheduler.policy.rules import Rules


def history_of(
    session: Session, rules: Rules, today: date, number: int, agency: str | None = None
) -> tuple[Duty, dict[str, Any]]:
    """The obligation, and all of it; with an agency only what was and will be said to that one."""
    row = find_obligation(session, number)
    one = duty(session, today, number)
    assert one is not None, "it was found above"
    return one, {
        "obligation": one.to_json(),
        "source": source_of(session, one),
        "ends_because": rules.calendar.why_ends(one.due, one.ends),
        "assumed": list(rules.calendar.assumptions(one.due, max(one.ends, one.done_on or today), one.ends)),
        "cancelled_because": row.cancelled_because if row.cancelled_on else None,
        "told": _told(session, number, agency),
        "coming": _coming(session, number, agency),
        "acts": _load_acts(session, number),
    }


def _told(session: Session, number: int, agency: str | None) -> list[dict[str, object]]:
    """The ledger: each step that was told, or passed over, and why."""
    return [
        {
            "day": line.day.isoformat(),
            "agency": line.agency,
            "role": line.role.value,
            "step": line.step,
            "last_step": line.last_step,
            "steps": line.steps,
            "told": line.told,
            "owed": line.unreached,
            "reason": line.reason,
            "letter": line.letter,
            "state": line.state and line.state.value,
        }
        for line in ledger_of(session, number)
        if agency in {None, line.agency}
    ]


def _coming(session: Session, number: int, agency: str | None) -> list[dict[str, object]]:
    """The next day on which each agency is considered again."""
    return [
        {"day": look.day.isoformat(), "agency": look.agency, "role": look.role.value}
        for look in coming_for(session, number)
        if agency in {None, look.agency}
    ]


def _load_acts(session: Session, number: int) -> list[dict[str, object]]:
    rows = history(session, f"obligation {number}")
    return [{"at": r.at.isoformat(), "who": r.who, "act": r.act, "detail": r.detail} for r in rows]
