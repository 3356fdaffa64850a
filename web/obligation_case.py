"""What the page of one obligation shows, gathered in one moment."""

from plan.audit.log import history
from plan.obligations.declarations import declarations_of
from plan.obligations.receipts import receipts_of
from plan.obligations.views import Duty, duty, names
from plan.views.ledger import ledger_of
from scheduler.working_days.calendar import WorkCalendar
from web.past import past
from web.site import Site
from web.status import standing


def case_of(site: Site, number: int) -> dict[str, object] | None:
    """The obligation of that number with its days, proof and history; None if there is none."""
    with site.database.read() as session:
        one = duty(session, site.today(), number)
        if one is None:
            return None
        called = names(session)
        facts = {
            "receipts": receipts_of(session, number),
            "declared": declarations_of(session, number),
            "past": past(
                history(session, f"obligation {number}"), ledger_of(session, number), called, site.zone
            ),
            **_called(one, called),
        }
    return facts | _stands(one, site)


def _called(one: Duty, known: dict[str, str]) -> dict[str, object]:
    """Who leads, helps and collects, by their names."""
    return {
        "who": "; ".join(known.get(code, code) for code in one.leads) or "chưa rõ cơ quan nào",
        "partners": "; ".join(known.get(code, code) for code in one.partners),
        "through": known.get(one.through, one.through) if one.through else "",
        "called": known,
    }


def _stands(one: Duty, site: Site) -> dict[str, object]:
    calendar: WorkCalendar = site.rules().calendar
    return {
        "duty": one,
        "standing": standing(one, site.today(), calendar),
        "why_off": calendar.why_off(one.due),
        "assumed": calendar.assumptions(one.due, max(one.ends, one.done_on or site.today())),
        "today": site.today(),
        "collector": site.rules().watchers.escalate_to,
    }
