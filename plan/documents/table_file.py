"""A file that is one table, CSV or Excel → its lines that hold anything, each with the number that people see beside it."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from plan.documents.budget import bounded
from plan.documents.formats.files import read_bytes, text_of
from plan.documents.formats.kinds import kind_of
from plan.documents.formats.sheet_lines import sheet_lines
from plan.documents.model import DocumentError

NumberedLine = tuple[int, Sequence[str]]
NOTHING: NumberedLine = (0, ())


def table_lines(path: Path, what: str) -> Iterator[NumberedLine]:
    """The heading first. `what` names such a file to people: "sổ cơ quan".

    Raises DocumentError for a file of another kind, and, once it comes to it, for a line that is no CSV.
    """
    data = read_bytes(path)
    kind = kind_of(data, path.name)
    if kind == "xlsx":
        lines = _of_excel(data, path.name)
    elif kind == "text":
        lines = _of_text(bounded(text_of(data, path.name), path.name), path.name)
    else:
        raise DocumentError(f"Tệp {path.name} là {kind.upper()}; {what} cần là CSV hoặc Excel .xlsx.")
    return ((number, cells) for number, cells in lines if any(cell.strip() for cell in cells))


def _of_text(text: str, name: str) -> Iterator[NumberedLine]:
    announced = text.partition("\n")[0].lower()
    hint = announced.removeprefix("sep=") if announced.startswith("sep=") else ""  # a line of Excel's own
    reader = csv.reader(io.StringIO(text), delimiter=hint or _delimiter(text), strict=True)
    try:
        if hint:
            next(reader)
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise DocumentError(
            f"Tệp {name} không đúng dạng CSV ở dòng {reader.line_num}; hãy xuất lại."
        ) from error


def _delimiter(text: str) -> str:
    """Excel writes semicolons where the system's decimal sign is a comma."""
    heading = next((line for line in text.split("\n") if line.strip(",;\t ")), "")
    return max(",;\t", key=heading.count)


def _of_excel(data: bytes, name: str) -> Iterator[NumberedLine]:
    lines = sheet_lines(data, name)
    first = min(min(cells) for _, cells in lines)
    for number, cells in lines:
        yield number, [cells.get(place, "") for place in range(first, max(cells) + 1)]
