"""Pages and styles made small on the wire; never an answer that holds a secret, which its length would give away bit by bit."""

import zlib

from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware, GZipResponder
from starlette.types import ASGIApp, Receive, Scope, Send

# By a secret of their own, or with the links of letters in them; feeds look after themselves. What shows a new
# secret once answers a POST.
SECRET = ("/feeds/", "/a/", "/s/", "/o/", "/mail/", "/sign-in/", "/welcome/")
LEVEL = 8  # a board of 2,400 cells takes two milliseconds
# As zlib names it: blocks of 2,000 symbols, not 16,000. Parts of a page differ, and each has a code of its own then: a
# board is smaller by a twentieth.
MEMORY = 5
SMALLEST = 1000  # octets


class Compression:
    """An ASGI layer around the whole site."""

    def __init__(self, app: ASGIApp) -> None:
        self._plain = app
        self._as_it_is = GZipMiddleware(app, minimum_size=SMALLEST)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._layer(scope)(scope, receive, send)

    def _layer(self, scope: Scope) -> ASGIApp:
        looks = scope["type"] == "http" and scope["method"] == "GET"
        if not looks or scope["path"].startswith(SECRET):
            return self._plain
        if "gzip" in Headers(scope=scope).get("Accept-Encoding", ""):
            return _SmallBlocks(self._plain, SMALLEST, LEVEL)
        return self._as_it_is  # and says that it might be smaller


class _SmallBlocks(GZipResponder):
    """One answer, compressed by blocks that are small."""

    @property
    def compressor(self) -> "zlib._Compress":
        if self._compressor is None:
            window = 16 + zlib.MAX_WBITS  # in an envelope of gzip
            self._compressor = zlib.compressobj(self.compresslevel, zlib.DEFLATED, window, MEMORY)
        return self._compressor
