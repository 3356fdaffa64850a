"""CSV files: rows as a spreadsheet writes them, known by a heading that only a plan's table has."""

import csv
import io

from plan.documents.budget import Budget
from plan.documents.columns import find_columns
from plan.documents.marks import read_cells, read_line
from plan.documents.model import Block, DocumentError, Page, Prose, TableRow

_DELIMITERS = ",;\t"


def read_commas(text: str, budget: Budget) -> Page | None:
    """None for a text that is no CSV; DocumentError for one that breaks off or whose rows do not fit."""
    for delimiter in _DELIMITERS:
        if any(_is_heading(line, delimiter) for line in text.split("\n") if line.count(delimiter) >= 2):
            return Page(tuple(_block(cells) for cells in _rows(text, delimiter, budget)))
    return None


def _is_heading(line: str, delimiter: str) -> bool:
    try:
        cells = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return False
    return not line.startswith("\t") and find_columns(TableRow(tuple(cells)), None) is not None


def _rows(text: str, delimiter: str, budget: Budget) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    try:
        return [[budget.text(cell.strip()) for cell in cells] for cells in reader]
    except csv.Error as error:
        raise DocumentError(
            f"Tệp {budget.name} không đúng dạng CSV ở dòng {reader.line_num}; hãy mở bằng Excel rồi xuất lại."
        ) from error


def _block(cells: list[str]) -> Block:
    """A line that says one thing at its front is a paragraph; a section is known from a paragraph as well."""
    alone = not any(cells[1:])
    if alone:
        return Prose(*read_line("".join(cells[:1])))
    read, doubt = read_cells(cells, [True] * len(cells))
    return TableRow(read, doubt=doubt)
