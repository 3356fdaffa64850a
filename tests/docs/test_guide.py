"""The guide and the tour say the same in both languages, and name commands, pages and tests that are there."""

import re

import pytest

from cli.main import COMMANDS
from tests.conftest import ROOT

DOCS = ROOT / "docs"
PAIRS = ("guide", "operating", "tour", "api")


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def shape(text: str) -> list[str]:
    """Headings by their depth, rows of tables, items: what a translation keeps."""
    marks = re.findall(r"^(#+ |\d+\. |\||!\[)", text, flags=re.MULTILINE)
    return [mark if mark.startswith("#") else mark[:1] for mark in marks]


@pytest.mark.parametrize("name", PAIRS)
def test_both_languages_have_the_same_structure(name: str) -> None:
    assert shape(read(f"{name}.md")) == shape(read(f"{name}.vi.md"))


@pytest.mark.parametrize("page", ["guide.md", "guide.vi.md", "../README.md", "../README.vi.md"])
def test_commands_of_the_guide_are_there(page: str) -> None:
    named = set(re.findall(r"(?:`|^)(?:sudo )?dondoc ([a-z][a-z-]*)", read(page), flags=re.MULTILINE))
    assert named
    assert named <= set(COMMANDS)


def test_every_guard_of_the_threat_model_has_its_test() -> None:
    named = re.findall(r"`(tests/[\w/.]+)`", read("threats.md"))
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []
