"""The table of formats: what a file is → what takes it apart. Heavy libraries wait inside the readers."""

from collections.abc import Callable, Mapping
from pathlib import Path

from plan.documents.commas import read_commas
from plan.documents.excel import read_excel
from plan.documents.files import read_bytes, text_of
from plan.documents.flattened import blocks
from plan.documents.kinds import READ, Kind, kind_of
from plan.documents.model import DocumentError, Page
from plan.documents.pdf import read_pdf
from plan.documents.webpage import read_webpage
from plan.documents.word import read_word

Reader = Callable[[bytes, str], Page]


def read_page(path: Path) -> Page:
    data = read_bytes(path)
    kind = kind_of(data, path.name)
    if reader := _READERS.get(kind):
        return reader(data, path.name)
    raise DocumentError(f"Chưa đọc được dạng {kind.upper()} của tệp {path.name}. {READ}")


def _read_plain(data: bytes, name: str) -> Page:
    text = text_of(data, name)
    return read_commas(text, name) or Page(blocks(text))


_READERS: Mapping[Kind, Reader] = {
    "docx": read_word,
    "xlsx": read_excel,
    "pdf": read_pdf,
    "html": read_webpage,
    "text": _read_plain,
}
