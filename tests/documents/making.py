"""The example plan written in other formats by public tools, so that every reader meets the same words."""

import csv
import html
import re
from dataclasses import dataclass
from pathlib import Path

import docx
import openpyxl
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt
from docx.table import Table as WordTable
from openpyxl.worksheet.worksheet import Worksheet

from plan.documents import Document
from plan.documents.budget import Budget
from plan.documents.formats.plain_text import blocks
from plan.documents.model import TableRow

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
    for block in blocks(EXAMPLE.read_text(encoding="utf-8"), Budget(EXAMPLE.name)):
        if isinstance(block, TableRow) and len(block) == 6:
            cells = [cell.strip() for cell in block]
            if len(set(cells)) == 1:
                sections.append((cells[0], []))
            elif cells not in (HEADINGS[0], HEADINGS[1]):
                sections[-1][1].append(cells)
        else:
            texts = list(block) if isinstance(block, TableRow) else [block.text]
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
    """Blanks made alike; where a page breaks a line behind an ellipsis, nobody can tell whether there was one."""
    return " ".join(text.split()).replace("… ", "…")


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


def make_xlsx(path: Path) -> Path:
    """One sheet a section, each with its title and its two heading rows; merged as a clerk would merge."""
    plan, book = source(), openpyxl.Workbook()
    book.remove(book.active)
    for number, (title, rows) in enumerate(plan.sections, 1):
        sheet = book.create_sheet(f"Biểu {number}")
        if number == 1:
            _lines(sheet, plan.above)
            sheet.append([])
        _wide(sheet, title)
        _heading_rows(sheet)
        _task_rows(sheet, rows)
    sheet.append([])
    _lines(sheet, plan.below)
    book.save(path)
    return path


def _next(sheet: Worksheet) -> int:
    return sheet._current_row + 1


def _lines(sheet: Worksheet, texts: list[str]) -> None:
    for text in texts:
        _wide(sheet, text)


def _wide(sheet: Worksheet, text: str) -> None:
    row = _next(sheet)
    sheet.append([text])
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=6)


def _heading_rows(sheet: Worksheet) -> None:
    row = _next(sheet)
    for texts in HEADINGS:
        sheet.append(texts)
    for place in (1, 2, 5, 6):
        sheet.merge_cells(start_row=row, end_row=row + 1, start_column=place, end_column=place)
    sheet.merge_cells(start_row=row, end_row=row, start_column=3, end_column=4)


def _task_rows(sheet: Worksheet, rows: list[list[str]]) -> None:
    first = _next(sheet)
    for cells in rows:
        # A clerk enters numbers as numbers.
        sheet.append([_number(cells[0]), *cells[1:]])
    if together := group(rows):
        top, bottom = first + together[0], first + together[-1]
        for place in (4, 5):
            sheet.merge_cells(start_row=top, end_row=bottom, start_column=place, end_column=place)
        sheet.merge_cells(start_row=bottom - 1, end_row=bottom, start_column=1, end_column=1)


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


def make_html(path: Path) -> Path:
    """As a site of laws shows it: inside a table that arranges the page, cells in paragraphs, spans both ways."""
    plan = source()
    rows = [_tr(HEADINGS[0], 'rowspan="2"', {2: 'colspan="2"', 3: None}), _tr(HEADINGS[1][2:4])]
    for title, tasks in plan.sections:
        rows.append(f'<tr><td colspan="6"><b>{html.escape(title)}</b></td></tr>')
        together = group(tasks)
        for n, task in enumerate(tasks):
            spans: dict[int, str | None] = {}
            if n in together:
                span = f'rowspan="{len(together)}"' if n == together[0] else None
                spans = {3: span, 4: span}
            rows.append(_tr(task, "", spans))
    body = [
        *map(_p, plan.above),
        '<table border="1"><tbody>',
        *rows,
        "</tbody></table>",
        *map(_p, plan.below),
    ]
    page = '<!DOCTYPE html><html><head><title>Bản sao</title><meta charset="utf-8"></head><body><table><tr><td>{}</td></tr></table></body></html>'
    path.write_text(page.format("\n".join(body)), encoding="utf-8")
    return path


def _p(text: str) -> str:
    # The words of a page are wrapped anywhere.
    return f"<p>{html.escape(text).replace(' ', chr(10), 3)}</p>"


def _tr(cells: list[str], every: str = "", own: dict[int, str | None] | None = None) -> str:
    """`own`: other attributes for single cells, None for a cell that another one covers."""
    spans = dict.fromkeys(range(len(cells)), every) | (own or {})
    drawn = (
        f"<td {spans[n]}>{_paragraphs(text)}</td>" for n, text in enumerate(cells) if spans[n] is not None
    )
    return f"<tr>{''.join(drawn)}</tr>"


def _paragraphs(text: str) -> str:
    return "".join(_p(line) for line in re.split(r"\n+", text))


def make_csv(path: Path, delimiter: str = ";") -> Path:
    plan = source()
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerows([text] for text in plan.above)
        writer.writerows(HEADINGS)
        for title, tasks in plan.sections:
            writer.writerow([title, "", "", "", "", ""])
            writer.writerows(tasks)
        writer.writerows([text] for text in plan.below)
    return path
