"""`/tasks/{id}`: one task, as the plan words it, as it is read and as it is due; `/tasks/{id}/{act}`: what a person says of it."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData
from starlette.responses import Response

from plan.errors import NotPossibleError
from plan.people.roles import UserRole
from plan.tasks.turns import TaskChangedError, check_turn
from web.access.entry import redirect
from web.access.rights import current, needs
from web.forms import LONGEST, sent_to, text
from web.numbers import RowNumber
from web.obligation_forms import wanted_act
from web.page import own_page
from web.sentences import for_page
from web.site import Site
from web.task_case import task_case
from web.task_forms import FORMS, KEPT


def routes(site: Site) -> APIRouter:
    router = APIRouter(prefix="/tasks", include_in_schema=False)
    looks, acting = needs(site, UserRole.VIEWER), needs(site, UserRole.OPERATOR)

    @router.api_route("/{number}", methods=["GET", "HEAD"], dependencies=[Depends(looks)])
    def task(
        request: Request,
        number: RowNumber,
        whole: Annotated[bool, Query(alias="all")] = False,
        words: Annotated[str, Query(max_length=LONGEST)] = "",
    ) -> HTMLResponse:
        """`words` are tried in the place of the plan's: how they would be read is shown, nothing is taken."""
        return _shown(site, request, number, " ".join(words.split()), whole=whole)

    @router.post("/{number}/{name}", dependencies=[Depends(acting)])
    def act(
        request: Request,
        number: RowNumber,
        name: str,
        fields: FormData = Depends(sent_to(site)),  # noqa: B008, FAST002 - as FastAPI asks
    ) -> Response:
        """One act; then the page as it is now. Refused, the page again with all that was typed."""
        try:
            wanted = wanted_act(FORMS, name, site, request, fields)
            with site.database.begin() as session:
                if text(fields, "seen"):
                    check_turn(session, number, text(fields, "seen"))
                wanted(session, number)
        except TaskChangedError:
            return _refused(site, request, number, name, fields, 412)
        except (NotPossibleError, LookupError) as error:
            return _refused(site, request, number, name, fields, 422, for_page(error))
        return redirect(f"/tasks/{number}")

    return router


def _refused(
    site: Site, request: Request, number: int, name: str, fields: FormData, status: int, why: str = ""
) -> HTMLResponse:
    typed = {field: text(fields, field) for field in KEPT}
    facts = {"trouble": why, "changed": status == 412, "tried": name, "typed": typed}
    said = typed["words"] if name == "timing" else ""
    return _shown(site, request, number, " ".join(said.split()), more=facts, status=status)


def _shown(
    site: Site,
    request: Request,
    number: int,
    said: str,
    *,
    whole: bool = False,
    more: Mapping[str, object] | None = None,
    status: int = 200,
) -> HTMLResponse:
    case = task_case(site, number, whole=whole, said=said)
    if case is None:
        raise HTTPException(404)
    none: dict[str, object] = {"trouble": "", "changed": False, "tried": "", "typed": dict.fromkeys(KEPT, "")}
    may_act = current(request).role.covers(UserRole.OPERATOR)
    return own_page(site, request, "task", case | none | {"may_act": may_act} | dict(more or {}), status)
