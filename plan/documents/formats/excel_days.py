"""What Excel made a day of although no day was meant: a number such as 12/5 that somebody typed, for a person to say.

The cell keeps the day alone, so what was typed cannot be told any more: nothing is guessed.
"""

import re
from collections.abc import Iterator, Mapping

from plan.documents.formats.workbook import WorkbookSheet, reference
from plan.documents.headings import Role, role_of
from plan.documents.model import Problem

MESSAGE = (
    "Excel đã đổi số gõ ở đây thành ngày, không còn biết số cũ; "
    "hãy đổi định dạng cột thành Văn bản (Text), gõ lại số, rồi nhập lại."
)
_FEWEST = 3
_NO_TIMES = {"number", "lead", "partners", "title"}
# As Excel writes it into a CSV file: 12-May, May-12, 12-Thg5, 12/05/2026, 2026-05-12, with an hour or without.
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|thg ?\d{1,2})[a-z]*"
_WRITTEN = re.compile(
    rf"(?:\d{{1,2}}[-/ ]{_MONTH}(?:[-/ ]\d{{2,4}})?|{_MONTH}[-/ ]\d{{1,4}}|tháng \d{{1,2}}/\d{{4}}"
    r"|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{4}-\d{1,2}-\d{1,2})(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?",
    re.IGNORECASE,
)


def is_day_by_accident(text: str) -> bool:
    """Whether the number of a document is a day, or a month, as Excel writes it."""
    return _WRITTEN.fullmatch(text.strip()) is not None


def days_by_accident(sheet: WorkbookSheet) -> Iterator[Problem]:
    """Days in a column whose heading asks for none."""
    top, roles = _heading(sheet)
    for (row, column), cell in sorted(sheet.cells.items(), key=lambda item: (item[0][1], item[0][0])):
        if cell.day and row > top and roles.get(column) in _NO_TIMES:
            where = f"sheet {sheet.title}, cell {reference(row, column)}"
            yield Problem(where, cell.text, MESSAGE)


def _heading(sheet: WorkbookSheet) -> tuple[int, Mapping[int, Role]]:
    """The first row of which several cells are headings: where it stands, and what each column is for.

    A cell of a plan may use the words of a heading as well, but never a whole row.
    """
    rows: dict[int, dict[int, Role]] = {}
    for (row, column), cell in sheet.cells.items():
        if role := role_of(cell.text):
            rows.setdefault(row, {})[column] = role
    headings = (row for row in sorted(rows) if len(set(rows[row].values())) >= _FEWEST)
    top = next(headings, min(rows, default=0))
    return top, rows.get(top, {})
