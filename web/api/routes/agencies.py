"""`/agencies`: the register; to the program of an agency its own line alone."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from plan.people.token_scopes import Scope
from plan.views.agency_list import AgencyItem, agency_items
from web.api.caller import Caller, needs_scope
from web.api.lists import IfNoneMatch, ListPage, listed
from web.api.problems import ProblemError
from web.site import Site


def routes(site: Site) -> APIRouter:
    router = APIRouter(prefix="/agencies", tags=["agencies"])
    reader = Annotated[Caller, Depends(needs_scope(site, Scope.READ))]

    @router.get("", summary="Sổ cơ quan")
    def agencies(request: Request, caller: reader, known: IfNoneMatch = None) -> Response:
        return listed(site, request, caller, known, lambda: ListPage(_seen(site, caller)))

    @router.get("/{code}", summary="Một cơ quan, theo mã")
    def agency(code: str, caller: reader) -> dict[str, object]:
        found = next((one for one in _seen(site, caller) if one["code"] == code), None)
        if found is None:
            raise ProblemError("not-found")
        return found

    return router


def _seen(site: Site, caller: Caller) -> list[dict[str, object]]:
    with site.database.read() as session:
        return [_agency(one) for one in agency_items(session) if caller.agency in (None, one.code)]


def _agency(one: AgencyItem) -> dict[str, object]:
    """As a line of the register has it."""
    return {
        "code": one.code,
        "name": one.name,
        "short_name": one.short_name,
        "aliases": list(one.aliases),
        "kind": one.kind,
        "groups": list(one.groups),
        "emails": list(one.addresses),
        "parent": one.parent,
        "active_from": one.active_from and one.active_from.isoformat(),
        "active_to": one.active_to and one.active_to.isoformat(),
        "successor": one.successor,
    }
