"""Paragraphs and rows → entries: which rows are headings, sections, tasks, and all problems.

Places count as on the page: a table begins at a section title that fills a whole row, or where paragraphs end;
its rows count from 1, titles and headings included.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from plan.documents.above import month_above, time_above
from plan.documents.annexes import Annex, annex_mark, read_annex
from plan.documents.columns import Columns, Meanings, find_columns, is_numbering, repeated
from plan.documents.entry_checks import check_columns
from plan.documents.entry_list import EntryList
from plan.documents.findings import Findings
from plan.documents.model import Block, Entry, Problem, Prose, TableRow
from plan.documents.progress import tell
from plan.documents.sections import NOTHING, Given, given_by_title, section_row
from plan.documents.signatures import before_signatures
from plan.documents.statuses import status_of
from plan.documents.stretches import SECTION, belongs, has_time, may_belong, stretches, whole_row
from plan.documents.table_names import named_by, named_by_title
from plan.documents.task_rows import TaskRow

_MARK = re.compile(r"([IVXLC]{1,7}|[A-ZĐ])\s*[.)]?")


class TablesRead(NamedTuple):
    """The tasks, what a person has to look at, the headings, and the annexes that the tables stand in."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    headings: tuple[str, ...]
    annexes: tuple[Annex, ...]
    names: Mapping[str, str] = {}


def read_tables(blocks: Iterable[Block], known: Meanings | None = None) -> TablesRead:
    """`known` is what people said headings mean, by their folded words."""
    reader = _TableReader(known or {})
    parts = list(stretches(blocks))
    tables = sum(not isinstance(part, Prose) for part in parts)
    for stretch in parts:
        reader.read(stretch)
        if not isinstance(stretch, Prose) and reader.here.table:
            rows = len(reader.tasks.entries)
            tell(f"Đang đọc bảng {reader.here.table} trên {max(tables, reader.here.table)} · {rows} dòng")
    headings = tuple(dict.fromkeys(reader.headings))
    return TablesRead(
        tuple(reader.tasks.entries),
        tuple(reader.here.problems),
        headings,
        tuple(reader.annexes),
        {f"table {n}": name for n, name in reader.here.names.items()},
    )


@dataclass
class _TableReader:
    """`above`: the paragraphs since the last table; `waiting`: rows of the section that is being read."""

    known: Meanings
    here: Findings = field(default_factory=Findings)
    tasks: EntryList = field(init=False)
    columns: Columns | None = None
    waiting: list[TaskRow] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    annexes: list[Annex] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tasks = EntryList(self.here)

    def read(self, stretch: Prose | list[TableRow]) -> None:
        if isinstance(stretch, Prose):
            self._paragraph(stretch)
        elif belongs(stretch, self.columns, self.known):
            self.here.next_table()
            timed = has_time(stretch, self.columns, self.known)
            self.tasks.time_above = "" if timed else time_above(self.above)
            self.tasks.month = month_above(self.above) if timed else ""
            self.here.names[self.here.table] = named_by(self._open_annex(), self.above, stretch[0].cells)
            self.above = []
            self._rows(before_signatures(stretch))
        elif may_belong(stretch, self.columns):
            self.here.next_table()
            message = "Bảng không có dòng tiêu đề, số ô khác bảng trước; chưa đọc dòng nào, hãy sửa cho đủ ô."
            self.here.report(message, " | ".join(stretch[0]), lost=True)

    def _paragraph(self, prose: Prose) -> None:
        self.above.append(prose.text)
        if (mark := annex_mark(prose.text)) is not None:
            self._open_section("", "")
            self.tasks.annex = mark or str(self.here.table + 1)
        elif SECTION.fullmatch(prose.text):
            self._title(prose.text)

    def _open_annex(self) -> Annex | None:
        """A table under the heading of an annex, and those after it, have the frame of that annex."""
        annex = read_annex(self.above)
        if annex:
            self.annexes.append(annex)
            self.tasks.frame = annex
            if not annex.mark and len(self.annexes) > 1:
                self._open_section("", "")
                self.tasks.annex = str(self.here.table)
        return annex

    def _rows(self, rows: Sequence[TableRow]) -> None:
        skip = 0
        for n, row in enumerate(rows):
            title = whole_row(row)
            if title and self.here.row:
                self.here.next_table()
            if title:
                self.here.names[self.here.table] = named_by_title(title)
            self.here.next_row(row.place)
            below = rows[n + 1] if n + 1 < len(rows) else None
            if skip:
                skip -= 1
            elif title:
                self._doubt(row)
                self._title(title)
            elif found := find_columns(row, below, self.known, next(iter(rows[n + 2 : n + 3]), None)):
                skip = found[1] - 1
                self._doubt(row)
                self._heading(row, found[0])
            else:
                self._row(row, below)
        self._flush()

    def _heading(self, row: TableRow, columns: Columns) -> None:
        self._flush()
        self.columns = repeated(columns, self.columns)
        self.headings += [" ".join(words.split()) for words in columns.headings if words.strip()]
        check_columns(self.here, self.columns, " | ".join(row))

    def _title(self, words: str) -> None:
        found = SECTION.fullmatch(words)
        mark, title = (found[1], " ".join(found[2].split())) if found else ("", words)
        self._open_section(mark, title, given_by_title(title))

    def _open_section(self, mark: str, title: str, given: Given = NOTHING) -> None:
        """`given` is what the row of the section says for the rows below it."""
        self._flush()
        self.tasks.open_section(mark, title, given)

    def _row(self, row: TableRow, below: TableRow | None) -> None:
        columns = self.columns
        if columns is None or "title" not in columns.roles or not any(row) or is_numbering(row):
            return
        if len(row.joined) == len(row):  # drawn as a row, but every cell of it belongs to the row above
            return
        if len(row) == 2 and (mark := _MARK.fullmatch(row.cells[0])):
            title = " ".join(row.cells[1].split())
            self._open_section(mark[1], title, given_by_title(title))
        elif len(row) != len(columns.roles):
            self._misfit(columns, row)
        elif section := section_row(columns, row, below):
            self._doubt(row)
            self._open_section(*section)
        else:
            self.waiting.append(self._task_row(columns, row))

    def _doubt(self, row: TableRow) -> None:
        """Of a row that is no task; that of a task is asked about with it."""
        if row.doubt:
            self.here.report(f"{row.doubt}; hãy xem lại bản gốc.", " | ".join(dict.fromkeys(row)))

    def _misfit(self, columns: Columns, row: TableRow) -> None:
        self._flush()
        self.tasks.head = None
        self.here.report(
            f"Dòng có {len(row)} ô, bảng có {len(columns.roles)} cột; chưa đọc dòng này, hãy sửa cho đủ ô.",
            " | ".join(row),
            lost=True,
        )

    def _task_row(self, columns: Columns, row: TableRow) -> TaskRow:
        joined = frozenset(
            role for role in ("number", "title", "product", "timing") if columns.place(role) in row.joined
        )
        # A number merged downwards is written once: the rows below it have none.
        number = "" if "number" in joined else columns.cell(row, "number")
        return TaskRow(
            number=number.strip().lstrip("(").rstrip(".)/ "),
            title=columns.cell(row, "title"),
            lead=columns.cell(row, "lead"),
            partners=columns.cell(row, "partners"),
            product=columns.cell(row, "product"),
            timing=columns.timing(row),
            note=columns.note(row),
            where=self.here.where,
            status=status_of(columns, row),
            joined=joined,
            doubt=row.doubt,
            code=columns.code(row),
        )

    def _flush(self) -> None:
        """The rows gathered so far become tasks."""
        rows, self.waiting = self.waiting, []
        if self.columns and rows:
            self.tasks.add(self.columns, rows)
