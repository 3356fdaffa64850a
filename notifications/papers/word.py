"""The HTML of a paper's template → a Word file in the layout of Nghị định 30/2020/NĐ-CP (Phụ lục I).

A small vocabulary: p, h1–h3, table, figure (a chart), hr (a rule), div.page (a new page), div.annex (an annex, with
pages of its own; "annex wide" lies on its side), b, i, br. The looks of classes are in `styles`: the decree's sizes, so that an office's own
templates follow them too.
"""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from notifications.papers.compressed_buffer import CompressedBuffer
from notifications.papers.long_tables import KEPT, LongTables, read_page
from notifications.papers.styles import STYLES, WIDE, WIDTH
from notifications.papers.text_width import width_of
from notifications.papers.values import Chart, FileProperties
from notifications.papers.word_charts import insert_chart
from notifications.papers.word_package import new_document, put_into
from notifications.papers.word_page import begin_annex, rule
from notifications.papers.word_tables import (
    add_placeholder,
    cells_of,
    dress,
    keep_above,
    lines_of,
    mark_heading,
    new_table,
    span_of,
    widths_of,
    with_buffered_rows,
)
from notifications.papers.word_text import write
from notifications.papers.zip_parts import OfficeZip
from plan.documents.formats.markup import Node, attribute, children, local


def word(html: Iterable[str], meta: FileProperties, charts: Mapping[str, Chart] | None = None) -> bytes:
    """The file, of HTML in any pieces; the same arguments give the same bytes. Raises ValueError for an empty page."""
    document, (page, tables) = _empty(meta), read_page(html)
    filler = _Filler(document, charts or {}, tables)
    filler.fill(document, next(node for node in page.iter() if local(node) == "body"), WIDTH)
    _drop_first(document)
    target = OfficeZip(meta.at, partial(with_buffered_rows, buffers=filler.buffers), "word/document.xml")
    put_into(target, document)
    return target.file()


def _empty(meta: FileProperties) -> Document:
    document = new_document()
    core = document.core_properties
    core.title, core.author, core.language, core.comments = meta.title, meta.author, "vi-VN", ""
    core.created = core.modified = meta.at.replace(tzinfo=None)
    core.last_modified_by = meta.author
    return document


def _drop_first(document: Document) -> None:
    """Word needs a paragraph after a table that ends the document."""
    body = document.element.body
    if len(body) > 1 and body[-2].tag == qn("w:tbl"):
        document.add_paragraph().paragraph_format.line_spacing = Pt(2)


class _Filler:
    """Appends the elements of a template to a document or a cell, one after the other."""

    def __init__(self, document: Document, charts: Mapping[str, Chart], tables: LongTables) -> None:
        self.buffers: list[CompressedBuffer] = []  # rows of long tables, which are not in the document
        self._document = document
        self._charts = charts
        self._tables = tables
        self._new_page = False
        self._above = (
            0.0  # how wide the last paragraph's words are, in mm, for a rule that is measured by them
        )
        self._said: Paragraph | None = None  # the last paragraph, if nothing stands below it yet

    def fill(self, place: Document | _Cell, node: Node, width: float, default: str = "text") -> None:
        """Everything below `node`; `width` in mm is what there is."""
        for child in children(node):
            name = local(child)
            if name in {"p", "h1", "h2", "h3"}:
                self._paragraph(place, child, default if name == "p" else "head")
            elif name == "hr":
                rule(self._next(place), width, self._length(child, width))
            elif name == "table":
                self._table(place, child, width)
            elif name == "figure":
                self._chart(place, attribute(child, "data-chart"), width)
            elif name == "div" and attribute(child, "class") == "page":
                self._new_page = True
            elif name == "div" and "annex" in attribute(child, "class").split():
                is_wide = "wide" in attribute(child, "class").split()
                begin_annex(self._document, wide=is_wide)
                width = WIDE if is_wide else WIDTH
            elif name not in {"style", "title", "head", "script"}:
                self.fill(place, child, width, default)

    def _next(self, place: Document | _Cell) -> Paragraph:
        paragraph = place.add_paragraph()
        if self._new_page:
            paragraph.paragraph_format.page_break_before = True
            self._new_page = False
        return paragraph

    def _paragraph(self, place: Document | _Cell, node: Node, default: str) -> None:
        name = attribute(node, "class")
        name = name if name in STYLES else default
        paragraph = self._next(place)
        write(paragraph, node, name)
        self._said = paragraph
        self._above = width_of(paragraph.text, STYLES[name].size, bold=STYLES[name].bold)

    def _length(self, node: Node, width: float) -> float:
        """Of a rule: `data-of` is a share of the words above it, `data-width` its length in mm."""
        if share := float(attribute(node, "data-of") or 0):
            return min(self._above, width) * share
        return float(attribute(node, "data-width") or 30)

    def _table(self, place: Document | _Cell, node: Node, width: float) -> None:
        rows = self._tables.rows_of(node)
        count = rows.widest
        widths = widths_of(node, count, width)
        bare = attribute(node, "class") == "bare"
        if not bare and self._said:
            self._said.paragraph_format.space_after = Pt(4)  # a table has no space above it
        self._said = None
        table = new_table(place, count, width)
        dress(table, widths, bordered=not bare)
        buffer = CompressedBuffer() if len(rows) > KEPT and not isinstance(place, _Cell) else None
        # Directly by element: for each cell python-docx would walk the whole table.
        for line, row in zip(lines_of(table, widths, len(rows), buffer), rows, strict=True):
            nodes = cells_of(row)
            self._row(table, line, nodes, widths, bare=bare)
            if any(local(c) == "th" for c in nodes):
                mark_heading(line)
            if not bare:
                self._said = None  # it stands in a row that is over
                row.clear()  # a list of thousands would lie in memory twice
        if buffer is not None:
            add_placeholder(table, len(self.buffers))
            self.buffers.append(buffer)
        if bare and any(attribute(c, "class") == "signer" for c in node.iter()):
            keep_above(table)

    def _row(self, table: Table, line: Any, nodes: list[Node], widths: list[float], *, bare: bool) -> None:
        column, there = 0, list(line.tc_lst)
        for n, (tc, node) in enumerate(zip(there, nodes, strict=False)):
            span = span_of(node)
            here = widths[column : column + span]
            if span > 1 or column != n:  # else it is as wide as its column already
                tc.width = Mm(sum(here))
            if span > 1:
                tc.grid_span = span
            default = "cell-head" if local(node) == "th" else attribute(node, "class") or "cell"
            self._cell(_Cell(tc, table), node, sum(here) - (0 if bare else 3.8), default)
            column += span
        for tc in there[len(nodes) :]:
            line.remove(tc)  # covered by those that span several columns

    def _cell(self, cell: _Cell, node: Node, width: float, default: str) -> None:
        first = Paragraph(cell._tc[-1], cell)  # noqa: SLF001 a new cell holds its properties and one paragraph
        if any(local(c) in {"p", "table", "hr"} for c in children(node)):
            self.fill(cell, node, width, default)
            first._p.getparent().remove(first._p)  # noqa: SLF001 a cell begins with an empty paragraph
        else:
            write(first, node, default if default in STYLES else "cell")

    def _chart(self, place: Document | _Cell, name: str, width: float) -> None:
        if (chart := self._charts.get(name)) and chart.names:
            paragraph = self._next(place)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.space_before = Pt(6)
            insert_chart(self._document, paragraph, chart, width)
