"""What Excel made a day of although no day was meant: a number such as 12/5 that somebody typed, for a person to say.

The cell keeps the day alone, so what was typed cannot be told any more: nothing is guessed.
"""

import re
from collections.abc import Iterator

from plan.documents.formats.workbook import WorkbookSheet, reference
from plan.documents.headings import role_of
from plan.documents.model import Problem

MESSAGE = (
    "Excel đã đổi số gõ ở đây thành ngày, không còn biết số cũ; "
    "hãy đổi định dạng cột thành Văn bản (Text), gõ lại số, rồi nhập lại."
)
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
    for column in sorted({column for _, column in sheet.cells}):
        cells = {row: cell for (row, place), cell in sorted(sheet.cells.items()) if place == column}
        heading = next((row for row, cell in cells.items() if role_of(cell.text) in _NO_TIMES), None)
        for row, cell in cells.items():
            if heading is not None and row > heading and cell.day:
                where = f"sheet {sheet.title}, cell {reference(row, column)}"
                yield Problem(where, cell.text, MESSAGE)
