"""Narrow empty cells that Word draws beside a shaded paragraph of a cell: they are the cell's margin, no columns. Pure."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import islice, takewhile

from plan.documents.formats.pdf_text import Glyph

Box = tuple[float, float, float, float]
# Word leaves 5.4 points between the frame of a cell and its text; no letter of a column stands in less.
_WIDEST = 8.0


def without_gutters(boxes: Sequence[Box], letters: Sequence[Glyph]) -> list[Box]:
    """The cells, with each margin given to the cell beside it; those that come to nothing are left out."""
    narrow = [box for box in boxes if box[2] - box[0] <= _WIDEST]
    if not narrow:
        return list(boxes)
    middles = sorted(_middle(letter) for letter in letters)
    used = Counter(side for box in boxes for side in (box[0], box[2]))
    moved: dict[float, float] = {}
    for left, right in sorted((box[0], box[2]) for box in narrow if not _holds(box, middles)):
        # The frame of the table has the edge that more cells share.
        kept, lost = (left, right) if used[left] >= used[right] else (right, left)
        moved[lost] = moved.get(kept, kept)
    found = {(moved.get(x0, x0), top, moved.get(x1, x1), bottom) for x0, top, x1, bottom in boxes}
    return sorted(box for box in found if box[0] < box[2])


def _middle(letter: Glyph) -> tuple[float, float]:
    return (letter["x0"] + letter["x1"]) / 2, (letter["top"] + letter["bottom"]) / 2


def _holds(box: Box, middles: Sequence[tuple[float, float]]) -> bool:
    """Letters are looked up by how far from the left they stand: few share a margin."""
    first = bisect_left(middles, (box[0], 0.0))
    within = takewhile(lambda middle: middle[0] <= box[2], islice(middles, first, None))
    return any(box[1] <= y <= box[3] for _, y in within)
