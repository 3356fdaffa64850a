"""`/obligations/{id}`: one obligation with its proof: when it is due and why, what came in, what was said to whom."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse

from plan.obligations.receipts import receipts_of
from plan.obligations.views import Duty, duty, names
from plan.people.roles import UserRole
from plan.views.ledger import ledger_of
from plan.views.obligation_history import acts_upon
from scheduler.working_days.calendar import WorkCalendar
from web.access.rights import needs
from web.numbers import RowNumber
from web.page import own_page
from web.past import past
from web.site import Site
from web.standing import standing

GET = ["GET", "HEAD"]


def routes(site: Site) -> APIRouter:
    router = APIRouter(
        prefix="/obligations", dependencies=[Depends(needs(site, UserRole.VIEWER))], include_in_schema=False
    )

    @router.api_route("/{number}", methods=GET)
    def obligation(
        request: Request, number: RowNumber, whole: Annotated[bool, Query(alias="all")] = False
    ) -> HTMLResponse:
        with site.database.read() as session:
            one = duty(session, site.today(), number)
            if one is None:
                raise HTTPException(404)
            called = names(session)
            facts = {
                "receipts": receipts_of(session, number),
                "past": past(acts_upon(session, number), ledger_of(session, number), called, site.zone),
                **_called(one, called),
            }
        return own_page(site, request, "obligation", facts | {"whole": whole} | _stands(one, site))

    return router


def _called(one: Duty, known: dict[str, str]) -> dict[str, str]:
    """Who leads, helps and collects, by their names."""
    return {
        "who": "; ".join(known.get(code, code) for code in one.leads) or "chưa rõ cơ quan nào",
        "partners": "; ".join(known.get(code, code) for code in one.partners),
        "through": known.get(one.through, one.through) if one.through else "",
    }


def _stands(one: Duty, site: Site) -> dict[str, object]:
    calendar: WorkCalendar = site.rules().calendar
    return {
        "duty": one,
        "standing": standing(one, site.today(), calendar),
        "why_off": calendar.why_off(one.due),
        "today": site.today(),
    }
