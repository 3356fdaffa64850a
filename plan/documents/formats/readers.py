"""A file of any format → its page: paragraphs and tables."""

from pathlib import Path
from pkgutil import resolve_name
from typing import Protocol, cast

from plan.documents.formats.files import read_bytes
from plan.documents.formats.kinds import format_of
from plan.documents.model import DocumentError, Page


class Reader(Protocol):
    """Takes a file apart. Raises DocumentError with what to do where it cannot."""

    def __call__(self, data: bytes, name: str, /) -> Page: ...


def read_page(path: Path) -> Page:
    data = read_bytes(path)
    found = format_of(data, path.name)
    reader = cast("Reader", resolve_name(f"plan.documents.formats.{found.reader}"))
    try:
        return reader(data, path.name)
    except (RecursionError, MemoryError) as error:
        raise DocumentError(
            f"Tệp {path.name} lồng quá sâu hoặc quá lớn; hãy chép riêng phần kế hoạch sang một tệp Word mới."
        ) from error
