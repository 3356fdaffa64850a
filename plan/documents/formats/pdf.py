"""PDF files with a text layer: opened with care, page after page; a scan is refused with advice."""

import re
import zlib
from io import BytesIO

from plan.documents.budget import Budget
from plan.documents.model import DocumentError, Page, Problem

MOST_PAGES = 300
MOST_BYTES = 200 * 1024 * 1024
_PIECE = 64 * 1024
_STREAM = re.compile(rb"stream\r?\n")
_ENCODED = re.compile(rb"x[\x01\x5e\x9c\xda]")
_UNMAPPED = re.compile(r"\(cid:\d+\)")


def read_pdf(data: bytes, name: str) -> Page:
    # Without its end a file can still be opened, and would be half a plan.
    if b"%%EOF" not in data[-2048:]:
        raise _broken(name)
    _refuse_a_flood(data, name)
    try:
        return _read(data, name)
    except (DocumentError, MemoryError):
        raise
    except Exception as error:  # the parser below fails on bad files in every way there is
        if "Password" in type(error).__name__ or "Password" in repr(error):
            raise DocumentError(f"Tệp PDF {name} có mật khẩu; hãy bỏ mật khẩu rồi lưu lại.") from error
        raise _broken(name) from error


def _read(data: bytes, name: str) -> Page:
    import pdfplumber

    from plan.documents.formats.pdf_page import read_one
    from plan.documents.formats.pdf_pages import in_order

    with pdfplumber.open(BytesIO(data), raise_unicode_errors=False) as pdf:
        if len(pdf.pages) > MOST_PAGES:
            raise DocumentError(
                f"Tệp PDF {name} có hơn {MOST_PAGES} trang; hãy tách lấy riêng phần kế hoạch."
            )
        pages, budget = [], Budget(name)
        for number, page in enumerate(pdf.pages, 1):
            pages.append(read_one(page, number, budget))
            # What was laid out for one page is not needed for the next.
            page.close()
    scanned = [page.number for page in pages if page.scanned]
    if not any(page.parts for page in pages) or len(scanned) == len(pages):
        raise DocumentError(
            f"Tệp PDF {name} là ảnh quét, không có lớp chữ; hãy dùng tệp Word của kế hoạch, "
            "hoặc nhận dạng chữ (OCR), soát lại rồi lưu thành .docx."
        )
    blocks, problems = in_order(pages, budget)
    problems += [_scanned(number) for number in scanned]
    if any(_UNMAPPED.search(str(block)) for block in blocks):
        raise DocumentError(f"Tệp PDF {name} thiếu bảng mã chữ nên mất chữ; hãy dùng tệp Word của kế hoạch.")
    return Page(tuple(blocks), tuple(problems))


def _broken(name: str) -> DocumentError:
    return DocumentError(
        f"Tệp PDF {name} hỏng hoặc thiếu phần cuối; hãy chép lại từ nguồn, hoặc dùng tệp Word của kế hoạch."
    )


def _scanned(number: int) -> Problem:
    message = f"Trang {number} là ảnh quét nên chưa đọc; hãy dùng tệp Word của kế hoạch."
    return Problem(f"page {number}", "", message, lost=True)


def _refuse_a_flood(data: bytes, name: str) -> None:
    """Packed streams say nothing of their size: they are unpacked once with a limit, and what is packed twice too."""
    room = MOST_BYTES
    for found in _STREAM.finditer(data):
        packed, place = data, found.end()
        for depth in range(3):
            try:
                packed, place = _unpacked(packed, place, room), 0
            except zlib.error as error:
                if depth:  # it only looked as if it were packed twice
                    break
                # The parser would take what comes before the damage for the whole.
                raise _broken(name) from error
            room -= len(packed)
            if room <= 0:
                raise DocumentError(f"Tệp PDF {name} bung ra quá lớn; hãy tách lấy riêng phần kế hoạch.")


def _unpacked(packed: bytes, place: int, room: int) -> bytes:
    if not _ENCODED.match(packed, place):
        return b""
    stream, pieces, size = zlib.decompressobj(), [], 0
    # In pieces, since what follows a stream would be copied with every one of them.
    for start in range(place, len(packed), _PIECE):
        pieces.append(stream.decompress(packed[start : start + _PIECE], room + 1 - size))
        size += len(pieces[-1])
        if stream.eof or size > room:
            break
    return b"".join(pieces)
