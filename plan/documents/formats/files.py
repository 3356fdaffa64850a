"""A file becomes bytes, and bytes become text, or a sentence that says why they cannot: size, encoding."""

import codecs
import unicodedata
from pathlib import Path

from plan.documents.formats.kinds import READ, kind_of
from plan.documents.model import DocumentError
from plan.legacy_encodings import encoding_of_all, is_vietnamese
from plan.text import keep

LARGEST = 20 * 1024 * 1024
# The byte order mark of UTF-32 begins like that of UTF-16, so it is asked first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_text(path: Path) -> str:
    """The text of a file that must be plain text, in NFC, lines ended by a line feed."""
    data = read_bytes(path)
    kind = kind_of(data, path.name)
    if kind != "text":
        raise DocumentError(
            f"Tệp {path.name} là {kind.upper()}, ở đây cần văn bản thuần; hãy xuất lại thành tệp .csv (UTF-8)."
        )
    return text_of(data, path.name)


def read_bytes(path: Path) -> bytes:
    """All of a file that is not too large and not empty."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise DocumentError(f"{path.name} là thư mục; hãy chỉ đúng một tệp văn bản.")
        if not path.is_file():
            raise DocumentError(f"{path.name} không phải tệp thường; hãy chép nội dung ra một tệp văn bản.")
        if size > LARGEST:
            limit = LARGEST // 1024 // 1024
            raise DocumentError(f"Tệp {path.name} lớn hơn {limit} MB; hãy tách lấy riêng phần kế hoạch.")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise DocumentError(f"Không tìm thấy tệp {path}; hãy kiểm tra lại đường dẫn.") from error
    except (OSError, ValueError) as error:
        raise DocumentError(f"Không mở được tệp {path.name}; hãy kiểm tra tên và quyền đọc tệp.") from error
    if not data.strip():
        raise DocumentError(f"Tệp {path.name} trống; hãy chọn tệp khác hoặc xuất lại văn bản.")
    return data


def text_of(data: bytes, name: str, *, old_codes: bool = False) -> str:
    """The text in NFC, lines ended by a line feed; `old_codes`: whoever asks understands letters of old fonts."""
    try:
        text = data.decode(_encoding(data))
    except UnicodeDecodeError as error:
        text = _in_old_code(data) if old_codes else ""
        if not text:
            raise DocumentError(
                f"Tệp {name} không phải UTF-8 hay UTF-16 (có thể là TCVN3, VNI hoặc tệp nhị phân); "
                f"hãy mở bằng chương trình soạn thảo và lưu lại với mã UTF-8. {READ}"
            ) from error
    if _is_binary(text):
        raise DocumentError(f"Tệp {name} là tệp nhị phân, không phải văn bản; hãy lưu thành .txt. {READ}")
    text = keep(text)
    if not text.strip():
        raise DocumentError(f"Tệp {name} không có chữ nào; hãy chọn tệp khác hoặc xuất lại văn bản.")
    return text


def _in_old_code(data: bytes) -> str:
    """A text of the years before Unicode, where it is certain which: its letters as they stand, or nothing."""
    vietnamese = unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
    if is_vietnamese(vietnamese) and "\ufffd" not in vietnamese:
        return vietnamese
    latin = data.decode("latin-1")
    return latin if encoding_of_all([latin]) else ""


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
