"""The HTML of a paper's template → a Word file in the layout of Nghị định 30/2020/NĐ-CP (Phụ lục I).

A small vocabulary: p, h1–h3, table, figure (a chart), hr (a rule), div.page (a new page), div.annex (an annex, with
pages of its own), b, i, br. What a class looks like stands in `styles`: the decree's sizes, so that a template of an
office's own keeps to them too.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from notifications.documents.chart import Chart, chart_xml
from notifications.documents.measuring import width_of
from notifications.documents.packing import repacked
from notifications.documents.styles import FONT, MARGINS, STYLES, WIDTH, Style
from plan.documents.markup import Node, attribute, children, local, read_html
from plan.text import keep

ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
W_PPR, W_PSTYLE, W_VAL, W_R, W_T = (qn(f"w:{name}") for name in ("pPr", "pStyle", "val", "r", "t"))
XML_SPACE = qn("xml:space")
BOLD, ITALIC = {"b", "strong"}, {"i", "em"}


@dataclass(frozen=True, slots=True)
class Meta:
    """What a file says of itself."""

    title: str
    author: str
    at: datetime


def word(html: str, meta: Meta, charts: Mapping[str, Chart] | None = None) -> bytes:
    """The file; the same arguments give the same bytes."""
    document = _empty(meta)
    body = next(node for node in read_html(html).iter() if local(node) == "body")
    _Filler(document, charts or {}).fill(document, body, WIDTH)
    _drop_first(document)
    out = BytesIO()
    document.save(out)
    return repacked(out.getvalue(), meta.at)


def _empty(meta: Meta) -> Document:
    document = docx.Document(BytesIO(_skeleton()))
    core = document.core_properties
    core.title, core.author, core.language, core.comments = meta.title, meta.author, "vi-VN", ""
    core.created = core.modified = meta.at.replace(tzinfo=None)
    core.last_modified_by = meta.author
    return document


@cache
def _skeleton() -> bytes:
    """A document with the page and the styles of the decree and nothing in it: made once, used for every paper."""
    document = docx.Document()
    for basis in ("Normal", "Header"):
        _set_font(document.styles[basis].font, 14)
        _of_format(document.styles[basis].paragraph_format)
    for name, style in STYLES.items():
        _add_style(document, name, style)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for side, width in MARGINS.items():
        setattr(section, f"{side}_margin", Mm(width))
    section.header_distance = section.footer_distance = Mm(10)
    # The number of the page: centred in the top margin, from the second page on.
    section.different_first_page_header_footer = True
    _page_number(section.header.paragraphs[0])
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _add_style(document: Document, name: str, style: Style) -> None:
    """As a style of Word's own: whoever edits the file changes all such paragraphs at once."""
    made = document.styles.add_style(f"dd-{name}", WD_STYLE_TYPE.PARAGRAPH)
    made.base_style = document.styles["Normal"]
    _set_font(made.font, style.size)
    made.font.bold, made.font.italic = style.bold or None, style.italic or None
    form = made.paragraph_format
    form.alignment, form.line_spacing, form.widow_control = ALIGN[style.align], 1.0, True
    form.space_before, form.space_after = Pt(style.before), Pt(style.after)
    form.first_line_indent = Mm(style.indent) if style.indent else None
    form.left_indent = Mm(style.left) if style.left else None
    form.keep_with_next = style.keep or None


def _drop_first(document: Document) -> None:
    """python-docx begins a document with nothing; Word wants a paragraph after a table that ends it."""
    body = document.element.body
    if len(body) > 1 and body[-2].tag == qn("w:tbl"):
        document.add_paragraph().paragraph_format.line_spacing = Pt(2)


def _set_font(font: Any, size: float) -> None:
    font.name, font.size = FONT, Pt(size)
    fonts = font.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), FONT)
    for theme in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def _of_format(form: Any) -> None:
    form.space_before = form.space_after = Pt(0)
    form.line_spacing = 1.0


def _page_number(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>2</w:t></w:r></w:fldSimple>')
    paragraph._p.append(field)  # noqa: SLF001 python-docx has no fields of its own


class _Filler:
    """Puts the elements of a template into a document or a cell, one after the other."""

    def __init__(self, document: Document, charts: Mapping[str, Chart]) -> None:
        self._document = document
        self._charts = charts
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
                _rule(self._next(place), width, self._length(child, width))
            elif name == "table":
                self._table(place, child, width)
            elif name == "figure":
                self._chart(place, attribute(child, "data-chart"), width)
            elif name == "div" and attribute(child, "class") == "page":
                self._new_page = True
            elif name == "div" and attribute(child, "class") == "annex":
                _begin_annex(self._document)
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
        _write(paragraph, node, name)
        self._said = paragraph
        self._above = width_of(paragraph.text, STYLES[name].size, bold=STYLES[name].bold)

    def _length(self, node: Node, width: float) -> float:
        """Of a rule: `data-of` is a share of the words above it, `data-width` its length in mm."""
        if share := float(attribute(node, "data-of") or 0):
            return min(self._above, width) * share
        return float(attribute(node, "data-width") or 30)

    def _table(self, place: Document | _Cell, node: Node, width: float) -> None:
        rows = [row for row in node.iter() if local(row) == "tr"]
        cells = [[c for c in children(row) if local(c) in {"td", "th"}] for row in rows]
        count = max(sum(_span(c) for c in row) for row in cells)
        widths = _widths(node, count, width)
        bare = attribute(node, "class") == "bare"
        if not bare and self._said:
            self._said.paragraph_format.space_after = Pt(4)  # a table has no space of its own above it
        self._said = None
        table = _new_table(place, len(rows), count, width)
        _dress(table, widths, bordered=not bare)
        # Straight to the elements: asked for a cell, python-docx walks the whole table.
        for line, nodes in zip(table._tbl.tr_lst, cells, strict=True):  # noqa: SLF001
            self._row(table, line, nodes, widths, bare=bare)
            _mark_row(line, heading=any(local(c) == "th" for c in nodes))

    def _row(self, table: Table, line: Any, nodes: list[Node], widths: list[float], *, bare: bool) -> None:
        column = 0
        for tc, node in zip(list(line.tc_lst), nodes, strict=False):
            span = _span(node)
            here = widths[column : column + span]
            tc.width = Mm(sum(here))
            if span > 1:
                tc.grid_span = span
            default = "cell-head" if local(node) == "th" else attribute(node, "class") or "cell"
            self._cell(_Cell(tc, table), node, sum(here) - (0 if bare else 3.8), default)
            column += span
        for tc in list(line.tc_lst)[len(nodes) :]:
            line.remove(tc)  # covered by those that span several columns

    def _cell(self, cell: _Cell, node: Node, width: float, default: str) -> None:
        first = cell.paragraphs[0]
        if any(local(c) in {"p", "table", "hr"} for c in children(node)):
            self.fill(cell, node, width, default)
            first._p.getparent().remove(first._p)  # noqa: SLF001 a cell begins with an empty paragraph
        else:
            _write(first, node, default if default in STYLES else "cell")

    def _chart(self, place: Document | _Cell, name: str, width: float) -> None:
        if (chart := self._charts.get(name)) and chart.names:
            paragraph = self._next(place)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.space_before = Pt(6)
            _insert_chart(self._document, paragraph, chart, width)


def _write(paragraph: Paragraph, node: Node, name: str) -> None:
    """Text in its style, with its bold and italic runs; blanks fold as on a page."""
    _set_style(paragraph._p, f"dd-{name}")  # noqa: SLF001 by id: no search
    before = " "
    for text, bold, italic in _pieces(node, bold=False, italic=False):
        if text == "\n":
            paragraph.add_run().add_break()
            before = " "
        elif folded := _folded(text, before):
            before = folded[-1]
            run = Run(_new_run(paragraph._p, folded), paragraph)  # noqa: SLF001 as above
            if bold:
                run.bold = True
            if italic:
                run.italic = True
    if before == " " and paragraph.runs:
        paragraph.runs[-1].text = paragraph.runs[-1].text.rstrip(" ")


def _set_style(p: Any, style: str) -> None:
    if len(p):  # it begins with what it begins with: python-docx knows the order
        p.get_or_add_pPr().get_or_add_pStyle().val = style
    else:
        _append(_append(p, W_PPR), W_PSTYLE).set(W_VAL, style)


def _new_run(p: Any, text: str) -> Any:
    """Straight to the elements: python-docx looks for its place among all that may follow, letter by letter."""
    run = _append(p, W_R)
    said = _append(run, W_T)
    said.text = text
    if text != text.strip():
        said.set(XML_SPACE, "preserve")
    return run


def _append(parent: Any, tag: str) -> Any:
    child = parent.makeelement(tag)
    parent.append(child)
    return child


def _pieces(node: Node, *, bold: bool, italic: bool) -> Iterator[tuple[str, bool, bool]]:
    yield node.text or "", bold, italic
    for child in children(node):
        name = local(child)
        if name == "br":
            yield "\n", bold, italic
        else:
            yield from _pieces(child, bold=bold or name in BOLD, italic=italic or name in ITALIC)
        yield child.tail or "", bold, italic


def _folded(text: str, before: str) -> str:
    folded = " ".join(keep(text).split(" ")).replace("\n", " ").replace("\t", " ")
    while "  " in folded:
        folded = folded.replace("  ", " ")
    return folded.lstrip(" ") if before == " " else folded


def _begin_annex(document: Document) -> None:
    """A section whose pages are numbered from 1 again, the first number not shown (Mục III.1.đ and Mục I.7)."""
    section = document.add_section(WD_SECTION.NEW_PAGE)._sectPr  # noqa: SLF001 python-docx cannot number anew
    for old in section.findall(qn("w:pgNumType")):
        section.remove(old)
    section.find(qn("w:cols")).addprevious(parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="1"/>'))
    ended = document.element.body[-2]  # an empty paragraph that ends the section before
    above = ended.getprevious()
    if above is not None and above.tag == qn("w:p"):
        above.get_or_add_pPr().append(ended.pPr.find(qn("w:sectPr")))
        document.element.body.remove(ended)
    else:
        Paragraph(ended, document).paragraph_format.line_spacing = Pt(2)  # after a table one has to be


def _rule(paragraph: Paragraph, width: float, length: float) -> None:
    """A line of `length` mm in the middle of `width` mm: the upper border of an empty, indented paragraph."""
    side = max(0.0, (width - length) / 2)
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Mm(side)
    # Clear of the marks below letters: ộ, ụ.
    form.space_before, form.line_spacing = Pt(2), Pt(4)
    border = parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
    )
    paragraph._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001 borders have no wrapper
        border, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _span(node: Node) -> int:
    return max(1, int(attribute(node, "colspan") or 1))


def _widths(node: Node, count: int, width: float) -> list[float]:
    """In mm, from the col elements; what is left over goes to those that name none."""
    given = [float(attribute(c, "data-mm") or 0) for c in node.iter() if local(c) == "col"]
    given = (given + [0.0] * count)[:count]
    free = [n for n, one in enumerate(given) if not one]
    for n in free:
        given[n] = max(8.0, (width - sum(given)) / len(free)) if n == free[0] else given[free[0]]
    scale = width / sum(given)
    return [one * scale for one in given]


def _new_table(place: Document | _Cell, rows: int, columns: int, width: float) -> Table:
    if isinstance(place, _Cell):
        return place.add_table(rows, columns)
    table: Table = place._body.add_table(rows, columns, Mm(width))  # noqa: SLF001 add_table would style it
    return table


def _dress(table: Table, widths: list[float], *, bordered: bool) -> None:
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


def _mark_row(line: Any, *, heading: bool) -> None:
    """A row is never cut in two; the heading stands on every page."""
    properties = line.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if heading:
        properties.append(OxmlElement("w:tblHeader"))


def _insert_chart(document: Document, paragraph: Paragraph, chart: Chart, width: float) -> None:
    """A chart that Word draws itself, with its numbers in a workbook inside the file."""
    from notifications.documents.excel import plain_book

    package, main = document.part.package, document.part
    number = 1 + sum("/charts/" in str(part.partname) for part in package.iter_parts())
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    book = Part(
        PackURI(f"/word/embeddings/chart{number}.xlsx"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        plain_book(chart.rows),
        package,
    )
    drawing = Part(
        PackURI(f"/word/charts/chart{number}.xml"),
        "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
        b"",
        package,
    )
    drawing._blob = chart_xml(chart, drawing.relate_to(book, f"{kind}/package"))  # noqa: SLF001 the id is known now
    relation = main.relate_to(drawing, f"{kind}/chart")
    size = (Mm(min(width, 160)), Mm(min(220, max(60, 30 + 6.2 * len(chart.names)))))
    paragraph.add_run()._r.append(_inline(relation, number, chart.title, size))  # noqa: SLF001


def _inline(relation: str, number: int, title: str, size: tuple[int, int]) -> Any:
    from xml.sax.saxutils import quoteattr

    main = "http://schemas.openxmlformats.org/drawingml/2006"
    return parse_xml(
        f'<w:drawing {nsdecls("w", "wp", "a", "r")}><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{int(size[0])}" cy="{int(size[1])}"/>'
        f'<wp:docPr id="{100 + number}" name="Chart {number}" descr={quoteattr(title)}/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{main}/chart">'
        f'<c:chart xmlns:c="{main}/chart" r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
