"""One page of a PDF → its paragraphs and tables from top to bottom; every letter goes to exactly one of them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pdfplumber.page import Page as PdfPage
from pdfplumber.table import Table as Drawn

from plan.documents.budget import Budget
from plan.documents.formats.pdf_gutters import without_gutters
from plan.documents.formats.pdf_letters import shown, strokes
from plan.documents.formats.pdf_text import Glyph, PdfLine, lines_of, paragraphs
from plan.documents.grids import GridCell, GridTable
from plan.documents.model import Problem

Box = tuple[float, float, float, float]
_NEAR = 3.0
_FEW_LETTERS = 60
# More are no frame of a table but a map, or were drawn to keep a reader busy: each is compared with each.
MOST_EDGES = 6_000
MOST_BYTES = 4 * 1024 * 1024
_LETTERS_A_STEP = 10
_BAND = 12


@dataclass(frozen=True, slots=True)
class PageRead:
    """`parts`: lines and tables from top to bottom."""

    number: int
    parts: tuple[PdfLine | GridTable, ...]
    problems: tuple[Problem, ...]
    scanned: bool


def read_one(page: PdfPage, number: int, budget: Budget) -> PageRead:
    if sum(len(stream.get_data()) for stream in page.page_obj.contents) > MOST_BYTES:
        return PageRead(number, (), (_crowded(number),), scanned=False)
    budget.step(1 + len(page.chars) // _LETTERS_A_STEP)
    if len(page.edges) > MOST_EDGES:
        return PageRead(number, (), (_crowded(number),), scanned=False)
    letters = shown([letter for letter in page.dedupe_chars().chars if letter["text"].strip()], strokes(page))
    drawn = page.find_tables()
    if cuts := _cut_at(page, drawn):
        drawn = page.find_tables({"explicit_horizontal_lines": cuts})
    parts: list[tuple[float, PdfLine | GridTable]] = []
    for n, table in enumerate(drawn):
        inside = [letter for letter in letters if _within(letter, table.bbox)]
        letters = [letter for letter in letters if not _within(letter, table.bbox)]
        # The order of the page; the number keeps two tables of one height apart.
        parts.append((table.bbox[1] + n / 1000, _table(table, inside, f"page {number}, row")))
    parts += [(line.top, line) for line in lines_of(letters)]
    ordered = tuple(part for _, part in sorted(parts, key=lambda part: part[0]))
    return PageRead(number, ordered, tuple(_open_tables(page, drawn, number)), _is_scanned(page))


def _crowded(number: int) -> Problem:
    message = f"Trang {number} có quá nhiều nét vẽ nên chưa đọc; hãy dùng tệp Word của kế hoạch."
    return Problem(f"page {number}", "", message, lost=True)


def _within(letter: Glyph, box: Box) -> bool:
    x, y = (letter["x0"] + letter["x1"]) / 2, (letter["top"] + letter["bottom"]) / 2
    return bool(box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1)


def _table(drawn: Drawn, letters: Sequence[Glyph], place: str) -> GridTable:
    """By geometry: a cell covers every place of the grid whose edges it spans."""
    boxes = without_gutters(sorted({cell for cell in drawn.cells if cell}), letters)
    boxes.sort(key=lambda box: (box[1], box[0]))
    lefts, tops = sorted({round(box[0]) for box in boxes}), sorted({round(box[1]) for box in boxes})
    lines = _lines_by_cell(boxes, letters)
    rights = _rights(boxes, lines)
    rows: list[list[tuple[int, GridCell]]] = [[] for _ in tops]
    for box in boxes:
        across = sum(1 for left in lefts if round(box[0]) <= left < box[2] - _NEAR)
        down = sum(1 for top in tops if round(box[1]) <= top < box[3] - _NEAR)
        texts = paragraphs(lines[box], rights[round(box[0]), round(box[2])])
        cell = GridCell(("\n".join(text for text in texts if text),), max(across, 1), max(down, 1))
        rows[tops.index(round(box[1]))].append((lefts.index(round(box[0])), cell))
    cells = (tuple(cell for _, cell in row) for row in rows)
    places = tuple(f"{place} {n}" for n in range(1, len(rows) + 1))
    return GridTable(tuple(cells), places, (*map(float, lefts), drawn.bbox[2]))


def _lines_by_cell(boxes: Sequence[Box], letters: Sequence[Glyph]) -> dict[Box, list[PdfLine]]:
    inside: dict[Box, list[Glyph]] = defaultdict(list)
    bands: dict[int, list[Box]] = defaultdict(list)
    for box in boxes:
        for band in range(int(box[1] - 1) // _BAND, int(box[3] + 1) // _BAND + 1):
            bands[band].append(box)
    for letter in letters:
        near = bands[int(letter["top"] + letter["bottom"]) // 2 // _BAND]
        home = next((box for box in near if _within(letter, box)), None)
        if home is None:  # between the cells, as where a line is missing: the nearest one has it
            home = min(boxes, key=lambda box: abs(box[1] - letter["top"]) + abs(box[0] - letter["x0"]))
        inside[home].append(letter)
    return {box: lines_of(inside[box]) if box in inside else [] for box in boxes}


def _rights(boxes: Sequence[Box], lines: dict[Box, list[PdfLine]]) -> dict[tuple[int, int], float]:
    """How far the lines of each column go on this page: cells of one column wrap at one width."""
    rights: dict[tuple[int, int], float] = defaultdict(float)
    for box in boxes:
        column = round(box[0]), round(box[2])
        rights[column] = max([rights[column], *(line.x1 for line in lines[box])])
    return rights


def _loose(page: PdfPage, drawn: Sequence[Drawn]) -> list[Glyph]:
    """Upright lines that reach out of every table that was found."""
    return [
        edge
        for edge in page.vertical_edges
        if edge["bottom"] - edge["top"] > 4 * _NEAR
        and not any(
            table.bbox[1] - _NEAR <= edge["top"] and edge["bottom"] <= table.bbox[3] + _NEAR
            for table in drawn
        )
    ]


def _cut_at(page: PdfPage, drawn: Sequence[Drawn]) -> list[float]:
    """Where the page cut a row and no line closes it: the uprights of all its columns end at one height."""
    cuts: list[float] = []
    loose = _loose(page, drawn)
    for end, outermost in (("top", min), ("bottom", max)):
        heights = [edge[end] for edge in loose]
        if not heights:
            continue
        height = outermost(heights)
        columns = {round(edge["x0"]) for edge in loose if abs(edge[end] - height) < _NEAR}
        # A thick upright has ends that are edges too.
        level = (edge for edge in page.horizontal_edges if edge["x1"] - edge["x0"] > _NEAR)
        closed = any(abs(edge["top"] - height) < _NEAR for edge in level)
        if len(columns) > 2 and not closed:
            cuts.append(height)
    return cuts


def _open_tables(page: PdfPage, drawn: Sequence[Drawn], number: int) -> Iterator[Problem]:
    """Upright lines outside every table that was found: a table whose frame is not closed."""
    if len({round(edge["x0"]) for edge in _loose(page, drawn)}) > 2:
        message = (
            f"Bảng ở trang {number} không kẻ đủ khung nên không đọc hết được; hãy dùng tệp Word của kế hoạch."
        )
        yield Problem(f"page {number}", "", message, lost=True)


def _is_scanned(page: PdfPage) -> bool:
    """A picture of a page; a signature may have put a few words on it."""
    pictures = sum(image["width"] * image["height"] for image in page.images)
    return len(page.chars) < _FEW_LETTERS and pictures * 2 > float(page.width * page.height)
