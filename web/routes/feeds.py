"""`GET /feeds/{secret}.ics`: an agency's calendar, for whoever holds the address."""

import logging
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from notifications.calendars import publish
from notifications.calendars.publish import Whose
from plan.models import Feed
from plan.storage.changes import changes
from plan.storage.database import StorageError
from plan.subscriptions import feeds, reads
from web.representation import Rendered, answer, rendered, wants_json
from web.site import Site

log = logging.getLogger(__name__)
Stand = tuple[int, date]  # how often the plan had changed, and the day


@dataclass(frozen=True, slots=True)
class Asked:
    """What the holder of a secret is to be given."""

    feed: int
    whose: Whose
    stand: Stand
    etag: str
    modified: datetime | None
    news: bool  # whether it is worth writing down that somebody reads it


class Shelf:
    """Calendars as last rendered, kept for as long as the plan and the day stand still."""

    def __init__(self) -> None:
        self._locks: dict[Whose, Lock] = {}
        self._kept: tuple[Stand | None, dict[Whose, Rendered]] = (None, {})

    def rendering(self, key: Whose) -> Lock:
        """To be held while rendering: when the day turns many ask at once, and once is enough."""
        return self._locks.setdefault(key, Lock())

    def find(self, stand: Stand, key: Whose) -> Rendered | None:
        kept_at, calendars_kept = self._kept  # read at once: another thread may clear the shelf
        return calendars_kept.get(key) if kept_at == stand else None

    def put(self, stand: Stand, key: Whose, made: Rendered) -> None:
        if self._kept[0] != stand:
            self._kept = (stand, {})
        self._kept[1][key] = made


def routes(site: Site) -> APIRouter:
    router = APIRouter()
    shelf = Shelf()

    @router.api_route("/feeds/{secret}.ics", methods=["GET", "HEAD"], include_in_schema=False)
    def feed(secret: str, request: Request) -> Response:
        """The calendar that belongs to the secret; 404 if none does, 410 if it was revoked."""
        asked = _asked(site, secret)
        made = shelf.find(asked.stand, asked.whose) or _rendered(site, shelf, asked)
        modified = _noted(site, asked, made, request.headers.get("user-agent", ""))
        return answer(made.json if wants_json(request.headers) else made.ics, request.headers, modified)

    return router


def _asked(site: Site, secret: str) -> Asked:
    with site.database.read() as session:
        found = feeds.find(session, secret)
        if found is None:
            raise HTTPException(404)
        now = site.clock()
        if feeds.is_gone(found, now):
            raise HTTPException(410)
        whose = Whose(found.agency, feeds.title_of(session, found), feeds.choice_of(found))
        stand = (changes(session), site.today())
        return Asked(found.id or 0, whose, stand, found.etag, found.modified_at, reads.is_news(found, now))


def _rendered(site: Site, shelf: Shelf, asked: Asked) -> Rendered:
    with shelf.rendering(asked.whose):
        kept = shelf.find(asked.stand, asked.whose)
        if kept is None:
            issue = publish.issue(site.database, site.press, asked.whose, asked.stand[1], site.clock())
            kept = rendered(issue)
            shelf.put(asked.stand, asked.whose, kept)
        return kept


def _noted(site: Site, asked: Asked, made: Rendered, user_agent: str) -> datetime | None:
    """When the calendar became what it is. Most reads find nothing to write down."""
    if made.mark == asked.etag and not asked.news:
        return asked.modified
    now = site.clock()
    try:
        with site.database.begin() as session:
            feed = session.get_one(Feed, asked.feed)
            modified = reads.publish(session, feed, made.mark, now)
            if asked.news:
                reads.note_seen(session, feed, user_agent, now)
            return modified
    except StorageError:
        # The calendar is worth more than the note; without the header the ETag still does its work.
        log.warning("that calendar %d was read could not be written down", asked.feed)
        return None
