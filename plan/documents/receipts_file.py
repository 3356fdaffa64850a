"""A list of what came in (CSV or Excel) → one line each: which agency, what, on which day, under which number.

Every fault is named with its line; a line with a fault is left out of what is given back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from plan.dates import read_full
from plan.documents.formats.excel_days import MESSAGE, is_day_by_accident
from plan.documents.model import DocumentError
from plan.documents.table_file import NOTHING, table_lines
from plan.text import fold, nfc

# The names of the columns, in English as `simulate --answers` has them or as an office would write them.
_NAMES = {
    "agency": ("agency", "cơ quan", "đơn vị", "cơ quan, đơn vị", "cơ quan báo cáo"),
    "label": ("label", "việc", "nhiệm vụ", "báo cáo", "tên báo cáo", "nội dung"),
    "on": ("on", "ngày", "ngày nhận", "ngày gửi", "ngày hoàn thành", "ngày văn bản"),
    "document": ("document", "số văn bản", "số", "số, ký hiệu", "số hiệu", "văn bản"),
    "note": ("note", "ghi chú"),
}
_NEEDED = ("agency", "label", "on")


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """One line: an agency (code or name) did what a label asks, on a day."""

    line: int
    agency: str
    label: str
    on: date
    document: str | None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class LineFault:
    """What is wrong with one line of such a list."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"dòng {self.line}: {self.message}"


def read_receipts(path: Path) -> tuple[tuple[ReceiptRow, ...], tuple[LineFault, ...]]:
    """Raises DocumentError when the file as a whole is no such list."""
    lines = table_lines(path, "danh sách")
    columns = _columns(next(lines, NOTHING)[1], path.name)
    faults: list[LineFault] = []
    found = [arrival for line, cells in lines if (arrival := _arrival(line, _row(columns, cells), faults))]
    return tuple(found), tuple(faults)


def read_day(text: str) -> date | None:
    """2012-07-04 or 4/7/2012; None for anything else."""
    try:
        return read_full(text)
    except ValueError:
        return None


def _arrival(line: int, row: Mapping[str, str], faults: list[LineFault]) -> ReceiptRow | None:
    empty = [name for name in _NEEDED if not row.get(name)]
    on = read_day(row.get("on", ""))
    if empty or on is None or not 2000 <= on.year <= 2100:
        message = f"thiếu {', '.join(empty)}" if empty else "ngày cần viết như 2012-07-04 hoặc 04/7/2012"
        faults.append(LineFault(line, f"{message} ({', '.join(row.values())})"))
        return None
    if is_day_by_accident(row.get("document", "")):
        faults.append(LineFault(line, f"{MESSAGE} ({', '.join(row.values())})"))
        return None
    return ReceiptRow(
        line, row["agency"], row["label"], on, row.get("document") or None, row.get("note") or None
    )


def _columns(heading: Sequence[str], name: str) -> dict[str, int]:
    places = {fold(cell): place for place, cell in enumerate(heading) if cell.strip()}
    found = {
        key: next((places[word] for word in words if word in places), None) for key, words in _NAMES.items()
    }
    missing = [_NAMES[key][1] for key in _NEEDED if found[key] is None]
    if missing:
        raise DocumentError(
            f"Tệp {name} thiếu cột {', '.join(missing)}; dòng đầu cần là: agency,label,on,document (hoặc cơ quan, việc, ngày, số văn bản)."
        )
    return {key: place for key, place in found.items() if place is not None}


def _row(columns: Mapping[str, int], cells: Sequence[str]) -> dict[str, str]:
    return {key: nfc(cells[place]).strip() if place < len(cells) else "" for key, place in columns.items()}
