"""Calendars that were read a while ago and have not changed since, answered without a session, a thread or a route.

An ASGI layer around the whole site. What is kept of a read is the row it rested on: while the row is the same
(the subscription and the counter of changes are in it) and its time is not over, so is the answer.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from plan.subscriptions.glance import GlanceRow, glance
from web.headers import protect
from web.kept import keep
from web.representation import Rendered, answer, wants_json
from web.site import Site

ADDRESS = re.compile(r"/feeds/([\w-]+)\.ics")
# What the answer depends on; a program sends the same every time.
ASKING = frozenset({b"accept", b"accept-encoding", b"if-none-match", b"if-modified-since"})
KINDS_OF_ASKING = 16  # kept of one calendar; whoever sends others is answered anew each time
MOST = 2000  # calendars kept
SEEN = "dondoc.feed"  # where the route finds what it may keep its answer by
Asking = tuple[tuple[bytes, bytes], ...]


@dataclass(frozen=True, slots=True)
class ReadyAnswer:
    """Headers and body as they go on the wire."""

    status: int
    headers: Sequence[tuple[bytes, bytes]]
    body: bytes


@dataclass(slots=True)
class KeptCalendar:
    """A calendar as it was read last, and as long as what it holds by."""

    row: GlanceRow
    day: date
    first: datetime
    last: datetime
    made: Rendered
    modified: datetime | None
    answers: dict[Asking, ReadyAnswer] = field(default_factory=dict)

    def holds(self, row: GlanceRow, now: datetime, today: date) -> bool:
        return row == self.row and self.first < now < self.last and today == self.day

    def ready(self, asking: Asking) -> ReadyAnswer:
        if (found := self.answers.get(asking)) is None:
            found = _ready(self.made, self.modified, Headers(raw=list(asking)))
            if len(self.answers) < KINDS_OF_ASKING:
                self.answers[asking] = found
        return found


@dataclass(frozen=True, slots=True)
class SeenFeed:
    """What was seen of a subscription before its calendar was asked for in full."""

    secret: str
    row: GlanceRow
    kept: dict[str, KeptCalendar]

    def keep(
        self, made: Rendered, modified: datetime | None, day: date, span: tuple[datetime, datetime]
    ) -> None:
        """For who reads it next: by the row as it was before, so that whatever came meanwhile is seen."""
        keep(self.kept, self.secret, KeptCalendar(self.row, day, *span, made, modified), MOST)


class KeptCalendars:
    """The layer. Anything but an unchanged calendar goes on to the site."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self._app, self._site = app, site
        self._kept: dict[str, KeptCalendar] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = ADDRESS.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if found is None or scope["method"] not in {"GET", "HEAD"}:
            await self._app(scope, receive, send)
            return
        secret = found[1]
        row = glance(self._site.database, secret)
        kept = self._kept.get(secret)
        if row is not None and kept and kept.holds(row, self._site.clock(), self._site.today()):
            ready = kept.ready(tuple(pair for pair in scope["headers"] if pair[0] in ASKING))
            await send({"type": "http.response.start", "status": ready.status, "headers": ready.headers})
            await send({"type": "http.response.body", "body": ready.body})
            return
        if row is not None:
            scope[SEEN] = SeenFeed(secret, row, self._kept)
        await self._app(scope, receive, send)


def _ready(made: Rendered, modified: datetime | None, asked: Headers) -> ReadyAnswer:
    response = answer(made.json if wants_json(asked) else made.ics, asked, modified)
    protect(response.headers)
    return ReadyAnswer(response.status_code, response.raw_headers, bytes(response.body))


def held_between(
    seen: datetime, expires: datetime | None, news_after: timedelta
) -> tuple[datetime, datetime]:
    """From when until when a read is no news and the address good."""
    last = seen + news_after
    return seen - news_after, min(last, expires) if expires else last
