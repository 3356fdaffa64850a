"""`/mail/{id}/html`, `/mail/{id}/raw`: what a letter holds, as a page in a box of its own and as its bytes."""

from fastapi import APIRouter, Depends, HTTPException
from fastapi.responses import HTMLResponse, Response

from notifications.short_message import suffix
from plan.addresses import MAIL
from plan.ledger.old_letters import kept_letter
from plan.people.roles import UserRole
from plan.storage.session import Session
from plan.views import letters as views
from web import opened_letter
from web.access.rights import needs
from web.numbers import RowNumber
from web.site import Site

GET = ["GET", "HEAD"]
# The body of a letter is a stranger's page: no script, nothing loaded, and only we may frame it.
LETTER_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"


def routes(site: Site) -> APIRouter:
    looks, acting = Depends(needs(site, UserRole.VIEWER)), Depends(needs(site, UserRole.OPERATOR))
    router = APIRouter(prefix="/mail", include_in_schema=False)

    @router.api_route("/{letter}/html", methods=GET, dependencies=[looks])
    def body(letter: RowNumber) -> Response:
        with site.database.read() as session:
            html = opened_letter.read(_raw(session, letter), _channel(session, letter)).html
        headers = {"Content-Security-Policy": LETTER_POLICY, "X-Frame-Options": "SAMEORIGIN"}
        return HTMLResponse(html, headers={**headers, "Cache-Control": "no-store"})

    @router.api_route("/{letter}/raw", methods=GET, dependencies=[acting])
    def raw(letter: RowNumber) -> Response:
        """With the links by which an agency answers: for those who may record what it would say."""
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
    if raw is None or kept_letter(session, letter):  # the page of a letter that was put away says where it is
        raise HTTPException(404)
    return raw
