"""A body that is too large is refused before any of it is read, in the form of the API's other refusals."""

from starlette.types import ASGIApp, Receive, Scope, Send

from web.api.problems import problem


class SizeProblem:
    """An ASGI layer around the limit of the whole site, which answers in plain text."""

    def __init__(self, app: ASGIApp, root: str, most: int) -> None:
        self._app, self._root, self._most = app, root, most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_ours = scope["type"] == "http" and scope["path"].startswith(f"{self._root}/")
        length = dict(scope["headers"]).get(b"content-length", b"") if is_ours else b""
        too_large = length.isdigit() and int(length) > self._most
        await (problem("too-large") if too_large else self._app)(scope, receive, send)
