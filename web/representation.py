"""A calendar as bytes on the wire: iCalendar or JSON, gzip or plain, or only "nothing new" (RFC 9110)."""

import gzip
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256

from fastapi.responses import Response
from starlette.datastructures import Headers

from notifications.calendars.publish import CalendarSnapshot

ETAG = re.compile(r'"([^"]*)"')
PLAIN, JSON = "text/calendar", "application/json"
COMMON = {
    "Cache-Control": "private, no-cache",
    "Referrer-Policy": "no-referrer",
    "Vary": "Accept, Accept-Encoding",
}


@dataclass(frozen=True, slots=True)
class Representation:
    """One representation: its bytes, plain and squeezed, each with a strong validator of its own."""

    media_type: str
    body: bytes
    squeezed: bytes
    tag: str

    def etag(self, *, squeezed: bool) -> str:
        return f'"{self.tag}-gz"' if squeezed else f'"{self.tag}"'


@dataclass(frozen=True, slots=True)
class Rendered:
    """A calendar in every form in which it is sent; `mark` changes when any of them does."""

    ics: Representation
    json: Representation

    @property
    def mark(self) -> str:
        return f"{self.ics.tag[:32]}{self.json.tag[:32]}"


def rendered(issue: CalendarSnapshot) -> Rendered:
    return Rendered(_form(f"{PLAIN}; charset=utf-8", issue.ics()), _form(JSON, issue.json()))


def _form(media_type: str, body: bytes) -> Representation:
    # Without a time in its head, equal bytes squeeze to equal bytes.
    return Representation(media_type, body, gzip.compress(body, 6, mtime=0), sha256(body).hexdigest())


def answer(form: Representation, asked: Headers, modified: datetime | None) -> Response:
    """The whole calendar, or 304 if the reader has it. If-None-Match goes before If-Modified-Since."""
    squeezed = _takes(asked, "accept-encoding", "gzip") > 0
    headers = COMMON | {"ETag": form.etag(squeezed=squeezed)}
    if modified:
        headers["Last-Modified"] = format_datetime(modified.astimezone(UTC), usegmt=True)
    if _has_it(form, asked, modified):
        return Response(status_code=304, headers=headers)
    if squeezed:
        headers["Content-Encoding"] = "gzip"
    return Response(form.squeezed if squeezed else form.body, headers=headers, media_type=form.media_type)


def _has_it(form: Representation, asked: Headers, modified: datetime | None) -> bool:
    if "if-none-match" in asked:
        return _matches(form, ",".join(asked.getlist("if-none-match")))
    since = _moment(asked.get("if-modified-since", ""))
    return since is not None and modified is not None and modified <= since


def _matches(form: Representation, known: str) -> bool:
    """If-None-Match compares weakly (RFC 9110, 13.1.2): a `W/` in front does not matter.

    Which of the two encodings the reader holds does not matter either: they say the same.
    """
    return known.strip() == "*" or not {form.tag, f"{form.tag}-gz"}.isdisjoint(ETAG.findall(known))


def _moment(text: str) -> datetime | None:
    """An HTTP date; None for what is no date, which must be passed over (RFC 9110, 13.1.3)."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def wants_json(asked: Headers) -> bool:
    """JSON is for who asks for it by name; `*/*` is what calendar programs and browsers say."""
    by_name = _listed(asked, "accept").get(JSON, 0.0)
    return by_name > 0 and by_name >= _listed(asked, "accept").get(PLAIN, 0.0)


def _takes(asked: Headers, header: str, name: str) -> float:
    listed = _listed(asked, header)
    return listed.get(name, listed.get("*", 0.0))


def _listed(asked: Headers, header: str) -> Mapping[str, float]:
    """The names of an Accept header with their weights (RFC 9110, 12.4.2); a wrong weight is none."""
    found: dict[str, float] = {}
    for item in ",".join(asked.getlist(header)).split(","):
        name, *parameters = (part.strip().lower() for part in item.split(";"))
        weight = next((p[2:] for p in parameters if p.startswith("q=")), "1")
        if name and re.fullmatch(r"[01](\.\d{0,3})?", weight):
            found[name] = float(weight)
    return found
