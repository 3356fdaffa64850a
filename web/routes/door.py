"""`/o/{signed}`: an agency comes in by the link of a letter. Mail scanners follow links: only the button opens the door."""

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData
from starlette.responses import Response

from plan.people import agency_sessions, sign_ins
from plan.subscriptions.feeds import name_of
from web.access.agencies import OURS, act_of_agency
from web.access.cookies import cookie_name, forget_cookies, secrets_of
from web.access.entry import NOT_GUARDED, browser_of, inside, redirect
from web.forms import sent_to
from web.page import page
from web.signed import HEADERS, Refusal, opened, refused
from web.site import Site


def routes(site: Site) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.api_route("/o/{signed}", methods=["GET", "HEAD"])
    def door(signed: str) -> HTMLResponse:
        claim = opened(site, signed, "door")
        if isinstance(claim, Refusal):
            return refused(site, claim)
        with site.database.read() as session:
            agency = name_of(session, claim.agency)
        return page(site, "door", {"agency": agency}, 200, HEADERS)

    @router.post("/o/{signed}")
    def come_in(signed: str, request: Request, fields: FormData = Depends(sent_to(site))) -> Response:  # noqa: ARG001, B008, FAST002 - read so that it is checked
        """A session of the agency; whatever the browser was signed in as before is over."""
        claim = opened(site, signed, "door")
        if isinstance(claim, Refusal):
            return refused(site, claim)
        cookie = cookie_name(request)
        if cookie is None:
            return refused(site, NOT_GUARDED)
        act = act_of_agency(site, request, claim.agency)
        with site.database.begin() as session:
            for secret in secrets_of(request):
                sign_ins.sign_out(session, secret)
                agency_sessions.leave(session, secret)
            secret = agency_sessions.enter(
                session, act, claim.agency, claim.issued_at, browser_of(site, request), site.wall()
            )
        return inside(cookie, secret, OURS)

    @router.post("/our/leave")
    def leave(request: Request, fields: FormData = Depends(sent_to(site))) -> Response:  # noqa: ARG001, B008, FAST002 - as above
        """Out, whoever it was."""
        with site.database.begin() as session:
            for secret in secrets_of(request):
                agency_sessions.leave(session, secret)
        answer = redirect("/our/link")
        forget_cookies(answer)
        return answer

    return router
