"""`/plans/{id}/next`: the draft of the next period from one plan, to look at and as a file. Nothing of it is stored."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from plan.errors import ExpectedError
from plan.people.roles import UserRole
from plan.views.plan_list import plan_line
from scheduler.intake import next_period
from scheduler.intake.next_plan_file import WHEN_SIGNED_ON_PAGES, next_plan_file
from scheduler.phrases.reading import Period
from web.access.rights import needs
from web.numbers import RowNumber
from web.page import own_page
from web.routes.plans import GET, plan_page
from web.sentences import for_page
from web.site import Site
from web.uploads import handed_on

Years = Annotated[str, Query(max_length=20)]


def routes(site: Site) -> APIRouter:
    operator = Depends(needs(site, UserRole.OPERATOR))
    router = APIRouter(prefix="/plans/{number}", dependencies=[operator], include_in_schema=False)

    @router.api_route("/next", methods=GET)
    def following(request: Request, number: RowNumber, period: Years = "") -> HTMLResponse:
        """What the next plan would begin with; nothing of it is stored."""
        try:
            draft = _draft(site, number, period)
        except (ExpectedError, ValueError) as error:
            return plan_page(site, request, number, for_page(error), period)
        facts = {"draft": draft, "number": number, "period": period}
        return own_page(site, request, "next_plan", facts)

    @router.api_route("/next.xlsx", methods=GET)
    def following_file(number: RowNumber, period: Years = "") -> Response:
        try:
            draft = _draft(site, number, period)
        except (ExpectedError, ValueError) as error:
            raise HTTPException(404) from error
        name = f"du-thao-ke-hoach-{draft.period.first.year}-{draft.period.last.year}.xlsx"
        return handed_on(name, next_plan_file(draft, site.clock(), WHEN_SIGNED_ON_PAGES))

    return router


def _draft(site: Site, number: int, period: str) -> next_period.NextPlan:
    years = Period.parse("".join(period.replace("–", "-").split()))
    with site.database.read() as session:
        line = plan_line(session, number)
        if line is None:
            raise HTTPException(404)
        return next_period.roll(session, line.code, years, site.today())
