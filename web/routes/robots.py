"""`/robots.txt`: nothing here is for search engines."""

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse

from web.site import Site

NOTHING = "User-agent: *\nDisallow: /\n"


def routes(site: Site) -> APIRouter:  # noqa: ARG001 - every module of routes is asked alike
    router = APIRouter(include_in_schema=False)

    @router.api_route("/robots.txt", methods=["GET", "HEAD"])
    def robots() -> PlainTextResponse:
        """For robots that ask first; those that do not are told by a header on every answer."""
        return PlainTextResponse(NOTHING)

    return router
