"""The last step of every sign-in: a new session, the old one of the browser ended, the cookie, and on to where one was going."""

from fastapi import Request
from fastapi.responses import RedirectResponse

from plan.people import sign_ins
from plan.people.sign_ins import Browser
from plan.storage.session import Session
from web.access.addresses import address_of
from web.access.browsers import browser_name
from web.access.cookies import secrets_of, set_cookie
from web.access.rights import act_of, safe_path
from web.signed import Refusal
from web.site import Site

NOT_GUARDED = Refusal(
    403,
    "Không đăng nhập được qua kết nối không mã hóa",
    "Ai trên đường mạng cũng đọc được phiên đăng nhập. Hãy mở bằng https://, hoặc tại chính máy chủ, hoặc qua đường hầm SSH; "
    "liên kết vẫn còn dùng được.",
)


def entered(site: Site, session: Session, request: Request, user: int, mail: str, way: str) -> str:
    """The secret of a session for who has just shown who it is; what the browser had before is over."""
    for secret in secrets_of(request):
        sign_ins.sign_out(session, secret)
    return sign_ins.enter(
        session, act_of(site, request, mail), user, way, browser_of(site, request), site.wall()
    )


def browser_of(site: Site, request: Request) -> Browser:
    return Browser(
        browser_name(request.headers.get("user-agent", "")), address_of(request, site.trusted_proxies)
    )


def inside(cookie: str, secret: str, onward: str) -> RedirectResponse:
    """The answer that brings the cookie and leads on."""
    answer = redirect(safe_path(onward))
    set_cookie(answer, cookie, secret)
    return answer


def redirect(path: str) -> RedirectResponse:
    return RedirectResponse(path, 303, {"Cache-Control": "no-store"})
