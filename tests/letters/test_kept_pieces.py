"""Pieces of letters that are written once: never older than the templates, and escaped whoever wrote them first."""

import os
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup, escape

from notifications.letters import LetterWriter
from notifications.rendering import LONGEST, MOST, TEMPLATES, environment
from notifications.said import SaidPiece
from notifications.view import ViewRow, cell
from scheduler.letters.kinds import DIGEST
from tests.letters.rich import content_of
from tests.letters.test_headers import HEAD, NOW

CARD = '{% from "letters/_parts.html" import piece, card_words with context %}{{ card_words("son", p, t, (p,), ()) }}'

ROW = '{% from "letters/_parts.html" import row with context %}{{ row(one, 1) }}'


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


def test_an_office_may_use_in_its_parts_what_any_template_may_use(tmp_path: Path) -> None:
    """`subject` and `plans` are given to the letter; its parts see them though they are in a file of their own."""
    parts = tmp_path / "letters" / "_parts.html"
    parts.parent.mkdir()
    shipped = (TEMPLATES / "letters" / "_parts.html").read_text(encoding="utf-8")
    begins = "{% macro foot(view) -%}"
    parts.write_text(
        shipped.replace(begins, begins + "<i>{{ subject }}; {{ plans | join }}</i>"), encoding="utf-8"
    )
    made = LetterWriter(environment(tmp_path), HEAD).write(content_of(DIGEST), NOW)
    html = message_from_bytes(made.raw, policy=default).get_body(("html",))
    assert html is not None
    assert f"<i>{escape(made.subject)}; " in html.get_content()


def test_a_text_is_escaped_though_an_equal_one_was_marked_as_html() -> None:
    env = environment()
    for text in (Markup("<b>x</b>"), "<b>x</b>"):
        assert "<b>" not in _card(env, text)
        assert "&lt;b&gt;x&lt;/b&gt;" in _card(env, text)
        assert "&amp;" not in _card(env, text)


def test_a_long_one_is_written_each_time_and_the_same() -> None:
    env, text = environment(), "chữ " * LONGEST
    assert _card(env, text) == _card(env, text)


def test_pieces_may_be_called_as_templates_of_an_office_call_them() -> None:
    """By name, or with a list, of which nothing can be kept."""
    env, one = environment(), SaidPiece("x", tone="quiet")
    imported = '{% from "letters/_parts.html" import say with context %}'
    for call, said in (("say((p,), plainly=true)", "x"), ("say([p, p], true)", "xx"), ("say((p,))", "<span")):
        assert env.from_string(f"{imported}{{{{ {call} }}}}").render(p=one).startswith(said)


def test_a_row_of_a_table_escapes_what_it_is_given_though_an_equal_one_was_kept() -> None:
    env = environment()
    for text in (Markup("<b>x</b>"), "<b>x</b>"):
        for quoted in (True, False):
            one = ViewRow((cell((SaidPiece(text, quoted=quoted),)),), below=(SaidPiece(text),))
            html = env.from_string(ROW).render(one=one)
            assert "<b>" not in html
            assert html.count("&lt;b&gt;x&lt;/b&gt;") == 2


def test_what_is_asked_for_again_outlives_as_many_others_as_are_kept() -> None:
    env, asked = environment(), []
    say = env.get_template("letters/_parts.txt").module.say
    often = (_Counted("x", asked),)
    for n in range(3 * MOST):
        say((SaidPiece(str(n)),))
        if n % MOST == MOST // 2:
            assert say(often) == "x"
    assert len(asked) == 1


class _Counted:
    """A piece that counts how often it is written."""

    quoted, link = False, ""

    def __init__(self, text: str, asked: list[str]) -> None:
        self._text, self._asked = text, asked

    @property
    def text(self) -> str:
        self._asked.append(self._text)
        return self._text
