"""XML and HTML as trees: no entities, no network, bounded depth. The only module that knows lxml."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

# lxml ships no types.
Node = Any

_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")
_ENCODINGS = {b"utf-8", b"utf-16", b"us-ascii", b"ascii"}
FED = 1 << 16  # characters that a parser is given at once


class MarkupError(ValueError):
    """No tree: not well formed, too deep, or it brings declarations of its own."""


def read_xml(data: bytes, *, long_text: bool = False) -> Node:
    """Office files declare no entities: whoever does is refused before a parser sees it.

    `long_text`: one element may hold a whole file as text; whoever asks for it has bounded the bytes and the tags.
    """
    from lxml import etree  # type: ignore[import-untyped]

    plain = data.replace(b"\x00", b"")
    declared = _DECLARED.search(plain[:200])
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain or (declared and declared[1].lower() not in _ENCODINGS):
        raise MarkupError("declarations")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=long_text,
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise MarkupError("not well formed") from error


def read_html(text: str) -> Node:
    """As browsers read it, but a page too deep is refused: lxml would leave out the rest of it."""
    from lxml import etree

    # The bytes are UTF-8 whatever a meta element of the page claims.
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise MarkupError("not readable") from error
    fatal = [entry for entry in parser.error_log if entry.level_name == "FATAL"]
    if root is None or fatal:
        raise MarkupError("too deep")
    return root


def read_html_in_pieces(pieces: Iterable[str], see: Callable[[Node], None]) -> Node:
    """The same of a page that comes in pieces. `see` is given each row of a table when it has been read whole."""
    from lxml import etree

    parser = etree.HTMLPullParser(
        events=("end",), tag="tr", encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    for some in _together(pieces):
        parser.feed(some.encode("utf-8", "replace"))
        for _, row in parser.read_events():
            see(row)
    root = parser.close()
    if root is None or any(entry.level_name == "FATAL" for entry in parser.error_log):
        raise MarkupError("too deep")
    return root


def _together(pieces: Iterable[str]) -> Iterator[str]:
    """A parser is fed by the ten thousand: a template gives word by word."""
    waiting, size = list[str](), 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size > FED:
            yield "".join(waiting)
            waiting, size = [], 0
    yield "".join(waiting)


def as_html(node: Node) -> bytes:
    """The element as it would stand in a page."""
    from lxml import etree

    return bytes(etree.tostring(node, method="html", encoding="utf-8", with_tail=False))


def children(node: Node) -> Iterator[Node]:
    """The elements below, without comments and the like."""
    return (child for child in node if isinstance(child.tag, str))


def find(node: Node, *path: str) -> Node | None:
    """The first child of that name, and so on downwards."""
    for name in path:
        node = next((child for child in children(node) if local(child) == name), None)
        if node is None:
            return None
    return node


def local(node: Node) -> str:
    """The name without its namespace: the strict and the usual office formats differ in nothing else."""
    return str(node.tag).rpartition("}")[2]


def attribute(node: Node | None, name: str) -> str:
    """By its local name; empty when missing."""
    if node is None:
        return ""
    return next((str(value) for key, value in node.attrib.items() if key.rpartition("}")[2] == name), "")


def number(text: str, default: int = 0) -> int:
    """A whole number as written in an attribute, or the default for anything else."""
    return int(text) if re.fullmatch(r"-?\d{1,9}", text, re.ASCII) else default
