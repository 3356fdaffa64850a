"""`/me/passkeys`: a key of the device added to one's own account, or taken away.

A new key wants a sign-in of the last 15 minutes: it opens the account for good.
"""

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from plan.errors import NotPossibleError
from plan.people import handshakes
from plan.people import passkeys as kept
from plan.people.roles import UserRole
from web.access import passkeys
from web.access.entry import redirect
from web.access.passkeys import PasskeyError
from web.access.rights import act_of, current, needs
from web.forms import sent_to, text
from web.numbers import RowNumber
from web.routes.me import ME
from web.site import Site

JSON = "application/json"


def routes(site: Site) -> APIRouter:
    looks, fresh = needs(site, UserRole.VIEWER), needs(site, UserRole.VIEWER, fresh=True)
    router = APIRouter(prefix=f"{ME}/passkeys", include_in_schema=False)

    @router.post("/options", dependencies=[Depends(fresh)])
    def ask(request: Request, _fields: FormData = Depends(sent_to(site))) -> Response:  # noqa: B008, FAST002 - as FastAPI asks
        with site.database.read() as session:
            known = kept.credentials_of(session, current(request).user)
        ours = passkeys.relying_party(site, request)
        return Response(passkeys.options_to_add(site, ours, current(request), known), media_type=JSON)

    @router.post("", dependencies=[Depends(fresh)])
    def add(request: Request, fields: FormData = Depends(sent_to(site))) -> Response:  # noqa: B008, FAST002 - as above
        try:
            _added(site, request, text(fields, "credential"), text(fields, "name"))
        except (PasskeyError, NotPossibleError) as error:
            return _to_me(error)
        return redirect(ME)

    @router.post("/{number}", dependencies=[Depends(looks)])
    def remove(request: Request, number: RowNumber, _fields: FormData = Depends(sent_to(site))) -> Response:  # noqa: B008, FAST002 - as above
        visitor = current(request)
        try:
            with site.database.begin() as session:
                kept.remove(session, act_of(site, request, visitor.mail), visitor.user, number)
        except NotPossibleError as error:
            return _to_me(error)
        return redirect(ME)

    return router


def _added(site: Site, request: Request, answer: str, name: str) -> None:
    visitor, now = current(request), site.wall()
    made, asked = passkeys.added(site, passkeys.relying_party(site, request), visitor, answer)
    with site.database.begin() as session:
        if not handshakes.use_up(session, asked, now):
            raise PasskeyError("answered before")
        act = act_of(site, request, visitor.mail)
        kept.add(session, act, visitor.user, made.credential, made.public_key, made.sign_count, name, now)


def _to_me(error: Exception) -> Response:
    """What went wrong is one of two things; the page says which."""
    return redirect(f"{ME}?trouble={'last' if isinstance(error, NotPossibleError) else 'key'}")
