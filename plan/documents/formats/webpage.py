"""HTML copies of a plan: paragraphs and tables as a browser would show them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from plan.documents.budget import Budget
from plan.documents.formats.files import text_of
from plan.documents.formats.markup import MarkupError, Node, attribute, children, local, number, read_html
from plan.documents.formats.web_styles import WebStyles
from plan.documents.grids import GridCell, GridPart, GridTable, lay_out
from plan.documents.marks import PLAIN, Effects
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
    text, budget = text_of(data, name, old_codes=True), Budget(name)
    if text.count("<") > MOST_TAGS:
        raise budget.spent()
    try:
        root = read_html(text)
    except MarkupError as error:
        raise DocumentError(
            f"Trang HTML {name} hỏng hoặc lồng quá sâu; hãy mở bằng trình duyệt, chép phần kế hoạch sang Word."
        ) from error
    parts = _parts(_WebNode(root, WebStyles.of(root)))
    return Page(tuple(lay_out(parts, budget)))


@dataclass(frozen=True, slots=True)
class _WebNode:
    """An element, how its letters are shown, and whether it stands in a table: what is hidden elsewhere is a menu."""

    node: Node
    styles: WebStyles
    shown: Effects = PLAIN
    tabled: bool = False

    def below(self, child: Node) -> "_WebNode":
        return replace(self, node=child, shown=self.styles.of_node(child, self.shown))

    def is_unseen(self) -> bool:
        return local(self.node) in _UNSEEN or (self.shown.hidden and not self.tabled)


def _parts(node: _WebNode) -> Iterator[GridPart]:
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


def _pieces(node: _WebNode) -> Iterator[str | GridTable | None]:
    """Words, tables, and None where a paragraph begins or ends."""
    yield node.shown.on(_BLANKS.sub(" ", node.node.text or ""))
    for child in node.node:
        below = node.below(child) if isinstance(child.tag, str) else None
        if below and not below.is_unseen():
            yield from _piece(below)
        yield node.shown.on(_BLANKS.sub(" ", child.tail or ""))


def _piece(node: _WebNode) -> Iterator[str | GridTable | None]:
    name = local(node.node) or str(node.node.tag)
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


def _table(node: _WebNode) -> GridTable:
    rows = list(_rows(replace(node, tabled=True)))
    doubts = tuple("dòng này bị ẩn" if row.shown.hidden else "" for row in rows)
    shown = (replace(row, shown=replace(row.shown, hidden=False)) for row in rows)
    return GridTable(tuple(tuple(_cells(row)) for row in shown), doubts=doubts)


def _rows(node: _WebNode) -> Iterator[_WebNode]:
    for child in map(node.below, children(node.node)):
        if local(child.node) == "tr":
            yield child
        elif local(child.node) in {"thead", "tbody", "tfoot"}:
            yield from _rows(child)


def _cells(row: _WebNode) -> Iterator[GridCell]:
    for node in map(row.below, children(row.node)):
        if local(node.node) in {"td", "th"}:
            across, down = (_span(node.node, side) for side in ("colspan", "rowspan"))
            yield GridCell(tuple(_parts(node)), across, down)


def _span(node: Node, side: str) -> int:
    # Zero means to the end of the table.
    return min(number(attribute(node, side).strip(), 1), _LARGEST_SPAN) or _LARGEST_SPAN
