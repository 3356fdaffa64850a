"""The layout of Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I: the page, and how each part of a paper looks.

Where the decree leaves a choice, the sizes of the examples in its Mục V are taken. docs/papers.md has it point by point.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

FONT = "Times New Roman"
MARGINS = {"top": 20, "bottom": 20, "left": 30, "right": 16}  # mm: 20–25, 20–25, 30–35, 15–20
WIDTH = 210 - MARGINS["left"] - MARGINS["right"]
WIDE = 297 - MARGINS["left"] - MARGINS["right"]  # of a page that lies on its side
COLON = 44.5  # mm: where the colon of an indented "Kính gửi:" stands, and the dashes below it


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph looks: sizes and spaces in points; in mm `left`, and `indent` for its first line."""

    size: float = 14
    bold: bool = False
    italic: bool = False
    align: Literal["left", "centre", "right", "both"] = "both"
    left: float = 0
    indent: float = 0
    before: float = 0
    after: float = 0
    keep: bool = False  # on the page of what follows


STYLES: Mapping[str, Style] = {
    "parent": Style(12, align="centre"),
    "org": Style(12, bold=True, align="centre"),
    "nation": Style(12, bold=True, align="centre"),
    "motto": Style(13, bold=True, align="centre"),
    "number": Style(13, align="centre", before=3),
    "place": Style(13, italic=True, align="centre", before=3),
    "about": Style(12, align="centre", before=6),
    "title": Style(14, bold=True, align="centre", before=12, keep=True),
    "subtitle": Style(14, bold=True, align="centre", keep=True),
    "annex": Style(14, bold=True, align="centre", keep=True),
    "under": Style(14, italic=True, align="centre", keep=True),
    "to": Style(14, align="left", indent=27, before=12),
    "to-one": Style(14, align="left", left=COLON + 2.9, indent=-2.9),
    "text": Style(14, indent=12.7, before=6),
    "plain": Style(14, before=6),
    "head": Style(14, bold=True, align="left", indent=12.7, before=6, keep=True),
    "receivers": Style(12, bold=True, italic=True, align="left"),
    "receiver": Style(11, align="left"),
    "signer": Style(14, bold=True, align="centre", keep=True),
    "blank": Style(14, align="centre", keep=True),
    "cell": Style(12, align="left"),
    "cell-head": Style(12, bold=True, align="centre", keep=True),
    "cell-number": Style(12, align="centre"),
    "note": Style(12, italic=True, align="left", before=3),
    "draft": Style(11, italic=True, align="right"),
}
