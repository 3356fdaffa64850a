"""`/admin/policy`: when agencies are reminded and urged, in words; `/admin/regimes`: the periodic reports; `/admin` leads on. Read only."""

from datetime import date

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response

from plan.obligations.views import names
from plan.people.roles import UserRole
from plan.views.regime_list import regime_items, rounds_of_year
from scheduler.policy.regimes import RegimeRules
from web.access.entry import redirect
from web.access.rights import current, needs
from web.ladder import MARGIN, WIDTH, before, example, numbers
from web.numbers import ChosenYear
from web.page import own_page
from web.site import Site

GET = ["GET", "HEAD"]


def routes(site: Site) -> APIRouter:
    looks = Depends(needs(site, UserRole.VIEWER))
    router = APIRouter(prefix="/admin", dependencies=[looks], include_in_schema=False)

    @router.api_route("", methods=GET)
    def first(request: Request) -> Response:
        """To the first that the menu offers this user."""
        return redirect("/admin/users" if current(request).role == UserRole.ADMIN else "/admin/workdays")

    @router.api_route("/policy", methods=GET)
    def policy(request: Request) -> HTMLResponse:
        rules, today = site.rules(), site.today()
        due = date(today.year, 6, 30)
        drawn = [
            ("Báo cáo quý II", example(rules.policy, "report", date(today.year, 4, 1), due, rules.calendar)),
            ("Nhiệm vụ cả năm", example(rules.policy, "task", date(today.year, 1, 1), due, rules.calendar)),
        ]
        with site.database.read() as session:
            called = names(session)
        facts = {"policy": rules.policy, "watchers": rules.watchers, "called": called, "drawn": drawn}
        facts |= {
            "numbers": numbers,
            "before": before,
            "width": WIDTH,
            "margin": MARGIN,
            "fault": site.policy_fault(),
        }
        return own_page(site, request, "policy", facts)

    @router.api_route("/regimes", methods=GET)
    def regimes(request: Request, year: ChosenYear = None) -> HTMLResponse:
        year = year or site.today().year
        with site.database.read() as session:
            found = [(one, RegimeRules.model_validate(one.definition)) for one in regime_items(session)]
            rounds, called = rounds_of_year(session, year), names(session)
        facts = {"regimes": found, "rounds": rounds, "year": year, "called": called}
        return own_page(site, request, "regimes", facts | {"work": site.rules().calendar})

    return router
