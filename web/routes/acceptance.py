"""`/a/v/{signed}`: whoever accepts what an agency declared does so from its letter, or sends it back. Looking never acts."""

from collections.abc import Mapping

from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData

from plan.audit.log import Act
from plan.links.claims import Claim
from plan.obligations import acceptance, acts, views
from web.forms import day_of_field, number_of_field, text
from web.link_pages import NOTHING_TYPED, link_routes
from web.page import page
from web.signed import HEADERS, UNKNOWN, refused
from web.site import Site
from web.status import standing

KEPT = ("act", "on", "document", "reason")  # what was typed stays on the page that refuses it


def routes(site: Site) -> APIRouter:
    """Accepted or sent back."""
    return link_routes(site, "/a/v", "acceptance", _shown, _decide)


def _shown(
    site: Site, claim: Claim, trouble: str = "", typed: Mapping[str, object] = NOTHING_TYPED
) -> HTMLResponse:
    with site.database.read() as session:
        duty = views.duty(session, site.today(), claim.obligation or 0)
        if duty is None:
            return refused(site, UNKNOWN)
        called = views.names(session)
    facts = {
        "office": called.get(claim.agency, claim.agency),
        "duty": duty,
        "led_by": "; ".join(called.get(code, code) for code in duty.leads),
        "called": called,
        "standing": standing(duty, site.today(), site.rules().calendar),
        "trouble": trouble,
        "typed": {name: text(typed, name) for name in KEPT},
    }
    return page(site, "acceptance", facts, 422 if trouble else 200, HEADERS)


def _decide(site: Site, claim: Claim, fields: FormData, origin: str) -> None:
    act = Act(f"agency:{claim.agency}", site.clock(), site.today(), origin)
    rules = site.rules().collection
    with site.database.begin() as session:
        row = acts.find_obligation(session, claim.obligation or 0)
        match text(fields, "act"):
            case "accept":
                on, number = day_of_field(site, fields, "on"), number_of_field(fields)
                acceptance.accept(session, row, act, rules, on=on, document=number, office=claim.agency)
            case "send-back":
                reason = text(fields, "reason")
                acceptance.send_back(session, row, act, rules, reason=reason, office=claim.agency)
            case _:
                raise HTTPException(400)
