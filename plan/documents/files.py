"""A file becomes text, or a sentence that says why it cannot: size, kind, encoding."""

import codecs
from pathlib import Path

from plan.documents.model import DocumentError
from plan.text import keep

LARGEST = 20 * 1024 * 1024
_READ = (
    "Các dạng đọc được: văn bản thuần .txt (UTF-8 hoặc UTF-16), mỗi ô của bảng một dòng bắt đầu bằng dấu tab."
)
_MAGIC = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "Word, Excel hoặc tệp nén (.docx, .xlsx, .odt, .zip)"),
    (b"\xd0\xcf\x11\xe0", "Word hoặc Excel đời cũ (.doc, .xls)"),
    (b"{\\rtf", "RTF"),
    (b"<!doctype html", "HTML"),
    (b"<html", "HTML"),
)
# The byte order mark of UTF-32 begins like that of UTF-16, so it is asked first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_text(path: Path) -> str:
    """The text in NFC, lines ended by a line feed."""
    data = _bytes(path)
    if not data.strip():
        raise DocumentError(f"Tệp {path.name} trống; hãy chọn tệp khác hoặc xuất lại văn bản.")
    _refuse_other_kinds(path, data)
    text = keep(_decode(path, data))
    if not text.strip():
        raise DocumentError(f"Tệp {path.name} không có chữ nào; hãy chọn tệp khác hoặc xuất lại văn bản.")
    return text


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise DocumentError(f"{path.name} là thư mục; hãy chỉ đúng một tệp văn bản.")
        if not path.is_file():
            raise DocumentError(f"{path.name} không phải tệp thường; hãy chép nội dung ra một tệp văn bản.")
        if size > LARGEST:
            limit = LARGEST // 1024 // 1024
            raise DocumentError(f"Tệp {path.name} lớn hơn {limit} MB; hãy tách lấy riêng phần kế hoạch.")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise DocumentError(f"Không tìm thấy tệp {path.name}; hãy kiểm tra lại đường dẫn.") from error
    except (OSError, ValueError) as error:
        raise DocumentError(f"Không mở được tệp {path.name}; hãy kiểm tra tên và quyền đọc tệp.") from error


def _refuse_other_kinds(path: Path, data: bytes) -> None:
    start = data[:64].lstrip().lower()
    for magic, kind in _MAGIC:
        if start.startswith(magic.lower()):
            raise DocumentError(f"Chưa đọc được dạng {kind} của tệp {path.name}; hãy lưu thành .txt. {_READ}")


def _decode(path: Path, data: bytes) -> str:
    encoding = _encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"Tệp {path.name} không phải UTF-8 hay UTF-16 (có thể là TCVN3, VNI hoặc tệp nhị phân); "
            f"hãy mở bằng chương trình soạn thảo và lưu lại với mã UTF-8. {_READ}"
        ) from error
    if _is_binary(text):
        raise DocumentError(
            f"Tệp {path.name} là tệp nhị phân, không phải văn bản; hãy lưu thành .txt. {_READ}"
        )
    return text


def _is_binary(text: str) -> bool:
    controls = sum(1 for c in text if c < " " and c not in "\n\r\t\f\v")
    return "\x00" in text or controls * 20 > len(text)


def _encoding(data: bytes) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    # UTF-16 without a mark: blanks and Latin letters have a zero byte, always on the same side.
    even, odd = data[::2].count(0), data[1::2].count(0)
    if min(even, odd) * 8 < max(even, odd) > len(data) // 16:
        return "utf-16-le" if odd > even else "utf-16-be"
    return "utf-8"
