"""HTML copies of a plan: paragraphs and tables as a browser would show them."""

import re
from collections.abc import Iterator

from plan.documents.budget import Budget
from plan.documents.formats.files import text_of
from plan.documents.formats.markup import MarkupError, Node, attribute, children, local, number, read_html
from plan.documents.grids import GridCell, GridPart, GridTable, lay_out
from plan.documents.model import DocumentError, Page

_UNSEEN = {"script", "style", "head", "title", "noscript", "template", "select", "textarea", "object", "svg"}
_INLINE = {
    "a", "abbr", "b", "big", "bdi", "bdo", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "label", "mark",
    "q", "s", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "wbr", "img", "o:p",
}  # fmt: skip
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_LARGEST_SPAN = 1000
MOST_TAGS = 500_000


def read_webpage(data: bytes, name: str) -> Page:
    text, budget = text_of(data, name), Budget(name)
    if text.count("<") > MOST_TAGS:
        raise budget.spent()
    try:
        root = read_html(text)
    except MarkupError as error:
        raise DocumentError(
            f"Trang HTML {name} hỏng hoặc lồng quá sâu; hãy mở bằng trình duyệt, chép phần kế hoạch sang Word."
        ) from error
    return Page(tuple(lay_out(_parts(root), budget)))


def _parts(node: Node) -> Iterator[GridPart]:
    """Runs of words between the tags that begin a new paragraph, and the tables between them."""
    words: list[str] = []
    for piece in _pieces(node):
        if isinstance(piece, str):
            words.append(piece)
            continue
        yield from _paragraph(words)
        words = []
        if piece is not None:
            yield piece
    yield from _paragraph(words)


def _paragraph(words: list[str]) -> Iterator[str]:
    lines = (line.strip(" ") for line in "".join(words).split("\n"))
    if text := "\n".join(lines).strip("\n"):
        yield text


def _pieces(node: Node) -> Iterator[str | GridTable | None]:
    """Words, tables, and None where a paragraph begins or ends."""
    yield _BLANKS.sub(" ", node.text or "")
    for child in node:
        if isinstance(child.tag, str) and not _is_unseen(child):
            yield from _piece(child)
        yield _BLANKS.sub(" ", child.tail or "")


def _piece(node: Node) -> Iterator[str | GridTable | None]:
    name = local(node) or str(node.tag)
    if name == "table":
        yield _table(node)
    elif name == "br":
        yield "\n"
    elif name in _INLINE:
        yield from _pieces(node)
    else:
        yield None
        yield from _pieces(node)
        yield None


def _is_unseen(node: Node) -> bool:
    hidden = "display:none" in attribute(node, "style").replace(" ", "").lower()
    return local(node) in _UNSEEN or hidden or "hidden" in node.attrib


def _table(node: Node) -> GridTable:
    return GridTable(tuple(tuple(_cells(row)) for row in _rows(node)))


def _rows(node: Node) -> Iterator[Node]:
    for child in children(node):
        if local(child) == "tr":
            if not _is_unseen(child):
                yield child
        elif local(child) in {"thead", "tbody", "tfoot"}:
            yield from _rows(child)


def _cells(row: Node) -> Iterator[GridCell]:
    for node in children(row):
        if local(node) in {"td", "th"}:
            across, down = (_span(node, side) for side in ("colspan", "rowspan"))
            yield GridCell(tuple(_parts(node)), across, down)


def _span(node: Node, side: str) -> int:
    # Zero means to the end of the table.
    return min(number(attribute(node, side).strip(), 1), _LARGEST_SPAN) or _LARGEST_SPAN
