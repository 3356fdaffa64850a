"""`/obligations/{id}`: one obligation with its proof; `/obligations/{id}/{act}`: what the collector does to it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData
from starlette.responses import Response

from plan.errors import NotPossibleError
from plan.obligations import acts
from plan.obligations.acts import ChangedError
from plan.people.roles import UserRole
from plan.views.receipt_files import file_of
from web.access.entry import redirect
from web.access.rights import current, needs, safe_path
from web.board_editor import RefusedForm, refused_on_board
from web.forms import sent_to, text
from web.numbers import RowNumber
from web.obligation_case import case_of
from web.obligation_forms import FORMS, KEPT, wanted_act
from web.page import own_page
from web.sentences import for_page
from web.site import Site
from web.uploads import handed_on

NOTHING_TYPED: Mapping[str, object] = MappingProxyType({})


def routes(site: Site) -> APIRouter:
    router = APIRouter(prefix="/obligations", include_in_schema=False)
    looks, acting = needs(site, UserRole.VIEWER), needs(site, UserRole.OPERATOR)

    @router.api_route("/{number}", methods=["GET", "HEAD"], dependencies=[Depends(looks)])
    def obligation(
        request: Request, number: RowNumber, whole: Annotated[bool, Query(alias="all")] = False
    ) -> HTMLResponse:
        return _shown(site, request, number, {"whole": whole})

    @router.api_route("/{number}/files/{digest}", methods=["GET", "HEAD"], dependencies=[Depends(looks)])
    def file(number: RowNumber, digest: str) -> Response:
        """Never shown by the browser as part of our pages: what a stranger's file holds is only handed on."""
        with site.database.read() as session:
            found = file_of(session, number, digest)
        if found is None:
            raise HTTPException(404)
        return handed_on(found.name, found.content)

    @router.post("/{number}/{name}", dependencies=[Depends(acting)])
    def act(
        request: Request,
        number: RowNumber,
        name: str,
        fields: FormData = Depends(sent_to(site)),  # noqa: B008, FAST002 - as FastAPI asks
    ) -> Response:
        """One act; then where the person was. Refused, the page again with all that was typed."""
        try:
            wanted = wanted_act(FORMS, name, site, request, fields)
            with site.database.begin() as session:
                acts.perform(session, number, wanted, revision=_revision(fields))
        except ChangedError:
            return _refused(site, request, number, name, fields, 412)
        except NotPossibleError as error:
            return _refused(site, request, number, name, fields, 422, for_page(error))
        return redirect(safe_path(text(fields, "back") or f"/obligations/{number}"))

    return router


def _refused(
    site: Site, request: Request, number: int, name: str, fields: FormData, status: int, why: str = ""
) -> HTMLResponse:
    kept = {field: text(fields, field) for field in KEPT}
    form = RefusedForm(number, name, text(fields, "back"), kept, status, why)
    if (in_place := refused_on_board(site, request, form)) is not None:
        return in_place
    facts = {"trouble": why, "changed": status == 412, "tried": name, "typed": kept}
    return _shown(site, request, number, facts, status)


def _shown(
    site: Site, request: Request, number: int, more: Mapping[str, object], status: int = 200
) -> HTMLResponse:
    case = case_of(site, number)
    if case is None:
        raise HTTPException(404)
    none = {"whole": False, "trouble": "", "changed": False, "tried": "", "typed": dict.fromkeys(KEPT, "")}
    may_act = current(request).role.covers(UserRole.OPERATOR)
    return own_page(site, request, "obligation", case | none | {"may_act": may_act} | dict(more), status)


def _revision(fields: FormData) -> int | None:
    """Of the row that the person saw; None for a form that says none."""
    said = text(fields, "revision")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else None
