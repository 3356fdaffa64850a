"""`/mail`: the letters, newest first, and each as its reader sees it."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import AfterValidator

from notifications.mail.server_limits import failing_servers
from notifications.short_message import suffix
from plan.addresses import MAIL
from plan.people.roles import UserRole
from plan.storage.session import Session
from plan.views import letters as views
from plan.vocabulary import LetterState
from scheduler.letters.kinds import LABELS
from web import opened_letter
from web.access.rights import needs
from web.numbers import RowNumber
from web.page import own_page
from web.site import Site

A_PAGE = 50
# The body of a letter is a stranger's page: no script, nothing loaded, and only we may frame it.
LETTER_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"


def _known(kind: str | None) -> str | None:
    """Raises ValueError, which is answered as any parameter that cannot be read."""
    if kind is not None and kind not in LABELS:
        raise ValueError(f"no kind of letter: {kind}")
    return kind


def routes(site: Site) -> APIRouter:
    router = APIRouter(
        prefix="/mail", dependencies=[Depends(needs(site, UserRole.VIEWER))], include_in_schema=False
    )
    get = ["GET", "HEAD"]

    @router.api_route("", methods=get)
    def letters(
        request: Request,
        kind: Annotated[str | None, AfterValidator(_known)] = None,
        state: LetterState | None = None,
        number: Annotated[int, Query(alias="page", ge=1, le=100_000)] = 1,
    ) -> HTMLResponse:
        with site.database.read() as session:
            # One letter more than a page shows that there is another page.
            rows = views.newest_letters(session, kind, state, skip=(number - 1) * A_PAGE, limit=A_PAGE + 1)
            failing = [(server.said, server.paused_until) for server in failing_servers(session)]
        facts = {"letters": rows[:A_PAGE], "more": len(rows) > A_PAGE, "number": number, "failing": failing}
        return own_page(site, request, "mail", {**facts, "kind": kind, "state": state})

    @router.api_route("/{letter}", methods=get)
    def letter(request: Request, letter: RowNumber) -> HTMLResponse:
        with site.database.read() as session:
            found, raw = views.letter(session, letter), _raw(session, letter)
            channel = _channel(session, letter)
        content = opened_letter.read(raw, channel)
        return own_page(
            site, request, "letter", {"letter": found, "content": content, "suffix": suffix(channel)}
        )

    @router.api_route("/{letter}/html", methods=get)
    def body(letter: RowNumber) -> Response:
        with site.database.read() as session:
            html = opened_letter.read(_raw(session, letter), _channel(session, letter)).html
        headers = {"Content-Security-Policy": LETTER_POLICY, "X-Frame-Options": "SAMEORIGIN"}
        return HTMLResponse(html, headers={**headers, "Cache-Control": "no-store"})

    @router.api_route("/{letter}/raw", methods=get)
    def raw(letter: RowNumber) -> Response:
        with site.database.read() as session:
            content, channel = _raw(session, letter), _channel(session, letter)
        name = f"{letter}.{suffix(channel)}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
        media_type = "message/rfc822" if channel == MAIL else "application/json"
        return Response(content, headers=headers, media_type=media_type)

    return router


def _channel(session: Session, letter: int) -> str:
    found = views.letter(session, letter)
    return found.channel if found else MAIL


def _raw(session: Session, letter: int) -> bytes:
    raw = views.letter_bytes(session, letter)
    if raw is None:
        raise HTTPException(404)
    return raw
