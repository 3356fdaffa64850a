"""Letters on a page of a PDF → lines → paragraphs: what was wrapped is joined by a blank, what was broken stays so."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

# One letter as pdfplumber gives it: text, x0, x1, top, bottom and much more.
Glyph = dict[str, Any]

_BULLET = re.compile(r"[-–+•*]\s*\S")
_ITEM = re.compile(r"(?:\d+[.)]|[a-zđ]\)|[-–+•*]\s|[IVX]+\.|Điều \d|PHẦN|Phần [IVXt\d]|Căn cứ|\()")
# The line of place and day ends at the right, as a full line does.
_DAY = re.compile(r"\w, ngày \d{1,2} tháng \d{1,2} năm \d{4}$")
_ENDED = (".", ";", ":", "!", "?", "/")
# Two texts side by side, not one line: number and place in a letterhead without lines.
_APART = 18.0


@dataclass(frozen=True, slots=True)
class PdfLine:
    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    first_word: float  # its width: whether it had room in the line above


def lines_of(letters: Sequence[Glyph]) -> list[PdfLine]:
    from pdfplumber.utils.text import extract_words

    words = extract_words(list(letters), x_tolerance=2, y_tolerance=2)
    rows: list[list[Glyph]] = []
    for word in sorted(words, key=lambda w: (w["top"] + w["bottom"], w["x0"])):
        middle = (word["top"] + word["bottom"]) / 2
        if rows and rows[-1][0]["top"] <= middle <= rows[-1][0]["bottom"]:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [_line(part) for row in rows for part in _side_by_side(sorted(row, key=lambda w: w["x0"]))]


def _side_by_side(words: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    part: list[Glyph] = []
    for word in words:
        if part and word["x0"] - part[-1]["x1"] > _APART:
            yield part
            part = []
        part.append(word)
    yield part


def _line(words: Sequence[Glyph]) -> PdfLine:
    return PdfLine(
        " ".join(word["text"] for word in words),
        words[0]["x0"],
        words[-1]["x1"],
        min(word["top"] for word in words),
        max(word["bottom"] for word in words),
        words[0]["x1"] - words[0]["x0"],
    )


def paragraphs(lines: Sequence[PdfLine], right: float) -> list[str]:
    """`right`: how far the longest line of the column goes; an empty text stands for a wide gap."""
    texts: list[str] = []
    for above, line in zip([None, *lines], lines, strict=False):
        if above is None:
            texts.append(line.text)
        elif _is_wide(above, line):
            texts += ["", line.text]
        elif breaks(texts[-1], above, line, right):
            texts.append(line.text)
        else:
            texts[-1] += " " + line.text
    return texts


def breaks(paragraph: str, above: PdfLine, line: PdfLine, right: float) -> bool:
    """Whether the writer ended the line above: there was room for the next word, or a new point begins."""
    had_room = above.x1 + (line.bottom - line.top) / 3 + line.first_word <= right - 1 and not _runs_on(
        above.text, line.text
    )
    is_point = bool(_ITEM.match(line.text)) and above.text.endswith(_ENDED)
    is_bullet = bool(_BULLET.match(line.text)) and bool(_BULLET.match(paragraph))
    beside = line.top < above.bottom - (above.bottom - above.top) / 2
    return had_room or is_point or is_bullet or beside or bool(_DAY.search(above.text))


def _runs_on(above: str, below: str) -> bool:
    """“chậm nhất là” – “ngày 15/01/2026” in a narrow column: a phrase that neither ends nor begins there."""
    *_, last = above.split() or [""]
    begins = below[:1].islower() and not below.startswith("các ") and not _ITEM.match(below)
    return begins and last.isalpha() and last.islower() and not _BULLET.match(above)


def _is_wide(above: PdfLine, line: PdfLine) -> bool:
    return line.top - above.bottom > 1.2 * (above.bottom - above.top)


def joined(above: str, below: str) -> str:
    """The two halves of a text that a new page cut in two."""
    apart = "\n" if _BULLET.match(above) and _BULLET.match(below) else " "
    return apart.join(filter(None, (above, below)))
