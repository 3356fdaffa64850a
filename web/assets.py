"""Styles, scripts and the mark: served by an address that holds the digest of the content, so browsers keep them for good."""

from collections.abc import MutableMapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from starlette.responses import Response
from starlette.staticfiles import StaticFiles

FOLDER = Path(__file__).parent / "static"
FOR_GOOD = "public, max-age=31536000, immutable"


@cache
def asset(name: str) -> str:
    """The address changes with the content: no browser shows a new page in an old dress."""
    return f"/static/{name}?{sha256((FOLDER / name).read_bytes()).hexdigest()[:12]}"


class Assets(StaticFiles):
    """The files. Asked for without the digest of today they are looked for anew each time."""

    def __init__(self) -> None:
        super().__init__(directory=FOLDER)

    async def get_response(self, path: str, scope: MutableMapping[str, Any]) -> Response:
        answer = await super().get_response(path, scope)
        asked = f"/static/{path}?{scope['query_string'].decode('latin-1')}"
        if answer.status_code in (200, 304) and asked == asset(path):
            answer.headers["Cache-Control"] = FOR_GOOD
        return answer
