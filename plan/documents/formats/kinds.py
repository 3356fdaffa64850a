"""What a file is, told by its first bytes and by what it holds, never by its name."""

import re
from typing import Literal

from plan.documents.model import DocumentError

Kind = Literal["docx", "xlsx", "pdf", "html", "doc", "xls", "odt", "ods", "rtf", "text"]

READ = (
    "Các dạng đọc được: Word .docx, Excel .xlsx, PDF có lớp chữ, HTML, CSV và văn bản thuần .txt (UTF-8 hoặc UTF-16); "
    "khi máy có LibreOffice thì cả .doc, .xls, .odt, .ods và .rtf."
)
_OLE2 = b"\xd0\xcf\x11\xe0"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_HTML = re.compile(rb"<(!doctype html|html|head|body|table|meta|div|p|!--)\b", re.IGNORECASE)
_OPEN_DOCUMENT: dict[bytes, Kind] = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}


def kind_of(data: bytes, name: str) -> Kind:
    """Raises DocumentError for what no reader can take, a password among them."""
    # Some writers put blanks or a mark before the first sign.
    start = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    if data.startswith(_ZIP):
        return _zip_kind(data, name)
    if data.startswith(_OLE2):
        return _ole2_kind(data, name)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if start.startswith(b"{\\rtf"):
        return "rtf"
    # UTF-16 spells every letter with a zero beside it.
    if _HTML.match(start.replace(b"\x00", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").lstrip()):
        return "html"
    return "text"


def _zip_kind(data: bytes, name: str) -> Kind:
    """By the names in the table of contents, which stand plain in every zip file."""
    for mark, kind in _OPEN_DOCUMENT.items():
        if data[30:].startswith(b"mimetype" + mark):
            return kind
    if b"word/document" in data:
        return "docx"
    if b"xl/workbook.bin" in data:
        raise DocumentError(
            f"Tệp {name} là Excel dạng nhị phân (.xlsb); hãy mở bằng Excel và lưu lại thành .xlsx."
        )
    if b"xl/workbook" in data:
        return "xlsx"
    raise DocumentError(
        f"Tệp nén {name} không phải tệp Word hay Excel; hãy giải nén rồi chọn tệp kế hoạch. {READ}"
    )


def _ole2_kind(data: bytes, name: str) -> Kind:
    """By the names of its streams: a new file with a password is wrapped in the old form."""
    if _stream("EncryptedPackage") in data:
        raise DocumentError(f"Tệp {name} có mật khẩu; hãy mở bằng Word hoặc Excel, bỏ mật khẩu rồi lưu lại.")
    if _stream("WordDocument") in data:
        return "doc"
    if _stream("Workbook") in data or _stream("Book") in data:
        return "xls"
    raise DocumentError(
        f"Tệp {name} không phải tệp Word hay Excel đời cũ nguyên vẹn; hãy lưu lại thành .docx. {READ}"
    )


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le")
