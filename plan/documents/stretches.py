"""Stretches of rows between paragraphs: which belong to the plan's tables, and which are tables of something else. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence

from plan.documents.columns import Columns, Meanings, find_columns
from plan.documents.headings import role_of
from plan.documents.model import Block, Prose, TableRow
from plan.documents.timelines import is_mark
from plan.text import fold

SECTION = re.compile(r"([IVXLC]{1,7}|[A-ZĐ])\s*[.)/:-]\s*(\S.*)", re.DOTALL)
_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_MONEY = re.compile(
    r"kinh phí|nguồn (?:vốn|kinh phí)|dự toán|thành tiền|đơn giá|số tiền|tổng (?:mức|số|vốn)|ngân sách|triệu đồng"
)
_FEWEST_OF_MONEY = 2
_SUM = re.compile(r"\s*\d[\d.,]*\s*")


def stretches(blocks: Iterable[Block]) -> Iterator[Prose | list[TableRow]]:
    """Each paragraph, and each stretch of rows without a paragraph between them."""
    rows: list[TableRow] = []
    for block in blocks:
        if isinstance(block, TableRow):
            rows.append(block)
            continue
        if rows:
            yield rows
        rows = []
        yield block
    if rows:
        yield rows


def has_time(rows: Sequence[TableRow], columns: Columns | None, known: Meanings) -> bool:
    """Whether the rows have a column of time, by their own heading or by the one before."""
    found = next((f for row in rows if (f := find_columns(row, None, known))), None)
    columns = found[0] if found else columns
    return columns is None or columns.has("timing")


def belongs(rows: Sequence[TableRow], columns: Columns | None, known: Meanings) -> bool:
    """A stretch with a heading of its own, or the plan's table going on after a paragraph."""
    if found := next((f for row in rows if (f := find_columns(row, None, known))), None):
        return not is_of_money(rows, found[0])
    if columns is None or _has_own_heading(rows):
        return False
    return any(len(row) == len(columns.roles) for row in rows)


def is_of_money(rows: Sequence[TableRow], columns: Columns) -> bool:
    """A table that gives sums, year by year or under headings of money alone, and no time: no tasks of a plan."""
    if any(columns.place(role) is not None for role in ("timing", "end", "product", "partners")):
        return False
    if not columns.timeline:
        return sum(bool(_MONEY.search(fold(heading))) for heading in columns.headings) >= _FEWEST_OF_MONEY
    cells = [row.cells[n] for row in rows if len(row) == len(columns.roles) for n, _ in columns.timeline]
    return any(map(_SUM.fullmatch, cells)) and not any(map(is_mark, cells))


def may_belong(rows: Sequence[TableRow], columns: Columns | None) -> bool:
    """Numbered rows a cell or two off the plan's table: tasks, for all we know, and not to be lost in silence."""
    if columns is None or _has_own_heading(rows):
        return False
    width = len(columns.roles)
    return any(abs(len(r) - width) <= 2 and len(r) > 3 and _NUMBER.fullmatch(r.cells[0]) for r in rows)


def whole_row(row: TableRow) -> str:
    """The text of a title that fills its row: one cell, the same text in every cell, or a section alone."""
    texts = set(row.cells)
    if len(texts) == 1 and len(row.joined) < len(row):
        return row.cells[0]
    alone = "".join(texts) if len(texts - {""}) == 1 else ""
    return alone if SECTION.fullmatch(alone) and not row.joined else ""


def _has_own_heading(rows: Sequence[TableRow]) -> bool:
    """A table that numbers its rows under a heading of its own is another table: of money, of figures."""
    return role_of(rows[0].cells[0]) == "number" if rows and rows[0].cells else False
