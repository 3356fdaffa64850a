"""A plan or a register on disk → entries or agencies as written, with every problem and its place."""

from pathlib import Path

from plan.documents.agencies_csv import read_agencies
from plan.documents.files import read_text
from plan.documents.flattened import blocks
from plan.documents.model import Document, DocumentError, Entry, Problem, Prose, Row
from plan.documents.preamble import read_preamble, read_reporting
from plan.documents.tables import read_tables

__all__ = ["Document", "DocumentError", "Entry", "Problem", "read_agencies", "read_document"]


def read_document(path: Path) -> Document:
    """Recognised by content, not by name. Raises DocumentError when nothing of the file can be used."""
    return _read(read_text(path), path.name)


def _read(text: str, name: str) -> Document:
    page = blocks(text)
    entries, problems = read_tables(page)
    if not entries and not problems:
        raise DocumentError(
            f"Không thấy bảng nhiệm vụ nào trong {name}; bảng phải có dòng tiêu đề ghi nhiệm vụ, chủ trì và thời gian, "
            "mỗi ô một dòng bắt đầu bằng dấu tab."
        )
    first = next((n for n, block in enumerate(page) if isinstance(block, Row) and len(block) > 2), len(page))
    opening = "\n".join(block.text if isinstance(block, Prose) else "\n\n" for block in page[:first])
    preamble = read_preamble(opening)
    after = tuple(block.text for block in page[first:] if isinstance(block, Prose))
    return Document(
        code=preamble.code,
        title=preamble.title,
        issued_on=preamble.issued_on,
        period=preamble.period,
        entries=entries,
        reporting=read_reporting(after),
        problems=preamble.problems() + problems,
    )
