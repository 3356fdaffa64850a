"""The page of a Word file: the decree's margins, fonts and styles; page numbers, annexes of their own, and rules."""

from functools import cache
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from notifications.papers.styles import FONT, MARGINS, STYLES, Style

ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


@cache
def skeleton() -> bytes:
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


def begin_annex(document: Document, *, wide: bool = False) -> None:
    """A section whose pages are numbered from 1 again, the first number not shown (Mục III.1.đ and Mục I.7).

    A wide one lies on its side.
    """
    made = document.add_section(WD_SECTION.NEW_PAGE)
    made.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    made.page_width, made.page_height = (Mm(297), Mm(210)) if wide else (Mm(210), Mm(297))
    section = made._sectPr  # noqa: SLF001 python-docx cannot number anew
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


def rule(paragraph: Paragraph, width: float, length: float) -> None:
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
