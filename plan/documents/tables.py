"""Paragraphs and rows → entries: sections, columns, rows that belong to the row above, and all problems.

Places count as on the page: a table begins at a section title that fills a whole row, or where paragraphs end;
its rows count from 1, titles and headings included.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from plan.documents.columns import REQUIRED, Columns, Role, find_columns, is_numbering
from plan.documents.model import Block, Entry, Problem, Prose, TableRow

_SECTION = re.compile(r"([IVXLC]{1,7}|[A-ZĐ])\s*[.)/:-]\s*(\S.*)", re.DOTALL)
_MARK = re.compile(r"([IVXLC]{1,7}|[A-ZĐ])\s*[.)]?")
_NUMBER = re.compile(r"(\d+)((?:\.\d+)*)")
# A cell this long has swallowed the paragraphs after its table.
_LONGEST_TIMING = 600


def read_tables(blocks: Iterable[Block]) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    reader = _TableReader()
    for run in _runs(blocks):
        reader.read(run)
    return tuple(reader.entries), tuple(reader.problems)


def _runs(blocks: Iterable[Block]) -> Iterator[Prose | list[TableRow]]:
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


@dataclass
class _TableReader:
    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    columns: Columns | None = None
    section: tuple[str, str] = ("", "")
    head: Entry | None = None
    table: int = 0
    row: int = 0
    place: str = ""
    seen: dict[tuple[str, str, str], Entry] = field(default_factory=dict)

    @property
    def where(self) -> str:
        return self.place or f"table {self.table}, row {self.row}"

    def read(self, run: Prose | list[TableRow]) -> None:
        if isinstance(run, Prose):
            self._paragraph(run)
        elif self._belongs(run):
            self.table += 1
            self.row = 0
            self._rows(run)
        elif self._may_belong(run):
            self.table += 1
            self.row = 0
            message = "Bảng không có dòng tiêu đề, số ô khác bảng trước; chưa đọc dòng nào, hãy sửa cho đủ ô."
            self._report(message, " | ".join(run[0]), lost=True)

    def _paragraph(self, prose: Prose) -> None:
        if found := _SECTION.fullmatch(prose.text):
            self.section, self.head = (found[1], " ".join(found[2].split())), None

    def _belongs(self, rows: Sequence[TableRow]) -> bool:
        """A stretch with a heading of its own, or the plan's table going on after a paragraph."""
        if any(find_columns(row, None) for row in rows):
            return True
        return self.columns is not None and any(len(row) == len(self.columns.roles) for row in rows)

    def _may_belong(self, rows: Sequence[TableRow]) -> bool:
        """Numbered rows a cell or two off the plan's table: tasks, for all we know, and not to be lost in silence."""
        if self.columns is None:
            return False
        width = len(self.columns.roles)
        return any(abs(len(r) - width) <= 2 and len(r) > 3 and _NUMBER.fullmatch(r.cells[0]) for r in rows)

    def _rows(self, rows: Sequence[TableRow]) -> None:
        skip = 0
        for row, below in zip(rows, [*rows[1:], None], strict=True):
            title = _whole_row(row)
            if title and self.row:
                self.table, self.row = self.table + 1, 0
            self.row += 1
            self.place = row.place
            if skip:
                skip -= 1
            elif title:
                self._title(title)
            elif found := find_columns(row, below):
                self.columns, height = found
                skip = height - 1
                self._check_columns(row)
            else:
                self._row(row)

    def _title(self, title: str) -> None:
        found = _SECTION.fullmatch(title)
        self.section, self.head = (found[1], " ".join(found[2].split())) if found else ("", title), None

    def _check_columns(self, row: TableRow) -> None:
        assert self.columns is not None
        for role in self.columns.missing():
            self._report(
                f"Bảng không có cột {REQUIRED[role]}; hãy thêm cột hoặc sửa dòng tiêu đề. Chưa đọc dòng nào của bảng.",
                " | ".join(row),
                lost=True,
            )
        for role in self.columns.doubled():
            self._report(
                "Hai cột cùng một ý; hãy sửa dòng tiêu đề. Chưa đọc dòng nào của bảng.",
                self.columns.heading(role),
                lost=True,
            )

    def _row(self, row: TableRow) -> None:
        columns = self.columns
        if columns is None or columns.missing() or columns.doubled() or not any(row) or is_numbering(row):
            return
        if len(row.joined) == len(row):  # drawn as a row, but every cell of it belongs to the row above
            return
        if len(row) == 2 and (mark := _MARK.fullmatch(row.cells[0])):
            self.section, self.head = (mark[1], " ".join(row.cells[1].split())), None
        elif len(row) != len(columns.roles):
            self.head = None
            self._report(
                f"Dòng có {len(row)} ô, bảng có {len(columns.roles)} cột; chưa đọc dòng này, hãy sửa cho đủ ô.",
                " | ".join(row),
                lost=True,
            )
        elif section := _section_in_cells(columns, row):
            self.section, self.head = section, None
        else:
            self._entry(columns, row)

    def _entry(self, columns: Columns, row: TableRow) -> None:
        # A number merged downwards is written once: the rows below it have none.
        number = "" if columns.place("number") in row.joined else columns.cell(row, "number")
        entry = Entry(
            section=self.section[0],
            section_title=self.section[1],
            number=number.rstrip(".) "),
            title=columns.cell(row, "title"),
            lead=columns.cell(row, "lead"),
            partners=columns.cell(row, "partners"),
            product=columns.cell(row, "product"),
            timing=columns.cell(row, "timing"),
            where=self.where,
        )
        if not number and columns.place("title") in row.joined and self.entries:
            self._join(columns, row, entry)
        elif self._acceptable(columns, entry):
            self.entries.append(self._inherit(entry))

    def _join(self, columns: Columns, row: TableRow, entry: Entry) -> None:
        """One task over several rows: its products and times are lines of one cell, in their order."""
        task = self.entries[-1]
        held: tuple[Role, ...] = ("lead", "partners")
        for role in held:
            if (written := columns.cell(row, role)) and written != getattr(task, role):
                message = "Một nhiệm vụ gộp ô qua nhiều dòng mà mỗi dòng một cơ quan; hãy tách ô nhiệm vụ cho từng dòng."
                self._report(message, entry.title, columns.heading(role), lost=True)
        self.entries[-1] = replace(
            task,
            product=_lines(task.product, entry.product, columns.place("product") in row.joined),
            timing=_lines(task.timing, entry.timing, columns.place("timing") in row.joined),
        )

    def _acceptable(self, columns: Columns, entry: Entry) -> bool:
        key = (*self.section, entry.number + "\0" + entry.title)
        if not entry.title:
            message = "Ô nhiệm vụ trống; chưa đọc dòng này."
            self._report(message, entry.number, columns.heading("title"), lost=True)
        elif key not in self.seen:
            self._check_cells(columns, entry)
        elif replace(self.seen[key], where=entry.where) == entry:
            self._report("Dòng này lặp lại y nguyên một dòng trên; chỉ đọc một lần.", entry.title)
        else:
            message = (
                "Dòng này cùng số, cùng tên với một dòng trên mà ghi khác; hãy sửa số hoặc gộp hai dòng."
            )
            self._report(message, entry.title, lost=True)
        fresh = bool(entry.title) and key not in self.seen
        self.seen.setdefault(key, entry)
        return fresh

    def _check_cells(self, columns: Columns, entry: Entry) -> None:
        if not entry.lead:
            self._report("Không ghi cơ quan chủ trì; hãy bổ sung.", entry.title, columns.heading("lead"))
        if not entry.timing:
            self._report("Không ghi thời gian; hãy bổ sung.", entry.title, columns.heading("timing"))
        if len(entry.timing) > _LONGEST_TIMING:
            message = "Ô quá dài, có lẽ lẫn chữ sau bảng; hãy thêm hai dòng trống sau bảng."
            self._report(message, entry.timing[:80], columns.heading("timing"))

    def _inherit(self, entry: Entry) -> Entry:
        """Partners and product of the row this one belongs to, where its own cells are blank."""
        number = _NUMBER.fullmatch(entry.number)
        if self.head and (not entry.number or (number and _is_child(number, self.head))):
            return replace(
                entry,
                partners=entry.partners or self.head.partners,
                product=entry.product or self.head.product,
            )
        first_lost = self.head is None and number and number[2] not in {"", ".1"}
        if first_lost and number and not (entry.partners and entry.product):
            self._report(
                f"Không đọc được dòng đầu của nhóm {number[1]} để lấy những ô để trống.", entry.title
            )
        self.head = entry if number else None
        return entry

    def _report(self, message: str, text: str, heading: str = "", *, lost: bool = False) -> None:
        where = f"{self.where}, {heading}" if heading else self.where
        self.problems.append(Problem(where, text, message, lost))


def _whole_row(row: TableRow) -> str:
    """The text of a title that fills its row: one cell, the same text in every cell, or a section alone."""
    texts = set(row.cells)
    if len(texts) == 1 and len(row.joined) < len(row):
        return row.cells[0]
    alone = "".join(texts) if len(texts - {""}) == 1 else ""
    return alone if _SECTION.fullmatch(alone) and not row.joined else ""


def _section_in_cells(columns: Columns, row: TableRow) -> tuple[str, str] | None:
    """A section whose mark stands in the first column and whose title fills the second or all others."""
    mark = _MARK.fullmatch(columns.cell(row, "number"))
    others: tuple[Role, ...] = ("lead", "partners", "product", "timing")
    title = columns.cell(row, "title")
    if mark and title and all(columns.cell(row, role) in {"", title} for role in others):
        return mark[1], title
    return None


def _lines(above: str, below: str, joined: bool) -> str:
    return above if joined or not below else f"{above}\n\n{below}".strip()


def _is_child(number: re.Match[str], head: Entry) -> bool:
    """5.2 belongs to 5, and to 5.1 where that row announces a list; elsewhere 2.1 and 2.2 are neighbours."""
    announces = head.number == number[1] or head.title.endswith(":")
    return bool(number[2]) and number[1] == head.number.split(".")[0] and announces
