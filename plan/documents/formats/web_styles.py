"""What a web page says of how its letters are shown: by elements, by style attributes, and by the rules of its style elements.

Only rules for one class, element or identifier are known: those that Word, Excel and Google Docs write.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from plan.documents.formats.markup import Node, attribute, local
from plan.documents.marks import Effects

_STRUCK, _RAISED = {"s", "strike", "del"}, {"sup"}
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]*)\}")
_SELECTOR = re.compile(r"([a-z][\w-]*)?([.#][\w-]+)?", re.IGNORECASE)
_LONGEST = 200_000
_FOOTNOTE = re.compile(r"[\[(]?\d{1,3}[\])]?|[*†‡]{1,3}")


@dataclass(frozen=True, slots=True)
class WebStyles:
    """`rules`: what is declared of an element, a class (`.x`), an identifier (`#x`), or both (`td.x`)."""

    rules: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Node) -> "WebStyles":
        rules: dict[str, str] = {}
        text = "".join("".join(node.itertext()) for node in root.iter("style"))[:_LONGEST]
        for selectors, said in _RULE.findall(_COMMENT.sub("", text)):
            for selector in selectors.lower().split(","):
                if _SELECTOR.fullmatch(name := selector.strip()):
                    rules[name] = f"{rules.get(name, '')};{said}"
        return cls(rules)

    def of_node(self, node: Node, around: Effects) -> Effects:
        """How the letters in the element are shown; `around` is how those around it are."""
        name = local(node) or str(node.tag)
        effects = replace(
            around,
            raised=around.raised or name in _RAISED or _calls_a_footnote(node, name),
            lowered=around.lowered or name == "sub",
            struck=around.struck or name in _STRUCK,
            hidden=around.hidden or "hidden" in node.attrib,
        )
        for said in self._said(node, name):
            effects = _declared(said, effects)
        return effects

    def _said(self, node: Node, name: str) -> Iterator[str]:
        yield from self._known([name])
        classes = [f".{one}" for one in attribute(node, "class").lower().split()[:20]]
        if which := attribute(node, "id").lower():
            classes.append(f"#{which}")
        yield from self._known(classes)
        yield from self._known(name + one for one in classes)
        yield attribute(node, "style")

    def _known(self, names: Iterable[str]) -> Iterator[str]:
        return (self.rules[name] for name in names if name in self.rules)


def _calls_a_footnote(node: Node, name: str) -> bool:
    """A number that leads to another place of the page."""
    if name != "a" or not attribute(node, "href").rpartition("#")[2] or "#" not in attribute(node, "href"):
        return False
    return _FOOTNOTE.fullmatch("".join(node.itertext()).strip()[:10]) is not None


def _declared(said: str, before: Effects) -> Effects:
    words = "".join(said.lower().split())
    if not words:
        return before
    if "line-through" in words:
        before = replace(before, struck=True)
    if "vertical-align:super" in words or "mso-text-raise:" in words:
        before = replace(before, raised=True)
    if "vertical-align:sub" in words:
        before = replace(before, lowered=True)
    if "vertical-align:baseline" in words:
        before = replace(before, raised=False, lowered=False)
    if any(
        one in words for one in ("display:none", "visibility:hidden", "visibility:collapse", "mso-hide:all")
    ):
        before = replace(before, hidden=True)
    return before
