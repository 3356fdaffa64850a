"""`/plans`: the decisions that are followed."""

from typing import Annotated

from fastapi import APIRouter, Depends

from plan.people.token_scopes import Scope
from plan.views.plan_list import plan_lines
from web.api.caller import Caller, needs_scope
from web.site import Site


def routes(site: Site) -> APIRouter:
    router = APIRouter(prefix="/plans")
    reader = Annotated[Caller, Depends(needs_scope(site, Scope.READ))]

    @router.get("")
    def plans(_caller: reader) -> dict[str, object]:
        with site.database.read() as session:
            return {"items": [line.code for line in plan_lines(session)], "next": None}

    return router
