"""`/our/calendars`: the calendars of an agency among its own pages."""

from collections.abc import Mapping

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData

from plan.errors import NotPossibleError
from plan.views.our import our_counts
from web.access.agencies import OURS, act_of_agency, current_agency
from web.access.rights import needs_agency
from web.agency_calendars import act_on_calendars, calendar_facts
from web.forms import sent_to
from web.page import page
from web.site import Site


def routes(site: Site) -> APIRouter:
    router = APIRouter(
        prefix=f"{OURS}/calendars", dependencies=[Depends(needs_agency(site))], include_in_schema=False
    )

    @router.api_route("", methods=["GET", "HEAD"])
    def calendars(request: Request) -> HTMLResponse:
        return _shown(site, request)

    @router.post("")
    def act(request: Request, fields: FormData = Depends(sent_to(site))) -> HTMLResponse:  # noqa: B008, FAST002 - as FastAPI asks
        """Adds a calendar and shows its address once, or revokes one."""
        agency = current_agency(request).agency
        act = act_of_agency(site, request, agency)
        try:
            with site.database.begin() as session:
                found = act_on_calendars(session, site, act, agency, fields)
        except NotPossibleError as error:
            return _shown(site, request, {"trouble": str(error)}, 422)
        template = "our_calendar_made" if "url" in found else "our_calendars"
        return _shown(site, request, found, template=template)

    return router


def _shown(
    site: Site,
    request: Request,
    more: Mapping[str, object] | None = None,
    status: int = 200,
    template: str = "our_calendars",
) -> HTMLResponse:
    agency, today = current_agency(request).agency, site.today()
    with site.database.read() as session:
        facts = calendar_facts(session, site, agency) | {"counts": our_counts(session, agency, today)}
    none = {"trouble": "", "said": "", "today": today}
    return page(site, template, facts | none | dict(more or {}), status)
