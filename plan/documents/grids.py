"""Tables with merged and nested cells → plain rows: a merged cell says its text in every place that it covers."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from plan.documents.budget import Budget
from plan.documents.columns import find_columns
from plan.documents.marks import read_cells, read_line
from plan.documents.model import Block, DocumentError, Prose, TableRow
from plan.text import keep

MOST_COLUMNS = 100
# A table in a cell of the plan's table is read as lines of that cell; one deeper has lost its meaning.
DEEPEST = 2


@dataclass(frozen=True, slots=True)
class GridTable:
    """`places`: where each row stands; `edges`: how far from the left each place of the grid begins.

    `doubts`: why a row as a whole is doubtful, one a row where there are any.
    """

    rows: tuple[tuple["GridCell", ...], ...]
    places: tuple[str, ...] = ()
    edges: tuple[float, ...] = ()
    doubts: tuple[str, ...] = ()

    def edge(self, place: int) -> float:
        return self.edges[place] if self.edges and place < len(self.edges) else self._beyond(place)

    def _beyond(self, place: int) -> float:
        return (self.edges[-1] + place - len(self.edges) + 1) if self.edges else float(place)


@dataclass(frozen=True, slots=True)
class GridCell:
    """`across` and `down`: how many places it covers; `joined`: it is one with the cell above."""

    parts: tuple["GridPart", ...]
    across: int = 1
    down: int = 1
    joined: bool = False


# What a page or a cell holds, in order: paragraphs and tables.
GridPart = str | GridTable


def lay_out(parts: Iterable[GridPart], budget: Budget) -> Iterator[Block]:
    """Raises DocumentError for a plan's table with tables inside its tables, and for more than anybody would read."""
    for part in parts:
        if isinstance(part, str):
            yield Prose(*read_line(budget.text(keep(part).strip())))
        elif _frames_a_plan(part, budget):
            for cells in part.rows:
                for cell in cells:
                    yield Prose("")
                    yield from lay_out(cell.parts, budget)
        else:
            laid = tuple(rows(part, budget))
            if _depth(part) > DEEPEST and _has_heading(laid):
                raise DocumentError(
                    f"Trong bảng kế hoạch của {budget.name} có bảng lồng trong bảng lồng; hãy tách bảng trong cùng ra ngoài."
                )
            yield from laid


def _frames_a_plan(table: GridTable, budget: Budget) -> bool:
    """A table that only arranges the page: the plan's table stands inside one of its cells."""
    if next(_inner(table), None) is None:
        return False
    return not _has_heading(rows(table, budget)) and any(
        _has_heading(rows(inner, budget)) or _frames_a_plan(inner, budget) for inner in _inner(table)
    )


def _inner(table: GridTable) -> Iterator[GridTable]:
    for cells in table.rows:
        for cell in cells:
            yield from (part for part in cell.parts if isinstance(part, GridTable))


def _depth(table: GridTable) -> int:
    return 1 + max((_depth(inner) for inner in _inner(table)), default=0)


def _has_heading(rows: Iterable[TableRow]) -> bool:
    return any(find_columns(row, None) for row in rows)


def rows(table: GridTable, budget: Budget) -> Iterator[TableRow]:
    """Every row in the columns of the table: those of the commonest row with the most cells.

    Writers draw columns that no row uses by itself, and drag single edges aside: a cell stands in the columns
    whose middle it covers.
    """
    lines = list(_expanded(table, budget))
    most = max((len(line) for line in lines), default=0)
    patterns = Counter(tuple((box.first, box.end) for box in line) for line in lines if len(line) == most)
    columns = patterns.most_common(1)[0][0] if patterns else ()
    middles = [(table.edge(first) + table.edge(end)) / 2 for first, end in columns]
    for number, line in enumerate(lines):
        places = _covering(table, line, middles)
        budget.step(len(places))
        place = table.places[number] if table.places else ""
        yield _doubted(_row(line, places, place), table.doubts[number] if table.doubts else "")


def _covering(table: GridTable, line: Sequence["_Box"], middles: Sequence[float]) -> list[int | None]:
    """For each middle, from left to right, the box that covers it."""
    places: list[int | None] = []
    n = 0
    for middle in middles:
        while n < len(line) and table.edge(line[n].end) <= middle:
            n += 1
        covers = n < len(line) and table.edge(line[n].first) <= middle
        places.append(n if covers else None)
    return places


def _row(line: Sequence["_Box"], places: Sequence[int | None], place: str) -> TableRow:
    boxes = [line[n] for n in places if n is not None]
    if set(range(len(line))) - set(places):
        # A cell that stands in no column: one too many, so that the row is seen not to fit, never misread.
        return TableRow((*(box.text for box in line), *[""] * (1 + len(places))), frozenset(), place)
    cells, doubt = read_cells([box.text for box in boxes], [not box.joined for box in boxes])
    return TableRow(cells, frozenset(n for n, box in enumerate(boxes) if box.joined), place, doubt)


def _doubted(row: TableRow, doubt: str) -> TableRow:
    return replace(row, doubt="; ".join(filter(None, (doubt, row.doubt)))) if doubt else row


@dataclass(frozen=True, slots=True)
class _Box:
    """A cell from one place of the grid up to another; `left`: rows below that it still covers."""

    first: int
    end: int
    text: str
    left: int
    joined: bool


def _expanded(table: GridTable, budget: Budget) -> Iterator[list[_Box]]:
    above: list[_Box] = []
    for cells in table.rows:
        hanging = {box.first: box for box in above if box.left > 0}
        line: list[_Box] = []
        for cell in cells:
            _hang(line, hanging)
            line.append(_put(cell, line[-1].end if line else 0, above, budget))
        _hang(line, hanging)
        budget.step(1 + len(line))
        yield line
        above = line


def _hang(line: list[_Box], hanging: Mapping[int, _Box]) -> None:
    while box := hanging.get(line[-1].end if line else 0):
        line.append(replace(box, left=box.left - 1, joined=True))


def _put(cell: GridCell, first: int, above: Sequence[_Box], budget: Budget) -> _Box:
    end = first + max(1, min(cell.across, MOST_COLUMNS - first))
    over = _over(first, above) if cell.joined else None
    text = over.text if over else budget.text(_text(cell.parts, budget))
    return _Box(first, end, text, max(cell.down - 1, 0), joined=over is not None)


def _over(first: int, above: Sequence[_Box]) -> _Box | None:
    n = bisect_right(above, first, key=lambda box: box.first) - 1
    return above[n] if n >= 0 and first < above[n].end else None


def _text(parts: Iterable[GridPart], budget: Budget) -> str:
    """The paragraphs of a cell; a row of a table inside it is one line."""
    texts = [part if isinstance(part, str) else "\n".join(_inner_lines(part, budget)) for part in parts]
    return keep("\n\n".join(text for text in texts if text.strip())).strip()


def _inner_lines(table: GridTable, budget: Budget) -> Iterator[str]:
    for cells in table.rows:
        budget.step(1 + len(cells))
        yield " ".join(filter(None, (" ".join(_text(cell.parts, budget).split()) for cell in cells)))
