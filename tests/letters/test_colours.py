"""Letters can be read in the light and in the dark: contrast computed from what is written in them (WCAG 2.2, 1.4.3)."""

import re
from html.parser import HTMLParser

import pytest

from scheduler.letters.kind import LetterKind
from scheduler.letters.kinds import KINDS
from tests.letters.rich import letter_of
from tests.letters.test_words import html_of

EACH = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
LEAST = 4.5
VOID = {"br", "wbr", "meta"}


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


class Painter(HTMLParser):
    """Walks through a letter as a browser paints it: each text with its colour and the ground below it."""

    def __init__(self, dark: dict[str, dict[str, str]]) -> None:
        super().__init__()
        self.dark = dark
        self.stack: list[tuple[str, str, str]] = [("", "#000000", "#ffffff")]
        self.seen: set[tuple[str, str]] = set()
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        given = {name: value or "" for name, value in attrs}
        style = dict(re.findall(r"([a-z-]+):([^;]+)", given.get("style", "")))
        _, ink, ground = self.stack[-1]
        ink, ground = style.get("color", ink), style.get("background", ground)
        ink = self.stack[-1][1] if ink == "inherit" else ink
        for name in ["body"] * (tag == "body") + given.get("class", "").split():
            ink = self.dark.get(name, {}).get("color", ink)
            ground = self.dark.get(name, {}).get("background", ground)
        parent = self.stack[-1][0]
        if tag == "a" and parent in ("do", "do2"):
            ink = self.dark.get(f"{parent} a", {}).get("color", ink)
        mark = next((name for name in given.get("class", "").split() if name in ("do", "do2")), "")
        self.hidden += tag in ("style", "title")
        if "display" in style:
            ink, ground = "#000000", "#ffffff"  # the preheader: nobody sees it in the letter
        self.stack.append((mark, ink, ground))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.hidden -= tag in ("style", "title")
            self.stack.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and not self.hidden:
            self.seen.add(self.stack[-1][1:])


def dark_rules(html: str) -> dict[str, dict[str, str]]:
    """Selector → what it sets in the dark."""
    block = html.partition("prefers-color-scheme: dark) {")[2].partition("</style>")[0]
    found: dict[str, dict[str, str]] = {}
    for names, rules in re.findall(r"([^{}]+)\{([^{}]+)\}", block):
        for name in names.split(","):
            key = name.strip().removeprefix(".")
            found.setdefault(key, {}).update(re.findall(r"([a-z-]+): (#[0-9a-f]{6}) !important", rules))
    return found


@EACH
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read(kind: LetterKind, scheme: str) -> None:
    html = html_of(letter_of(kind).raw)
    painter = Painter(dark_rules(html) if scheme == "dark" else {})
    painter.feed(html)
    assert painter.seen
    faint = {pair: round(contrast(*pair), 2) for pair in painter.seen if contrast(*pair) < LEAST}
    assert faint == {}
