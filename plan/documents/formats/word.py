"""Word files (.docx): the body taken apart into paragraphs and tables, merged cells by what the file itself says."""

from collections.abc import Iterator
from itertools import accumulate

from plan.documents.formats.archives import Archive
from plan.documents.formats.list_numbers import Numbering
from plan.documents.formats.markup import Node, attribute, children, find, local, number
from plan.documents.grids import GridCell, GridPart, GridTable, lay_out
from plan.documents.model import Page, Problem

# Deleted and moved text, fallbacks that say the same again, properties, and boxes, which are read by themselves.
_LEFT_OUT = {"del", "moveFrom", "Fallback", "pPr", "rPr", "txbxContent", "instrText", "sdtPr"}
# Wrappers around paragraphs, tables, rows and cells.
_WRAPPERS = {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "AlternateContent", "Choice"}
_SIGNS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read_word(data: bytes, name: str) -> Page:
    archive = Archive(data, name)
    part = archive.main_part()
    if not archive.holds(part):
        raise archive.broken()
    body = find(archive.xml(part), "body")
    if body is None:
        raise archive.broken()
    numbering = Numbering.of(archive, part)
    problems = tuple(_foreign(body))
    return Page(tuple(lay_out(_parts(body, numbering), archive.budget)), problems)


def _foreign(body: Node) -> Iterator[Problem]:
    for node in body.iter("{*}altChunk"):
        message = "Tệp nhúng một tệp khác chưa đọc được; hãy mở bằng Word và lưu lại thành .docx."
        yield Problem("document", attribute(node, "id"), message, lost=True)


def _unwrapped(node: Node) -> Iterator[Node]:
    for child in children(node):
        if local(child) in _WRAPPERS:
            yield from _unwrapped(child)
        else:
            yield child


def _parts(node: Node, numbering: Numbering) -> Iterator[GridPart]:
    for child in _unwrapped(node):
        if local(child) == "tbl":
            yield _table(child, numbering)
        elif local(child) == "p":
            yield numbering.budget.text(numbering.mark(child) + "".join(_text(child)))
            for box in _boxes(child):
                yield from _parts(box, numbering)


def _text(node: Node) -> Iterator[str]:
    for child in children(node):
        name = local(child)
        if name == "t":
            yield child.text or ""
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name not in _LEFT_OUT:
            yield from _text(child)


def _boxes(node: Node) -> Iterator[Node]:
    for child in children(node):
        if local(child) == "txbxContent":
            yield child
        elif local(child) not in _LEFT_OUT:
            yield from _boxes(child)


def _table(node: Node, numbering: Numbering) -> GridTable:
    rows = (row for row in _unwrapped(node) if local(row) == "tr" and not _is_deleted(row))
    return GridTable(tuple(tuple(_cells(row, numbering)) for row in rows), edges=_edges(node))


def _edges(node: Node) -> tuple[float, ...]:
    """Where the columns of the grid begin, and where the last one ends."""
    grid = find(node, "tblGrid")
    widths = (
        max(number(attribute(column, "w"), 1), 1) for column in (children(grid) if grid is not None else ())
    )
    return tuple(accumulate(widths, initial=0.0))


def _is_deleted(row: Node) -> bool:
    return find(row, "trPr", "del") is not None


def _cells(row: Node, numbering: Numbering) -> Iterator[GridCell]:
    # A row may begin or end off the grid of its table.
    yield from _missing(row, "gridBefore")
    for node in _unwrapped(row):
        if local(node) == "tc":
            merge = find(node, "tcPr", "vMerge")
            joined = merge is not None and attribute(merge, "val") in {"", "continue"}
            across = number(attribute(find(node, "tcPr", "gridSpan"), "val"), 1)
            yield GridCell(tuple(_parts(node, numbering)), across, joined=joined)
    yield from _missing(row, "gridAfter")


def _missing(row: Node, side: str) -> Iterator[GridCell]:
    if places := number(attribute(find(row, "trPr", side), "val")):
        yield GridCell((), places)
