"""Pages of a PDF one after the other: page numbers and repeated headings go, rows cut in two are made whole."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from plan.documents.budget import Budget
from plan.documents.columns import Columns, find_columns
from plan.documents.formats.pdf_page import PageRead
from plan.documents.formats.pdf_text import PdfLine, joined, paragraphs
from plan.documents.grids import rows
from plan.documents.headings import Role
from plan.documents.marks import read_line
from plan.documents.model import Block, Problem, Prose, TableRow

_PAGE_NUMBER = re.compile(r"(?:trang\s*)?[-–]?\s*\d{1,3}\s*(?:/\s*\d{1,3}\s*)?[-–]?", re.IGNORECASE)
_CARRIED: tuple[Role, ...] = ("lead", "partners", "product", "timing")
_OVER: tuple[Role, ...] = ("number", "title")
_NEEDED: tuple[Role, ...] = ("title", "lead", "timing")


def in_order(pages: Sequence[PageRead], budget: Budget) -> tuple[list[Block], list[Problem]]:
    reader = _PdfReader(budget, _running(pages), _right(pages))
    for page in pages:
        reader.read(page)
    reader.close()
    return reader.blocks, reader.problems


def _lines(page: PageRead) -> Iterator[PdfLine]:
    return (part for part in page.parts if isinstance(part, PdfLine))


def _running(pages: Sequence[PageRead]) -> set[str]:
    """Lines at the head and the foot of most pages."""
    ends = ({page.parts[0], page.parts[-1]} if page.parts else set() for page in pages)
    lines = ({_without_digits(part.text) for part in parts if isinstance(part, PdfLine)} for parts in ends)
    edges = Counter(text for texts in lines for text in texts)
    return {text for text, count in edges.items() if count > 2 and count * 2 > len(pages)}


def _without_digits(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _right(pages: Sequence[PageRead]) -> float:
    return max((line.x1 for page in pages for line in _lines(page)), default=0.0)


@dataclass
class _PdfReader:
    budget: Budget
    running: set[str]
    right: float
    blocks: list[Block] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    lines: list[PdfLine] = field(default_factory=list)
    heading: tuple[TableRow, ...] = ()
    columns: Columns | None = None

    def read(self, page: PageRead) -> None:
        self.problems += page.problems
        parts = [
            part
            for n, part in enumerate(page.parts)
            if not (
                isinstance(part, PdfLine)
                and self._is_running(part, first_or_last=n in {0, len(page.parts) - 1})
            )
        ]
        for n, part in enumerate(parts):
            if isinstance(part, PdfLine):
                self._line(part)
            else:
                self.close()
                self._table(list(rows(part, self.budget)), page.number if n == 0 else 0)

    def _is_running(self, line: PdfLine, *, first_or_last: bool) -> bool:
        is_number = _PAGE_NUMBER.fullmatch(line.text) is not None
        return first_or_last and (is_number or _without_digits(line.text) in self.running)

    def _line(self, line: PdfLine) -> None:
        if self.lines and line.top < self.lines[-1].top - 2 * (line.bottom - line.top):
            # A new page: the lines go on below each other as if there were none.
            moved = self.lines[-1].bottom + 1 - line.top
            line = replace(line, top=line.top + moved, bottom=line.bottom + moved)
        elif self.lines and line.top < self.lines[-1].top:
            line = replace(line, top=self.lines[-1].top)
        self.lines.append(line)

    def close(self) -> None:
        self.blocks += [Prose(*read_line(text)) for text in paragraphs(self.lines, self.right)]
        self.lines = []

    def _table(self, lines: list[TableRow], top_of_page: int) -> None:
        goes_on = bool(top_of_page) and bool(self.blocks) and isinstance(self.blocks[-1], TableRow)
        if goes_on and self.heading and lines[: len(self.heading)] == _at(self.heading, lines):
            lines = lines[len(self.heading) :]
        elif found := next(((n, f) for n, row in enumerate(lines) if (f := _columns(lines, n, row))), None):
            place, (self.columns, height) = found
            # Only what a table begins with is said again on every page.
            self.heading = tuple(lines[place : place + height])
        if goes_on and lines:
            self._carry_over(lines, top_of_page)
            self._first(lines.pop(0), top_of_page)
        self.blocks += lines

    def _carry_over(self, lines: list[TableRow], page: int) -> None:
        """A cell over several rows that a new page cut in two says its words on the page before alone."""
        above, first = self.blocks[-1], lines[0]
        assert isinstance(above, TableRow)
        if self.columns is None or len(above) != len(first) or len(set(first.cells)) == 1:
            return
        begins = bool(self.columns.cell(first, "number"))  # a task, not the rest of one
        for role in _CARRIED:
            place = self.columns.place(role)
            if place is None or first.cells[place] or not above.cells[place]:
                continue
            reach = _reach(lines, place)
            if reach == 1 and not (begins and place in above.joined):
                continue
            for n in range(0 if begins else 1, reach):
                lines[n] = _with_cell(lines[n], place, above.cells[place])
            if reach == 1:
                self._ask_cell(lines[0], page, place)

    def _ask_cell(self, row: TableRow, page: int, place: int) -> None:
        assert self.columns is not None
        name = self.columns.name(place)
        message = f"Ô “{name}” đầu trang {page} để trống, đã hiểu là phần tiếp của ô gộp ở trang trước."
        self.problems.append(Problem(row.place, row.cells[place], message))

    def _first(self, row: TableRow, page: int) -> None:
        """The first row of a page: the rest of the row above, or one of its own."""
        above = self.blocks[-1]
        assert isinstance(above, TableRow)
        if (
            self.columns is None
            or not len(row) == len(above) == len(self.columns.roles)
            or self.columns.cell(row, "number")
            or self.columns.code(row)
            or len(set(row.cells)) == 1
        ):
            self.blocks.append(row)
        elif all(self.columns.cell(row, role) for role in _NEEDED) and not self._goes_on(above, row):
            self._ask(row, page)
            self.blocks.append(row)
        elif self._is_under_title(row):
            self.blocks.append(self._under_title(above, row, page))
        else:
            cells = (joined(*halves) for halves in zip(above, row, strict=True))
            self.blocks[-1] = replace(above, cells=tuple(cells))

    def _goes_on(self, above: TableRow, row: TableRow) -> bool:
        """Below a numbered row, what the task is called goes on in small letters: “Xây dựng kế” – “hoạch chuyển đổi số …”."""
        assert self.columns is not None
        begun, rest = self.columns.cell(above, "title").rstrip(), self.columns.cell(row, "title").lstrip()
        numbered = bool(self.columns.cell(above, "number"))
        return numbered and rest[:1].islower() and begun[-1:] not in {".", ";", ":"}

    def _is_under_title(self, row: TableRow) -> bool:
        """A title over several rows whose later rows came to this page: these begin what they say, in capitals."""
        assert self.columns is not None
        said = [cell.strip() for role in _CARRIED if (cell := self.columns.cell(row, role)).strip()]
        own = all(self.columns.cell(row, role).strip() for role in ("lead", "timing"))
        return (
            own and not self.columns.cell(row, "title").strip() and all(words[0].isupper() for words in said)
        )

    def _under_title(self, above: TableRow, row: TableRow, page: int) -> TableRow:
        assert self.columns is not None
        places = [place for role in _OVER if (place := self.columns.place(role)) is not None]
        for place in places:
            row = _with_cell(row, place, above.cells[place])
        message = (
            f"Dòng đầu trang {page} không có tên nhiệm vụ, đã hiểu là phần tiếp của ô gộp ở trang trước."
        )
        self.problems.append(Problem(row.place, " | ".join(row), message))
        return replace(row, joined=row.joined | frozenset(places))

    def _ask(self, row: TableRow, page: int) -> None:
        message = (
            f"Dòng đầu trang {page} không có số, đã đọc thành một nhiệm vụ riêng; "
            "nếu là phần tiếp của dòng cuối trang trước, hãy dùng tệp Word của kế hoạch."
        )
        self.problems.append(Problem(row.place, " | ".join(row), message))


def _reach(lines: Sequence[TableRow], place: int) -> int:
    """Over how many rows the cell at the top of the page goes."""
    below = takewhile(lambda row: len(row) == len(lines[0]) and place in row.joined, lines[1:])
    return 1 + sum(1 for _ in below)


def _with_cell(row: TableRow, place: int, words: str) -> TableRow:
    return replace(row, cells=(*row.cells[:place], words, *row.cells[place + 1 :]))


def _columns(lines: Sequence[TableRow], n: int, row: TableRow) -> tuple[Columns, int] | None:
    return find_columns(row, lines[n + 1] if n + 1 < len(lines) else None)


def _at(heading: Sequence[TableRow], lines: Sequence[TableRow]) -> list[TableRow]:
    """The heading as if it stood at these places, so that only its words are compared."""
    return [replace(row, place=line.place) for row, line in zip(heading, lines, strict=False)]
