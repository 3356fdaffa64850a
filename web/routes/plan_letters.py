"""`/plans/{id}/letters`: the letters of assignment of a plan, before and after they are written, each as its reader sees it."""

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse

from plan.people.roles import UserRole
from plan.views.plan_list import plan_line
from scheduler.letters.assignment_preview import assignment_bytes, coming_assignments
from web import opened_letter
from web.access.rights import needs
from web.numbers import RowNumber
from web.opened_letter import Opened
from web.page import own_page
from web.routes.mail_bodies import LETTER_POLICY
from web.site import Site

GET = ["GET", "HEAD"]


def routes(site: Site) -> APIRouter:
    viewer = Depends(needs(site, UserRole.VIEWER))
    router = APIRouter(prefix="/plans/{number}/letters", dependencies=[viewer], include_in_schema=False)

    @router.api_route("", methods=GET)
    def letters(request: Request, number: RowNumber) -> HTMLResponse:
        with site.database.read() as session:
            plan = plan_line(session, number)
            coming = coming_assignments(session, site.papers, site.clock, number)
        if plan is None:
            raise HTTPException(404)
        return own_page(site, request, "plan_letters", {"plan": plan, "coming": coming})

    @router.api_route("/{agency}", methods=GET)
    def letter(request: Request, number: RowNumber, agency: str) -> HTMLResponse:
        with site.database.read() as session:
            plan = plan_line(session, number)
        facts = {"plan": plan, "content": _opened(site, number, agency), "agency": agency}
        return own_page(site, request, "plan_letter", facts)

    @router.api_route("/{agency}/html", methods=GET)
    def body(number: RowNumber, agency: str) -> HTMLResponse:
        headers = {"Content-Security-Policy": LETTER_POLICY, "X-Frame-Options": "SAMEORIGIN"}
        html = _opened(site, number, agency).html
        return HTMLResponse(html, headers={**headers, "Cache-Control": "no-store"})

    return router


def _opened(site: Site, number: int, agency: str) -> Opened:
    """The letter as it would be written now, or 404."""
    with site.database.read() as session:
        found = assignment_bytes(session, site.papers, site.clock, number, agency)
    if found is None:
        raise HTTPException(404)
    return opened_letter.read(*found)
