"""The rules of Outlook's engine, which is Word's, held against every letter: there is none here to draw them.

What it reads depends on the element: text and colour everywhere, margins on blocks, padding and widths in tables alone.
"""

import re
from html.parser import HTMLParser

import pytest

from scheduler.letters.kind import LetterKind
from scheduler.letters.kinds import KINDS
from tests.letters.rich import letter_of
from tests.letters.test_words import html_of

VOID = {"br", "wbr", "meta"}
CELLS = {"td", "th"}
TEXT = {
    "color", "background", "font-family", "font-size", "font-weight", "line-height", "text-align", "text-decoration",
    "vertical-align", "white-space", "border", "border-top", "border-bottom", "border-left", "border-collapse",
}  # fmt: skip
IGNORED = {"border-radius", "max-width"}  # not read, and nothing is lost: an mso table has the width
READ = {
    "span": TEXT,
    "b": TEXT,
    "body": TEXT | {"margin", "padding"},  # both nought
    "p": TEXT | {"margin"},
    "div": TEXT | {"margin"},
    "h1": TEXT | {"margin"},
    "h2": TEXT | {"margin"},
    "a": TEXT | {"display", "padding"},  # of a button, for whom its cell says it again
    "table": TEXT | IGNORED | {"margin"},
    "td": TEXT | IGNORED | {"padding", "width", "mso-padding-alt"},
    "th": TEXT | {"padding", "width"},
}


class OutlookReader(HTMLParser):
    """What in a letter Outlook would not draw as it was meant."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.open: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        style = dict(re.findall(r"([a-z-]+):([^;]+)", given.get("style", "")))
        if "mso-hide" not in style:  # the preheader, which nobody sees
            self.faults += [f"<{tag}>: {fault}" for fault in self._faults(tag, given, style)]
        if tag not in VOID:
            self.open.append((tag, style))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def _faults(self, tag: str, given: dict[str, str], style: dict[str, str]) -> list[str]:
        around = self.open[-1] if self.open else ("", {})
        found = [f"{name} is not read" for name in style if name not in READ.get(tag, set())]
        found += [
            f"{name}:{value}" for name, value in style.items() if re.search(r"-\d|auto|rem|calc|var", value)
        ]
        if tag == "table" and not {"cellpadding", "cellspacing", "border"} <= given.keys():
            found.append("spaces and borders of its own")
        if tag == "table" and "width" not in given and not (around[0] in CELLS and "margin" in style):
            found.append("no width, and no row of buttons")
        if tag in CELLS and "width" in style and given.get("width") != style["width"].removesuffix("px"):
            found.append("a width that the attribute does not say")
        if style.get("background", "#ffffff") != "#ffffff" and tag != "body" and "bgcolor" not in given:
            found.append("a ground that the attribute does not say")
        if tag == "a" and "padding" in style and "mso-padding-alt" not in around[1]:
            found.append("padding that its cell does not say")
        return found


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_outlook_reads_all_that_a_letter_asks_of_it(kind: LetterKind) -> None:
    reader = OutlookReader()
    reader.feed(html_of(letter_of(kind).raw))
    assert reader.faults == []
    assert reader.open == []
