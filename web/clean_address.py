"""An address with a NUL in it is read as one with a mark that stands for nothing: no database takes a text with one."""

from starlette.types import ASGIApp, Receive, Scope, Send

MARK = "\ufffd"


class CleanAddress:
    """An ASGI layer around the whole site: what is looked for by such an address is not found."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope = {
                **scope,
                "path": scope["path"].replace("\0", MARK),
                "query_string": scope["query_string"].replace(b"%00", b"%EF%BF%BD").replace(b"\0", b""),
            }
        await self._app(scope, receive, send)
