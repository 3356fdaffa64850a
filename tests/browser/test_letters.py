"""Letters as they are seen: none is wider than its window, in the light and in the dark."""

import re

import pytest
from playwright.sync_api import Browser

from scheduler.letters.kind import LetterKind
from scheduler.letters.kinds import KINDS
from tests.letters.rich import letter_of
from tests.letters.test_words import html_of

pytestmark = pytest.mark.slow
WIDTHS = (320, 390, 760)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_no_letter_is_wider_than_its_window(chromium: Browser, kind: LetterKind) -> None:
    html = html_of(letter_of(kind).raw)
    without_styles = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    for width in WIDTHS:
        page = chromium.new_page(viewport={"width": width, "height": 800})
        for body in (html, without_styles):
            page.set_content(body)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, width
            low = page.evaluate(
                "[...document.querySelectorAll('.do a, .do2 a')].filter(a => a.getBoundingClientRect().height < 39.5).length"
            )
            assert low == 0, "a button that a thumb finds"
        page.close()
