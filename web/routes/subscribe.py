"""`/s/{signed}`: an agency adds a calendar itself, from the link in its letters, and sees those it has."""

from collections.abc import Mapping
from types import MappingProxyType

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData

from plan.audit.log import Act
from plan.errors import NotPossibleError
from plan.links.claims import Claim
from web.agency_calendars import act_on_calendars, calendar_facts
from web.forms import sent_to
from web.page import page
from web.signed import HEADERS, Refusal, opened, refused
from web.site import Site

NOTHING_SAID: Mapping[str, object] = MappingProxyType({})


def routes(site: Site) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.api_route("/s/{signed}", methods=["GET", "HEAD"])
    def form(signed: str) -> HTMLResponse:
        """What may be chosen, and what the agency has already. Changes nothing."""
        claim = opened(site, signed, "calendar")
        return refused(site, claim) if isinstance(claim, Refusal) else _form(site, claim)

    @router.post("/s/{signed}")
    def act(signed: str, fields: FormData = Depends(sent_to(site))) -> HTMLResponse:  # noqa: B008, FAST002 - as FastAPI asks
        """Adds a calendar and shows its address once, or revokes one."""
        claim = opened(site, signed, "calendar")
        if isinstance(claim, Refusal):
            return refused(site, claim)
        act = Act(f"agency:{claim.agency}", site.clock(), site.today())
        try:
            with site.database.begin() as session:
                found = act_on_calendars(session, site, act, claim.agency, fields)
        except NotPossibleError as error:
            return _form(site, claim, {"trouble": str(error)}, 400)
        return page(site, "subscribed", found, 200, HEADERS) if "url" in found else _form(site, claim, found)

    return router


def _form(
    site: Site, claim: Claim, more: Mapping[str, object] = NOTHING_SAID, status: int = 200
) -> HTMLResponse:
    with site.database.read() as session:
        facts = calendar_facts(session, site, claim.agency)
    return page(site, "subscribe", facts | {"trouble": "", "said": ""} | dict(more), status, HEADERS)
