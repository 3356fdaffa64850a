"""Tables with merged and nested cells → plain rows: a merged cell says its text in every place that it covers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plan.documents.columns import find_columns
from plan.documents.model import Block, DocumentError, Prose, Row
from plan.text import keep

MOST_COLUMNS = 100
# A table in a cell of the plan's table is read as lines of that cell; one deeper has lost its meaning.
DEEPEST = 2


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[tuple["Cell", ...], ...]
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """`across` and `down`: how many places it covers; `joined`: it is one with the cell above."""

    parts: tuple["Part", ...]
    across: int = 1
    down: int = 1
    joined: bool = False


# What a page or a cell holds, in order: paragraphs and tables.
Part = str | Table


def lay_out(parts: Iterable[Part], name: str) -> Iterator[Block]:
    """Raises DocumentError for a plan's table with tables inside its tables."""
    for part in parts:
        if isinstance(part, str):
            yield Prose(keep(part).strip())
        elif _frames_a_plan(part):
            for cells in part.rows:
                for cell in cells:
                    yield Prose("")
                    yield from lay_out(cell.parts, name)
        else:
            laid = tuple(rows(part))
            if _depth(part) > DEEPEST and _has_heading(laid):
                raise DocumentError(
                    f"Trong bảng kế hoạch của {name} có bảng lồng trong bảng lồng; hãy tách bảng trong cùng ra ngoài."
                )
            yield from laid


def _frames_a_plan(table: Table) -> bool:
    """A table that only arranges the page: the plan's table stands inside one of its cells."""
    return not _has_heading(rows(table)) and any(
        _has_heading(rows(inner)) or _frames_a_plan(inner) for inner in _inner(table)
    )


def _inner(table: Table) -> Iterator[Table]:
    for cells in table.rows:
        for cell in cells:
            yield from (part for part in cell.parts if isinstance(part, Table))


def _depth(table: Table) -> int:
    return 1 + max((_depth(inner) for inner in _inner(table)), default=0)


def _has_heading(rows: Iterable[Row]) -> bool:
    return any(find_columns(row, None) for row in rows)


def rows(table: Table) -> Iterator[Row]:
    lines = list(_expanded(table))
    used = sorted({place for line in lines for place in line.starts})
    for number, line in enumerate(lines):
        # Writers draw columns that no row uses by itself: they are part of their neighbour.
        places = [place for place in used if place < len(line.texts)]
        yield Row(
            tuple(line.texts[place] for place in places),
            frozenset(n for n, place in enumerate(places) if place in line.joined),
            table.places[number] if table.places else "",
        )


@dataclass
class _Line:
    texts: list[str]
    starts: set[int]
    joined: set[int]


def _expanded(table: Table) -> Iterator[_Line]:
    above: list[str] = []
    hanging: dict[int, int] = {}  # place → rows that the cell above still covers
    for cells in table.rows:
        line = _Line([], set(), set())
        for cell in cells:
            _hang(line, above, hanging)
            _put(line, cell, above, hanging)
        _hang(line, above, hanging)
        yield line
        above = line.texts


def _hang(line: _Line, above: list[str], hanging: dict[int, int]) -> None:
    while hanging.get(len(line.texts), 0) > 0:
        place = len(line.texts)
        hanging[place] -= 1
        line.joined.add(place)
        line.texts.append(above[place] if place < len(above) else "")


def _put(line: _Line, cell: Cell, above: list[str], hanging: dict[int, int]) -> None:
    first = len(line.texts)
    across = max(1, min(cell.across, MOST_COLUMNS - first))
    line.starts.add(first)
    for place in range(first, first + across):
        hanging[place] = max(cell.down - 1, 0)
    if cell.joined and first < len(above):
        line.texts += [above[first]] * across
        line.joined |= set(range(first, first + across))
    else:
        line.texts += [_text(cell.parts)] * across


def _text(parts: Iterable[Part]) -> str:
    """The paragraphs of a cell; a row of a table inside it is one line."""
    texts = [part if isinstance(part, str) else "\n".join(_inner_lines(part)) for part in parts]
    return keep("\n\n".join(text for text in texts if text.strip())).strip()


def _inner_lines(table: Table) -> Iterator[str]:
    for cells in table.rows:
        yield " ".join(filter(None, (" ".join(_text(cell.parts).split()) for cell in cells)))
