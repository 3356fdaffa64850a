"""What the pages say in English: `en.po`, read once, when the first English page is asked for."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po
from jinja2 import Environment
from jinja2.ext import Extension

from web.languages.edition import Edition
from web.languages.phrasebook import Phrasebook, plural, quote

FILE = Path(__file__).parent / "en.po"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_PAGES = re.compile(r"pages/")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """`texts` are said by templates, `phrasebook` by the program."""

    texts: dict[str, str]
    phrasebook: Phrasebook


@cache
def catalogue() -> Catalogue:
    """Messages that nobody has translated are left out: the page says them in Vietnamese."""
    with FILE.open("rb") as file:
        found = [one for one in read_po(file, locale="en") if one.id and one.string and not one.fuzzy]
    texts = {str(one.id): str(one.string) for one in found}
    made = {str(one.id) for one in found if any(place.endswith(".py") for place, _ in one.locations)}
    return Catalogue(texts, Phrasebook({key: said for key, said in texts.items() if key in made}))


class EnglishSource(Extension):
    """Templates of pages are read in English; letters and papers are never translated."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002 - as Jinja asks
        return Edition(catalogue().texts.get).of(source) if name and _PAGES.match(name) else source


@cache
def english(vietnamese: Environment) -> Environment:
    """The same templates in English. They are compiled once, like the others, and cost no more to fill in."""
    made = vietnamese.overlay(extensions=[EnglishSource])
    book = catalogue().phrasebook
    made.filters = vietnamese.filters | {
        "words": book.words,
        "word": book.word,
        "quote": quote,
        "plural": plural,
        "weekday": lambda when: WEEKDAYS[when.weekday()],
        "number": lambda count: f"{count:,}",
        "share": lambda part: "–" if part is None else f"{part * 100:.1f}".removesuffix(".0") + "%",
    }
    return made
