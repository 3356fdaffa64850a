"""What a page says of its letters beside their shape: raised, lowered, struck out, hidden. Pure.

Readers wrap what is struck out or hidden in signs that no file can bring along; a row or a paragraph is then read
without it, and carries the doubt, so that a person is asked.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# Noncharacters, taken out of whatever is read before a reader sets them.
_STRUCK, _HIDDEN, _END = "\ufdd0", "\ufdd1", "\ufdd2"
_DOOR = str.maketrans("", "", _STRUCK + _HIDDEN + _END)
_SPAN = re.compile(f"([{_STRUCK}{_HIDDEN}])([^{_STRUCK}{_HIDDEN}{_END}]*){_END}")
_RAISED = str.maketrans("0123456789+-=()[]", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾⁽⁾")
_RAISED_LETTERS = str.maketrans("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_MARK = re.compile(r"\W*[a-prs-z]{1,2}\W*", re.ASCII)
# Letters struck out one by one, as messages and web pages do it: a stroke through each.
_STROKES = re.compile("(?:[^\u0334-\u0338\\s][\u0334-\u0338]+ ?){3,}")
_STROKE = re.compile("[\u0334-\u0338]")
_NUMBERING = re.compile(r"\W*(?:\d+(?:\.\d+)*|[IVXLC]+|[A-ZĐa-zđ])?[.):/]?\W*")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Effects:
    """How a run of letters is shown."""

    raised: bool = False
    lowered: bool = False
    struck: bool = False
    hidden: bool = False

    def on(self, text: str) -> str:
        """The text of a file as it is shown, with our signs."""
        text = text.translate(_DOOR)
        if self.raised:
            text = text.translate(_RAISED)
            text = text.translate(_RAISED_LETTERS) if _MARK.fullmatch(text) else text
        elif self.lowered:
            text = text.translate(_LOWERED)
        if not text.strip() or not (self.hidden or self.struck):
            return text
        return f"{_HIDDEN if self.hidden else _STRUCK}{text}{_END}"


PLAIN = Effects()


def read_line(text: str) -> tuple[str, str]:
    """A paragraph without what is struck out or hidden, and the doubt about it."""
    signed = _signed(text)
    spans = _SPAN.findall(signed)
    if not spans:
        return text, ""
    left = _SPAN.sub("", signed).strip()
    return left if _says(left) else "", "; ".join(_ground(spans))


def read_cells(cells: Sequence[str], own: Sequence[bool]) -> tuple[tuple[str, ...], str]:
    """The cells of a row; `own` are those that are not one with the cell above.

    Where most of them are struck out whole, so is the row: it is kept as it stands, for a person to judge.
    """
    signed = tuple(map(_signed, cells))
    spans = list(dict.fromkeys(found for cell in signed for found in _SPAN.findall(cell)))
    if not spans:
        return tuple(cells), ""
    said = [cell for cell, is_own in zip(signed, own, strict=True) if is_own and _says(without_signs(cell))]
    gone = [cell for cell in said if not _says(_SPAN.sub("", cell))]
    if 2 * len(gone) >= len(said) > 0:
        is_struck = any(sign == _STRUCK for sign, _ in spans)
        return tuple(map(without_signs, signed)), "dòng này bị gạch bỏ" if is_struck else "dòng này bị ẩn"
    return tuple(_SPAN.sub("", cell).strip() for cell in signed), "; ".join(_ground(spans))


def _ground(spans: Sequence[tuple[str, str]]) -> list[str]:
    kinds = ((_STRUCK, "chữ bị gạch bỏ"), (_HIDDEN, "chữ bị ẩn"))
    found = [(name, [" ".join(t.split()) for sign, t in spans if sign == kind]) for kind, name in kinds]
    return [f"có {name} nên không đọc: “{'”, “'.join(texts)[:_LONGEST]}”" for name, texts in found if texts]


def _signed(text: str) -> str:
    """Strokes made spans, and spans that follow each other made one."""
    if _STROKE.search(text):
        text = _STROKES.sub(lambda found: f"{_STRUCK}{_STROKE.sub('', found[0])}{_END}", text)
    return re.sub(f"{_END}(\\s*){_STRUCK}", r"\1", re.sub(f"{_END}(\\s*){_HIDDEN}", r"\1", text))


def without_signs(text: str) -> str:
    """Every letter that was written, whatever a page shows of it."""
    return text.translate(_DOOR)


def _says(text: str) -> bool:
    return not _NUMBERING.fullmatch(text)
