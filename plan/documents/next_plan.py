"""A draft plan → an Excel file that offices edit and the readers here read back. The other direction of `excel`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

HEADINGS = (
    "STT",
    "Nhiệm vụ",
    "Cơ quan chủ trì",
    "Cơ quan phối hợp",
    "Sản phẩm",
    "Thời gian",
    "Cần xem lại (xóa cột này khi ban hành)",
)
WIDTHS = (6, 48, 28, 32, 36, 24, 44)
_FONT = "Times New Roman"
_LINE = Side(style="thin")


@dataclass(frozen=True, slots=True)
class NextPlanRow:
    """One row of the table: number, task, lead, partners, product, time, and what to look at again."""

    section: tuple[str, str]
    cells: tuple[str, ...]


def write_next_plan(title: str, lines: Sequence[str], rows: Iterable[NextPlanRow], now: datetime) -> bytes:
    """The sheet: `title`, `lines` of small print, then the table with its sections."""
    book = Workbook()
    book.properties.creator, book.properties.created = "Đôn Đốc", now.replace(tzinfo=None)
    sheet = book.active
    assert isinstance(sheet, Worksheet), "a new workbook has one sheet"
    sheet.title = "Dự thảo"
    for letter, width in zip("ABCDEFG", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    place = _heading(sheet, title, lines)
    section: tuple[str, str] | None = None
    for row in rows:
        if row.section != section:
            section = row.section
            _section(sheet, place, section)
            place += 1
        _row(sheet, place, row.cells)
        place += 1
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr = 0, PageSetupProperties(fitToPage=True)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _heading(sheet: Worksheet, title: str, lines: Sequence[str]) -> int:
    """The first free row after title, small print and the heading of the table."""
    _text(sheet.cell(1, 1), title.upper()).font = Font(_FONT, 14, bold=True)
    for place, line in enumerate(lines, 2):
        _text(sheet.cell(place, 1), line).font = Font(_FONT, 11, italic=True)
    place = len(lines) + 3
    for column, heading in enumerate(HEADINGS, 1):
        cell = _text(sheet.cell(place, column), heading)
        cell.font = Font(_FONT, 11, bold=True)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = Border(_LINE, _LINE, _LINE, _LINE)
    sheet.freeze_panes = f"A{place + 1}"
    sheet.print_title_rows = f"{place}:{place}"
    return place + 1


def _section(sheet: Worksheet, place: int, section: tuple[str, str]) -> None:
    mark, title = section
    sheet.merge_cells(start_row=place, end_row=place, start_column=1, end_column=len(HEADINGS))
    _text(sheet.cell(place, 1), f"{mark}. {title}" if mark else title).font = Font(_FONT, 11, bold=True)


def _row(sheet: Worksheet, place: int, cells: tuple[str, ...]) -> None:
    for column, words in enumerate(cells, 1):
        cell = _text(sheet.cell(place, column), words)
        cell.font = Font(_FONT, 11)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        cell.border = Border(_LINE, _LINE, _LINE, _LINE)
    # Offices differ in whether they fit rows to wrapped text by themselves.
    sheet.row_dimensions[place].height = 15 * max(map(_lines, cells, WIDTHS))
    if cells[-1]:
        sheet.cell(place, len(cells)).fill = PatternFill("solid", fgColor="FFF2CC")


def _lines(text: str, width: int) -> int:
    """About how many lines a text takes in a column of that many characters."""
    return sum(1 + len(line) // width for line in text.split("\n"))


def _text(cell: Cell | MergedCell, text: str) -> Cell:
    """Text and nothing else: "- Quý III" and "=1+1" are no formulas."""
    assert isinstance(cell, Cell), "merged areas are written through their first cell"
    cell.value = text
    cell.data_type = "s"
    return cell
