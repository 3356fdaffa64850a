"""`/sign-in/passkey`: signing in by a key of the device."""

from fastapi import APIRouter, Depends, HTTPException, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from plan.people import handshakes
from plan.people import passkeys as kept
from web.access import passkeys
from web.access.cookies import cookie_name
from web.access.entry import entered, inside
from web.access.passkeys import PasskeyError
from web.access.rights import SIGN_IN
from web.forms import sent_to, text
from web.routes.sign_in import refused_key
from web.site import Site

JSON = "application/json"


def routes(site: Site) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.post(SIGN_IN + "/passkey/options")
    def ask(request: Request, _fields: FormData = Depends(sent_to(site))) -> Response:  # noqa: B008, FAST002 - as FastAPI asks
        return Response(
            passkeys.options_to_sign_in(site, passkeys.relying_party(site, request)), media_type=JSON
        )

    @router.post(SIGN_IN + "/passkey")
    def enter(request: Request, fields: FormData = Depends(sent_to(site))) -> Response:  # noqa: B008, FAST002 - as above
        """No limit on guessing stands before it: nobody guesses a key."""
        try:
            return _entered(site, request, text(fields, "credential"), text(fields, "next"))
        except PasskeyError:
            return refused_key(site, text(fields, "next"))

    return router


def _entered(site: Site, request: Request, answer: str, onward: str) -> Response:
    cookie, ours, now = cookie_name(request), passkeys.relying_party(site, request), site.wall()
    if cookie is None:
        raise HTTPException(403)
    with site.database.read() as session:
        known = kept.find(session, passkeys.credential_of(answer))
    if known is None:
        raise PasskeyError("a key that nobody has")
    count, asked = passkeys.signed(site, ours, answer, known)
    with site.database.begin() as session:
        if not handshakes.use_up(session, asked, now):
            raise PasskeyError("answered before")
        kept.note_used(session, known.id, count, now)
        opened = entered(site, session, request, known.user, known.mail, "passkey")
    return inside(cookie, opened, onward)
