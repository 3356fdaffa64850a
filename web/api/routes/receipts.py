"""`POST /receipts`: what came in, many at once: all of it is recorded, or nothing."""

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Request
from fastapi.responses import Response

from plan.documents.receipts_file import LineFault, ReceiptRow
from plan.obligations.bulk_receipts import record_all
from plan.people.token_scopes import Scope
from plan.storage.session import Session
from web.api.bodies import MOST_RECEIPTS, ReceiptLine
from web.api.caller import Caller, needs_scope
from web.api.idempotency import ApiAnswer, IdempotencyKey, NamedRequest, fingerprint, once
from web.api.problems import ProblemError
from web.sentences import for_page
from web.site import Site

Lines = Annotated[list[ReceiptLine], Body(min_length=1, max_length=MOST_RECEIPTS)]


def routes(site: Site) -> APIRouter:
    router = APIRouter(prefix="/receipts", tags=["acts"])
    receiver = Annotated[Caller, Depends(needs_scope(site, Scope.RECEIVE))]

    @router.post("", summary="Ghi nhận nhiều việc một lần, tất cả hoặc không dòng nào")
    def receipts(
        request: Request,
        caller: receiver,
        lines: Lines,
        printed: Annotated[str, Depends(fingerprint)],
        key: IdempotencyKey = None,
    ) -> Response:
        if caller.agency is not None:
            raise ProblemError("forbidden", "mã của một cơ quan báo từng việc bằng declared")
        rows = [
            ReceiptRow(number, one.agency, one.label, one.on, one.document)
            for number, one in enumerate(lines)
        ]

        def work(session: Session) -> ApiAnswer:
            result = record_all(session, rows, caller.act)
            if result.faults:
                raise ProblemError("invalid", more={"errors": [_fault(one) for one in result.faults]})
            return ApiAnswer({"recorded": list(result.recorded), "known": result.known})

        return once(site, request.app.state.running, caller, NamedRequest(key, printed), work)

    return router


def _fault(one: LineFault) -> dict[str, str]:
    return {"pointer": f"/{one.line}", "detail": for_page(one.message)}
