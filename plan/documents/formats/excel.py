"""Excel files (.xlsx): sheets → paragraphs and rows, and a question where a date may mean its whole month."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from plan import dates
from plan.documents.budget import Budget
from plan.documents.columns import find_columns
from plan.documents.formats.archives import Archive
from plan.documents.formats.excel_days import days_by_accident
from plan.documents.formats.sheet_table import hidden_columns, table_of, without_hidden_columns
from plan.documents.formats.workbook import WorkbookSheet, read_sheets, reference
from plan.documents.grids import MOST_COLUMNS, rows
from plan.documents.headings import role_of
from plan.documents.marks import without_signs
from plan.documents.model import Block, DocumentError, Page, Problem, Prose, TableRow

MOST_ROWS = 12_000


def read_excel(data: bytes, name: str) -> Page:
    blocks: list[Block] = []
    problems: list[Problem] = []
    archive = Archive(data, name)
    for sheet in read_sheets(archive):
        if sheet.hidden:
            problems += _hidden(sheet, tuple(_sheet_blocks(sheet, archive.budget)))
        else:
            shown = without_hidden_columns(sheet, archive.budget)
            blocks += _sheet_blocks(shown, archive.budget)
            problems += [
                *sheet.problems,
                *hidden_columns(sheet, shown),
                *_too_wide(sheet),
                *_first_days(sheet),
                *days_by_accident(shown),
            ]
    return Page(tuple(blocks), tuple(problems))


def _hidden(sheet: WorkbookSheet, blocks: Iterable[Block]) -> Iterator[Problem]:
    """Lists to choose from stand on hidden sheets; a plan that stands there was withdrawn, or forgotten."""
    if any(isinstance(block, TableRow) and find_columns(block, None) for block in blocks):
        message = "Trang tính này bị ẩn nên không đọc; nếu là phần của kế hoạch, hãy bỏ ẩn rồi nhập lại."
        yield Problem(f"sheet {sheet.title}", sheet.title, message)


def _too_wide(sheet: WorkbookSheet) -> Iterator[Problem]:
    if beyond := [place for place in sorted(sheet.cells) if place[1] > MOST_COLUMNS]:
        message = f"Trang tính rộng hơn {MOST_COLUMNS} cột; hãy bỏ các ô bên phải bảng rồi nhập lại."
        where = f"sheet {sheet.title}, cell {reference(*beyond[0])}"
        yield Problem(where, without_signs(sheet.cells[beyond[0]].text), message, lost=True)


def _sheet_blocks(sheet: WorkbookSheet, budget: Budget) -> Iterator[Block]:
    yield Prose("")
    numbers = sorted({row for row, _ in sheet.cells})
    if len(numbers) > MOST_ROWS:
        raise DocumentError(
            f"Trang tính {sheet.title} của {budget.name} có hơn {MOST_ROWS} dòng; hãy tách lấy riêng phần kế hoạch."
        )
    yield from _told_apart(numbers, list(rows(table_of(sheet, numbers), budget)))


def _told_apart(numbers: Sequence[int], lines: Sequence[TableRow]) -> Iterator[Block]:
    """A line that says one thing is a paragraph above the heading, and below the table after a blank row."""
    heading = next((n for n, line in enumerate(lines) if find_columns(line, None)), len(lines))
    below = False
    for n, line in enumerate(lines):
        blank_above = n == 0 or numbers[n] > numbers[n - 1] + 1
        texts = {text for text in line if text}
        below = len(texts) == 1 and bool(line.cells[0]) and (below or blank_above)
        if len(texts) == 1 and (n < heading or below):
            yield Prose(texts.pop(), line.doubt)
        else:
            yield line


def _first_days(sheet: WorkbookSheet) -> Iterator[Problem]:
    """Registers enter 1 March for "in March": where all days of a column are first days, a person must say."""
    columns: dict[int, list[int]] = defaultdict(list)
    for row, column in sorted(sheet.cells):
        columns[column].append(row)
    for column, filled in columns.items():
        days = [(row, day) for row in filled if (day := sheet.cells[row, column].day)]
        is_time = any(role_of(sheet.cells[row, column].text) == "timing" for row in filled)
        if is_time and days and all(day.day == 1 for _, day in days):
            message = (
                "Mọi ngày trong cột này đều là mùng một: có thể ý là cả tháng. Đang đọc đúng ngày đã ghi; "
                "nếu là cả tháng, hãy đổi định dạng ô thành mm/yyyy rồi nhập lại."
            )
            where = f"sheet {sheet.title}, cell {reference(days[0][0], column)}"
            yield Problem(where, ", ".join(f"{dates.day(day)}" for _, day in days[:5]), message)
