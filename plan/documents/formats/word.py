"""Word files (.docx): the body taken apart into paragraphs and tables, merged cells by what the file itself says."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from plan.documents.formats.archives import Archive
from plan.documents.formats.lettering import Lettering, is_on
from plan.documents.formats.list_numbers import Numbering
from plan.documents.formats.markup import Node, attribute, children, find, local, number
from plan.documents.grids import GridCell, GridPart, GridTable, lay_out
from plan.documents.marks import Effects
from plan.documents.model import Page, Problem

# Moved text, fallbacks that say the same again, properties, and boxes, which are read by themselves.
_LEFT_OUT = {"moveFrom", "Fallback", "pPr", "rPr", "txbxContent", "instrText", "sdtPr"}
# Wrappers around paragraphs, tables, rows and cells.
_WRAPPERS = {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "AlternateContent", "Choice"}
_SIGNS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}


@dataclass(frozen=True, slots=True)
class _Office:
    """What other parts of the file say of its paragraphs and letters."""

    numbering: Numbering
    lettering: Lettering


def read_word(data: bytes, name: str) -> Page:
    archive = Archive(data, name)
    part = archive.main_part()
    if not archive.holds(part):
        raise archive.broken()
    body = find(archive.xml(part), "body")
    if body is None:
        raise archive.broken()
    office = _Office(Numbering.of(archive, part), Lettering.of(archive, part))
    problems = tuple(_foreign(body))
    return Page(tuple(lay_out(_parts(body, office), archive.budget)), problems)


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


def _parts(node: Node, office: "_Office") -> Iterator[GridPart]:
    for child in _unwrapped(node):
        if local(child) == "tbl":
            yield _table(child, office)
        elif local(child) == "p":
            shown = office.lettering.of_paragraph(child)
            text = office.numbering.mark(child) + "".join(_text(child, shown, office.lettering))
            yield office.numbering.budget.text(text)
            for box in _boxes(child):
                yield from _parts(box, office)


def _text(node: Node, shown: Effects, lettering: Lettering) -> Iterator[str]:
    for child in children(node):
        name = local(child)
        if name in {"t", "delText"}:
            yield shown.on(child.text or "")
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name not in _LEFT_OUT:
            yield from _text(child, lettering.of_part(child, name, shown), lettering)


def _boxes(node: Node) -> Iterator[Node]:
    for child in children(node):
        if local(child) == "txbxContent":
            yield child
        elif local(child) not in _LEFT_OUT:
            yield from _boxes(child)


def _table(node: Node, office: "_Office") -> GridTable:
    rows = [row for row in _unwrapped(node) if local(row) == "tr"]
    doubts = tuple(map(_doubt, rows))
    return GridTable(tuple(tuple(_cells(row, office)) for row in rows), edges=_edges(node), doubts=doubts)


def _edges(node: Node) -> tuple[float, ...]:
    """Where the columns of the grid begin, and where the last one ends."""
    grid = find(node, "tblGrid")
    widths = (
        max(number(attribute(column, "w"), 1), 1) for column in (children(grid) if grid is not None else ())
    )
    return tuple(accumulate(widths, initial=0.0))


def _doubt(row: Node) -> str:
    properties = find(row, "trPr")
    if properties is None:
        return ""
    if find(properties, "del") is not None:
        return "dòng này bị xóa ở chế độ theo dõi sửa đổi mà chưa chấp nhận"
    return "dòng này bị ẩn" if is_on(find(properties, "hidden")) else ""


def _cells(row: Node, office: "_Office") -> Iterator[GridCell]:
    # A row may begin or end off the grid of its table.
    yield from _missing(row, "gridBefore")
    for node in _unwrapped(row):
        if local(node) == "tc":
            merge = find(node, "tcPr", "vMerge")
            joined = merge is not None and attribute(merge, "val") in {"", "continue"}
            across = number(attribute(find(node, "tcPr", "gridSpan"), "val"), 1)
            yield GridCell(tuple(_parts(node, office)), across, joined=joined)
    yield from _missing(row, "gridAfter")


def _missing(row: Node, side: str) -> Iterator[GridCell]:
    if places := number(attribute(find(row, "trPr", side), "val")):
        yield GridCell((), places)
