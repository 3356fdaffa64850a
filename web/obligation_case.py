"""What the page of one obligation shows, gathered in one moment."""

from dataclasses import dataclass
from datetime import date

from plan.audit.log import history
from plan.obligations.declarations import Declared, declarations_of
from plan.obligations.duty import Duty
from plan.obligations.receipts import RecordedReceipt, receipts_of
from plan.obligations.views import duty, names
from plan.storage.session import Session
from plan.views.ledger import ledger_of
from scheduler.working_days.calendar import WorkCalendar
from web.past import past
from web.rail import rail_of
from web.site import Site
from web.status import standing


def case_of(site: Site, number: int) -> dict[str, object] | None:
    """The obligation of that number with its days, proof and history; None if there is none."""
    today = site.today()
    with site.database.read() as session:
        beside = rail_of(session, site)
        key = ("obligation", number, today)
        known = site.cases.of(beside.change, key, lambda: _known(session, today, number))
        if known is None:
            return None
        # Letters and the log go on without a change of the plan: they are read each time.
        acts, told = history(session, f"obligation {number}"), ledger_of(session, number)
    facts = {
        "rail": beside,
        "receipts": known.receipts,
        "declared": known.declared,
        "past": past(acts, told, known.called, site.zone),
    }
    return facts | _called(known.duty, known.called) | _stands(known.duty, site)


@dataclass(frozen=True, slots=True)
class KnownCase:
    """What of it every act and every change of the register counts up: kept until the next one, or a new day."""

    duty: Duty
    called: dict[str, str]
    receipts: tuple[RecordedReceipt, ...]
    declared: tuple[Declared, ...]


def _known(session: Session, today: date, number: int) -> KnownCase | None:
    one = duty(session, today, number)
    if one is None:
        return None
    return KnownCase(one, names(session), receipts_of(session, number), declarations_of(session, number))


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
        "assumed": calendar.assumptions(one.due, max(one.ends, one.done_on or site.today()), one.ends),
        "today": site.today(),
        "collector": site.rules().watchers.escalate_to,
    }
