"""Paragraphs and rows → entries: sections, columns, rows that belong to the row above, and all problems.

Places count as on the page: a table begins at a section title that fills a whole row, or where paragraphs end;
its rows count from 1, titles and headings included.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from plan.documents.above import time_above
from plan.documents.columns import REQUIRED, Columns, Meanings, find_columns, is_numbering, repeated
from plan.documents.headings import Role, role_of
from plan.documents.model import Block, Entry, Problem, Prose, TableRow
from plan.documents.nesting import TaskRow, nested, without_cuts
from plan.documents.sections import NOTHING, Given, given_by_title, section_row

_SECTION = re.compile(r"([IVXLC]{1,7}|[A-ZĐ])\s*[.)/:-]\s*(\S.*)", re.DOTALL)
_MARK = re.compile(r"([IVXLC]{1,7}|[A-ZĐ])\s*[.)]?")
_NUMBER = re.compile(r"(\d+)((?:\.\d+)*)")
_NEEDED: tuple[Role, ...] = ("lead", "timing")
_ANNEX = re.compile(r"\s*(?:PHỤ LỤC|Phụ lục)(?: số)?\s*([IVX]{1,5}|\d{1,2})?(?!\w)")
# A cell this long has swallowed the paragraphs after its table.
_LONGEST_TIMING = 600


def read_tables(
    blocks: Iterable[Block], known: Meanings | None = None
) -> tuple[tuple[Entry, ...], tuple[Problem, ...], tuple[str, ...]]:
    """The tasks, what a person has to look at, and the headings; `known` is what people said headings mean."""
    reader = _TableReader(known=known or {})
    for run in _runs(blocks):
        reader.read(run)
    return tuple(reader.entries), tuple(reader.problems), tuple(dict.fromkeys(reader.headings))


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
    seen: dict[tuple[str, ...], Entry] = field(default_factory=dict)
    used: set[tuple[str, str, str]] = field(default_factory=set)
    annex: str = ""
    known: Meanings = field(default_factory=dict)
    waiting: list[TaskRow] = field(default_factory=list)
    given: Given = NOTHING
    lacking: set[tuple[int, Role]] = field(default_factory=set)
    above: list[str] = field(default_factory=list)
    time_above: str = ""
    headings: list[str] = field(default_factory=list)

    @property
    def where(self) -> str:
        return self.place or f"table {self.table}, row {self.row}"

    def read(self, run: Prose | list[TableRow]) -> None:
        if isinstance(run, Prose):
            self._paragraph(run)
        elif self._belongs(run):
            self.table += 1
            self.row = 0
            self.time_above = "" if self._has_time(run) else time_above(self.above)
            self.above = []
            self._rows(run)
        elif self._may_belong(run):
            self.table += 1
            self.row = 0
            message = "Bảng không có dòng tiêu đề, số ô khác bảng trước; chưa đọc dòng nào, hãy sửa cho đủ ô."
            self._report(message, " | ".join(run[0]), lost=True)

    def _paragraph(self, prose: Prose) -> None:
        self.above.append(prose.text)
        if annex := _ANNEX.match(prose.text):
            self._open_section("", "")
            self.annex = annex[1] or str(self.table + 1)
        elif found := _SECTION.fullmatch(prose.text):
            title = " ".join(found[2].split())
            self._open_section(found[1], title, given_by_title(title))

    def _has_time(self, rows: Sequence[TableRow]) -> bool:
        found = next((f for row in rows if (f := find_columns(row, None, self.known))), None)
        columns = found[0] if found else self.columns
        return columns is None or columns.has("timing")

    def _belongs(self, rows: Sequence[TableRow]) -> bool:
        """A stretch with a heading of its own, or the plan's table going on after a paragraph."""
        if any(find_columns(row, None, self.known) for row in rows):
            return True
        if self.columns is None or _has_own_heading(rows):
            return False
        return any(len(row) == len(self.columns.roles) for row in rows)

    def _may_belong(self, rows: Sequence[TableRow]) -> bool:
        """Numbered rows a cell or two off the plan's table: tasks, for all we know, and not to be lost in silence."""
        if self.columns is None or _has_own_heading(rows):
            return False
        width = len(self.columns.roles)
        return any(abs(len(r) - width) <= 2 and len(r) > 3 and _NUMBER.fullmatch(r.cells[0]) for r in rows)

    def _rows(self, rows: Sequence[TableRow]) -> None:
        skip = 0
        for n, row in enumerate(rows):
            title = _whole_row(row)
            if title and self.row:
                self.table, self.row = self.table + 1, 0
            self.row += 1
            self.place = row.place
            if skip:
                skip -= 1
            elif title:
                self._title(title)
            elif found := find_columns(row, rows[n + 1] if n + 1 < len(rows) else None, self.known):
                self._flush()
                columns, height = found
                self.columns, skip = repeated(columns, self.columns), height - 1
                self.headings += [" ".join(words.split()) for words in columns.headings if words.strip()]
                self._check_columns(row)
            else:
                self._row(row, rows[n + 1 : n + 2])
        self._flush()

    def _title(self, title: str) -> None:
        found = _SECTION.fullmatch(title)
        mark, words = (found[1], " ".join(found[2].split())) if found else ("", title)
        self._open_section(mark, words, given_by_title(words))

    def _open_section(self, mark: str, title: str, given: Given = NOTHING) -> None:
        """`given` is what the row of the section says for the rows below it."""
        self._flush()
        self.section, self.head, self.given = (mark, title), None, given

    def _check_columns(self, row: TableRow) -> None:
        assert self.columns is not None
        if "title" not in self.columns.roles:
            message = f"Bảng không có cột {REQUIRED['title']}; hãy thêm cột hoặc nêu bằng --columns title=TÊN-CỘT. Chưa đọc dòng nào."
            self._report(message, " | ".join(row), lost=True)
        for name, nearer in self.columns.clashes():
            self._report(f"Hai cột cùng một ý: đọc cột “{nearer}”, cột này giữ làm ghi chú.", name)

    def _row(self, row: TableRow, following: Sequence[TableRow]) -> None:
        columns = self.columns
        if columns is None or "title" not in columns.roles or not any(row) or is_numbering(row):
            return
        if len(row.joined) == len(row):  # drawn as a row, but every cell of it belongs to the row above
            return
        if len(row) == 2 and (mark := _MARK.fullmatch(row.cells[0])):
            title = " ".join(row.cells[1].split())
            self._open_section(mark[1], title, given_by_title(title))
        elif len(row) != len(columns.roles):
            self._flush()
            self.head = None
            self._report(
                f"Dòng có {len(row)} ô, bảng có {len(columns.roles)} cột; chưa đọc dòng này, hãy sửa cho đủ ô.",
                " | ".join(row),
                lost=True,
            )
        elif section := section_row(columns, row, following[0] if following else None):
            self._open_section(*section)
        else:
            self.waiting.append(self._task_row(columns, row))

    def _task_row(self, columns: Columns, row: TableRow) -> TaskRow:
        joined = frozenset(
            role for role in ("number", "title", "product", "timing") if columns.place(role) in row.joined
        )
        # A number merged downwards is written once: the rows below it have none.
        number = "" if "number" in joined else columns.cell(row, "number")
        return TaskRow(
            number=number.strip().rstrip(".) "),
            title=columns.cell(row, "title"),
            lead=columns.cell(row, "lead"),
            partners=columns.cell(row, "partners"),
            product=columns.cell(row, "product"),
            timing=columns.timing(row),
            note=columns.note(row),
            where=self.where,
            joined=joined,
        )

    def _flush(self) -> None:
        """The rows gathered so far become tasks: those below others get what these give them."""
        rows, self.waiting = [row for row in self.waiting if not row.is_blank], []
        place = self.place, self.table, self.row
        needed = [role for role in _NEEDED if self.columns is None or self.columns.has(role)]
        for row in nested(without_cuts(rows), needed):
            self._entry(row)
        self.place, self.table, self.row = place

    def _entry(self, row: TaskRow) -> None:
        assert self.columns is not None
        self.place = row.where
        entry = Entry(
            section=self.section[0],
            section_title=self.section[1],
            number=row.number,
            title=row.title,
            lead=row.lead or self.given.lead,
            partners=row.partners or self.given.partners,
            product=row.product,
            timing=row.timing or self.given.timing or self.time_above,
            where=row.where,
            note=row.note,
            proposed=self._ground(row),
        )
        if not row.number and "title" in row.joined and self.entries:
            self._join(self.columns, row, entry)
        elif self._acceptable(self.columns, entry):
            self.entries.append(self._told_apart(self._inherit(entry)))

    def _told_apart(self, entry: Entry) -> Entry:
        """Annexes number their rows anew: a task is found by section, number and title, so no two may share them."""
        while (entry.section, entry.number, entry.title) in self.used:
            entry = replace(entry, section=f"{self.annex or self.table}.{entry.section}".rstrip("."))
        self.used.add((entry.section, entry.number, entry.title))
        return entry

    def _ground(self, row: TaskRow) -> str:
        """What of the row was read from elsewhere than its own cells, so that a person has to confirm it."""
        said = []
        if self.given.ground and not row.lead:
            said.append(self.given.ground)
        if self.time_above and not (row.timing or self.given.timing):
            said.append(f"bảng không có cột thời gian; phần lời trên bảng ghi “{self.time_above}”")
        return "; ".join(said)

    def _join(self, columns: Columns, row: TaskRow, entry: Entry) -> None:
        """One task over several rows: its products and times are lines of one cell, in their order."""
        task = self.entries[-1]
        for role, written, held in (("lead", row.lead, task.lead), ("partners", row.partners, task.partners)):
            if written and written != held:
                message = "Một nhiệm vụ gộp ô qua nhiều dòng mà mỗi dòng một cơ quan; hãy tách ô nhiệm vụ cho từng dòng."
                self._report(message, entry.title, columns.heading(cast(Role, role)), lost=True)
        self.entries[-1] = replace(
            task,
            product=_lines(task.product, row.product, "product" in row.joined),
            timing=_lines(task.timing, row.timing, "timing" in row.joined),
            note=_lines(task.note, row.note, row.note == task.note),
        )

    def _acceptable(self, columns: Columns, entry: Entry) -> bool:
        key = (self.annex, *self.section, entry.number, entry.title)
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
        if not entry.lead and self._asks_here(columns, "lead"):
            self._report("Không ghi cơ quan chủ trì; hãy bổ sung.", entry.title, columns.heading("lead"))
        if not entry.timing and self._asks_here(columns, "timing"):
            self._report("Không ghi thời gian; hãy bổ sung.", entry.title, columns.heading("timing"))
        if len(entry.timing) > _LONGEST_TIMING:
            message = "Ô quá dài, có lẽ lẫn chữ sau bảng; hãy thêm hai dòng trống sau bảng."
            self._report(message, entry.timing[:80], columns.heading("timing"))

    def _asks_here(self, columns: Columns, role: Role) -> bool:
        """A cell left blank is asked about in its place; a column that is not there once for its table."""
        if columns.has(role):
            return True
        if (self.table, role) not in self.lacking:
            self.lacking.add((self.table, role))
            self._report(
                f"Bảng không có cột {REQUIRED[role]}; hãy trả lời cho từng nhiệm vụ, hoặc thêm cột.", ""
            )
        return False

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


def _has_own_heading(rows: Sequence[TableRow]) -> bool:
    """A table that numbers its rows under a heading of its own is another table: of money, of figures."""
    return role_of(rows[0].cells[0]) == "number" if rows and rows[0].cells else False


def _whole_row(row: TableRow) -> str:
    """The text of a title that fills its row: one cell, the same text in every cell, or a section alone."""
    texts = set(row.cells)
    if len(texts) == 1 and len(row.joined) < len(row):
        return row.cells[0]
    alone = "".join(texts) if len(texts - {""}) == 1 else ""
    return alone if _SECTION.fullmatch(alone) and not row.joined else ""


def _lines(above: str, below: str, joined: bool) -> str:
    return above if joined or not below else f"{above}\n\n{below}".strip()


def _is_child(number: re.Match[str], head: Entry) -> bool:
    """5.2 belongs to 5, and to 5.1 where that row announces a list; elsewhere 2.1 and 2.2 are neighbours."""
    announces = head.number == number[1] or head.title.endswith(":")
    return bool(number[2]) and number[1] == head.number.split(".")[0] and announces
