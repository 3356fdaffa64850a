"""`/sign-in/oidc`: by an office's own accounts. It begins with a link: the policy would stop a redirect after a form."""

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from plan.people import handshakes, users
from plan.people.secret import new_secret
from web.access import oidc
from web.access.cookies import cookie_over
from web.access.entry import entered, inside
from web.access.oidc import OidcError, Vouched
from web.access.oidc_provider import OidcProvider
from web.access.rights import SIGN_IN, safe_path
from web.routes.sign_in import refused_account
from web.site import Site

DOOR = f"{SIGN_IN}/oidc"
BACK = f"{DOOR}/back"
PURPOSE, COOKIE, SECONDS = "oidc", "dondoc-oidc", 600
NOT_INVITED = "Địa chỉ của tài khoản chung này chưa được mời vào đây. Hãy đề nghị người quản trị mời."


def routes(site: Site) -> APIRouter:
    """Without a provider in the settings nobody finds them."""
    router = APIRouter(include_in_schema=False)

    @router.get(DOOR)
    async def begin(request: Request, next: str = "/") -> Response:  # noqa: A002 - as the address says it
        provider = _provider(site)
        try:
            to, kept = await oidc.begun(provider, request, site.base_url + BACK)
        except OidcError as error:
            return refused_account(site, str(error))
        secret = new_secret()
        await run_in_threadpool(_keep, site, secret, {"session": kept, "next": safe_path(next)})
        answer = RedirectResponse(to, 303, {"Cache-Control": "no-store"})
        is_safe = site.base_url.startswith("https")
        answer.set_cookie(COOKIE, secret, SECONDS, path=DOOR, secure=is_safe, httponly=True, samesite="lax")
        return answer

    @router.get(BACK)
    async def back(request: Request) -> Response:
        """Only the browser that began can end it, once."""
        provider = _provider(site)
        secret = request.cookies.get(COOKIE, "")
        kept = await run_in_threadpool(_take, site, secret) or {}
        try:
            vouched = await oidc.returned(provider, request, kept.get("session", {}))
            answer = await run_in_threadpool(_entered, site, request, vouched, str(kept.get("next", "/")))
        except OidcError as error:
            answer = refused_account(site, str(error))
        answer.delete_cookie(COOKIE, path=DOOR)
        return answer

    return router


def _provider(site: Site) -> OidcProvider:
    if site.oidc is None:
        raise HTTPException(404)
    return site.oidc


def _keep(site: Site, secret: str, facts: dict[str, Any]) -> None:
    with site.database.begin() as session:
        handshakes.keep(session, secret, PURPOSE, facts, site.wall())


def _take(site: Site, secret: str) -> dict[str, Any] | None:
    with site.database.begin() as session:
        kept = handshakes.take(session, secret, PURPOSE, site.wall())
        return dict(kept) if kept else None


def _entered(site: Site, request: Request, vouched: Vouched, onward: str) -> Response:
    cookie = cookie_over(site.base_url)
    if cookie is None:
        raise HTTPException(403)
    with site.database.begin() as session:
        account = users.account(session, vouched.mail)
        if account is None or account.oidc_subject not in (None, vouched.subject):
            raise OidcError(NOT_INVITED)
        if account.oidc_subject is None:
            users.bind_to_oidc(session, account.id, vouched.subject)
        opened = entered(site, session, request, account.id, account.mail, "oidc")
    return inside(cookie, opened, onward)
