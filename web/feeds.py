"""`GET /feeds/{secret}.ics`: an agency's calendar, for whoever holds the address."""

import re
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from threading import Lock

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from notifications import calendars
from plan import feeds
from plan.changes import changes
from plan.database import Database
from plan.listing import Wanted, duties, names
from web.site import Site, domain_of

Stand = tuple[int, date]  # how often the plan had changed, and the day
Key = tuple[str | None, str]  # whose calendar, and its title

ETAG = re.compile(r'"([^"]*)"')


@dataclass(frozen=True, slots=True)
class Rendered:
    """A calendar as it is sent."""

    body: bytes
    etag: str


class Shelf:
    """Calendars as last rendered, kept for as long as the plan and the day stand still."""

    def __init__(self) -> None:
        self._locks: dict[Key, Lock] = {}
        self._kept: tuple[Stand | None, dict[Key, Rendered]] = (None, {})

    def rendering(self, key: Key) -> Lock:
        """To be held while rendering: when the day turns many ask at once, and once is enough."""
        return self._locks.setdefault(key, Lock())

    def find(self, stand: Stand, key: Key) -> Rendered | None:
        kept_at, calendars_kept = self._kept  # read at once: another thread may clear the shelf
        return calendars_kept.get(key) if kept_at == stand else None

    def put(self, stand: Stand, key: Key, rendered: Rendered) -> None:
        if self._kept[0] != stand:
            self._kept = (stand, {})
        self._kept[1][key] = rendered


def render(
    database: Database, agency: str | None, title: str, *, today: date, office: str, domain: str
) -> bytes:
    """The calendar of one agency, or of all. `office` is the code of the agency to ask."""
    with database.read() as session:
        found, called = duties(session, today, Wanted(agency=agency)), names(session)
    # A long calendar takes a second to write: not while the database is held.
    return calendars.build(
        found,
        title=title,
        viewer=agency,
        names=called,
        office=called.get(office, ""),
        today=today,
        domain=domain,
    )


def title_of(name: str) -> str:
    """What a calendar program calls the subscription."""
    return f"Đôn Đốc – {name}"


def routes(site: Site) -> APIRouter:
    router = APIRouter()
    shelf = Shelf()

    @router.api_route("/feeds/{secret}.ics", methods=["GET", "HEAD"], include_in_schema=False)
    def feed(secret: str, request: Request) -> Response:
        """The calendar that belongs to the secret; 404 if none does, 410 if it was revoked."""
        key, stand = _asked(site, secret)
        rendered = shelf.find(stand, key) or _rendered(site, shelf, stand, key)
        return _answer(rendered, request.headers.getlist("if-none-match"))

    return router


def _asked(site: Site, secret: str) -> tuple[Key, Stand]:
    with site.database.read() as session:
        found = feeds.find(session, secret)
        if found is None:
            raise HTTPException(404)
        if found.revoked_at is not None:
            raise HTTPException(410)
        return (found.agency, title_of(found.name)), (changes(session), site.today())


def _rendered(site: Site, shelf: Shelf, stand: Stand, key: Key) -> Rendered:
    with shelf.rendering(key):
        kept = shelf.find(stand, key)
        if kept is None:
            body = render(
                site.database, *key, today=stand[1], office=site.escalate_to, domain=domain_of(site.base_url)
            )
            kept = Rendered(body, f'"{sha256(body).hexdigest()}"')
            shelf.put(stand, key, kept)
        return kept


def _answer(rendered: Rendered, known: list[str]) -> Response:
    headers = {"ETag": rendered.etag, "Cache-Control": "private, no-cache", "Referrer-Policy": "no-referrer"}
    if _matches(rendered.etag, ",".join(known)):
        return Response(status_code=304, headers=headers)
    return Response(rendered.body, headers=headers, media_type="text/calendar; charset=utf-8")


def _matches(etag: str, known: str) -> bool:
    """If-None-Match compares weakly (RFC 9110, 13.1.2): a `W/` in front does not matter."""
    return known.strip() == "*" or etag.strip('"') in ETAG.findall(known)
