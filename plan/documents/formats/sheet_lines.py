"""The lines of a list kept in Excel: a register, or what came in. What a person would have to be asked about is refused."""

from collections.abc import Iterator

from plan.documents.formats.archives import Archive
from plan.documents.formats.workbook import WorkbookSheet, read_sheets, reference
from plan.documents.marks import without_signs
from plan.documents.model import DocumentError
from plan.errors import named_together


def sheet_lines(data: bytes, name: str) -> list[tuple[int, dict[int, str]]]:
    """The first sheet that says something: its rows with their numbers, cells by their columns from 1."""
    sheet = next((s for s in read_sheets(Archive(data, name)) if not s.hidden and s.cells), None)
    if sheet is None:
        raise DocumentError(f"Tệp {name} không có trang tính nào có chữ.")
    if sheet.problems:
        raise DocumentError(f"Tệp {name}: " + named_together(sheet.problems))
    if doubts := list(_doubts(sheet)):
        raise DocumentError(
            f"Tệp {name} có dòng bị ẩn hoặc chữ bị gạch bỏ ({named_together(doubts)}); "
            "hãy xóa hẳn, hoặc bỏ ẩn, bỏ gạch rồi nhập lại."
        )
    lines: dict[int, dict[int, str]] = {}
    for (row, column), written in sheet.cells.items():
        lines.setdefault(row, {})[column] = written.text
    return sorted(lines.items())


def _doubts(sheet: WorkbookSheet) -> Iterator[str]:
    yield from (f"dòng {row}" for row in sorted({row for row, _ in sheet.cells} & sheet.hidden_rows))
    for place, cell in sorted(sheet.cells.items()):
        if without_signs(cell.text) != cell.text:
            yield f"ô {reference(*place)}"
