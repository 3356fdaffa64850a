"""How Excel shows a cell: the format of its number, and what its font, or that of a part of its text, strikes out or raises."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from plan.documents.formats.archives import Archive
from plan.documents.formats.excel_values import format_code
from plan.documents.formats.markup import Node, attribute, children, find, local, number
from plan.documents.marks import PLAIN, Effects

_OFF = {"0", "false"}
# The format that shows nothing, whatever the cell holds.
_NOTHING = ";;;"


@dataclass(frozen=True, slots=True)
class CellFormat:
    code: str = ""
    effects: Effects = PLAIN


@dataclass(frozen=True, slots=True)
class RichText:
    """Text as it is shown; `is_styled`: parts of it have fonts of their own, so that of the cell says nothing."""

    shown: str
    is_styled: bool = False


def rich_text(node: Node) -> RichText:
    """Text in one piece or in runs; readings for another script (rPh) are no part of it."""
    pieces = [
        (node, PLAIN),
        *((run, _effects(find(run, "rPr"))) for run in children(node) if local(run) == "r"),
    ]
    texts = [
        effects.on(child.text or "")
        for piece, effects in pieces
        for child in children(piece)
        if local(child) == "t"
    ]
    return RichText("".join(texts), any(effects != PLAIN for _, effects in pieces))


def cell_formats(archive: Archive, part: str) -> list[CellFormat]:
    """By the number that cells name."""
    if not archive.holds(part):
        return []
    root = archive.xml(part)
    own = {
        number(attribute(node, "numFmtId")): attribute(node, "formatCode") for node in _below(root, "numFmts")
    }
    fonts = [_effects(node) for node in _below(root, "fonts")]
    return [_format(node, own, fonts) for node in _below(root, "cellXfs")]


def _below(root: Node, name: str) -> Iterator[Node]:
    found = find(root, name)
    return children(found) if found is not None else iter(())


def _format(node: Node, own: dict[int, str], fonts: list[Effects]) -> CellFormat:
    code = format_code(number(attribute(node, "numFmtId")), own)
    font = number(attribute(node, "fontId"), -1)
    effects = fonts[font] if 0 <= font < len(fonts) else PLAIN
    return CellFormat(code, replace(effects, hidden=code.strip() == _NOTHING))


def _effects(font: Node | None) -> Effects:
    if font is None:
        return PLAIN
    raised = attribute(find(font, "vertAlign"), "val")
    strike = find(font, "strike")
    return Effects(
        raised=raised == "superscript",
        lowered=raised == "subscript",
        struck=strike is not None and attribute(strike, "val") not in _OFF,
    )
