"""`/calendar/feeds`: the calendars of everything, for those who watch over all agencies: given, changed, taken back."""

from collections.abc import Mapping
from datetime import timedelta

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData

from plan.audit.log import Act
from plan.errors import NotPossibleError
from plan.people.roles import UserRole
from plan.storage.session import Session
from plan.subscriptions import feeds
from web.access.rights import act_of, current, needs
from web.agency_calendars import act_on_calendars, addresses, calendar_facts
from web.forms import sent_to, text
from web.page import own_page
from web.sentences import for_page
from web.site import Site

ADDRESS = "/calendar/feeds"


def routes(site: Site) -> APIRouter:
    router = APIRouter(
        prefix=ADDRESS, dependencies=[Depends(needs(site, UserRole.OPERATOR))], include_in_schema=False
    )

    @router.api_route("", methods=["GET", "HEAD"])
    def calendars(request: Request) -> HTMLResponse:
        return _shown(site, request)

    @router.post("")
    def act(request: Request, fields: FormData = Depends(sent_to(site))) -> HTMLResponse:  # noqa: B008, FAST002 - as FastAPI asks
        """A new address is shown once, with the answer to the form that asked for it."""
        act = act_of(site, request, current(request).mail)
        try:
            with site.database.begin() as session:
                if "rotate" in fields:
                    found = _rotated(session, site, act, fields)
                else:
                    found = act_on_calendars(session, site, act, None, fields)
        except NotPossibleError as error:
            return _shown(site, request, {"trouble": for_page(error)}, 422)
        return _shown(site, request, found, template="office_calendar_made" if "url" in found else "")

    return router


def _rotated(session: Session, site: Site, act: Act, fields: FormData) -> dict[str, object]:
    """The old address goes on for a while, or ends now because others know it."""
    said = text(fields, "rotate")
    if said not in {str(feed.id) for feed in feeds.living(session, None)}:
        raise NotPossibleError("lịch này không còn; hãy tải lại trang")
    overlap = timedelta(0) if text(fields, "leaked") else feeds.OVERLAP
    made, secret = feeds.rotate(session, act, int(said), overlap)
    return {"name": made.name, **addresses(site, secret)}


def _shown(
    site: Site,
    request: Request,
    more: Mapping[str, object] | None = None,
    status: int = 200,
    template: str = "",
) -> HTMLResponse:
    with site.database.read() as session:
        facts = calendar_facts(session, site, None)
    none = {"trouble": "", "said": "", "today": site.today()}
    return own_page(site, request, template or "office_calendars", facts | none | dict(more or {}), status)
