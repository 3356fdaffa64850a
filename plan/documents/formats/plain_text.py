"""The flattened text form: a table cell begins with a tab, a blank line ends the row.

A cell may go on over several lines and paragraphs, so one blank line alone does not end it:
the next row does (blank line, then a tab), or two blank lines, or a line that can only be a heading.
"""

import re
from collections.abc import Iterable, Iterator

from plan.documents.budget import Budget
from plan.documents.formats.csv_text import read_commas
from plan.documents.formats.files import text_of
from plan.documents.marks import PLAIN, read_cells, read_line
from plan.documents.model import Block, Page, Prose, TableRow

# These stand outside tables and close the one before them.
_OUTSIDE = re.compile(
    r"\s*(?:PHẦN\b|Phần (?:thứ|[IVX\d])|CHƯƠNG\b|PHỤ LỤC\b|Phụ lục\b|Nơi nhận\b|TM\. |KT\. |[IVX]{1,5}\. *[^\Wa-z_]{2})"
)

MOST_LINES = 500_000


def read_plain(data: bytes, name: str) -> Page:
    """A text file: CSV where it has the heading of a plan's table, else the flattened form."""
    text, budget = PLAIN.on(text_of(data, name, old_codes=True)), Budget(name)
    if text.count("\n") > MOST_LINES:
        raise budget.spent()
    return read_commas(text, budget) or Page(blocks(text, budget))


def blocks(text: str, budget: Budget) -> tuple[Block, ...]:
    """Paragraphs and rows in the order of the page; cells keep their inner line breaks."""
    return tuple(_TextReader(budget).read(text.split("\n")))


class _TextReader:
    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.cells: list[list[str]] = []
        self.blank = 0

    def read(self, lines: Iterable[str]) -> Iterator[Block]:
        for line in lines:
            if not line.strip() and not line.startswith("\t"):
                self.blank += 1
                continue
            yield from self._line(line)
            self.blank = 0
        yield from self._close()

    def _line(self, line: str) -> Iterator[Block]:
        self.budget.text(line)
        if line.startswith("\t"):
            if self.blank:
                yield from self._close()
            self.cells.append([line[1:]])
        elif self.cells and self.blank < 2 and not _OUTSIDE.match(line):
            self.cells[-1] += [""] * self.blank + [line]
        else:
            yield from self._close()
            if self.blank:
                yield Prose("")
            yield Prose(*read_line(line.strip()))

    def _close(self) -> Iterator[Block]:
        if self.cells:
            texts = [self.budget.text("\n".join(lines).strip()) for lines in self.cells]
            cells, doubt = read_cells(texts, [True] * len(texts))
            yield TableRow(cells, doubt=doubt)
        self.cells = []
