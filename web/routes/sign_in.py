"""`/sign-in`, `/sign-in/{secret}`, `/sign-out`: a link that was printed at the machine itself becomes a cookie, once."""

from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import FormData
from starlette.responses import Response

from plan.audit.log import Act
from plan.people import sign_ins
from plan.people.sign_ins import SignInError, UsedLinkError
from web.access import ON_LOOPBACK, OVER_TLS, SIGN_IN, is_signed_in, secrets_of
from web.forms import sent_to, text
from web.origin import browser_origin, is_loopback
from web.page import page
from web.signed import HEADERS, Refusal
from web.site import Site

GET = ["GET", "HEAD"]
AGAIN = "Trên máy chủ, chạy lại dondoc sign-in để có liên kết mới."
UNKNOWN = Refusal(
    404, "Liên kết đăng nhập không đúng", f"Liên kết bị thiếu, bị sửa, hoặc đã hết hạn. {AGAIN}"
)
USED = Refusal(410, "Liên kết đăng nhập đã dùng rồi", f"Mỗi liên kết chỉ dùng được một lần. {AGAIN}")
NOT_GUARDED = Refusal(
    403,
    "Không đăng nhập được qua kết nối không mã hóa",
    "Ai trên đường mạng cũng đọc được phiên đăng nhập. Hãy mở liên kết bằng https://, hoặc tại chính máy chủ, hoặc qua "
    "đường hầm SSH; liên kết vẫn còn dùng được.",
)


def routes(site: Site) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.api_route(SIGN_IN, methods=GET)
    def door(request: Request) -> HTMLResponse:
        """How to get in; a field for who cannot open the link as it was printed."""
        return _door(site, request)

    @router.post(SIGN_IN)
    def typed(request: Request, fields: FormData = Depends(sent_to(site))) -> Response:  # noqa: B008, FAST002 - as FastAPI asks
        """The link, or its last part, typed into the field."""
        return _entered(site, request, text(fields, "link").rstrip("/").rpartition("/")[2])

    @router.api_route(SIGN_IN + "/{secret}", methods=GET)
    def look(secret: str, request: Request) -> HTMLResponse:
        """One button: what only looks, as scanners and previews do, uses nothing up."""
        try:
            with site.database.read() as session:
                sign_ins.look(session, secret, site.wall())
        except SignInError as error:
            return _door(site, request, _why(error))
        return page(site, "sign_in", {"is_good": True, "why": None, "port": port_of(request)}, 200, HEADERS)

    @router.post(SIGN_IN + "/{secret}")
    def use(secret: str, request: Request, _fields: FormData = Depends(sent_to(site))) -> Response:  # noqa: B008, FAST002 - as above
        return _entered(site, request, secret)

    @router.post("/sign-out")
    def leave(request: Request, _fields: FormData = Depends(sent_to(site))) -> Response:  # noqa: B008, FAST002 - as above
        if is_signed_in(site, request):
            with site.database.begin() as session:
                for secret in secrets_of(request):
                    sign_ins.sign_out(session, secret)
        answer = _redirect(SIGN_IN)
        answer.delete_cookie(OVER_TLS, secure=True, httponly=True, samesite="lax")
        answer.delete_cookie(ON_LOOPBACK, httponly=True, samesite="lax")
        return answer

    return router


def _door(site: Site, request: Request, why: Refusal | None = None) -> HTMLResponse:
    facts = {"is_good": False, "why": why, "port": port_of(request)}
    return page(site, "sign_in", facts, why.status if why else 200, HEADERS)


def _why(error: SignInError) -> Refusal:
    return USED if isinstance(error, UsedLinkError) else UNKNOWN


def _entered(site: Site, request: Request, secret: str) -> Response:
    name = _cookie_name(request)
    if name is None:
        return _door(site, request, NOT_GUARDED)
    origin = request.client.host if request.client else ""
    act = Act("link", site.clock(), site.today(), origin)
    try:
        with site.database.read() as session:
            sign_ins.look(session, secret, site.wall())  # whoever guesses holds up no writer
        with site.database.begin() as session:
            opened = sign_ins.sign_in(session, secret, act, site.wall())
    except SignInError as error:
        # Pressed twice: who is in already goes on.
        return _redirect("/") if is_signed_in(site, request) else _door(site, request, _why(error))
    answer = _redirect("/")
    answer.set_cookie(name, opened, secure=name == OVER_TLS, httponly=True, samesite="lax")
    return answer


def _cookie_name(request: Request) -> str | None:
    """By the address that the browser itself sees, whatever a proxy made of it; None where others can listen in."""
    origin = browser_origin(request.headers)
    if origin is None:
        raise HTTPException(403)
    seen = urlsplit(origin)
    if seen.scheme == "https":
        return OVER_TLS
    return ON_LOOPBACK if is_loopback(seen.hostname or "") else None


def port_of(request: Request) -> int:
    """For the command that opens a tunnel to this machine."""
    server: tuple[str, int | None] | None = request.scope.get("server")
    return (server and server[1]) or 8080


def _redirect(path: str) -> RedirectResponse:
    return RedirectResponse(path, 303, {"Cache-Control": "no-store"})
