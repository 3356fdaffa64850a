"""A file of any format → its page: paragraphs and tables."""

from pathlib import Path

from plan.documents.formats.files import read_bytes
from plan.documents.formats.kinds import format_of, reader_of
from plan.documents.model import DocumentError, Page
from plan.documents.progress import tell


def read_page(path: Path) -> Page:
    tell("Đang mở tệp")
    data = read_bytes(path)
    found = format_of(data, path.name)
    try:
        if len(data) >= found.apart:
            from plan.documents.formats.process import read_apart

            return read_apart(found.reader, data, path.name)
        return reader_of(found.reader)(data, path.name)
    except (RecursionError, MemoryError) as error:
        raise DocumentError(
            f"Tệp {path.name} lồng quá sâu hoặc quá lớn; hãy chép riêng phần kế hoạch sang một tệp Word mới."
        ) from error
