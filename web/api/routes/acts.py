"""`POST /obligations/{number}/…`: what is done to one obligation, by the same acts as on pages and at the shell."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from plan.obligations.acts import find_obligation
from plan.obligations.changes import hold
from plan.storage.session import Session
from web.api.caller import Caller, needs_scope
from web.api.deeds import DEEDS, REPORTS, Asker, Deed
from web.api.duties import check_leads, own_duty
from web.api.idempotency import ApiAnswer, IdempotencyKey, NamedRequest, fingerprint, once
from web.api.problems import ProblemError
from web.api.reports import REQUEST_BODY, Reported, reported
from web.api.tags import IfMatch, check_unchanged, tag
from web.numbers import RowNumber
from web.site import Site

Print = Annotated[str, Depends(fingerprint)]
NOT_THEIRS = {
    "collector": "chỉ chương trình của nơi thu nhận làm được; mã của một cơ quan báo bằng declared",
    "agency": "chỉ mã của một cơ quan báo được điều này; nơi thu nhận ghi nhận bằng done",
}


def routes(site: Site) -> APIRouter:
    router = APIRouter(prefix="/obligations/{number}", tags=["acts"])
    for name, deed in DEEDS.items():
        endpoint = _with_body(site, deed, deed.body) if deed.body else _without_body(site, deed)
        router.add_api_route(f"/{name}", endpoint, methods=["POST"], summary=deed.summary, name=name)
    for name, deed in REPORTS.items():
        more = {"requestBody": REQUEST_BODY}
        router.add_api_route(
            f"/{name}",
            _with_body(site, deed, Annotated[Reported, Depends(reported)]),
            methods=["POST"],
            summary=deed.summary,
            name=name,
            openapi_extra=more,
        )
    return router


def _with_body(site: Site, deed: Deed, body_type: object) -> Callable[..., Response]:
    def act(
        request: Request,
        number: RowNumber,
        caller: Caller,
        seen: IfMatch,
        printed: Print,  # before the body: what is read by parts can be read once
        body: Any,
        key: IdempotencyKey = None,
    ) -> Response:
        return _acted(site, request, caller, deed, number, seen, NamedRequest(key, printed), body)

    return _for(act, site, deed, body=body_type)


def _without_body(site: Site, deed: Deed) -> Callable[..., Response]:
    def act(
        request: Request,
        number: RowNumber,
        caller: Caller,
        seen: IfMatch,
        printed: Print,
        key: IdempotencyKey = None,
    ) -> Response:
        return _acted(site, request, caller, deed, number, seen, NamedRequest(key, printed), None)

    return _for(act, site, deed)


def _for(act: Callable[..., Response], site: Site, deed: Deed, **more: object) -> Callable[..., Response]:
    """FastAPI reads from the annotations who may ask and what is sent."""
    act.__annotations__ |= {"caller": Annotated[Caller, Depends(needs_scope(site, deed.scope))], **more}
    return act


def _acted(
    site: Site,
    request: Request,
    caller: Caller,
    deed: Deed,
    number: int,
    seen: str,
    asked: NamedRequest,
    said: object,
) -> Response:
    """404 before all else for what is another's; then whose word it is, then whether it still is as it was seen."""
    asker = Asker(caller.act, site.rules(), caller.agency)

    def work(session: Session) -> ApiAnswer:
        one = own_duty(session, site, caller, number)
        if deed.whose != "both" and (deed.whose == "agency") is (caller.agency is None):
            raise ProblemError("forbidden", NOT_THEIRS[deed.whose])
        if deed.only_leads:
            check_leads(session, site, caller, one)
        row = find_obligation(session, number)
        hold(session, row)
        check_unchanged(seen, tag(row.id, row.revision))
        deed.do(asker, said)(session, row)
        after = own_duty(session, site, caller, number)
        return ApiAnswer(after.to_json(), {"ETag": tag(after.id, after.revision)})

    return once(site, request.app.state.running, caller, asked, work)
