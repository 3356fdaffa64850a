"""`GET /feeds/{secret}.ics`: an agency's calendar, for whoever holds the address."""

import logging
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from notifications.calendars import publish
from notifications.calendars.publish import CalendarScope, CalendarSnapshot
from plan.storage.changes import changes_for
from plan.storage.errors import StorageError
from plan.subscriptions import feeds, reads
from web.kept_calendars import SEEN, held_between
from web.representation import Rendered, answer, rendered, wants_json
from web.site import Site

log = logging.getLogger(__name__)
Revision = tuple[tuple[int, int], date]  # how often what it holds by had changed, and the day


@dataclass(frozen=True, slots=True)
class FeedRequest:
    """What the holder of a secret is to be given."""

    feed: int
    scope: CalendarScope
    revision: Revision
    etag: str
    modified: datetime | None
    news: bool  # whether it is worth writing down that somebody reads it
    seen_at: datetime | None
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class KeptRendering:
    """A calendar as it was rendered last, and as of when."""

    revision: Revision
    read: CalendarSnapshot
    made: Rendered


class RenderCache:
    """Calendars as last rendered, each kept for as long as what it holds by and the day stand still."""

    def __init__(self) -> None:
        self._locks: dict[CalendarScope, Lock] = {}
        self._kept: dict[CalendarScope, KeptRendering] = {}

    def rendering(self, key: CalendarScope) -> Lock:
        """To be held while rendering: when the day turns many ask at once, and once is enough."""
        return self._locks.setdefault(key, Lock())

    def find(self, revision: Revision, key: CalendarScope) -> Rendered | None:
        kept = self._kept.get(key)
        return kept.made if kept and kept.revision == revision else None

    def put(self, revision: Revision, key: CalendarScope, read: CalendarSnapshot) -> Rendered:
        """Written anew only if it says something else than before: many changes are about others."""
        before = self._kept.get(key)
        made = before.made if before and before.read == read else rendered(read)
        self._kept[key] = KeptRendering(revision, read, made)
        return made


def routes(site: Site) -> APIRouter:
    router = APIRouter()
    cache = RenderCache()

    @router.api_route("/feeds/{secret}.ics", methods=["GET", "HEAD"], include_in_schema=False)
    def feed(secret: str, request: Request) -> Response:
        """The calendar that belongs to the secret; 404 if none does, 410 if it was revoked."""
        asked = _asked(site, secret)
        made = cache.find(asked.revision, asked.scope) or _rendered(site, cache, asked)
        modified = _noted(site, asked, made, request.headers.get("user-agent", ""))
        if (seen := request.scope.get(SEEN)) and asked.seen_at and made.mark == asked.etag and not asked.news:
            span = held_between(asked.seen_at, asked.expires_at, reads.HOUR)
            seen.keep(made, modified, asked.revision[1], span)
        return answer(made.json if wants_json(request.headers) else made.ics, request.headers, modified)

    return router


def _asked(site: Site, secret: str) -> FeedRequest:
    with site.database.read() as session:
        found = feeds.find(session, secret)
        if found is None:
            raise HTTPException(404)
        now = site.clock()
        if feeds.is_gone(found, now):
            raise HTTPException(410)
        scope = CalendarScope(found.agency, feeds.title_of(session, found), feeds.choice_of(found))
        revision = (changes_for(session, found.agency), site.today())
        news = reads.is_news(found, now)
        return FeedRequest(
            found.id, scope, revision, found.etag, found.modified_at, news, found.seen_at, found.expires_at
        )


def _rendered(site: Site, cache: RenderCache, asked: FeedRequest) -> Rendered:
    with cache.rendering(asked.scope):
        kept = cache.find(asked.revision, asked.scope)
        if kept is None:
            snapshot = publish.snapshot(
                site.database, site.calendar_renderer, asked.scope, asked.revision[1], site.clock()
            )
            kept = cache.put(asked.revision, asked.scope, snapshot)
        return kept


def _noted(site: Site, asked: FeedRequest, made: Rendered, user_agent: str) -> datetime | None:
    """When the calendar became what it is. Most reads find nothing to write down."""
    if made.mark == asked.etag and not asked.news:
        return asked.modified
    now = site.clock()
    try:
        with site.database.begin() as session:
            feed = feeds.found(session, asked.feed)
            modified = reads.publish(session, feed, made.mark, now)
            if asked.news:
                reads.note_seen(session, feed, user_agent, now)
            return modified
    except StorageError:
        # The calendar is worth more than the note; without the header the ETag still does its work.
        log.warning("that calendar %d was read could not be written down", asked.feed)
        return None
