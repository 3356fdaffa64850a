"""`/admin/webhooks`: programs of others that are told what changed: added, given another secret, tried, closed."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData
from starlette.responses import Response

from plan.audit.log import Act
from plan.errors import NotPossibleError
from plan.hooks import endpoints
from plan.hooks.endpoints import EndpointLine
from plan.hooks.secrets import secret_of
from plan.labels import DELIVERY_STATES
from plan.people.roles import UserRole
from web.access.entry import redirect
from web.access.rights import act_of, check_fresh, current, needs
from web.forms import sent_to, text
from web.numbers import RowNumber
from web.page import own_page
from web.site import Site

WEBHOOKS = "/admin/webhooks"
Kept = Annotated[str, Query(max_length=600)]


def routes(site: Site) -> APIRouter:
    fresh = [Depends(needs(site, UserRole.ADMIN, fresh=True))]
    admin = Depends(needs(site, UserRole.ADMIN))
    router = APIRouter(prefix=WEBHOOKS, dependencies=[admin], include_in_schema=False)

    @router.api_route("", methods=["GET", "HEAD"], dependencies=fresh)
    def all_of_them(request: Request, name: Kept = "", url: Kept = "") -> HTMLResponse:
        """What was typed before one had to sign in again is still there."""
        return _list(site, request, {"name": name, "url": url})

    @router.post("")
    def add(request: Request, fields: FormData = Depends(sent_to(site))) -> HTMLResponse:  # noqa: B008, FAST002 - as FastAPI asks
        """The secret is shown once, here."""
        typed = {"name": text(fields, "name"), "url": text(fields, "url")}
        check_fresh(site, request, typed)
        try:
            with site.database.begin() as session:
                number, salt = endpoints.add(
                    session, _act(site, request), typed["name"], typed["url"], site.webhooks_allowed
                )
        except NotPossibleError as error:
            return _list(site, request, typed, {"name" if "tên" in str(error) else "url": _sentence(error)})
        return _secret(site, request, number, salt)

    @router.api_route("/{number}", methods=["GET", "HEAD"], dependencies=fresh)
    def one(request: Request, number: RowNumber) -> HTMLResponse:
        return _one(site, request, number)

    @router.post("/{number}")
    def act(request: Request, number: RowNumber, fields: FormData = Depends(sent_to(site))) -> Response:  # noqa: B008, FAST002 - as above
        """One of the acts on an endpoint; then the page anew, or the new secret."""
        check_fresh(site, request, {})
        _line(site, number)
        try:
            return _acted(site, request, number, fields)
        except NotPossibleError as error:
            return _one(site, request, number, _sentence(error))

    return router


def _acted(site: Site, request: Request, number: int, fields: FormData) -> Response:
    act = _act(site, request)
    with site.database.begin() as session:
        match text(fields, "act"):
            case "rotate":
                return _secret(site, request, number, endpoints.rotate(session, act, number))
            case "ping":
                endpoints.ping(session, act, number)
            case "close":
                endpoints.close(session, act, number)
            case "resend":
                typed = text(fields, "delivery")
                wanted = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0
                endpoints.resend(session, act, number, wanted)
            case _:
                raise HTTPException(400)
    return redirect(f"{WEBHOOKS}/{number}")


def _list(
    site: Site, request: Request, typed: dict[str, str], faults: dict[str, str] | None = None
) -> HTMLResponse:
    with site.database.read() as session:
        found = endpoints.listed(session)
    facts = {"endpoints": found, "typed": typed, "faults": faults or {}, "moment": site.moment}
    return own_page(site, request, "webhooks", facts, 422 if faults else 200)


def _one(site: Site, request: Request, number: int, trouble: str = "") -> HTMLResponse:
    line = _line(site, number)
    with site.database.read() as session:
        sent = endpoints.deliveries(session, number)
    facts = {"one": line, "deliveries": sent, "states": DELIVERY_STATES, "trouble": trouble}
    return own_page(site, request, "webhook", facts | {"moment": site.moment}, 409 if trouble else 200)


def _secret(site: Site, request: Request, number: int, salt: str) -> HTMLResponse:
    facts = {"number": number, "secret": secret_of(site.signing_key, salt)}
    return own_page(site, request, "webhook_secret", facts)


def _line(site: Site, number: int) -> EndpointLine:
    with site.database.read() as session:
        found = next((line for line in endpoints.listed(session) if line.id == number), None)
    if found is None:
        raise HTTPException(404)
    return found


def _sentence(error: NotPossibleError) -> str:
    said = str(error)
    return said[:1].upper() + said[1:] + "."


def _act(site: Site, request: Request) -> Act:
    return act_of(site, request, current(request).mail)
