"""The cookie of a session: by which name it is set, what a browser brings back, how it goes."""

from urllib.parse import urlsplit

from fastapi import HTTPException, Request
from starlette.responses import Response

from web.origin import browser_origin, is_loopback

# Over TLS a name that no neighbour on the same domain can set. On plain loopback a browser takes neither the
# prefix nor, in some, Secure; there nobody listens in.
OVER_TLS, ON_LOOPBACK = "__Host-dondoc", "dondoc"


def secrets_of(request: Request) -> list[str]:
    """What the browser's cookies say, the better guarded first."""
    return [request.cookies[name] for name in (OVER_TLS, ON_LOOPBACK) if name in request.cookies]


def cookie_name(request: Request) -> str | None:
    """By the address that the browser itself sees, whatever a proxy made of it; None where others can listen in."""
    origin = browser_origin(request.headers)
    if origin is None:
        raise HTTPException(403)
    return cookie_over(origin)


def cookie_over(origin: str) -> str | None:
    """The name of the cookie for pages at that origin; None where others can listen in."""
    seen = urlsplit(origin)
    if seen.scheme == "https":
        return OVER_TLS
    return ON_LOOPBACK if is_loopback(seen.hostname or "") else None


def set_cookie(answer: Response, name: str, secret: str) -> None:
    """Until the browser is closed; the row ends it before that."""
    answer.set_cookie(name, secret, secure=name == OVER_TLS, httponly=True, samesite="lax")


def forget_cookies(answer: Response) -> None:
    """The browser brings none of them any more."""
    answer.delete_cookie(OVER_TLS, secure=True, httponly=True, samesite="lax")
    answer.delete_cookie(ON_LOOPBACK, httponly=True, samesite="lax")
