"""The HTML of a paper as a tree, but for most rows of a long table: those are buffered while the page is read.

An office may hear of every late duty of the nation: 66,000 rows take a gigabyte as one text, one tree and one document.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from notifications.papers.compressed_buffer import CompressedBuffer
from notifications.papers.word_tables import cells_of, span_of
from plan.documents.formats.markup import Node, as_html, local, read_html, read_html_in_pieces

LONG = 1 << 20  # characters of a page that is not read at once
KEPT = 1000  # first rows of a table that stay in the tree


@dataclass(slots=True)
class TableRows:
    """The rows of one table in their order, wherever they lie."""

    tree: list[Node] = field(default_factory=list)
    before: int = 0  # how many of the tree stand above those that were buffered
    buffer: CompressedBuffer = field(default_factory=CompressedBuffer)
    count: int = 0  # how many were
    columns: int = 0  # of the widest of those
    place: Node | None = None  # what they stood in: the rows of another body of the table come later

    def __len__(self) -> int:
        return len(self.tree) + self.count

    def __iter__(self) -> Iterator[Node]:
        yield from self.tree[: self.before]
        for some in self.buffer:
            page = read_html(f"<table>{some.decode()}</table>")
            yield from _rows_in(next(page.iter("table")))
        yield from self.tree[self.before :]

    @property
    def widest(self) -> int:
        return max(self.columns, *map(_columns, self.tree))

    def move_to_buffer(self, row: Node) -> None:
        self.columns = max(self.columns, _columns(row))
        self.buffer.add(as_html(row))
        self.count += 1
        row.getparent().remove(row)


class LongTables:
    """The tables of one page of which rows were buffered."""

    def __init__(self) -> None:
        self._seen: dict[Node, int] = {}
        self._found: dict[Node, TableRows] = {}

    def rows_of(self, table: Node) -> TableRows:
        found = self._found.get(table) or TableRows()
        found.tree = _rows_in(table)
        return found

    def row_was_read(self, row: Node) -> None:
        """The row above it goes, of a table that stands in no other: the parser is still at this one."""
        table = next(row.iterancestors("table"), None)
        if table is None or next(table.iterancestors("tr"), None) is not None:
            return
        seen = self._seen[table] = self._seen.get(table, 0) + 1
        above = row.getprevious()
        if seen - 2 < KEPT or above is None or local(above) != "tr":
            return
        found = self._found.setdefault(table, TableRows(before=seen - 2, place=row.getparent()))
        if found.place is row.getparent():
            found.move_to_buffer(above)


def read_page(pieces: Iterable[str]) -> tuple[Node, LongTables]:
    """A page that comes in pieces; one that is not long as if it came at once. Raises ValueError for an empty one."""
    coming, first, size = iter(pieces), list[str](), 0
    for piece in coming:
        first.append(piece)
        size += len(piece)
        if size > LONG:
            break
    else:
        if not "".join(first).strip():
            raise ValueError("mẫu trống")
        return read_html("".join(first)), LongTables()
    tables = LongTables()
    return read_html_in_pieces(chain(first, coming), tables.row_was_read), tables


def _rows_in(table: Node) -> list[Node]:
    """Its own, not those of a table in one of its cells."""
    return [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]


def _columns(row: Node) -> int:
    return sum(map(span_of, cells_of(row)))
