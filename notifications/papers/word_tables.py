"""Tables in a Word file: widths in mm, borders or none, rows that stay whole under a heading that comes again."""

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from notifications.papers.compressed_buffer import CompressedBuffer
from plan.documents.formats.markup import Node, attribute, children, local

_BEGINNING = re.compile(rb"""\A<\?xml[^>]*\?>\s*<w:tr(?: xmlns:\w+="[^"]*")*""")
_PLACEHOLDER = re.compile(rb'<w:tr w:rsidTr="(\d{8})"/>')


def cells_of(row: Node) -> list[Node]:
    return [cell for cell in children(row) if local(cell) in {"td", "th"}]


def span_of(node: Node) -> int:
    return max(1, int(attribute(node, "colspan") or 1))


def widths_of(node: Node, count: int, width: float) -> list[float]:
    """In mm, from the col elements; what is left over goes to those that name none."""
    given = [float(attribute(c, "data-mm") or 0) for c in node.iter() if local(c) == "col"]
    given = (given + [0.0] * count)[:count]
    free = [n for n, one in enumerate(given) if not one]
    for n in free:
        given[n] = max(8.0, (width - sum(given)) / len(free)) if n == free[0] else given[free[0]]
    scale = width / sum(given)
    return [one * scale for one in given]


def new_table(place: Document | _Cell, columns: int, width: float) -> Table:
    """A table of one row: `lines_of` gives it the others."""
    if isinstance(place, _Cell):
        return place.add_table(1, columns)
    table: Table = place._body.add_table(1, columns, Mm(width))  # noqa: SLF001 add_table would style it
    return table


def lines_of(
    table: Table, widths: list[float], count: int, buffer: CompressedBuffer | None = None
) -> Iterator[Any]:
    """So many rows, one after the other, each cell as wide as its column; a row is never cut in two.

    All are copies of the first: to look for the place of each property of each cell takes most of a long list.
    With `buffer` each but the first goes there when it has been written.
    """
    first = table._tbl.tr_lst[0]  # noqa: SLF001 as in `dress`
    for tc, width in zip(first.tc_lst, widths, strict=True):
        tc.width = Mm(width)
    first.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    empty = deepcopy(first)
    for n in range(count):
        line = deepcopy(empty) if n else first
        if n:
            table._tbl.append(line)  # noqa: SLF001 as above
        yield line
        if n and buffer is not None:
            buffer.add(_as_it_stands(line))
            table._tbl.remove(line)  # noqa: SLF001 as above


def _as_it_stands(line: Any) -> bytes:
    """The row as the document has it, which declares the names at its top."""
    return _BEGINNING.sub(b"<w:tr", serialize_part_xml(line), count=1)


def add_placeholder(table: Table, number: int) -> None:
    """In the place of the rows in the buffer of that number."""
    line = OxmlElement("w:tr")
    line.set(qn("w:rsidTr"), f"{number:08}")
    table._tbl.append(line)  # noqa: SLF001 as above


def with_buffered_rows(document: bytes, buffers: Sequence[CompressedBuffer]) -> Iterator[bytes]:
    """The XML of a document in pieces, with the rows that were buffered."""
    end = 0
    for found in _PLACEHOLDER.finditer(document):
        yield document[end : found.start()]
        yield from buffers[int(found[1])]
        end = found.end()
    yield document[end:]


def dress(table: Table, widths: list[float], *, bordered: bool) -> None:
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    if bordered:
        sides = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        table._tbl.tblPr.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{sides}</w:tblBorders>"))  # noqa: SLF001
    else:
        margins = '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        table._tbl.tblPr.append(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{margins}</w:tblCellMar>"))  # noqa: SLF001
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):  # noqa: SLF001
        column.w = Mm(width)


def mark_heading(line: Any) -> None:
    """The heading stands on every page."""
    line.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def keep_above(table: Table) -> None:
    """The last words above a signature go with it: it never stands alone on a page."""
    above = table._tbl.getprevious()  # noqa: SLF001 as above
    while above is not None and above.tag == qn("w:p"):
        paragraph = Paragraph(above, table._parent)  # noqa: SLF001 as above
        paragraph.paragraph_format.keep_with_next = paragraph.paragraph_format.keep_together = True
        if paragraph.text.strip():
            return
        above = above.getprevious()
