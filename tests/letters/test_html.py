"""The HTML of letters holds in Outlook, in the dark and on a phone: what can be checked without them."""

import re
from html.parser import HTMLParser

import pytest

from notifications.letters import LetterWriter
from notifications.notice import LetterContent
from notifications.rendering import environment
from scheduler.letters.kind import LetterKind
from scheduler.letters.kinds import DIGEST, KINDS
from tests.letters.test_headers import HEAD, LINE, NOW, OFFICE, TO
from tests.story import parsed

VOID = {"br", "wbr", "meta", "img", "hr", "link"}
EACH = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


def html(kind: LetterKind) -> str:
    message = LetterContent(
        kind, TO, NOW.date(), (LINE,), OFFICE, ("văn thư",), notes=("Một điều khác sổ ghi.",), requests=2
    )
    body = parsed(LetterWriter(environment(), HEAD).write(message, NOW).raw).get_body(("html",))
    assert body is not None
    return str(body.get_content())


class Checker(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.classes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        given = dict(attrs)
        self.classes |= set((given.get("class") or "").split())
        if tag in ("td", "th", "p", "h2", "a", "table", "body"):
            assert given.get("style") or given.get("role") or not given, (tag, given)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@EACH
def test_every_tag_is_closed_and_styled_where_it_stands(kind: LetterKind) -> None:
    """Outlook and webmail drop the style sheet: what matters is written on the element."""
    checker = Checker()
    checker.feed(html(kind))
    assert checker.open == []
    styled = set(
        re.findall(r"\.([a-z][a-z0-9-]*)", re.search(r"<style>(.*?)</style>", html(kind), re.DOTALL)[1])
    )  # type: ignore[index]
    assert checker.classes <= styled, "each class does something"


@EACH
def test_outlook_gets_its_width_and_nothing_else_moves(kind: LetterKind) -> None:
    body = html(kind)
    assert body.count("<!--[if mso]>") == body.count("<![endif]-->") == 3
    for word in ("<script", "<img", "url(", "flex", "grid", "position:", "javascript:", "http://"):
        assert word not in body, word


@EACH
def test_the_dark_is_thought_of(kind: LetterKind) -> None:
    body = html(kind)
    assert '<meta name="color-scheme" content="light dark">' in body
    assert "@media (prefers-color-scheme: dark)" in body
    assert "@media (max-width: 480px)" in body


def test_it_stays_below_what_gmail_cuts_off() -> None:
    """Gmail cuts a letter at 102 KB of HTML; forty lines are more than an agency is ever told at once."""
    lines = tuple(LINE for _ in range(40))
    body = parsed(
        LetterWriter(environment(), HEAD).write(LetterContent(DIGEST, TO, NOW.date(), lines, OFFICE), NOW).raw
    )
    assert len(str(body.get_body(("html",)).get_content()).encode()) < 102_000  # type: ignore[union-attr]
