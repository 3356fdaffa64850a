"""`/reports/incoming`: documents that came in in envelopes of the axis: taken in, recorded, sent back, answered by a file."""

from collections.abc import Callable, Mapping

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData
from starlette.responses import Response

from plan.errors import ExpectedError, NotPossibleError
from plan.obligations import envelopes
from plan.people.roles import UserRole
from plan.storage.session import Session
from plan.views.envelopes import incoming_lines
from scheduler.letters.envelopes import answer_envelope
from web.access.entry import redirect
from web.access.rights import act_of, current, needs
from web.envelope_case import incoming_case
from web.forms import day_of_field, sent_to, text
from web.letters import letter_context
from web.numbers import RowNumber
from web.obligation_forms import SentForm, wanted_act
from web.page import own_page
from web.sentences import for_page
from web.site import Site
from web.uploads import handed_on, paper_of

ADDRESS = "/reports/incoming"
GET = ["GET", "HEAD"]
SHOWN = 200
KEPT = ("duty", "on", "reason")
IncomingAct = Callable[[Session, int], None]


def routes(site: Site) -> APIRouter:
    router = APIRouter(prefix=ADDRESS, include_in_schema=False)
    _looking(router, site)
    _acting(router, site)
    return router


def _looking(router: APIRouter, site: Site) -> None:
    looks = Depends(needs(site, UserRole.VIEWER))

    @router.api_route("", methods=GET, dependencies=[looks])
    def listed(request: Request) -> HTMLResponse:
        return _list(site, request, {})

    @router.api_route("/{number}", methods=GET, dependencies=[looks])
    def one(request: Request, number: RowNumber) -> HTMLResponse:
        return _shown(site, request, number, {})

    @router.api_route("/{number}/files/{place}", methods=GET, dependencies=[looks])
    def file(number: RowNumber, place: RowNumber) -> Response:
        try:
            with site.database.read() as session:
                found = envelopes.files_of(envelopes.incoming_row(session, number))
        except NotPossibleError as error:
            raise HTTPException(404) from error
        if place > len(found):
            raise HTTPException(404)
        return handed_on(found[place - 1].name, found[place - 1].content)

    @router.api_route("/{number}/answer.edxml", methods=GET, dependencies=[looks])
    def answer(request: Request, number: RowNumber) -> Response:
        """03 where it was received, 02 where it was sent back: the same bytes each time."""
        act = act_of(site, request, current(request).mail)
        try:
            with site.database.read() as session:
                envelopes.incoming_row(session, number)
        except NotPossibleError as error:
            raise HTTPException(404) from error
        try:
            with site.database.read() as session:
                made = answer_envelope(letter_context(site, session, act), number)
        except NotPossibleError as error:
            return _shown(site, request, number, {"trouble": for_page(error), "tried": "answer"}, 422)
        return handed_on(made.name, made.content)


def _acting(router: APIRouter, site: Site) -> None:
    acting = Depends(needs(site, UserRole.OPERATOR))

    @router.post("", dependencies=[acting])
    def take(request: Request, fields: FormData = Depends(sent_to(site))) -> Response:  # noqa: B008, FAST002 - as FastAPI asks
        """Then the page of what came in."""
        act = act_of(site, request, current(request).mail)
        try:
            file = paper_of(fields)
            if file is None:
                raise NotPossibleError("hãy chọn một tệp .edxml")
            with site.database.begin() as session:
                number = envelopes.take(session, act, file.name, file.content).id
        except ExpectedError as error:
            return _list(site, request, {"trouble": for_page(error)}, 422)
        return redirect(f"{ADDRESS}/{number}")

    @router.post("/{number}/{name}", dependencies=[acting])
    def act(
        request: Request,
        number: RowNumber,
        name: str,
        fields: FormData = Depends(sent_to(site)),  # noqa: B008, FAST002 - as FastAPI asks
    ) -> Response:
        try:
            wanted = wanted_act(FORMS, name, site, request, fields)
            with site.database.begin() as session:
                wanted(session, number)
        except ExpectedError as error:
            typed = {field: text(fields, field) for field in KEPT}
            return _shown(
                site, request, number, {"trouble": for_page(error), "tried": name, "typed": typed}, 422
            )
        return redirect(f"{ADDRESS}/{number}")


def _receive(form: SentForm) -> IncomingAct:
    said, on = text(form.fields, "duty"), day_of_field(form.site, form.fields, "on")
    if not (said.isascii() and said.isdecimal() and len(said) < 10):
        raise NotPossibleError("cần chọn văn bản này của việc nào")
    rules = form.site.rules().collection

    def receive(session: Session, number: int) -> None:
        row = envelopes.incoming_row(session, number)
        envelopes.receive(session, row, form.act, rules, int(said), on)

    return receive


def _return(form: SentForm) -> IncomingAct:
    return lambda session, number: envelopes.return_it(
        session, envelopes.incoming_row(session, number), form.act, form.reason
    )


def _note(form: SentForm) -> IncomingAct:
    return lambda session, number: envelopes.note_it(
        session, envelopes.incoming_row(session, number), form.act
    )


FORMS: Mapping[str, Callable[[SentForm], IncomingAct]] = {
    "receive": _receive,
    "return": _return,
    "note": _note,
}


def _list(site: Site, request: Request, more: Mapping[str, object], status: int = 200) -> HTMLResponse:
    with site.database.read() as session:
        lines, many = incoming_lines(session, SHOWN)
    facts = {"trouble": "", "lines": lines, "many": many} | dict(more)
    return own_page(site, request, "incoming", facts | _who(request), status)


def _shown(
    site: Site, request: Request, number: int, more: Mapping[str, object], status: int = 200
) -> HTMLResponse:
    with site.database.read() as session:
        facts = incoming_case(site, session, number)
    if facts is None:
        raise HTTPException(404)
    none: dict[str, object] = {"trouble": "", "tried": "", "typed": {}}
    return own_page(site, request, "incoming_document", facts | none | _who(request) | dict(more), status)


def _who(request: Request) -> dict[str, object]:
    return {"may_act": current(request).role.covers(UserRole.OPERATOR)}
