"""What a visitor sends by a form: from our own page only, and never more than is worth reading."""

from collections.abc import AsyncIterator, Callable, Container, Mapping
from datetime import date

from fastapi import HTTPException, Request
from starlette.datastructures import FormData, UploadFile

from plan import dates
from plan.errors import NotPossibleError
from plan.text import keep
from web.origin import from_our_page
from web.site import Site

TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
MOST_FIELDS = 40
MOST_FILES = 1
LONGEST = 4000  # characters of a field
LONGEST_LIST = 300_000  # of one that our page fills with rows: a question may be about every row of a plan
LONGEST_NUMBER = 200  # characters of a document's number


def is_form(headers: Mapping[str, str]) -> bool:
    """Whether a form was sent, in the encoding of browsers: in others stand texts that none is (half a character)."""
    kind, *more = (part.strip().lower() for part in headers.get("content-type", "").split(";"))
    charsets = (part.partition("=")[2].strip('" ') for part in more if part.startswith("charset"))
    return kind in TYPES and all(one in ("utf-8", "utf8") for one in charsets)


Sent = Callable[[Request], AsyncIterator[FormData]]


def sent_to(site: Site, most: int = MOST_FIELDS, longest: int = LONGEST, lists: Container[str] = ()) -> Sent:
    """A dependency: the fields of the form, 403 if another site sent it, 400 if it cannot be read.

    `lists`: the names of fields that our page fills with as many rows as there are.

    A file is closed, and so gone, when the answer is made. The address itself is secret, or a cookie is asked for: where
    the form came from is a second lock (OWASP, Fetch Metadata).
    """

    def is_too_long(name: str, value: object) -> bool:
        return isinstance(value, str) and len(value) > (LONGEST_LIST if name in lists else longest)

    async def sent(request: Request) -> AsyncIterator[FormData]:
        if not from_our_page(request.headers, site.base_url):
            raise HTTPException(403)
        if not is_form(request.headers):
            raise HTTPException(400)
        part = max(16 * LONGEST, 4 * longest, LONGEST_LIST)
        limits = {"max_files": MOST_FILES, "max_fields": most, "max_part_size": part}
        async with request.form(**limits) as form:
            if any(is_too_long(*field) for field in form.multi_items()):
                raise HTTPException(400)
            yield form

    return sent


def day_of_field(site: Site, form: Mapping[str, object], name: str) -> date:
    """A field as a day, however people type one. Raises NotPossibleError for what is none."""
    try:
        day = dates.read_typed(text(form, name), site.today())
    except ValueError as error:
        raise NotPossibleError(
            f"ngày chưa đúng; hãy ghi ngày/tháng/năm: {dates.day(site.today())}"
        ) from error
    if not 2000 <= day.year <= 2100:
        raise NotPossibleError("năm phải từ 2000 đến 2100")
    return day


def number_of_field(form: Mapping[str, object]) -> str | None:
    """The number of a document, on one line. Raises NotPossibleError if it is longer than any."""
    number = " ".join(text(form, "document").split())
    if len(number) > LONGEST_NUMBER:
        raise NotPossibleError(f"số văn bản dài quá {LONGEST_NUMBER} chữ")
    return number or None


def text(form: Mapping[str, object], name: str) -> str:
    """A field as one trimmed text without control characters, which no database keeps; empty if it was not sent."""
    value = form.get(name, "")
    return "" if isinstance(value, UploadFile) else keep(str(value)).strip()
