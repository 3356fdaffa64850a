"""The rows of a register of agencies, from CSV or Excel: each with its line and its cells by the names of the columns."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from plan.documents.model import DocumentError, Problem
from plan.documents.table_file import NOTHING, table_lines
from plan.text import nfc

COLUMNS = (
    "code", "name", "short_name", "aliases", "kind", "groups",
    "emails", "parent", "active_from", "active_to", "successor",
)  # fmt: skip
_NEEDED = ("code", "name")

RegisterRow = tuple[int, Mapping[str, str]]


def register_rows(path: Path, problems: list[Problem]) -> Iterator[RegisterRow]:
    """Raises DocumentError when the file as a whole is no register."""
    lines = table_lines(path, "sổ cơ quan")
    heading = [cell.strip().lower() for cell in next(lines, NOTHING)[1]]
    width = len(heading)
    while heading and not heading[-1]:
        heading.pop()  # a spreadsheet writes as many columns as its widest row has
    _check_heading(heading, path.name)
    for number, cells in lines:
        if len(cells) > width or any(cell.strip() for cell in cells[len(heading) :]):
            message = (
                f"Dòng có {len(cells)} ô, tiêu đề có {len(heading)}; "
                "ô chứa dấu phẩy hoặc chấm phẩy phải đặt trong ngoặc kép."
            )
            problems.append(Problem(f"line {number}", ",".join(cells), message))
            continue
        yield number, dict(zip(heading, (nfc(cell).strip() for cell in cells), strict=False))


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
