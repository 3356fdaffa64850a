"""Excel files (.xlsx): sheets → paragraphs and rows, and a question where a date may mean its whole month."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from plan import dates
from plan.documents.budget import Budget
from plan.documents.columns import find_columns
from plan.documents.formats.archives import Archive
from plan.documents.formats.workbook import WorkbookSheet, read_sheets, reference
from plan.documents.grids import MOST_COLUMNS, GridCell, GridTable, rows
from plan.documents.headings import role_of
from plan.documents.model import Block, DocumentError, Page, Problem, Prose, TableRow

MOST_ROWS = 12_000


def read_excel(data: bytes, name: str) -> Page:
    blocks: list[Block] = []
    problems: list[Problem] = []
    archive = Archive(data, name)
    for sheet in read_sheets(archive):
        found = tuple(_sheet_blocks(sheet, archive.budget))
        if sheet.hidden:
            problems += _hidden(sheet, found)
        else:
            blocks += found
            problems += [*sheet.problems, *_too_wide(sheet), *_first_days(sheet)]
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
        yield Problem(where, sheet.cells[beyond[0]].text, message, lost=True)


def _sheet_blocks(sheet: WorkbookSheet, budget: Budget) -> Iterator[Block]:
    yield Prose("")
    numbers = sorted({row for row, _ in sheet.cells})
    if len(numbers) > MOST_ROWS:
        raise DocumentError(
            f"Trang tính {sheet.title} của {budget.name} có hơn {MOST_ROWS} dòng; hãy tách lấy riêng phần kế hoạch."
        )
    yield from _told_apart(numbers, list(rows(_table(sheet, numbers), budget)))


def _told_apart(numbers: Sequence[int], lines: Sequence[TableRow]) -> Iterator[Block]:
    """A line that says one thing is a paragraph above the heading, and below the table after a blank row."""
    heading = next((n for n, line in enumerate(lines) if find_columns(line, None)), len(lines))
    below = False
    for n, line in enumerate(lines):
        blank_above = n == 0 or numbers[n] > numbers[n - 1] + 1
        texts = {text for text in line if text}
        below = len(texts) == 1 and bool(line.cells[0]) and (below or blank_above)
        if len(texts) == 1 and (n < heading or below):
            yield Prose(texts.pop())
        else:
            yield line


def _table(sheet: WorkbookSheet, numbers: Sequence[int]) -> GridTable:
    areas = _areas(sheet, numbers)
    width = min(MOST_COLUMNS, max((column for _, column in sheet.cells), default=0))
    lines = (tuple(_line(sheet, row, width, areas.get(row, {}))) for row in numbers)
    return GridTable(tuple(lines), tuple(f"sheet {sheet.title}, row {row}" for row in numbers))


def _areas(sheet: WorkbookSheet, numbers: Sequence[int]) -> dict[int, dict[int, tuple[int, bool]]]:
    """Row → column where a merged area begins → columns it takes, and whether it began in a row above."""
    areas: dict[int, dict[int, tuple[int, bool]]] = defaultdict(dict)
    room = len(numbers) * MOST_COLUMNS
    for top, left, bottom, right in sheet.merged:
        # An area that says nothing merges nothing; the ranges of a hostile file may cover the whole sheet.
        if (top, left) not in sheet.cells:
            continue
        covered = numbers[bisect_left(numbers, top) : bisect_right(numbers, bottom)]
        room -= len(covered)
        if room < 0:
            break
        for row in covered:
            areas[row][left] = (right - left + 1, row > top)
    return areas


def _line(
    sheet: WorkbookSheet, row: int, width: int, areas: dict[int, tuple[int, bool]]
) -> Iterator[GridCell]:
    column = 1
    while column <= width:
        across, joined = areas.get(column, (1, False))
        across = max(1, min(across, width - column + 1))
        written = sheet.cells.get((row, column))
        yield GridCell((written.text,) if written else (), across, joined=joined)
        column += across


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
