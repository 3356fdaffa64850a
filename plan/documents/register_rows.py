"""The rows of a register of agencies, from CSV or Excel: each with its line and its cells by the names of the columns."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from plan.documents.budget import bounded
from plan.documents.formats.files import read_bytes, text_of
from plan.documents.formats.kinds import kind_of
from plan.documents.formats.sheet_lines import sheet_lines
from plan.documents.model import DocumentError, Problem
from plan.text import nfc

COLUMNS = (
    "code", "name", "short_name", "aliases", "kind", "groups",
    "emails", "parent", "active_from", "active_to", "successor",
)  # fmt: skip
_NEEDED = ("code", "name")

RegisterRow = tuple[int, Mapping[str, str]]
_Numbered = tuple[int, Sequence[str]]


def register_rows(path: Path, problems: list[Problem]) -> Iterator[RegisterRow]:
    """Raises DocumentError when the file as a whole is no register."""
    data = read_bytes(path)
    kind = kind_of(data, path.name)
    if kind == "xlsx":
        lines = _of_excel(data, path.name)
    elif kind == "text":
        lines = _of_text(bounded(text_of(data, path.name), path.name), path.name)
    else:
        raise DocumentError(f"Tệp {path.name} là {kind.upper()}; sổ cơ quan cần là CSV hoặc Excel .xlsx.")
    yield from _named(lines, path.name, problems)


def _named(lines: Iterator[_Numbered], name: str, problems: list[Problem]) -> Iterator[RegisterRow]:
    filled = ((number, cells) for number, cells in lines if any(cell.strip() for cell in cells))
    heading = [cell.strip().lower() for cell in next(filled, (0, ()))[1]]
    width = len(heading)
    while heading and not heading[-1]:
        heading.pop()  # a spreadsheet writes as many columns as its widest row has
    _check_heading(heading, name)
    for number, cells in filled:
        if len(cells) > width or any(cell.strip() for cell in cells[len(heading) :]):
            message = (
                f"Dòng có {len(cells)} ô, tiêu đề có {len(heading)}; "
                "ô chứa dấu phẩy hoặc chấm phẩy phải đặt trong ngoặc kép."
            )
            problems.append(Problem(f"line {number}", ",".join(cells), message))
            continue
        yield number, dict(zip(heading, (nfc(cell).strip() for cell in cells), strict=False))


def _of_text(text: str, name: str) -> Iterator[_Numbered]:
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


def _of_excel(data: bytes, name: str) -> Iterator[_Numbered]:
    lines = sheet_lines(data, name)
    first = min(min(cells) for _, cells in lines)
    for number, cells in lines:
        yield number, [cells.get(place, "") for place in range(first, max(cells) + 1)]


def _check_heading(heading: Sequence[str], name: str) -> None:
    wanted = ", ".join(COLUMNS)
    if missing := [column for column in _NEEDED if column not in heading]:
        raise DocumentError(
            f"Tệp {name} thiếu cột {', '.join(missing)}; dòng đầu phải ghi các cột: {wanted}."
        )
    if strange := [column for column in heading if column not in COLUMNS]:
        raise DocumentError(f"Tệp {name} có cột lạ {', '.join(strange)}; dòng đầu chỉ ghi các cột: {wanted}.")
    if doubled := [column for column, count in Counter(heading).items() if count > 1]:
        raise DocumentError(f"Tệp {name} có hai cột {', '.join(doubled)}; hãy bỏ bớt một.")
