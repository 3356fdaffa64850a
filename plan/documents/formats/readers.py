"""The table of formats: what a file is → what takes it apart. Heavy libraries wait inside the readers."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from plan.documents.formats.archives import Archive
from plan.documents.formats.csv_text import read_commas
from plan.documents.formats.excel import read_excel
from plan.documents.formats.files import read_bytes, text_of
from plan.documents.formats.kinds import Kind, kind_of
from plan.documents.formats.pdf import read_pdf
from plan.documents.formats.plain_text import blocks
from plan.documents.formats.webpage import read_webpage
from plan.documents.formats.word import read_word
from plan.documents.model import DocumentError, Page

Reader = Callable[[bytes, str], Page]


def read_page(path: Path) -> Page:
    data = read_bytes(path)
    kind = kind_of(data, path.name)
    try:
        return _READERS[kind](data, path.name)
    except (RecursionError, MemoryError) as error:
        raise DocumentError(
            f"Tệp {path.name} lồng quá sâu hoặc quá lớn; hãy chép riêng phần kế hoạch sang một tệp Word mới."
        ) from error


def _read_plain(data: bytes, name: str) -> Page:
    text = text_of(data, name)
    return read_commas(text, name) or Page(blocks(text))


def _read_packed(kind: Kind, data: bytes, name: str) -> Page:
    # LibreOffice unpacks without limits of its own.
    Archive(data, name)
    return _read_foreign(kind, data, name)


def _read_foreign(kind: Kind, data: bytes, name: str) -> Page:
    # Formats that need no other program never come near the module that starts one.
    from plan.documents.formats.libreoffice import read_converted

    return read_converted(kind, data, name)


_READERS: Mapping[Kind, Reader] = {
    "docx": read_word,
    "xlsx": read_excel,
    "pdf": read_pdf,
    "html": read_webpage,
    "text": _read_plain,
    "doc": partial(_read_foreign, "doc"),
    "xls": partial(_read_foreign, "xls"),
    "rtf": partial(_read_foreign, "rtf"),
    "odt": partial(_read_packed, "odt"),
    "ods": partial(_read_packed, "ods"),
}
