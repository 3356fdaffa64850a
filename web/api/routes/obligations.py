"""`/obligations`: what must be done, by whom, by when, and how it stands."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic.json_schema import SkipJsonSchema

from plan.obligations.status import Status
from plan.people.token_scopes import Scope
from plan.views.program_lists import obligation_places
from scheduler.intake.obligation_history import history_of
from web.api.caller import Caller, needs_scope
from web.api.cursors import place_of
from web.api.duties import duty_rows, own_duty
from web.api.filters import Asked, AskedList
from web.api.lists import IfNoneMatch, ListPage, listed, page_of
from web.api.tags import tag
from web.numbers import RowNumber
from web.site import Site

Stands = Annotated[Status | SkipJsonSchema[None], Query()]


def routes(site: Site) -> APIRouter:
    router = APIRouter(prefix="/obligations", tags=["obligations"])
    reader = Annotated[Caller, Depends(needs_scope(site, Scope.READ))]

    @router.get("", summary="Những việc phải làm")
    def obligations(
        request: Request, caller: reader, asked: Asked, status: Stands = None, known: IfNoneMatch = None
    ) -> Response:
        place_of(asked.after)
        return listed(site, request, caller, known, lambda: _page(site, caller, asked, status))

    @router.get("/{number}", summary="Một việc phải làm")
    def obligation(number: RowNumber, caller: reader) -> Response:
        with site.database.read() as session:
            one = own_duty(session, site, caller, number)
        return JSONResponse(one.to_json(), headers={"ETag": tag(one.id, one.revision)})

    @router.get("/{number}/history", summary="Vì sao có việc này, đã nhắc ai, ai đã làm gì")
    def history(number: RowNumber, caller: reader) -> dict[str, Any]:
        with site.database.read() as session:
            own_duty(session, site, caller, number)
            _, found = history_of(session, site.rules(), site.today(), number, caller.agency)
        return found if caller.agency is None else found | {"acts": [_unnamed(one) for one in found["acts"]]}

    return router


def _page(site: Site, caller: Caller, asked: AskedList, status: Status | None) -> ListPage:
    after = place_of(asked.after)
    with site.database.read() as session:
        wanted = asked.read(session, site, caller)
        if wanted is None:
            return ListPage(())
        places = obligation_places(session, site.today(), wanted, status, after, asked.limit + 1)
        return page_of(places, asked.limit, after, lambda ids: duty_rows(session, site, ids))


def _unnamed(act: dict[str, Any]) -> dict[str, Any]:
    """To the program of an agency: what was done when, not by which person or other agency."""
    return {"at": act["at"], "act": act["act"]}
