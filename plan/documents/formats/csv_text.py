"""CSV files: rows as a spreadsheet writes them, known by a heading that only a plan's table has."""

import csv
import io
from collections import Counter
from itertools import islice

from plan.documents.budget import Budget
from plan.documents.columns import find_columns
from plan.documents.marks import read_cells, read_line
from plan.documents.model import Block, DocumentError, Page, Prose, TableRow

_DELIMITERS = ",;\t"
_FEWEST_ROWS, _FEWEST_CELLS, _LOOKED_AT = 3, 6, 60


def read_commas(text: str, budget: Budget) -> Page | None:
    """None for a text that is no CSV; DocumentError for one that breaks off or whose rows do not fit.

    Headings that nobody knows are asked about, like those of other formats, where the text can be nothing but CSV.
    """
    for delimiter in _DELIMITERS:
        if any(_is_heading(line, delimiter) for line in text.split("\n") if line.count(delimiter) >= 2):
            return Page(tuple(_block(cells) for cells in _rows(text, delimiter, budget)))
    delimiter = next((one for one in _DELIMITERS if _is_table(text, one)), "")
    return Page(tuple(_block(cells) for cells in _rows(text, delimiter, budget))) if delimiter else None


def _is_table(text: str, delimiter: str) -> bool:
    """Lines of as many cells, none of which begins with the blank that follows a comma in a sentence."""
    if text.count(delimiter) < _FEWEST_CELLS or any(line.startswith("\t") for line in text.split("\n")):
        return False
    try:
        lines = list(islice(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True), _LOOKED_AT))
    except csv.Error:
        return False
    counts = Counter(len(line) for line in lines if any(line))
    width, rows = counts.most_common(1)[0] if counts else (0, 0)
    others = [cell for line in lines for cell in line[1:] if cell]
    loose = sum(cell.startswith(" ") for cell in others)
    return width > 2 and rows >= _FEWEST_ROWS and 2 * rows > counts.total() and 5 * loose < len(others)


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
