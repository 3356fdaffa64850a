"""`/todo`: everything that waits for a person, each line with its act on it."""

from collections.abc import Mapping, Sized
from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData
from starlette.responses import Response

from plan.clock import day_of
from plan.errors import NotPossibleError
from plan.people.roles import UserRole
from web.access.entry import redirect
from web.access.rights import current, needs
from web.forms import sent_to, text
from web.numbers import ChosenRow
from web.obligation_forms import wanted_act
from web.page import own_page
from web.rail import rail_of
from web.sentences import for_page
from web.site import Site
from web.todo import obligation_of, todo
from web.todo_forms import FORMS

ADDRESS = "/todo"


@dataclass(frozen=True, slots=True)
class TodoView:
    """What of it is looked at: one kind, whole, or the first of all; and which word of an agency is being sent back."""

    kind: str = ""
    back: int | None = None


def routes(site: Site) -> APIRouter:
    router = APIRouter(prefix=ADDRESS, include_in_schema=False)

    @router.api_route("", methods=["GET", "HEAD"], dependencies=[Depends(needs(site, UserRole.VIEWER))])
    def everything(
        request: Request, kind: Annotated[str, Query(max_length=40)] = "", back: ChosenRow = None
    ) -> HTMLResponse:
        return _shown(site, request, TodoView(kind, back))

    @router.post("/{name}", dependencies=[Depends(needs(site, UserRole.OPERATOR))])
    def act(
        request: Request,
        name: str,
        kind: Annotated[str, Query(max_length=40)] = "",
        fields: FormData = Depends(sent_to(site, lists=("tasks",))),  # noqa: B008, FAST002 - as FastAPI asks
    ) -> Response:
        """One act; then the list without it. Refused, the whole list of its kind with the reason above, and all that was typed."""
        try:
            wanted = wanted_act(FORMS, name, site, request, fields)
            with site.database.begin() as session:
                wanted(session)
        except (NotPossibleError, LookupError) as error:
            typed = {field: text(fields, field) for field in fields}
            tried = {"tried": name, "typed": typed, "trouble": for_page(error)}
            return _shown(site, request, TodoView(FORMS[name].kind), tried, 422)
        return redirect(f"{ADDRESS}?{urlencode({'kind': kind})}" if kind else ADDRESS)

    return router


def _cut(most: int, *lists: Sized) -> int:
    """How many lines are left out where each of those lists ends after `most`."""
    return sum(max(len(one) - most, 0) for one in lists)


def _shown(
    site: Site, request: Request, view: TodoView, more: Mapping[str, object] | None = None, status: int = 200
) -> HTMLResponse:
    with site.database.read() as session:
        beside = rail_of(session, site)
        found = todo(session, site, beside)
    if not found.counts.get(view.kind):  # no such kind, or the last of it was seen to
        view = replace(view, kind="")
    none: dict[str, object] = {
        "view": view, "trouble": "", "tried": "", "typed": {}, "today": site.today(), "for_page": for_page,
        "day_at": lambda at: day_of(at, site.zone), "cut": _cut, "obligation_of": obligation_of,
    }  # fmt: skip
    may_act = current(request).role.covers(UserRole.OPERATOR)
    return own_page(
        site,
        request,
        "todo",
        none | {"rail": beside, "todo": found, "may_act": may_act} | dict(more or {}),
        status,
    )
