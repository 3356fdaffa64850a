"""`/help/calendars`: how to subscribe in each calendar program, and what each of them does not do."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from notifications.calendars.publish import HELP
from web.page import page
from web.site import Site


def routes(site: Site) -> APIRouter:
    """For anyone: nothing on the page is anybody's."""
    router = APIRouter(include_in_schema=False)

    @router.api_route(HELP, methods=["GET", "HEAD"])
    def calendars() -> HTMLResponse:
        return page(site, "help_calendars", {})

    return router
