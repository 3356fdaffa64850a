"""Charts in a Word file, drawn by Word itself from numbers that the file carries."""

from typing import Any

from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from notifications.papers.values import Chart


def insert_chart(document: Document, paragraph: Paragraph, chart: Chart, width: float) -> None:
    """A chart that Word draws itself, with its numbers in a workbook inside the file."""
    from notifications.papers.chart import chart_xml  # a draft has no chart: it needs no openpyxl
    from notifications.papers.excel import plain_book

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
