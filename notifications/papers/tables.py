"""Sheets as a file of their own: a workbook, or values separated by commas that no spreadsheet takes for a formula."""

import csv
from collections.abc import Sequence
from datetime import date, datetime
from io import StringIO
from typing import Literal

from notifications.papers.values import PaperSheet, Value
from plan.text import keep, plain_cell

TableForm = Literal["xlsx", "csv"]
MARK = "\ufeff"  # without it Excel takes the file for one of the 1990s


def table_file(form: TableForm, sheets: Sequence[PaperSheet], at: datetime) -> bytes:
    """All sheets as a workbook, or the first of them as values."""
    if form == "csv":
        return values_of(sheets[0])
    from notifications.papers.excel import book

    return book(sheets, at)


def values_of(sheet: PaperSheet) -> bytes:
    """RFC 4180 with a mark of UTF-8; days as YYYY-MM-DD, shares as numbers between 0 and 1."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([_plain(one) for one in sheet.heading])
    writer.writerows([_plain(value) for value in row] for row in sheet.rows)
    return (MARK + out.getvalue()).encode()


def _plain(value: Value) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return plain_cell(keep(value))
    return "" if value is None else str(value)
