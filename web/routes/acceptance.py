"""`/a/v/{signed}`: whoever accepts what an agency declared does so from its letter, or sends it back. Looking never acts."""

from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import quote

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import FormData
from starlette.responses import Response

from plan.audit.log import Act
from plan.errors import NotPossibleError
from plan.labels import OBLIGATION_STATES
from plan.links.claims import Claim
from plan.obligations import acceptance, acts, views
from web.forms import day_of_field, number_of_field, sent_to, text
from web.page import page
from web.signed import HEADERS, UNKNOWN, Refusal, opened, refused
from web.site import Site

KEPT = ("on", "document", "reason")  # what was typed stays on the page that refuses it
NOTHING_TYPED: Mapping[str, object] = MappingProxyType({})


def routes(site: Site) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.api_route("/a/v/{signed}", methods=["GET", "HEAD"])
    def look(signed: str) -> HTMLResponse:
        """What was declared, and the forms. Mail scanners follow links: nothing happens here."""
        claim = opened(site, signed, "acceptance")
        return refused(site, claim) if isinstance(claim, Refusal) else _shown(site, claim)

    @router.post("/a/v/{signed}")
    def act(signed: str, request: Request, fields: FormData = Depends(sent_to(site))) -> Response:  # noqa: B008, FAST002 - as FastAPI asks
        """Accepted or sent back; then the page anew, which shows it."""
        claim = opened(site, signed, "acceptance")
        if isinstance(claim, Refusal):
            return refused(site, claim)
        try:
            _decide(site, claim, fields, request.client.host if request.client else "")
        except NotPossibleError as error:
            return _shown(site, claim, trouble=str(error), typed=fields)
        return RedirectResponse(f"/a/v/{quote(signed)}", 303, HEADERS)

    return router


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
        "status": OBLIGATION_STATES[duty.status],
        "trouble": trouble,
        "typed": {name: text(typed, name) for name in KEPT},
    }
    return page(site, "acceptance", facts, 400 if trouble else 200, HEADERS)


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
