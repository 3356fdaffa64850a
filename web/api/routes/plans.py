"""`/plans`: the plans that are followed, each under the number of its decision."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from plan.people.token_scopes import Scope
from plan.storage.session import Session
from plan.views.plan_list import DecisionLine, PlanLine, decision_lines, plan_lines
from web.api.caller import Caller, needs_scope
from web.api.lists import IfNoneMatch, ListPage, listed
from web.api.problems import ProblemError
from web.site import Site


def routes(site: Site) -> APIRouter:
    router = APIRouter(prefix="/plans", tags=["plans"])
    reader = Annotated[Caller, Depends(needs_scope(site, Scope.READ))]

    @router.get("", summary="Các kế hoạch")
    def plans(request: Request, caller: reader, known: IfNoneMatch = None) -> Response:
        return listed(site, request, caller, known, lambda: ListPage(_all(site)))

    @router.get("/{code:path}", summary="Một kế hoạch, theo số quyết định")
    def plan(code: str, _caller: reader) -> dict[str, object]:
        found = next((one for one in _all(site) if one["code"] == code), None)
        if found is None:
            raise ProblemError("not-found")
        return found

    return router


def _all(site: Site) -> list[dict[str, object]]:
    with site.database.read() as session:
        return [_plan(session, line) for line in plan_lines(session)]


def _plan(session: Session, line: PlanLine) -> dict[str, object]:
    return {
        "code": line.code,
        "title": line.title,
        "issued_on": line.issued_on and line.issued_on.isoformat(),
        "period": [line.first.isoformat(), line.last.isoformat()],
        "supersedes": line.supersedes,
        "decisions": [_decision(one) for one in decision_lines(session, line.id)],
    }


def _decision(line: DecisionLine) -> dict[str, object]:
    return {
        "code": line.code,
        "title": line.title,
        "issued_on": line.issued_on and line.issued_on.isoformat(),
        "issuer": line.issuer,
        "way": line.way.value,
    }
