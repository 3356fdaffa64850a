"""In which language a browser is answered: as its owner chose by the switch, else in Vietnamese.

What the browser itself prefers (`Accept-Language`) decides nothing: an official's computer is often set up in English.
"""

from contextvars import ContextVar
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

VIETNAMESE, ENGLISH = "vi", "en"
LANGUAGES = {VIETNAMESE: "Tiếng Việt", ENGLISH: "English"}
COOKIE = "dondoc-language"
A_YEAR = 365 * 24 * 3600
_answered = ContextVar("language", default=VIETNAMESE)
_here = ContextVar("here", default="")


def language() -> str:
    """Of the request that is being answered."""
    return _answered.get()


def here() -> str:
    """The address that is looked at, to come back to; empty where a form is answered, which cannot be looked at again."""
    return _here.get()


def chosen(cookies: str) -> str:
    """By the header with a browser's cookies. Pure."""
    try:
        said = SimpleCookie(cookies).get(COOKIE)
    except CookieError:
        return VIETNAMESE
    return said.value if said is not None and said.value in LANGUAGES else VIETNAMESE


def remember(answer: Response, wanted: str, *, secure: bool) -> None:
    """The browser brings it from now on; it is no secret and says nothing of anybody."""
    answer.set_cookie(COOKIE, wanted, max_age=A_YEAR, secure=secure, httponly=True, samesite="lax")


class LanguageChoice:
    """An ASGI layer around the whole site: whoever writes the page need not be told who asked for it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            _here.set(_address(scope) if scope["method"] == "GET" else "")
            brought = b"; ".join(value for name, value in scope["headers"] if name == b"cookie")
            _answered.set(chosen(brought.decode("latin-1")) if COOKIE.encode() in brought else VIETNAMESE)
        await self._app(scope, receive, send)


def _address(scope: Scope) -> str:
    query = scope["query_string"].decode("latin-1")
    path = quote(scope["path"])
    return f"{path}?{query}" if query else path
