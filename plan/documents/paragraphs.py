"""Paragraphs of a plan in prose: whole, where a page cut them, and each with its mark (1., a), –, +). Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plan.documents.model import Block, Prose

_COLUMNS = 3  # a table of fewer often only lays out the page
_MARK = re.compile(r"(?:(?:Điều )?(\d{1,3}(?:\.\d{1,3})*)[.)]|([a-zđ])[.)]|[-–+•*]|\(\d{1,2}\))\s+")
# Articles stand above numbers, numbers above letters, letters above dashes, dashes above crosses.
ARTICLE = "Đ"
RANK = {ARTICLE: -1, "1": 0, "a": 1, "-": 2, "+": 3}


@dataclass(frozen=True, slots=True)
class ParagraphMark:
    """What a paragraph begins with: of one of the kinds that have a rank, with its number or its letter."""

    kind: str
    number: str = ""
    letter: str = ""
    is_part: bool = False  # “(1) …”: a part of the duty above it

    @property
    def name(self) -> str:
        return self.number or self.letter

    @property
    def rank(self) -> int:
        return RANK[self.kind]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`words` are its text without the mark; `after` is the mark of the paragraph behind it."""

    text: str
    place: int
    mark: ParagraphMark | None
    words: str
    after: ParagraphMark | None = None
    is_cell: bool = False  # of a table of several columns

    @property
    def where(self) -> str:
        return where(self.place)

    @property
    def kind(self) -> str:
        return self.mark.kind if self.mark else ""

    @property
    def number(self) -> str:
        return self.mark.number if self.mark else ""

    @property
    def name(self) -> str:
        return self.mark.name if self.mark else ""

    @property
    def is_above(self) -> bool:
        """Whether the next paragraph has a mark of a lower rank."""
        return bool(self.mark and self.after and self.after.rank > self.mark.rank)

    @property
    def is_above_number(self) -> bool:
        """Whether “2.1.” stands below this “2.”."""
        return bool(self.number and self.after and self.after.number.startswith(f"{self.number}."))


def where(place: int) -> str:
    return f"paragraph {place}"


def paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """Counted from 1."""
    whole = [(text, *_divided(text), is_cell) for text, is_cell in _whole(blocks)]
    behind = [*(mark for _, mark, _, _ in whole[1:]), None]
    for place, ((text, mark, words, is_cell), after) in enumerate(zip(whole, behind, strict=False), 1):
        yield Paragraph(text, place, mark, words, after, is_cell)


def _divided(text: str) -> tuple[ParagraphMark | None, str]:
    found = _MARK.match(text)
    if found is None:
        return None, text
    kind = (
        (ARTICLE if text.startswith("Điều") else "1")
        if found[1]
        else "a"
        if found[2]
        else "+"
        if text.startswith("+")
        else "-"
    )
    return ParagraphMark(kind, found[1] or "", found[2] or "", text.startswith("(")), text[found.end() :]


def _whole(blocks: Iterable[Block]) -> Iterator[tuple[str, bool]]:
    """Each paragraph, and whether it is a cell; one that goes on in small letters after an open end was cut by a page."""
    held, was_cell = "", False
    for block in blocks:
        texts = (block.text,) if isinstance(block, Prose) else tuple(dict.fromkeys(block.cells))
        is_cell = len(texts) >= _COLUMNS
        for text in texts:
            words = " ".join(text.split())
            if held and is_cell == was_cell and _goes_on(held, words):
                held = f"{held} {words}"
            elif words:
                if held:
                    yield held, was_cell
                held, was_cell = words, is_cell
    if held:
        yield held, was_cell


def _goes_on(held: str, words: str) -> bool:
    return words[:1].islower() and not _MARK.match(words) and held[-1] not in ".;:"
