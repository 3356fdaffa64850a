"""Pieces of letters that are written once: never older than the templates, and escaped whoever wrote them first."""

import os
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from notifications.rendering import LONGEST, TEMPLATES, environment
from notifications.said import SaidPiece

CARD = '{% from "letters/_parts.html" import piece, card_words with context %}{{ card_words("son", p, t, (p,), ()) }}'


def _card(env: Environment, text: str) -> str:
    return env.from_string(CARD).render(p=SaidPiece(text, tone="son"), t=SaidPiece(text))


def test_what_an_office_changes_in_its_template_is_seen_in_every_card(tmp_path: Path) -> None:
    """Also where the macro of the card stays as it is, and what it uses changes."""
    parts = tmp_path / "letters" / "_parts.html"
    parts.parent.mkdir()
    shipped = (TEMPLATES / "letters" / "_parts.html").read_text(encoding="utf-8")
    changes = (("#a3221b", "#123456"), ("<span{%", "<span lang{%"))
    parts.write_text(shipped, encoding="utf-8")
    env = environment(tmp_path)
    before = _card(env, "x")
    for turn, (old, new) in enumerate(changes, 1):
        parts.write_text(shipped.replace(old, new), encoding="utf-8")
        os.utime(parts, (turn, turn))
        assert _card(env, "x") == before.replace(old.removesuffix("{%"), new.removesuffix("{%"))


def test_a_text_is_escaped_though_an_equal_one_was_marked_as_html() -> None:
    env = environment()
    for text in (Markup("<b>x</b>"), "<b>x</b>"):
        assert "<b>" not in _card(env, text)
        assert "&lt;b&gt;x&lt;/b&gt;" in _card(env, text)
        assert "&amp;" not in _card(env, text)


def test_a_long_one_is_written_each_time_and_the_same() -> None:
    env, text = environment(), "chữ " * LONGEST
    assert _card(env, text) == _card(env, text)
