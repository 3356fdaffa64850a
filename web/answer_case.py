"""An obligation as one of its agencies sees it, by the link of a letter or in the agency's own pages."""

from dataclasses import dataclass

from plan.agencies.store import load_directory
from plan.labels import EXTENSION_WAYS
from plan.obligations import receipts, views
from plan.obligations.collectors import collectors_of
from plan.obligations.duty import Duty
from plan.storage.session import Session
from plan.subscriptions.choices import part_of
from plan.views.replies import AgencyReply, replies_to
from web.site import Site
from web.status import Standing, standing


@dataclass(frozen=True, slots=True)
class AnswerCase:
    """An obligation as one of its agencies sees it."""

    duty: Duty
    agency: str
    leads: bool
    called: dict[str, str]
    said: tuple[AgencyReply, ...]
    kept: tuple[receipts.RecordedReceipt, ...]
    collector: str
    standing: Standing

    @property
    def facts(self) -> dict[str, object]:
        duty = self.duty
        return {
            "agency": self.called[self.agency],
            "duty": duty,
            "leads": self.leads,
            "led_by": "; ".join(self.called.get(code, code) for code in duty.leads),
            "standing": self.standing,
            "is_open": duty.is_open,
            "received": next((r for r in self.said if r.kind == "received"), None),
            "requests": [r for r in self.said if r.kind == "extension"],
            "kept": self.kept,
            "waiting": next((w for w in duty.waiting if w.agency == self.agency), None),
            "sent_back": duty.sent_back,
            "is_late": duty.status in ("late", "done-late"),
            "ways": EXTENSION_WAYS,
            "collector": self.called.get(self.collector, self.collector),
        }


def answer_case(site: Site, session: Session, agency: str, number: int) -> AnswerCase | None:
    """The obligation of that number, if the agency (or one that became part of it) still has a part in it."""
    today = site.today()
    duty, known = views.duty(session, today, number), load_directory(session)
    if duty is None:
        return None
    mine = {code for code in (*duty.leads, *duty.partners) if agency in (code, known.current(code, today))}
    if not mine:
        return None
    leads = any(part_of(duty, code) == "lead" for code in mine)
    said, kept = replies_to(session, number, agency), receipts.receipts_of(session, number)
    who = collectors_of(
        duty.leads, duty.through, site.rules().collection, lambda code: known.current(code, today)
    )
    awaited = who.accepts or who.collector
    stands = standing(duty, today, site.rules().calendar)
    return AnswerCase(duty, agency, leads, views.names(session), said, kept, awaited, stands)
