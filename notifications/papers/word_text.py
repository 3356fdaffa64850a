"""The words of a paragraph in a Word file: in their style, bold or italic, blanks folded as on a page."""

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from plan.documents.formats.markup import Node, children, local
from plan.text import keep

W_PPR, W_PSTYLE, W_VAL, W_R, W_T = (qn(f"w:{name}") for name in ("pPr", "pStyle", "val", "r", "t"))
XML_SPACE = qn("xml:space")
BOLD, ITALIC = {"b", "strong"}, {"i", "em"}


def write(paragraph: Paragraph, node: Node, name: str) -> None:
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
    if len(p):  # not empty: python-docx knows where its properties belong
        p.get_or_add_pPr().get_or_add_pStyle().val = style
    else:
        _append(_append(p, W_PPR), W_PSTYLE).set(W_VAL, style)


def _new_run(p: Any, text: str) -> Any:
    """Directly by element: python-docx would search the place of each among all possible followers."""
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
