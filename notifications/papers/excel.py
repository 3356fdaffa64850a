"""Tables → an Excel file. Text is stored as text whatever it begins with; days and numbers keep their types.

By XlsxWriter, which only writes: half the time of a library that can also change what it has read.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from io import BytesIO
from textwrap import wrap

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from notifications.papers.excel_charts import add_chart, height_of
from notifications.papers.values import Chart, PaperSheet, Value
from plan.text import keep

Look = Mapping[str, object]  # properties of XlsxWriter's formats; each look is one object, and told by it

LONG = 5_000  # rows, from which a workbook is written row by row: its texts stand in their cells, not in a list of their own
LONGEST = 32_000  # characters of a cell; Excel takes 32,767
EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 a file inside a file needs some instant, always the same
SHORT = 240  # characters of what is in many cells: 4,096 of such take two megabytes at most
LINE, CM = 16.5, 28.35  # a line of 12 points, a centimetre: in points
CHARACTER = 7  # pixels of the figures that a column's width is counted in
PLAIN: Look = {}
FONT: Look = {"font_name": "Times New Roman", "font_family": 1, "font_size": 12}
TITLE: Look = {**FONT, "font_size": 14, "bold": True}
NOTE: Look = {**FONT, "italic": True}
FRAMED: Look = {**FONT, "border": 1, "border_color": "#808080", "text_wrap": True}
HEADING: Look = {**FRAMED, "bold": True, "bg_color": "#E8EDF3", "align": "center", "valign": "vcenter"}
WORDS: Look = {**FRAMED, "align": "left", "valign": "top"}
FIGURE: Look = {**FRAMED, "align": "center", "valign": "top"}


def book(sheets: Sequence[PaperSheet], at: datetime, author: str = "Đôn Đốc") -> bytes:
    """The file; the same arguments give the same bytes."""
    out = BytesIO()
    is_long = any(len(one.rows) > LONG for one in sheets)
    with Workbook(out, {"constant_memory": True} if is_long else {"in_memory": True}) as workbook:
        workbook.set_properties({"author": author, "created": at.replace(tzinfo=None)})
        for one in sheets:
            _Page(workbook, one.name[:31]).fill(one)
    return out.getvalue()


def plain_book(rows: Sequence[Sequence[Value]]) -> bytes:
    """One sheet with these rows and nothing else."""
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": EPOCH})
        _Page(workbook, "Sheet1").put_rows(0, 0, rows)
    return out.getvalue()


class _Page:
    """One sheet that is being written; rows and columns from 0, as XlsxWriter counts them."""

    def __init__(self, workbook: Workbook, name: str) -> None:
        self._workbook = workbook
        self._sheet = workbook.add_worksheet(name)
        self._formats: dict[tuple[object, ...], Format] = {}

    def fill(self, one: PaperSheet) -> None:
        self.put(0, 0, one.title, TITLE)
        for n, note in enumerate(one.notes, 1):
            self.put(n, 0, note, NOTE)
        top = 2 + len(one.notes)
        self._shape(one, top)
        self._set_height(top, one.heading, one.widths)
        for m, text in enumerate(one.heading):
            self.put(top, m, text, HEADING)
        for n, row in enumerate(one.rows, top + 1):
            self._set_height(n, row, one.widths)
            self.put_row(n, 0, row, WORDS, FIGURE)
            if self._workbook.constant_memory and not one.chart:
                self._forget(n - 1)
        self._print(one, top)
        if one.chart:
            self._chart(one.chart, top + len(one.rows) + 3, len(one.heading) + 1)

    def put_rows(
        self,
        top: int,
        left: int,
        rows: Sequence[Sequence[Value]],
        words: Look = PLAIN,
        figure: Look = PLAIN,
    ) -> None:
        for n, row in enumerate(rows, top):
            self.put_row(n, left, row, words, figure)

    def put_row(self, n: int, left: int, row: Sequence[Value], words: Look, figure: Look) -> None:
        """Text in one look, all else in the other."""
        for m, value in enumerate(row, left):
            self.put(n, m, value, words if isinstance(value, str) else figure)

    def put(self, row: int, column: int, value: Value, look: Look) -> None:
        """Never a formula: text is stored as text, and marked so that it stays text when somebody edits the cell."""
        sheet = self._sheet
        if value is None or value == "":
            sheet.write_blank(row, column, None, self._format(look))
        elif isinstance(value, str):
            sheet.write_string(row, column, _plain(value), self._format(look, quoted=_quoted(value)))
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, self._format(look, _form_of(value)))
        else:
            form = "0.0%" if isinstance(value, float) else ""
            sheet.write_number(row, column, value, self._format(look, form))

    def _format(self, look: Look, form: str = "", *, quoted: bool = False) -> Format:
        """Made once for each kind of cell."""
        key = (id(look), form, quoted)
        if (found := self._formats.get(key)) is None:
            number = {"num_format": form} if form else {}
            made = {**look, **number, "quote_prefix": quoted}
            found = self._formats[key] = self._workbook.add_format(made)
        return found

    def _shape(self, one: PaperSheet, top: int) -> None:
        sheet, last = self._sheet, len(one.heading) - 1
        for m, width in enumerate(one.widths):
            sheet.set_column_pixels(m, m, round(width * CHARACTER))
        sheet.freeze_panes(top + 1, 0)
        if one.rows:
            sheet.autofilter(top, 0, top + len(one.rows), last)

    def _set_height(self, n: int, row: Sequence[Value], widths: Sequence[float]) -> None:
        """Before anything is written below it: of a long workbook the rows above are gone by then."""
        self._sheet.set_row(n, LINE * _lines(row, widths))

    def _forget(self, n: int) -> None:
        """The height of a row that has been written, and no chart is to stand below: of 66,000 XlsxWriter keeps 25 MB."""
        self._sheet.row_info.pop(n, None)
        self._sheet.row_sizes.pop(n, None)

    def _print(self, one: PaperSheet, top: int) -> None:
        sheet = self._sheet
        sheet.repeat_rows(top)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        # The numbers of a chart are beside the table and not printed: the page would be scaled down to fit them.
        last = top + len(one.rows) + (_rows_of(one.chart) if one.chart else 0)
        sheet.print_area(0, 0, last, len(one.heading) - 1)

    def _chart(self, chart: Chart, row: int, column: int) -> None:
        """Below the table; its numbers to the right of it, where they do not disturb."""
        self.put_rows(row, column, chart.rows)
        add_chart(self._workbook, self._sheet, chart, row, column)


def _form_of(value: date) -> str:
    """The number format in which a spreadsheet shows the day as everything else here does: 02/7/2012."""
    return "dd/mm/yyyy" if value.month < 3 else "dd/m/yyyy"


def _plain(text: str) -> str:
    """As a cell keeps it. What begins and ends as XlsxWriter's own rich texts do it would write as it stands, unescaped."""
    kept = keep(text)[:LONGEST]
    return f"{kept} " if kept.startswith("<r>") and kept.endswith("</r>") else kept


def _quoted(text: str) -> bool:
    """Whether a spreadsheet would read it as a formula if somebody typed it."""
    return text.lstrip().startswith(("=", "+", "-", "@"))


def _rows_of(chart: Chart) -> int:
    """How many rows a chart covers, with the gap above it."""
    return 4 + round(height_of(chart) * CM / LINE)


def _lines(row: Sequence[Value], widths: Sequence[float]) -> int:
    """How many lines the fullest cell takes: not every program computes the height of a wrapped row."""
    pairs = zip(row, widths, strict=False)
    return max((_wrapped(value, width) for value, width in pairs if isinstance(value, str)), default=1)


def _wrapped(text: str, width: float) -> int:
    """Agencies, decisions and duties stand in many rows, and again tomorrow; a long text is counted anew each time."""
    return (_kept_wrapped if len(text) <= SHORT else _wrapped_anew)(text, width)


def _wrapped_anew(text: str, width: float) -> int:
    room = max(1, int(width))  # counted in figures of 11 points; letters of 12 are about as wide
    return sum(max(1, len(wrap(line, room))) for line in keep(text).split("\n"))


_kept_wrapped = lru_cache(maxsize=4096)(_wrapped_anew)
