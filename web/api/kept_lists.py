"""Lists of which a program has the newest, answered 304 without a session, a thread or a route.

An ASGI layer around the whole site. What is kept of a list is its tag, and the row of the token and of the counter of
changes that it rested on: while the row is the same, and the day, so is the list.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send

from plan.clock import day_of
from plan.people.secret import digest_of
from plan.people.token_glance import TokenRow, glance
from plan.people.tokens import TokenLine
from web.api.pace import Pace
from web.api.tags import has_it
from web.headers import protect
from web.kept import keep
from web.site import Site

MOST = 2000  # lists kept
SEEN = "dondoc.list"  # where the route finds what it may keep the tag by
BEARER = b"Bearer "
ListKey = tuple[str, str, bytes]
Days = tuple[date, date]  # by the clock of the plan, and the real one


@dataclass(frozen=True, slots=True)
class KeptList:
    """What a list was answered with last, and what that rested on."""

    row: TokenRow
    days: Days
    token: int
    tag: str
    headers: Sequence[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class SeenList:
    """What was seen of the token before the list was asked for in full."""

    key: ListKey
    row: TokenRow
    days: Days
    kept: dict[ListKey, KeptList] = field(repr=False)

    def keep(self, token: TokenLine, tag: str, headers: dict[str, str]) -> None:
        """For who asks next; not before it is written down that the token was used today."""
        if token.used_on != self.days[1]:
            return
        said = MutableHeaders(headers)
        protect(said)
        keep(self.kept, self.key, KeptList(self.row, self.days, token.id, tag, said.raw), MOST)


class KeptLists:
    """The layer. Anything but a list that the program has as it is goes on to the site."""

    def __init__(self, app: ASGIApp, site: Site, root: str, pace: Pace) -> None:
        self._app, self._site, self._root, self._pace = app, site, f"{root}/", pace
        self._kept: dict[ListKey, KeptList] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = _asked(scope, self._root)
        row = glance(self._site.database, asked[0]) if asked else None
        if asked is None or row is None:
            await self._app(scope, receive, send)
            return
        secret, known = asked
        key, days = (digest_of(secret), scope["path"], scope["query_string"]), _days(self._site)
        kept = self._kept.get(key)
        is_held = kept is not None and (kept.row, kept.days) == (row, days) and has_it(known, kept.tag)
        if kept is not None and is_held and not self._pace.wait(kept.token):
            await send({"type": "http.response.start", "status": 304, "headers": kept.headers})
            await send({"type": "http.response.body"})
            return
        scope[SEEN] = SeenList(key, row, days, self._kept)
        await self._app(scope, receive, send)


def _asked(scope: Scope, root: str) -> tuple[str, str] | None:
    """The token and the tag of whoever asks what is new under the API; None for whatever else is asked."""
    if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith(root):
        return None
    shown = [value for name, value in scope["headers"] if name == b"authorization"]
    known = [value for name, value in scope["headers"] if name == b"if-none-match"]
    if len(shown) != 1 or len(known) != 1 or not shown[0].startswith(BEARER):
        return None
    return shown[0].removeprefix(BEARER).decode("latin-1"), known[0].decode("latin-1")


def _days(site: Site) -> Days:
    return site.today(), day_of(site.wall(), site.zone)
