"""Pages and styles made small on the wire; never an answer that holds a secret, which its length would give away bit by bit."""

from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

# By a secret of their own, or with the links of letters in them; feeds look after themselves. What shows a new
# secret once answers a POST.
SECRET = ("/feeds/", "/a/", "/s/", "/o/", "/mail/", "/sign-in/", "/welcome/")
LEVEL = 6  # a board of 2,400 cells takes half a millisecond
SMALLEST = 1000  # octets


class Compression:
    """An ASGI layer around the whole site."""

    def __init__(self, app: ASGIApp) -> None:
        self._plain = app
        self._small = GZipMiddleware(app, minimum_size=SMALLEST, compresslevel=LEVEL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        looks = scope["type"] == "http" and scope["method"] == "GET"
        chosen = self._small if looks and not scope["path"].startswith(SECRET) else self._plain
        await chosen(scope, receive, send)
