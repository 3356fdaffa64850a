"""The example plan written in other formats by public tools, so that every reader meets the same words."""

import re
from dataclasses import dataclass
from pathlib import Path

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt
from docx.table import Table as WordTable

from plan.documents import Document
from plan.documents.flattened import blocks
from plan.documents.model import Row

EXAMPLE = Path(__file__).parents[2] / "examples" / "quang-ngai-2012" / "plan.txt"
HEADINGS = (
    ["STT", "Nhiệm vụ cụ thể", "Trách nhiệm cụ thể", "Trách nhiệm cụ thể", "Sản phẩm", "Thời gian"],
    ["", "", "Cơ quan chủ trì", "Cơ quan phối hợp", "", ""],
)
WIDTHS = (1.2, 7.5, 4, 4.3, 5.5, 3.2)


@dataclass(frozen=True)
class Source:
    """The example in three pieces: what stands above the table, its sections, what stands below."""

    above: list[str]
    sections: list[tuple[str, list[list[str]]]]
    below: list[str]


def source() -> Source:
    above: list[str] = []
    below: list[str] = []
    sections: list[tuple[str, list[list[str]]]] = []
    for block in blocks(EXAMPLE.read_text(encoding="utf-8")):
        if isinstance(block, Row) and len(block) == 6:
            cells = [cell.strip() for cell in block]
            if len(set(cells)) == 1:
                sections.append((cells[0], []))
            elif cells not in (HEADINGS[0], HEADINGS[1]):
                sections[-1][1].append(cells)
        else:
            texts = list(block) if isinstance(block, Row) else [block.text]
            (below if sections else above).extend(texts)
    return Source(above, sections, below)


def essence(plan: Document) -> dict[str, object]:
    """What must be the same in every format: everything but blanks, line breaks and places."""
    names = ("section", "section_title", "number", "title", "lead", "partners", "product", "timing")
    return {
        "code": plan.code,
        "title": plan.title,
        "issued_on": plan.issued_on,
        "period": plan.period,
        "reporting": even(plan.reporting),
        "entries": [{name: even(getattr(entry, name)) for name in names} for entry in plan.entries],
    }


def even(text: str) -> str:
    return " ".join(text.split())


def group(rows: list[list[str]]) -> range:
    """The rows of section II that belong to 5.1: their partners and product are drawn as one cell."""
    numbers = [row[0] for row in rows]
    return range(numbers.index("5.1"), numbers.index("6")) if "5.1" in numbers else range(0)


def make_docx(path: Path) -> Path:
    """Merged section rows, two heading rows merged both ways, headings said again, real page breaks."""
    plan, file = source(), docx.Document()
    _page(file)
    for text in plan.above:
        if text.startswith("PHẦN"):
            file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        file.add_paragraph(text)
    table = file.add_table(rows=0, cols=6, style="Table Grid")
    _headings(table, repeated=True)
    for title, rows in plan.sections:
        if title.startswith("V."):
            _headings(table, repeated=False)
        _section(table, title, rows)
    for row in table.rows:
        for cell, width in zip(row.cells, WIDTHS, strict=True):
            cell.width = Cm(width)
    # A table that ends its file is lost on the way through .doc, so paragraphs follow.
    for text in plan.below:
        file.add_paragraph(text)
    file.save(str(path))
    return path


def _page(file: docx.document.Document) -> None:
    file.styles["Normal"].font.size = Pt(10)
    file.styles["Normal"].font.name = "Liberation Serif"
    page = file.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Cm(29.7), Cm(21)
    page.left_margin = page.right_margin = Cm(2)


def _headings(table: WordTable, *, repeated: bool) -> None:
    upper, lower = table.add_row(), table.add_row()
    for place in (0, 1, 4, 5):
        merged = upper.cells[place].merge(lower.cells[place])
        merged.text = HEADINGS[0][place]
    upper.cells[2].merge(upper.cells[3]).text = HEADINGS[0][2]
    for place in (2, 3):
        lower.cells[place].text = HEADINGS[1][place]
    for row in (upper, lower) if repeated else ():
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _section(table: WordTable, title: str, rows: list[list[str]]) -> None:
    row = table.add_row()
    row.cells[0].merge(row.cells[5]).text = title
    lines = [table.add_row() for _ in rows]
    for line, cells in zip(lines, rows, strict=True):
        for place, text in enumerate(cells):
            _write(line.cells[place], text)
    if together := group(rows):
        for place in (3, 4):
            _write(
                lines[together[0]].cells[place].merge(lines[together[-1]].cells[place]),
                rows[together[0]][place],
            )
        # The row without a number stands under that of 5.5.
        _write(lines[together[-2]].cells[0].merge(lines[together[-1]].cells[0]), rows[together[-2]][0])


def _write(cell: docx.table._Cell, text: str) -> None:
    first, *others = re.split(r"\n+", text)
    cell.text = first
    for other in others:
        cell.add_paragraph(other)
