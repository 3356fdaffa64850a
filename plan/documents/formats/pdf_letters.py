"""Letters of a PDF as they are shown: small ones above the line are marks, a stroke through the middle strikes out."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pdfplumber.page import Page as PdfPage

from plan.documents.formats.pdf_text import Glyph
from plan.documents.marks import Effects

# A stroke is thin and at least as long as a letter; from the top of a letter it is this far, in parts of its height.
# How deep a letter goes is what its font says of itself: through Noto Serif it lies at 0.73, while a line below the
# letters of any font lies from 0.81 on.
_THIN = 1.6
_SHORTEST = 2.0
_MIDDLE = (0.28, 0.77)
# A raised letter is smaller than the one before it, close to it, and ends above it, or begins below.
_SMALLER = 0.85
_APART = 0.4
_RAISED_BY = 0.15

Stroke = tuple[float, float, float]


def strokes(page: PdfPage) -> list[Stroke]:
    """Thin level lines, as height and both ends, from top to bottom."""
    found = (
        ((line["top"] + line["bottom"]) / 2, line["x0"], line["x1"])
        for line in (*page.lines, *page.rects)
        if line["bottom"] - line["top"] <= _THIN and line["x1"] - line["x0"] >= _SHORTEST
    )
    return sorted(found)


def shown(letters: Sequence[Glyph], lines: Sequence[Stroke]) -> list[Glyph]:
    """The letters in their order, each with its text as it is shown."""
    return list(_shown(letters, lines))


def _shown(letters: Sequence[Glyph], lines: Sequence[Stroke]) -> Iterator[Glyph]:
    base: Glyph | None = None
    before: Glyph | None = None
    for letter in letters:
        raised = lowered = False
        if base and before and _stands_by(letter, before) and letter["size"] <= _SMALLER * base["size"]:
            off = _RAISED_BY * base["size"]
            raised = letter["bottom"] < base["bottom"] - off
            lowered = letter["top"] > base["top"] + 2 * off and not raised
        if not (raised or lowered):
            base = letter
        before = letter
        effects = Effects(raised=raised, lowered=lowered, struck=_is_struck(letter, lines))
        text = effects.on(letter["text"])
        moved = {"top": base["top"], "bottom": base["bottom"]} if base and raised else {}
        yield {**letter, "text": text, **moved}


def _stands_by(letter: Glyph, before: Glyph) -> bool:
    gap = letter["x0"] - before["x1"]
    level = letter["top"] < before["bottom"] and letter["bottom"] > before["top"]
    return bool(level and abs(gap) <= _APART * max(before["size"], letter["size"]))


def _is_struck(letter: Glyph, lines: Sequence[Stroke]) -> bool:
    height = letter["bottom"] - letter["top"]
    high, low = (letter["top"] + part * height for part in _MIDDLE)
    middle = (letter["x0"] + letter["x1"]) / 2
    for n in range(bisect_left(lines, (high,)), len(lines)):
        at, left, right = lines[n]
        if at > low:
            return False
        if left <= middle <= right:
            return True
    return False
