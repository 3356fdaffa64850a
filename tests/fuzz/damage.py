"""Damage as hypothesis draws it: of bytes, of words, of XML and of what a zip file holds; small when it is made small."""

import copy
import unicodedata
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from lxml import etree

T = TypeVar("T", str, bytes)

# What readers of numbers, days, names and marks have stumbled over, here or elsewhere.
NASTY = (
    "", " ", "0", "-1", "1", "2", "999999", "2147483648", "99999999999999999999", "1e309", "NaN", "inf", "true", "x",
    "²", "٣", "１２", "Ⅳ", "\u200b", "\u00a0", "\ufeff", "\u202e", "\u0301", "\x0b", "\x1f", "\x7f", "\x85", "\u2028",
    "\ud7ff", "\U0001f600", "\U000e0001", "…", "–", "/", "//", "..", ":", ";", ",", "'", '"', "<", "&", "%00", "%s", "{0}",
    "=1+1", "@", "\t", "\n", "\r\n", "\n\n\n", "31/02/2012", "29/2/2011", "00/00/0000", "99/99/9999", "1/1/1", "2012-13-45",
    "năm 0000", "năm 9999", "năm 2012", "tháng 13", "quý V", "ngày 32", "Quý IV năm 2012", "trước ngày", "hàng năm", "sau khi",
)  # fmt: skip
place = st.integers(0, 2**30)
nasty = st.sampled_from(NASTY)


class Drawn:
    """What is made only when it is asked for, so that a draw costs nothing once the time is over; shown by its parts."""

    def __init__(self, make: Callable[..., bytes], *parts: object) -> None:
        self.make, self.parts = make, parts

    def __call__(self) -> bytes:
        return self.make(*self.parts)

    def __repr__(self) -> str:
        return f"{self.make.__name__}{self.parts}"


def text(seeds: Sequence[str], words: Sequence[str] = ()) -> SearchStrategy[str]:
    """One of the seeds, with up to six changes; or words in any order; or anything at all."""
    pieces = st.sampled_from([*NASTY, *words]) | st.text(max_size=8)
    changed = st.builds(_changed, st.sampled_from(list(seeds)), st.lists(_edits(pieces), max_size=6))
    joined = st.lists(pieces, max_size=14).flatmap(
        lambda said: st.sampled_from(("", " ", ", ")).map(lambda j: j.join(said))
    )
    composed = st.builds(unicodedata.normalize, st.sampled_from(("NFC", "NFD", "NFKD")), changed)
    return changed | joined | composed


def octets(seeds: Sequence[bytes], pieces: Sequence[bytes] = ()) -> SearchStrategy[Drawn]:
    """One of the seeds, cut, doubled, overwritten and lengthened in up to eight places."""
    some = st.sampled_from(
        [*(one.encode("utf-8", "surrogatepass") for one in NASTY), *pieces, b"\0", b"\xff", b"\x80" * 3]
    )

    def damaged(which: int, edits: Sequence[tuple[str, int, int, bytes]]) -> bytes:
        return _changed(seeds[which % len(seeds)], edits)

    return st.builds(
        Drawn, st.just(damaged), place, st.lists(_edits(some | st.binary(max_size=12)), max_size=8)
    )


def _edits(pieces: SearchStrategy[T]) -> SearchStrategy[tuple[str, int, int, T]]:
    return st.tuples(
        st.sampled_from(("put", "over", "cut", "twice", "swap")), place, st.integers(0, 40), pieces
    )


def _changed(seed: T, edits: Sequence[tuple[str, int, int, T]]) -> T:
    for kind, where, size, piece in edits:
        at = where % (len(seed) + 1)
        end = at + size
        seed = {
            "put": seed[:at] + piece + seed[at:],
            "over": seed[:at] + piece + seed[at + len(piece) :],
            "cut": seed[:at] + seed[end:],
            "twice": seed[:end] + seed[at:],
            "swap": seed[:at] + seed[end : end + size] + seed[at:end] + seed[end + size :],
        }[kind]
    return seed


XmlEdits = list[tuple[str, int, int, str]]
xml_edits: SearchStrategy[XmlEdits] = st.lists(
    st.tuples(
        st.sampled_from(("drop", "twice", "move", "value", "words", "rename", "wrap", "bare")),
        place,
        place,
        nasty,
    ),
    min_size=1,
    max_size=6,
)


def xml(data: bytes, edits: XmlEdits) -> bytes:
    """The document with elements dropped, doubled, moved, renamed, and with other values and words in them."""
    root = etree.fromstring(data)
    for kind, first, second, said in edits:
        nodes = [node for node in root.iter() if isinstance(node.tag, str)]
        _change(kind, nodes[first % len(nodes)], nodes[second % len(nodes)], said)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _change(kind: str, node: etree._Element, other: etree._Element, said: str) -> None:
    said = "".join(c for c in said if c >= " " or c in "\t\n")
    parent = node.getparent()
    if kind == "value" and node.attrib:
        name = sorted(node.attrib)[len(said) % len(node.attrib)]
        node.attrib[name] = said
    elif kind == "words":
        node.text = said
    elif kind == "rename":
        node.tag = other.tag
    elif kind == "bare":
        node.attrib.clear()
    elif parent is not None and kind in _MOVES:
        _MOVES[kind](parent, node, other)


def _move(_parent: etree._Element, node: etree._Element, other: etree._Element) -> None:
    if not any(above is node for above in (other, *other.iterancestors())):
        other.append(node)


def _wrap(parent: etree._Element, node: etree._Element, other: etree._Element) -> None:
    around = etree.Element(other.tag)
    parent.replace(node, around)
    around.append(node)


_MOVES: dict[str, Callable[[etree._Element, etree._Element, etree._Element], None]] = {
    "drop": lambda parent, node, _: parent.remove(node),
    "twice": lambda parent, node, _: parent.insert(parent.index(node), copy.deepcopy(node)),
    "move": _move,
    "wrap": _wrap,
}


def packed(seeds: Sequence[bytes]) -> SearchStrategy[Drawn]:
    """One of the zip files of XML, with damage inside one of its parts: the zip itself stays good."""

    def repacked(which: int, part: int, edits: XmlEdits) -> bytes:
        return _repacked(seeds[which % len(seeds)], part, edits)

    return st.builds(Drawn, st.just(repacked), place, place, xml_edits)


def marked(seeds: Sequence[bytes]) -> SearchStrategy[Drawn]:
    """One of the XML documents, with damage inside."""

    def changed(which: int, edits: XmlEdits) -> bytes:
        return xml(seeds[which % len(seeds)], edits)

    return st.builds(Drawn, st.just(changed), place, xml_edits)


def _repacked(data: bytes, which: int, edits: XmlEdits) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        names = [name for name in old.namelist() if name.endswith((".xml", ".rels"))]
        # The parts that hold the words are damaged as often as all the others together.
        main = [name for name in names if "document.xml" in name or "sheet" in name or "shared" in name]
        some = main if which % 2 else names
        chosen = some[which // 2 % len(some)]
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, xml(part, edits) if name == chosen else part)
    return made.getvalue()
