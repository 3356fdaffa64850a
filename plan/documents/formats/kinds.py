"""What a file is, told by its first bytes and by what it holds, never by its name; and what reads it.

A new format is one reader module and one row of `FORMATS`.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from pkgutil import resolve_name
from typing import Literal, Protocol, cast

from plan.documents.model import DocumentError, Page

Kind = Literal["docx", "xlsx", "pdf", "html", "doc", "xls", "odt", "ods", "rtf", "text"]

_OLE2 = b"\xd0\xcf\x11\xe0"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_HTML = re.compile(rb"<(!doctype html|html|head|body|table|meta|div|p|!--)\b", re.IGNORECASE)


class Reader(Protocol):
    """Takes a file apart. Raises DocumentError with what to do where it cannot."""

    def __call__(self, data: bytes, name: str, /) -> Page: ...


@dataclass(frozen=True, slots=True)
class Format:
    """A format, how its files are told, and its reader as "module:function": heavy libraries wait until it is used.

    `apart`: from how many bytes on it is read in a process of its own, because its parser cannot be trusted to end.
    """

    kind: Kind
    matches: Callable[[bytes], bool]
    reader: str
    apart: float = math.inf


def _zip_with(member: bytes) -> Callable[[bytes], bool]:
    """By the names in the table of contents, which stand plain in every zip file."""
    return lambda data: data.startswith(_ZIP) and member in data


def _open_document(form: bytes) -> Callable[[bytes], bool]:
    mark = b"mimetype" + b"application/vnd.oasis.opendocument." + form
    return lambda data: data.startswith(_ZIP) and data[30:].startswith(mark)


def _ole2_with(*streams: str) -> Callable[[bytes], bool]:
    """By the names of its streams, written in UTF-16."""
    names = [stream.encode("utf-16-le") for stream in streams]
    return lambda data: data.startswith(_OLE2) and any(name in data for name in names)


def _start(data: bytes) -> bytes:
    """Some writers put blanks or a mark before the first sign."""
    return data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()


def _is_html(data: bytes) -> bool:
    # UTF-16 spells every letter with a zero beside it.
    plain = _start(data).replace(b"\x00", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    return _HTML.match(plain.lstrip()) is not None


_FOREIGN = "libreoffice:read_foreign"
# The first that matches. Text is what is left.
FORMATS = (
    Format("odt", _open_document(b"text"), _FOREIGN),
    Format("ods", _open_document(b"spreadsheet"), _FOREIGN),
    Format("docx", _zip_with(b"word/document"), "word:read_word"),
    Format("xlsx", _zip_with(b"xl/workbook"), "excel:read_excel"),
    Format("doc", _ole2_with("WordDocument"), _FOREIGN),
    Format("xls", _ole2_with("Workbook", "Book"), _FOREIGN),
    Format("pdf", lambda data: b"%PDF-" in data[:1024], "pdf:read_pdf", apart=0),
    Format("rtf", lambda data: _start(data).startswith(b"{\\rtf"), _FOREIGN),
    Format("html", _is_html, "webpage:read_webpage", apart=32 * 1024),
    Format("text", lambda _: True, "plain_text:read_plain"),
)

READ = (
    "Các dạng đọc được: Word .docx, Excel .xlsx, PDF có lớp chữ, HTML, CSV và văn bản thuần .txt (UTF-8 hoặc UTF-16); "
    "khi máy có LibreOffice thì cả .doc, .xls, .odt, .ods và .rtf."
)


def format_of(data: bytes, name: str) -> Format:
    """Raises DocumentError for what no reader can take, a password among them."""
    if _ole2_with("EncryptedPackage")(data):
        # A new file with a password is wrapped in the old form.
        raise DocumentError(f"Tệp {name} có mật khẩu; hãy mở bằng Word hoặc Excel, bỏ mật khẩu rồi lưu lại.")
    found = next(form for form in FORMATS if form.matches(data))
    if found.kind == "xlsx" and b"xl/workbook.bin" in data:
        raise DocumentError(
            f"Tệp {name} là Excel dạng nhị phân (.xlsb); hãy mở bằng Excel và lưu lại thành .xlsx."
        )
    if found.kind == "text" and data.startswith(_ZIP):
        raise DocumentError(
            f"Tệp nén {name} không phải tệp Word hay Excel; hãy giải nén rồi chọn tệp kế hoạch. {READ}"
        )
    if found.kind == "text" and data.startswith(_OLE2):
        raise DocumentError(
            f"Tệp {name} không phải tệp Word hay Excel đời cũ nguyên vẹn; hãy lưu lại thành .docx. {READ}"
        )
    return found


def reader_of(place: str) -> Reader:
    """The reader at `module:function`, loaded."""
    return cast("Reader", resolve_name(f"plan.documents.formats.{place}"))


def kind_of(data: bytes, name: str) -> Kind:
    """Which format it is. Raises DocumentError as `format_of` does."""
    return format_of(data, name).kind
