"""Tables → an Excel file. Text is stored as text whatever it begins with; days and numbers keep their types."""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from textwrap import wrap

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from notifications.papers.chart import drawn, height_of
from notifications.papers.values import Chart, PaperSheet, Value
from notifications.papers.zip_parts import repacked
from plan.text import keep

Look = tuple[
    type, bool | str
]  # what decides how a cell looks: its type, whether it is quoted, the form of a day
LONGEST = 32_000  # characters of a cell; Excel takes 32,767
FONT = "Times New Roman"
EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 a file inside a file needs some instant, always the same
_THIN = Side(style="thin", color="808080")
BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
LINE, CM = 16.5, 28.35  # a line of 12 points, a centimetre: in points
GREY = PatternFill("solid", fgColor="E8EDF3")


def book(sheets: Sequence[PaperSheet], at: datetime, author: str = "Đôn Đốc") -> bytes:
    """The file; the same arguments give the same bytes."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for one in sheets:
        _fill(workbook.create_sheet(one.name[:31]), one)
    workbook.properties.creator = author
    return _saved(workbook, at)


def plain_book(rows: Sequence[Sequence[Value]]) -> bytes:
    """One sheet with these rows and nothing else."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Sheet1"
    for n, row in enumerate(rows, 1):
        for m, value in enumerate(row, 1):
            put(_cell(sheet, n, m), value)
    return _saved(workbook, EPOCH)


def put(cell: Cell, value: Value) -> None:
    """Never a formula: text is stored as text, and marked so that it stays text when somebody edits the cell."""
    if isinstance(value, str):
        cell.value = keep(value)[:LONGEST]
        cell.data_type = "s"
        cell.quotePrefix = _quoted(value)
        return
    cell.value = value
    if isinstance(value, date):
        cell.number_format = _form_of(value)
    elif isinstance(value, float):
        cell.number_format = "0.0%"


def _form_of(value: date) -> str:
    """The number format in which a spreadsheet shows the day as everything else here does: 02/7/2012."""
    return "dd/mm/yyyy" if value.month < 3 else "dd/m/yyyy"


def _put_in_row(cell: Cell, value: Value, looks: dict[Look, StyleArray]) -> None:
    """A cell of the table. Styles are cached by look: openpyxl compares every new style with all others."""
    look = (
        type(value),
        _quoted(value) if isinstance(value, str) else isinstance(value, date) and _form_of(value),
    )
    if look in looks:
        cell._style = looks[look]  # type: ignore[attr-defined]  # noqa: SLF001 nothing public shares a look
        cell.value = keep(value)[:LONGEST] if isinstance(value, str) else value
        cell.data_type = "s" if isinstance(value, str) else cell.data_type
        return
    put(cell, value)
    cell.font, cell.border = Font(name=FONT, size=12), BORDER
    side = "left" if isinstance(value, str) else "center"
    cell.alignment = Alignment(vertical="top", wrap_text=True, horizontal=side)
    looks[look] = cell._style  # type: ignore[attr-defined]  # noqa: SLF001 as above


def _quoted(text: str) -> bool:
    """Whether a spreadsheet would read it as a formula if somebody typed it."""
    return text.lstrip().startswith(("=", "+", "-", "@"))


def _fill(sheet: Worksheet, one: PaperSheet) -> None:
    put(_cell(sheet, 1, 1), one.title)
    sheet["A1"].font = Font(name=FONT, size=14, bold=True)
    for n, note in enumerate(one.notes, 2):
        put(_cell(sheet, n, 1), note)
        sheet.cell(n, 1).font = Font(name=FONT, size=12, italic=True)
    top = 3 + len(one.notes)
    for m, text in enumerate(one.heading, 1):
        cell = _cell(sheet, top, m)
        put(cell, text)
        cell.font, cell.fill, cell.border = Font(name=FONT, size=12, bold=True), GREY, BORDER
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    looks: dict[Look, StyleArray] = {}
    for n, row in enumerate(one.rows, top + 1):
        for m, value in enumerate(row, 1):
            _put_in_row(_cell(sheet, n, m), value, looks)
    _shape(sheet, one, top)
    if one.chart:
        _add_chart(sheet, one.chart, top + len(one.rows) + 3, len(one.heading) + 2)


def _shape(sheet: Worksheet, one: PaperSheet, top: int) -> None:
    for m, width in enumerate(one.widths, 1):
        sheet.column_dimensions[get_column_letter(m)].width = width
    sheet.freeze_panes = f"A{top + 1}"
    sheet.print_title_rows = f"{top}:{top}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    # The numbers of a chart are beside the table and not printed: the page would be scaled down to fit them.
    last = top + len(one.rows) + (_rows_of(one.chart) if one.chart else 0)
    sheet.print_area = f"A1:{get_column_letter(len(one.heading))}{last}"
    for n, row in enumerate((one.heading, *one.rows), top):
        sheet.row_dimensions[n].height = LINE * _lines(row, one.widths)
    if one.rows:
        sheet.auto_filter.ref = f"A{top}:{get_column_letter(len(one.heading))}{top + len(one.rows)}"


def _rows_of(chart: Chart) -> int:
    """How many rows a chart covers, with the gap above it."""
    return 4 + round(height_of(chart) * CM / LINE)


def _lines(row: Sequence[Value], widths: Sequence[float]) -> int:
    """How many lines the fullest cell takes: not every program computes the height of a wrapped row."""
    pairs = zip(row, widths, strict=False)
    return max((_wrapped(value, width) for value, width in pairs if isinstance(value, str)), default=1)


def _wrapped(text: str, width: float) -> int:
    room = max(1, int(width))  # counted in figures of 11 points; letters of 12 are about as wide
    return sum(max(1, len(wrap(line, room))) for line in keep(text).split("\n"))


def _add_chart(sheet: Worksheet, chart: Chart, row: int, column: int) -> None:
    """Below the table; its numbers to the right of it, where they do not disturb."""
    for n, line in enumerate(chart.rows):
        for m, value in enumerate(line):
            put(_cell(sheet, row + n, column + m), value)
    sheet.add_chart(drawn(chart, sheet.title, row, column), f"A{row}")


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell), "nothing is merged"
    return cell


def _saved(workbook: Workbook, at: datetime) -> bytes:
    out = BytesIO()
    workbook.save(out)
    return repacked(out.getvalue(), at)
