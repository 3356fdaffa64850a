"""One sheet of Excel as a table: merged areas, hidden rows and columns."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from plan.documents.budget import Budget
from plan.documents.columns import find_columns
from plan.documents.formats.workbook import WorkbookSheet, letters
from plan.documents.grids import MOST_COLUMNS, GridCell, GridTable, rows
from plan.documents.marks import without_signs
from plan.documents.model import Problem


def without_hidden_columns(sheet: WorkbookSheet, budget: Budget) -> WorkbookSheet:
    """As it is seen on the screen, where that is a plan by itself; else with the columns that are hidden."""
    if not any(column in sheet.hidden_columns for _, column in sheet.cells):
        return sheet
    wide = {(top, left) for top, left, _, right in sheet.merged if right > left}
    cells = {
        place: text
        for place, text in sheet.cells.items()
        if place[1] not in sheet.hidden_columns or place in wide
    }
    seen = replace(sheet, cells=cells, hidden_columns=frozenset())
    lines = rows(table_of(seen, sorted({row for row, _ in cells})), budget)
    found = [columns for line in lines if (columns := find_columns(line, None))]
    return seen if found and not any(columns.missing() for columns, _ in found) else sheet


def hidden_columns(sheet: WorkbookSheet, shown: WorkbookSheet) -> Iterator[Problem]:
    """The columns that were not read."""
    for column in sorted(sheet.hidden_columns - shown.hidden_columns):
        texts = [without_signs(text.text) for (_, at), text in sorted(sheet.cells.items()) if at == column]
        if texts:
            message = f"Cột {letters(column)} bị ẩn nên không đọc; nếu là phần của kế hoạch, hãy bỏ ẩn rồi nhập lại."
            yield Problem(f"sheet {sheet.title}, column {letters(column)}", texts[0], message)


def table_of(sheet: WorkbookSheet, numbers: Sequence[int]) -> GridTable:
    areas = _areas(sheet, numbers)
    width = min(MOST_COLUMNS, max((column for _, column in sheet.cells), default=0))
    lines = (tuple(_line(sheet, row, width, areas.get(row, {}))) for row in numbers)
    places = tuple(f"sheet {sheet.title}, row {row}" for row in numbers)
    return GridTable(tuple(lines), places, doubts=tuple(_doubt(sheet, row) for row in numbers))


def _doubt(sheet: WorkbookSheet, row: int) -> str:
    """Hidden rows and columns may have been withdrawn, or only filtered away: they are read, and asked about."""
    columns = [letters(column) for column in sorted(sheet.hidden_columns) if (row, column) in sheet.cells]
    hidden = [f"cột {', '.join(columns)} bị ẩn mà vẫn được đọc"] if columns else []
    return "; ".join([*(["dòng này bị ẩn"] if row in sheet.hidden_rows else []), *hidden])


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
