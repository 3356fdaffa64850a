"""What was typed into a form that was refused before anybody looked at it: shown again on the page that refuses it, to be sent once more."""

from dataclasses import dataclass

from fastapi import Request
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from web.forms import LONGEST, MOST_FIELDS, is_form
from web.origin import from_our_page
from web.site import Site

# Never put into a page.
SECRET = {"password", "again", "old", "credential", "secret"}
SHOWN = {
    "on": "Ngày",
    "to": "Đến ngày",
    "until": "Xin gia hạn đến ngày",
    "document": "Số, ký hiệu",
    "reason": "Lý do",
    "cause": "Nguyên nhân",
    "note": "Ghi chú",
    "title": "Tên",
    "due": "Thời hạn",
    "words": "Nội dung",
}
MOST = 50 * MOST_FIELDS


@dataclass(frozen=True, slots=True)
class KeptForm:
    """The fields as they were sent; a file cannot be kept by a page and is asked for again."""

    fields: tuple[tuple[str, str], ...]
    had_file: bool

    @property
    def told(self) -> list[tuple[str, str]]:
        """What people know of it, by its name."""
        return [(SHOWN[name], value) for name, value in self.fields if name in SHOWN and value]


async def kept_form(site: Site, request: Request) -> KeptForm | None:
    """None for what nobody typed on a page of ours, or what holds a secret."""
    ours = is_form(request.headers) and from_our_page(request.headers, site.base_url)
    if request.method != "POST" or not ours:
        return None
    try:
        form = await request.form(max_files=1, max_fields=MOST, max_part_size=16 * LONGEST)
    except (HTTPException, RuntimeError):  # cannot be read, or was begun to be read and left
        return None
    kept = _kept(form)
    await form.close()
    return kept


def _kept(form: FormData) -> KeptForm | None:
    texts = tuple((name, value) for name, value in form.multi_items() if isinstance(value, str))
    if SECRET & {name for name, _ in texts} or sum(len(value) for _, value in texts) > 16 * LONGEST:
        return None
    had_file = any(isinstance(value, UploadFile) and bool(value.filename) for value in form.values())
    return KeptForm(texts, had_file) if texts or had_file else None
