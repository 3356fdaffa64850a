"""The catalogue of English: complete, with the same places as the Vietnamese, and nothing in it that could break a page."""

import re
from collections import Counter

import pytest
from babel.messages.catalog import Catalog
from jinja2 import Environment
from markupsafe import Markup

from notifications.rendering import environment
from web.languages.catalogue import catalogue, english
from web.languages.edition import Edition
from web.languages.extraction import update
from web.languages.phrasebook import Phrasebook, plural

PLACE = re.compile(r"\{(\w+)\}")
CHOICE = re.compile(r"\{(\w+)\|[^{}|]*\|[^{}|]*\}")
ELEMENT = re.compile(r"</?\d+>")


@pytest.fixture(scope="module")
def kept() -> Catalog:
    """The file brought up to what the source says now, as `make words` would."""
    return update()


def test_everything_that_pages_say_is_said_in_english(kept: Catalog) -> None:
    wanting = [str(one.id) for one in kept if one.id and (one.fuzzy or not one.string)]
    assert wanting == [], "make words, then fill in what is empty in web/languages/en.po"


def test_each_message_has_the_places_and_elements_of_the_vietnamese(kept: Catalog) -> None:
    wrong = {}
    for one in (each for each in kept if each.id):
        message, said = str(one.id), str(one.string)
        places = set(PLACE.findall(message))
        chosen = set(CHOICE.findall(said)) <= places and set(PLACE.findall(said)) <= places
        lost = places - set(PLACE.findall(said)) - set(CHOICE.findall(said))
        if not chosen or lost or Counter(ELEMENT.findall(message)) != Counter(ELEMENT.findall(said)):
            wrong[message] = said
    assert wrong == {}


def test_a_message_brings_no_statement_and_no_script(kept: Catalog) -> None:
    said = [str(one.string) for one in kept if one.id]
    assert [one for one in said if re.search(r"\{\{|\{%|<script|\son\w+=|javascript:|style=", one)] == []
    assert [one for one in said if "“" not in one and '"' in one and "<" not in one and "{" in one] == [
        'letters that look like Latin "{word}": read as {_LETTERS}',
        'the mark "{mark}" of a note, not a number',
        'mistyped Roman numeral "{found}": read as {number}',
    ]


def in_english(source: str, **facts: object) -> str:
    """A template of one page, with the whole catalogue."""
    edition: Environment = english(environment())
    return edition.from_string(Edition(catalogue().texts.get).of(source)).render(facts)


def test_one_and_many_are_told_apart() -> None:
    source = "<p>{{ count | number }}</p> <p>{{ total }} việc quá hạn</p>"
    assert (
        Edition({"{total} việc quá hạn": "{total} {total|is|are} late"}.get).of(source).count("plural") == 1
    )
    assert [plural(value, "day", "days") for value in (1, "1", 0, 2, "1,154")] == [
        "day",
        "day",
        "days",
        "days",
        "days",
    ]


def test_braces_that_a_page_shows_are_no_place() -> None:
    said = {"gửi <code>{id}</code> của {name}": "send <code>{id}</code> of {name}"}
    made = Edition(said.get).of("<p>gửi <code>{id}</code> của {{ name }}</p>")
    assert made.startswith("<p>send <code>{id}</code> of {{")


def test_what_people_typed_is_neither_translated_nor_let_loose() -> None:
    typed = "<script>Quá hạn</script>"
    page = in_english('<input value="{{ x }}"><p class="says">{{ x }}</p><p>{{ x }}</p>', x=typed)
    assert page.count("&lt;script&gt;Quá hạn&lt;/script&gt;") == 3
    assert "<script>" not in page
    assert (
        in_english('<input value="{{ x }}"><textarea>{{ x }}</textarea>', x="Quá hạn").count("Quá hạn") == 2
    )


def test_a_macro_that_gives_back_a_value_gives_it_as_it_is() -> None:
    source = '{% macro kept(x="") %}{{ x }}{% endmacro %}<input value="{{ kept(x) }}">'
    assert in_english(source, x="Quá hạn") == '<input value="Quá hạn">'


def test_sentences_of_the_program_are_said_with_the_values_they_came_with() -> None:
    book = Phrasebook(
        {
            "trễ {late} ngày": "{late} {late|day|days} late",
            "đã báo bởi {agency}, {status}": "{status}, declared by {agency}",
        }
    )
    assert book.words("Trễ 1 ngày") == "1 day late"
    assert (
        book.words("đã báo bởi Sở Y tế, trễ 12 ngày")
        == '12 days late, declared by <span lang="vi">Sở Y tế</span>'
    )
    assert book.word("đã báo bởi Sở Y tế, trễ 12 ngày") == "12 days late, declared by Sở Y tế"
    assert (
        book.words("đã báo bởi <b>Sở</b>, trễ 2 ngày")
        == '2 days late, declared by <span lang="vi">&lt;b&gt;Sở&lt;/b&gt;</span>'
    )
    assert book.words("Rà soát thủ tục") == '<span lang="vi">Rà soát thủ tục</span>'
    assert book.words(Markup("<i>trễ 2 ngày</i>")) == "<i>trễ 2 ngày</i>"


def test_a_long_sentence_of_a_stranger_takes_no_longer() -> None:
    """Looking for words in order is linear: no pattern is tried again from each place."""
    book = catalogue().phrasebook
    book.words("của " * 400 + "trễ")
