"""What a visitor sends by a form: from our own page only, and never more than is worth reading."""

from collections.abc import AsyncIterator, Mapping
from urllib.parse import urlsplit

from fastapi import HTTPException, Request
from starlette.datastructures import FormData, UploadFile

from plan.text import keep

TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
MOST_FIELDS = 40
MOST_FILES = 1
LONGEST = 4000  # characters of a field


async def sent(request: Request) -> AsyncIterator[FormData]:
    """A dependency: the fields of the form, 403 if another site sent it, 400 if it cannot be read.

    A file is closed, and so gone, when the answer is made.
    """
    if not from_our_page(request):
        raise HTTPException(403)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() not in TYPES:
        raise HTTPException(400)
    limits = {"max_files": MOST_FILES, "max_fields": MOST_FIELDS, "max_part_size": 16 * LONGEST}
    async with request.form(**limits) as form:
        if any(isinstance(value, str) and len(value) > LONGEST for value in form.values()):
            raise HTTPException(400)
        yield form


def from_our_page(request: Request) -> bool:
    """Whether the browser says that the form was on a page of ours; what says nothing is no browser of today.

    The address itself is secret, so this is a second lock (OWASP, Fetch Metadata).
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc == request.headers.get("host")


def text(form: Mapping[str, object], name: str) -> str:
    """A field as one trimmed text without control characters, which no database keeps; empty if it was not sent."""
    value = form.get(name, "")
    return "" if isinstance(value, UploadFile) else keep(str(value)).strip()
