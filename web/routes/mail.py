"""`/mail`: the letters, newest first, and each as its reader sees it; held, released, tried again by an operator."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import AfterValidator
from starlette.datastructures import FormData

from notifications.mail import queue_acts
from notifications.mail.pauses import pauses
from notifications.mail.server_limits import failing_servers
from plan import dates
from plan.errors import NotPossibleError
from plan.ledger.holds import WORDS, holds
from plan.obligations.views import names
from plan.people.roles import UserRole
from plan.views import letters as views
from plan.views.letter_page import held_by
from plan.views.task_list import leading_agencies
from plan.vocabulary import LetterState
from scheduler.letters.kinds import LABELS
from web.access.entry import redirect
from web.access.rights import NOT_YOURS, act_of, current, needs
from web.forms import sent_to, text
from web.letter_case import letter_case
from web.mail_address import MailView
from web.numbers import RowNumber
from web.page import own_page
from web.rail import rail_of
from web.sentences import for_page
from web.site import Site

A_PAGE = 50
GET = ["GET", "HEAD"]
Facts = Mapping[str, object]


def _known(kind: str | None) -> str | None:
    """Raises ValueError, which is answered as any parameter that cannot be read."""
    if kind and kind not in LABELS:
        raise ValueError(f"no kind of letter: {kind}")
    return kind or None


def _state(state: str | None) -> LetterState | None:
    return LetterState(state) if state else None


def _day(typed: str) -> date | None:
    """Raises ValueError, as above. Of a year that is not said, none is guessed."""
    return dates.read_full(typed) if typed.strip() else None


Kind = Annotated[str | None, AfterValidator(_known)]
State = Annotated[str | None, AfterValidator(_state)]
Day = Annotated[str, Query(max_length=40), AfterValidator(_day)]
Number = Annotated[int, Query(alias="page", ge=1, le=100_000)]
Agency = Annotated[str, Query(max_length=80)]


def routes(site: Site) -> APIRouter:
    router = APIRouter(prefix="/mail", include_in_schema=False)
    looks, acting = Depends(needs(site, UserRole.VIEWER)), Depends(needs(site, UserRole.OPERATOR))

    @router.api_route("", methods=GET, dependencies=[looks])
    def letters(
        request: Request,
        kind: Kind = None,
        state: State = None,
        agency: Agency = "",
        day: Day = "",
        number: Number = 1,
    ) -> HTMLResponse:
        view = MailView(views.LetterFilter(kind, state, agency, day or None), number)  # type: ignore[arg-type]  # read above
        return own_page(site, request, "mail", _listed(site, request, view))

    @router.post("/{name}", dependencies=[acting, Depends(sent_to(site))])
    def act(request: Request, name: Literal["hold", "release"]) -> Response:
        """All letters wait, or go."""
        done = {"hold": queue_acts.hold, "release": queue_acts.release}[name]
        with site.database.begin() as session:
            done(session, act_of(site, request, current(request).mail))
        return redirect("/mail?state=waiting")

    @router.api_route("/{letter}", methods=GET, dependencies=[looks])
    def letter(
        request: Request,
        letter: RowNumber,
        shown: Annotated[Literal["", "text", "raw"], Query(alias="as")] = "",
    ) -> HTMLResponse:
        if shown == "raw" and not _may(request):
            raise HTTPException(403, NOT_YOURS)
        return _letter(site, request, letter, {"shown": shown})

    @router.post("/{letter}/{name}", dependencies=[acting])
    def act_on_one(
        request: Request,
        letter: RowNumber,
        name: Literal["retry", "hold", "release"],
        fields: FormData = Depends(sent_to(site)),  # noqa: B008, FAST002 - as above
    ) -> Response:
        """It is tried again; or the letters to its agency wait, or go."""
        try:
            _acted(site, request, letter, name, text(fields, "agency"))
        except NotPossibleError as error:
            return _letter(site, request, letter, {"trouble": for_page(error)}, 422)
        return redirect(f"/mail/{letter}")

    return router


def _listed(site: Site, request: Request, view: MailView) -> dict[str, object]:
    with site.database.read() as session:
        # One letter more than a page shows that there is another page.
        rows = views.newest_letters(session, view.wanted, skip=(view.page - 1) * A_PAGE, limit=A_PAGE + 1)
        beside = rail_of(session, site)
        called = site.kept.of(beside.change, "names", lambda: names(session))
        agencies = site.kept.of(beside.change, "leading", lambda: leading_agencies(session))
        paused, reasons = pauses(session), holds(session) if beside.now.holds else ()
        by = held_by(session, "outbox") if paused.everything else None
        failing = [(server.said, server.paused_until) for server in failing_servers(session)]
    return {
        "rail": beside,
        "letters": rows[:A_PAGE],
        "more": len(rows) > A_PAGE,
        "view": view,
        "paused": paused.everything,
        "held_agencies": [called.get(code, code) for code in sorted(paused.agencies)],
        "reasons": [(one, WORDS[one.reason]) for one in reasons],
        "by": by,
        "failing": failing,
        "called": called,
        "agencies": agencies,
        "may_act": _may(request),
    }


def _letter(site: Site, request: Request, number: int, more: Facts, status: int = 200) -> HTMLResponse:
    with site.database.read() as session:
        case = letter_case(site, session, number)
    if case is None:
        raise HTTPException(404)
    none: dict[str, object] = {"shown": "", "trouble": "", "may_act": _may(request)}
    return own_page(site, request, "letter", case | none | dict(more), status)


def _acted(site: Site, request: Request, number: int, name: str, agency: str) -> None:
    act = act_of(site, request, current(request).mail)
    with site.database.begin() as session:
        found = views.letter(session, number)
        if found is None:
            raise HTTPException(404)
        if name == "retry":
            queue_acts.retry_one(session, act, number)
        elif agency != found.agency:
            raise NotPossibleError("thư này không gửi cơ quan ấy; hãy tải lại trang")
        elif name == "hold":
            queue_acts.hold(session, act, agency)
        else:
            queue_acts.release(session, act, agency)


def _may(request: Request) -> bool:
    return current(request).role.covers(UserRole.OPERATOR)
