"""`/a/{signed}`: an agency answers for one obligation: read of it, done, more time, why it is late. Looking never acts."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData

from plan.agencies.store import load_directory
from plan.audit.log import Act
from plan.labels import EXTENSION_WAYS
from plan.links.claims import Claim
from plan.obligations import acceptance, acts, causes, receipts, responses, views
from plan.obligations.acceptance import Said
from plan.obligations.collectors import collectors_of
from plan.obligations.views import Duty
from plan.storage.session import Session
from plan.subscriptions.choices import part_of
from plan.views.replies import AgencyReply, replies_to
from plan.vocabulary import ExtensionWay
from web.forms import day_of_field, number_of_field, text
from web.link_pages import NOTHING_TYPED, link_routes
from web.page import page
from web.signed import HEADERS, UNKNOWN, refused
from web.site import Site
from web.status import Standing, standing
from web.uploads import paper_of

# What was typed stays on the page that refuses it.
KEPT = ("act", "on", "document", "note", "until", "reason", "way", "cause")


@dataclass(frozen=True, slots=True)
class Case:
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


def routes(site: Site) -> APIRouter:
    """Read of it, done, more time, why it is late; done is a declaration: whoever collects has the last word."""
    return link_routes(site, "/a", "answer", _shown, _answered)


def _shown(
    site: Site, claim: Claim, trouble: str = "", typed: Mapping[str, object] = NOTHING_TYPED
) -> HTMLResponse:
    with site.database.read() as session:
        case = _case(site, session, claim)
        if case is None:
            return refused(site, UNKNOWN)
        kept = {name: text(typed, name) for name in KEPT}
        facts = case.facts | {"trouble": trouble, "today": site.today(), "typed": kept}
        return page(site, "answer", facts, 422 if trouble else 200, HEADERS)


def _case(site: Site, session: Session, claim: Claim) -> Case | None:
    """The obligation of the link, if the agency (or one that became part of it) still has a part in it."""
    number, today = claim.obligation or 0, site.today()
    duty, known = views.duty(session, today, number), load_directory(session)
    if duty is None:
        return None
    mine = {
        code for code in (*duty.leads, *duty.partners) if claim.agency in (code, known.current(code, today))
    }
    if not mine:
        return None
    leads = any(part_of(duty, code) == "lead" for code in mine)
    said, kept = replies_to(session, number, claim.agency), receipts.receipts_of(session, number)
    who = collectors_of(
        duty.leads, duty.through, site.rules().collection, lambda code: known.current(code, today)
    )
    awaited = who.accepts or who.collector
    stands = standing(duty, today, site.rules().calendar)
    return Case(duty, claim.agency, leads, views.names(session), said, kept, awaited, stands)


def _answered(site: Site, claim: Claim, fields: FormData, origin: str) -> None:
    act = Act(f"agency:{claim.agency}", site.clock(), site.today(), origin)
    rules = site.rules()
    with site.database.begin() as session:
        case = _case(site, session, claim)
        if case is None:
            raise HTTPException(404)
        row = acts.find_obligation(session, case.duty.id)
        match text(fields, "act"):
            case "received":
                responses.confirm_reading(session, row, claim.agency, act)
            case "done" if case.leads:
                said = Said(
                    day_of_field(site, fields, "on"),
                    number_of_field(fields),
                    text(fields, "note") or None,
                    paper_of(fields),
                )
                acceptance.declare(session, row, claim.agency, act, said, rules.collection)
            case "extension" if case.leads:
                way, reason = _way(fields), text(fields, "reason")
                until = day_of_field(site, fields, "until") if way is not ExtensionWay.WITHDRAW else None
                responses.request_extension(
                    session, row, claim.agency, act, until=until, reason=reason, way=way
                )
            case "cause" if case.leads:
                causes.give_cause(session, row, act, text=text(fields, "cause"), agency=claim.agency)
            case _:
                raise HTTPException(400)


def _way(fields: FormData) -> ExtensionWay:
    """What is asked for; a later day where nothing else is said."""
    try:
        return ExtensionWay(text(fields, "way") or ExtensionWay.LATER)
    except ValueError as error:
        raise HTTPException(400) from error
