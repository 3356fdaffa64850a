"""Tables with a column an agency, where a mark says its part (CT, PH, x) → columns of who leads and who helps. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from plan.documents.bodies import names_body
from plan.documents.headings import meanings
from plan.documents.model import Block, TableRow
from plan.documents.timelines import is_mark, timeline_of
from plan.text import fold

_LEADS = frozenset({"ct", "c.t", "c.trì", "chủ trì", "r", "a", "r/a", "a/r", "ra", "ar"})
_HELPS = frozenset({"ph", "p.h", "p.hợp", "phối hợp", "p", "c", "i", "c/i", "ci"})
# “C | P”: chủ trì and phối hợp; beside R or A it is who is consulted.
_SHORT = {"c", "p"}
_FEWEST = 2  # columns of agencies, and rows with marks
_LONGEST = 20  # letters of a mark and the blanks around it
_HIGHEST = 3  # floors of a heading
_PERSON = re.compile(r"(?:đ/c|đồng chí|ông|bà|thầy|cô)\s+\S.*|[^\W\d_]+(?: [^\W\d_]+){1,4}", re.IGNORECASE)
_HEADINGS = ("Cơ quan chủ trì", "Cơ quan phối hợp")
UNREAD = "cột {name} ghi “{words}”, không rõ là chủ trì hay phối hợp"
UNTOLD = "nhiều cột cơ quan cùng đánh dấu mà không ghi ai chủ trì, đọc tất cả là chủ trì"


def in_roles(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The same blocks, such tables with the names of the marked agencies in place of the marks."""
    return tuple(
        block for part in _tables(blocks) for block in (_told(part) if len(part) > _FEWEST else part)
    )


def _tables(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Rows of one width that follow each other, and everything else."""
    held: list[Block] = []
    for block in blocks:
        goes_on = isinstance(block, TableRow) and held and isinstance(held[-1], TableRow)
        if held and not (goes_on and len(block) == len(held[-1])):  # type: ignore[arg-type]  # rows both
            yield held
            held = []
        held.append(block)
    if held:
        yield held


def _told(part: list[Block]) -> Sequence[Block]:
    rows = [block for block in part if isinstance(block, TableRow)]
    matrix = _matrix(rows) if len(rows) == len(part) and len(rows[0]) > _HIGHEST else None
    if matrix is None:
        return part
    return [
        *rows[: matrix.top],
        *(matrix.row(n, row) for n, row in enumerate(rows[matrix.top :], matrix.top)),
    ]


@dataclass(frozen=True, slots=True)
class _Matrix:
    """`top` and `first`: where the heading and the rows below it begin; `names` of the marked columns by their place.

    `unread`: the columns of bodies in which other words stand beside marks, left as they are and asked about.
    """

    top: int
    first: int
    headings: tuple[str, ...]
    names: dict[int, str]
    unread: dict[int, str]
    short: bool

    def row(self, n: int, row: TableRow) -> TableRow:
        kept = [place for place in range(len(row)) if place not in self.names]
        cells = [row.cells[place] for place in kept]
        joined = frozenset(new for new, place in enumerate(kept) if place in row.joined)
        if n < self.first:
            return TableRow((*(self.headings[place] for place in kept), *_HEADINGS), place=row.place)
        said = {place: row.cells[place].strip() for place in self.names}
        if any(words and not _is_part(words) for words in said.values()):
            others = next(words for words in said.values() if words)
            return replace(row, cells=(*cells, others, others), joined=joined)  # a section over the whole row
        leads, helps, doubt = self._parts(said)
        unread = [
            UNREAD.format(name=name, words=words)
            for place, name in self.unread.items()
            if (words := row.cells[place].strip())
        ]
        doubts = "; ".join(filter(None, (row.doubt, doubt, *unread)))
        return replace(row, cells=(*cells, leads, helps), joined=joined, doubt=doubts)

    def _parts(self, said: dict[int, str]) -> tuple[str, str, str]:
        leads = [self.names[place] for place, mark in said.items() if self._is_lead(mark)]
        marked = [self.names[place] for place, mark in said.items() if is_mark(mark)]
        helps = [name for place, mark in said.items() if mark and (name := self.names[place]) not in leads]
        if leads or not marked:
            return "; ".join(leads), "; ".join(helps), ""
        helps = [name for name in helps if name not in marked]
        return "; ".join(marked), "; ".join(helps), UNTOLD if len(marked) > 1 else ""

    def _is_lead(self, mark: str) -> bool:
        words = fold(mark)
        return words == "c" if self.short and words in _SHORT else words in _LEADS


def _matrix(rows: Sequence[TableRow]) -> _Matrix | None:
    first = next((n for n, row in enumerate(rows) if sum(map(_is_part, row.cells)) >= 1 and n), None)
    if first is None:
        return None
    floors = [n for n in range(max(0, first - _HIGHEST), first) if len(set(filter(None, rows[n].cells))) > 2]
    if not floors:
        return None
    headings = _headings([rows[n] for n in floors])
    times = {place for place, _ in timeline_of(headings)}
    body = [row for row in rows[first:] if len(set(filter(str.strip, row.cells))) > 2]
    bodies = {
        place: _name(rows[floors[-1]].cells[place])
        for place in range(len(headings))
        if place not in times and _is_of_whom(rows[floors[-1]].cells[place])
    }
    names = {place: name for place, name in bodies.items() if _is_marked(body, place)}
    unread = {place: name for place, name in bodies.items() if place not in names and _has_mark(body, place)}
    others = [heading for place, heading in enumerate(headings) if place not in names]
    if (
        len(names) < _FEWEST
        or len(set(names.values())) < len(names)
        or any("lead" in meanings(h) for h in others)
    ):
        return None
    marks = {fold(row.cells[place]) for row in body for place in names} - {""}
    return _Matrix(floors[0], first, headings, names, unread, marks <= _SHORT)


def _headings(floors: Sequence[TableRow]) -> tuple[str, ...]:
    """What each column is called; the words of a floor above stay where the lowest says them again or nothing."""
    columns = zip(*(row.cells for row in floors), strict=True)
    return tuple(next((cell for cell in reversed(column) if cell.strip()), "") for column in columns)


def _is_marked(body: Sequence[TableRow], place: int) -> bool:
    cells = [cell for row in body if (cell := row.cells[place].strip())]
    return bool(cells) and all(map(_is_part, cells))


def _has_mark(body: Sequence[TableRow], place: int) -> bool:
    return any(_is_part(row.cells[place].strip()) for row in body)


def _is_part(cell: str) -> bool:
    words = fold(cell) if len(cell) <= _LONGEST else ""
    return bool(words) and (is_mark(words) or words in _LEADS or words in _HELPS)


def _is_of_whom(heading: str) -> bool:
    """The name of a body, or of a person: words that all begin with a capital."""
    words = _name(heading)
    if names_body(words):
        return True
    return (
        bool(_PERSON.fullmatch(words))
        and not meanings(words)
        and (words.istitle() or words.lower().startswith("đ"))
    )


def _name(heading: str) -> str:
    return " ".join(heading.split())
