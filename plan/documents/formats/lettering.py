"""How Word shows letters: raised, lowered, struck out or hidden, by the run itself or by a style."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from plan.documents.formats.archives import Archive
from plan.documents.formats.markup import Node, attribute, children, find, local, number
from plan.documents.marks import PLAIN, Effects

_OFF = {"0", "false", "off"}
_DEEPEST = 10
# Half points above the line.
_RAISED_BY = 5


def is_on(node: Node | None) -> bool:
    """A property that is there is on unless it says otherwise."""
    return node is not None and attribute(node, "val") not in _OFF


@dataclass(frozen=True, slots=True)
class Lettering:
    """`styles`: what each style says of letters."""

    styles: Mapping[str, Effects] = field(default_factory=dict)

    @classmethod
    def of(cls, archive: Archive, part: str) -> "Lettering":
        target = next((to for kind, _, to in archive.links(part) if kind == "styles"), "")
        if not archive.holds(target):
            return cls()
        nodes = {attribute(node, "styleId"): node for node in children(archive.xml(target))}
        return cls({name: _by_style(name, nodes, _DEEPEST) for name in nodes if name})

    def of_paragraph(self, node: Node) -> Effects:
        style = attribute(find(node, "pPr", "pStyle"), "val")
        return self.styles.get(style, PLAIN)

    def of_part(self, node: Node, name: str, around: Effects) -> Effects:
        """Of a run, of what was deleted while changes were tracked, of an exponent in a formula."""
        if name == "r":
            return self._of_run(find(node, "rPr"), around)
        if name == "del":
            return replace(around, struck=True)
        if name in {"sup", "sub"}:
            return replace(around, raised=name == "sup", lowered=name == "sub")
        return around

    def _of_run(self, properties: Node | None, around: Effects) -> Effects:
        if properties is None:
            return around
        style = self.styles.get(attribute(find(properties, "rStyle"), "val"), PLAIN)
        return _said(properties, _both(around, style))


def _both(one: Effects, other: Effects) -> Effects:
    return Effects(
        one.raised or other.raised,
        one.lowered or other.lowered,
        one.struck or other.struck,
        one.hidden or other.hidden,
    )


def _by_style(name: str, nodes: Mapping[str, Node], deepest: int) -> Effects:
    node = nodes.get(name)
    if node is None or not deepest:
        return PLAIN
    below = attribute(find(node, "basedOn"), "val")
    inherited = _by_style(below, nodes, deepest - 1) if below else PLAIN
    properties = find(node, "rPr")
    return inherited if properties is None else _said(properties, inherited)


def _said(properties: Node, before: Effects) -> Effects:
    for node in children(properties):
        name, value = local(node), attribute(node, "val")
        if name in {"strike", "dstrike"}:
            before = replace(before, struck=is_on(node))
        elif name == "vanish":
            before = replace(before, hidden=is_on(node))
        elif name == "vertAlign":
            before = replace(before, raised=value == "superscript", lowered=value == "subscript")
        elif name == "position" and number(value) >= _RAISED_BY:
            before = replace(before, raised=True)
    return before
