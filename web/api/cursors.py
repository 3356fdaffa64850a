"""Where a reader of a list stands, as a word that says nothing to it. Pure."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode

from plan.storage.rows import LARGEST_NUMBER
from plan.views.program_lists import START, ListPlace
from web.api.problems import ProblemError

PATTERN = r"^[A-Za-z0-9_-]{1,64}$"
_WRITTEN = re.compile(r"(?:(\d{1,10})\.)?(\d{1,10})", re.ASCII)


def cursor(place: ListPlace) -> str:
    """A turn stands in it only where the list is by changes."""
    said = f"{place.turn}.{place.id}" if place.turn >= 0 else str(place.id)
    return urlsafe_b64encode(said.encode()).decode().rstrip("=")


def place_of(said: str | None) -> ListPlace:
    """404 for a word that no list ever gave: to begin anew instead would hide that from the reader."""
    if said is None:
        return START
    try:
        found = _WRITTEN.fullmatch(urlsafe_b64decode(said + "=" * (-len(said) % 4)).decode("ascii"))
    except ValueError:
        found = None
    if found is None or int(found[2]) > LARGEST_NUMBER or int(found[1] or 0) > LARGEST_NUMBER:
        raise ProblemError("not-found", "after không phải con trỏ mà danh sách nào đã đưa ra")
    return ListPlace(-1 if found[1] is None else int(found[1]), int(found[2]))
