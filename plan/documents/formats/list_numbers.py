"""The numbers that Word writes before paragraphs by itself: nowhere in the text, yet on the page."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from plan.documents.budget import Budget
from plan.documents.formats.archives import Archive
from plan.documents.formats.markup import Node, attribute, children, find, local, number

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_MOST = 3999
# Word has nine levels.
_DEEPEST, _LONGEST_PATTERN = 8, 60


@dataclass(frozen=True, slots=True)
class Level:
    start: int
    form: str
    pattern: str


@dataclass
class Numbering:
    """Counts as Word does: one counter a list and level; a higher level starts the lower ones anew."""

    budget: Budget
    lists: Mapping[str, str] = field(default_factory=dict)
    levels: Mapping[str, Mapping[int, Level]] = field(default_factory=dict)
    styles: Mapping[str, Node] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, archive: Archive, part: str) -> "Numbering":
        linked = {kind: target for kind, _, target in archive.links(part) if archive.holds(target)}
        styles = _styles(archive.xml(linked["styles"])) if "styles" in linked else {}
        if "numbering" not in linked:
            return cls(archive.budget)
        root = archive.xml(linked["numbering"])
        lists = {
            attribute(node, "numId"): attribute(find(node, "abstractNumId"), "val")
            for node in children(root)
            if local(node) == "num"
        }
        levels = {
            attribute(node, "abstractNumId"): _levels(node)
            for node in children(root)
            if local(node) == "abstractNum"
        }
        return cls(archive.budget, lists, levels, styles)

    def mark(self, paragraph: Node) -> str:
        """The number with a blank after it; nothing for a paragraph without one or with a mere bullet."""
        properties = find(paragraph, "pPr")
        if properties is None:
            return ""
        chosen = find(properties, "numPr")
        if chosen is None:
            chosen = self.styles.get(attribute(find(properties, "pStyle"), "val"))
        if chosen is None:
            return ""
        which = self.lists.get(attribute(find(chosen, "numId"), "val"), "")
        depth = number(attribute(find(chosen, "ilvl"), "val"))
        levels = self.levels.get(which, {})
        return self._next(which, depth, levels) if depth in levels else ""

    def _next(self, which: str, depth: int, levels: Mapping[int, Level]) -> str:
        counts = self.counts.setdefault(which, {})
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        if levels[depth].form in {"bullet", "none"}:
            return "- " if levels[depth].form == "bullet" else ""
        text = levels[depth].pattern
        for level, known in levels.items():
            written = _written(counts.get(level, known.start), known.form)
            text = text.replace(f"%{level + 1}", written)
        return f"{text} " if text else ""


def _styles(root: Node) -> dict[str, Node]:
    found = {attribute(node, "styleId"): find(node, "pPr", "numPr") for node in children(root)}
    return {name: node for name, node in found.items() if name and node is not None}


def _levels(node: Node) -> dict[int, Level]:
    return {
        number(attribute(level, "ilvl")): Level(
            number(attribute(find(level, "start"), "val"), 1),
            attribute(find(level, "numFmt"), "val") or "decimal",
            attribute(find(level, "lvlText"), "val")[:_LONGEST_PATTERN],
        )
        for level in children(node)
        if local(level) == "lvl" and 0 <= number(attribute(level, "ilvl")) <= _DEEPEST
    }


def _written(count: int, form: str) -> str:
    if not 0 < count <= _MOST:
        return str(count)
    if form in {"upperRoman", "lowerRoman"}:
        roman = _roman(count)
        return roman if form == "upperRoman" else roman.lower()
    if form in {"upperLetter", "lowerLetter"}:
        letter = chr(ord("A") + (count - 1) % 26)
        return letter if form == "upperLetter" else letter.lower()
    return f"{count:02}" if form == "decimalZero" else str(count)


def _roman(count: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (count // value)
        count %= value
    return text
