"""`/tasks`: the rows of the plans, their words as written, their deadlines."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic.json_schema import SkipJsonSchema

from plan.agencies.store import load_directory
from plan.people.token_scopes import Scope
from plan.storage.rows import LARGEST_NUMBER
from plan.storage.session import Session
from plan.views.program_lists import (
    START,
    ListPlace,
    ProgramFilter,
    TaskState,
    task_places,
    tasks_numbered,
)
from plan.views.tasks import tasks_json
from plan.vocabulary import Kind
from scheduler.intake import events
from web.api.bodies import OccurredBody
from web.api.caller import Caller, needs_scope
from web.api.cursors import place_of
from web.api.duties import codes_of
from web.api.filters import Asked, AskedList
from web.api.idempotency import ApiAnswer, IdempotencyKey, NamedRequest, fingerprint, once
from web.api.lists import IfNoneMatch, ListPage, listed, page_of
from web.api.problems import ProblemError
from web.api.tags import IfMatch, check_unchanged, tag
from web.numbers import RowNumber
from web.site import Site

Print = Annotated[str, Depends(fingerprint)]


def routes(site: Site) -> APIRouter:
    router = APIRouter(prefix="/tasks", tags=["tasks"])
    reader = Annotated[Caller, Depends(needs_scope(site, Scope.READ))]
    decider = Annotated[Caller, Depends(needs_scope(site, Scope.DECIDE))]

    @router.get("", summary="Các nhiệm vụ")
    def tasks(
        request: Request,
        caller: reader,
        asked: Asked,
        status: Annotated[TaskState | SkipJsonSchema[None], Query()] = None,
        known: IfNoneMatch = None,
    ) -> Response:
        place_of(asked.after)
        return listed(site, request, caller, known, lambda: _page(site, caller, asked, status))

    @router.get("/{number}", summary="Một nhiệm vụ")
    def task(number: RowNumber, caller: reader) -> Response:
        with site.database.read() as session:
            row, current = _own(session, site, caller, number)
        return JSONResponse(row, headers={"ETag": current})

    @router.post("/{number}/occurred", summary="Sự kiện mà nhiệm vụ chờ đã xảy ra")
    def occurred(
        request: Request,
        number: RowNumber,
        caller: decider,
        body: OccurredBody,
        seen: IfMatch,
        printed: Print,
        key: IdempotencyKey = None,
    ) -> Response:
        rules = site.rules()

        def record(session: Session) -> ApiAnswer:
            check_unchanged(seen, _own(session, site, caller, number)[1])
            events.record(session, rules, caller.act, str(number), body.on, body.document)
            return ApiAnswer(_rows(session, site, [number])[0])

        return once(site, request.app.state.running, caller, NamedRequest(key, printed), record)

    return router


def _page(site: Site, caller: Caller, asked: AskedList, state: str | None) -> ListPage:
    after = place_of(asked.after)
    with site.database.read() as session:
        wanted = asked.read(session, site, caller)
        if wanted is None or wanted.kind is Kind.REPORT:
            return ListPage(())
        places = task_places(session, wanted, state, after, asked.limit + 1)
        return page_of(places, asked.limit, after, lambda ids: _rows(session, site, ids))


def _rows(session: Session, site: Site, ids: Sequence[int]) -> list[dict[str, object]]:
    ends = site.rules().calendar.on_or_after
    return tasks_json(session, tasks_numbered(session, ids), load_directory(session), site.today(), ends)


def _own(session: Session, site: Site, caller: Caller, number: int) -> tuple[dict[str, object], str]:
    """The task of that number and its tag; 404 if it stands in no plan, or the agency has no part in it."""
    wanted = ProgramFilter(own=codes_of(session, site, caller.agency))
    before = ListPlace(START.turn, number - 1)
    found = task_places(session, wanted, None, before, 1) if number <= LARGEST_NUMBER else []
    if [place.id for place in found] != [number]:
        raise ProblemError("not-found")
    return _rows(session, site, [number])[0], tag(number, tasks_numbered(session, [number])[0].turn)
