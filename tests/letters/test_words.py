"""What a letter says, it says in both its parts: the same duties, in the same words and the same order."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from notifications.letters import LARGEST, LetterWriter
from notifications.notice import LetterContent
from notifications.rendering import environment
from notifications.said import SaidPiece, Sentence
from notifications.view import LetterView, ViewSection, WriterDesk
from scheduler.letters.kind import LetterKind
from scheduler.letters.kinds import DIGEST, ESCALATION, KINDS
from tests.letters.rich import agency_lines, content_of, letter_of
from tests.letters.test_headers import HEAD, NOW, OFFICE, TO
from tests.story import parsed, text_of

EACH = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
GOLDEN = Path(__file__).parent / "digest.txt"


def html_of(raw: bytes) -> str:
    body = parsed(raw).get_body(("html",))
    assert body is not None
    return str(body.get_content())


def bare(text: str) -> str:
    """Words alone: without marks of either part, quotes, or blanks."""
    return re.sub(r"[\s“”]+", "", text.replace("\u00a0", " "))


def words_of(html: str) -> str:
    seen = re.sub(
        r"<style.*?</style>|<!--.*?-->|<title>.*?</title>|<div style=\"display:none.*?</div>",
        "",
        html,
        flags=re.DOTALL,
    )
    return bare(unescape(re.sub(r"<[^>]+>", "", seen)))


def said_in(view: LetterView) -> Iterator[Sentence]:
    """Every sentence of a letter, in order."""
    yield view.headline
    yield view.note
    for section in view.sections:
        yield from said_in_section(section)
    yield from view.foot


def said_in_section(section: ViewSection) -> Iterator[Sentence]:
    yield (SaidPiece(section.heading),)
    yield from section.intro
    for card in section.cards:
        yield from ((card.status,), (card.title,), card.facts, *card.history)
    for row in section.table.rows if section.table else ():
        for cell in row.cells:
            for paragraph in cell:
                yield from paragraph
        yield row.below
    yield from section.items
    yield from section.after


@EACH
def test_both_parts_say_the_same_in_the_same_order(kind: LetterKind) -> None:
    content = content_of(kind)
    links = {line.obligation: "https://dondoc.example/" for line in content.lines}
    accepts = {line.obligation: "https://dondoc.example/" for line in content.lines if line.asks}
    view = kind.view(content, WriterDesk(links, accepts, "https://dondoc.example/", base_url=HEAD.base_url))
    letter = letter_of(kind).raw
    for part in (words_of(html_of(letter)), bare(text_of(letter))):
        at, folded = 0, part.casefold()
        for sentence in said_in(view):
            for piece in sentence:
                found = folded.find(bare(piece.text).casefold(), at)
                assert found >= 0, (piece.text, part[at : at + 200])
                at = found


@EACH
def test_a_letter_begins_with_one_sentence(kind: LetterKind) -> None:
    html = html_of(letter_of(kind).raw)
    assert html.count("<h1 ") == 1
    headline = re.search(r"<h1 .*?>(.*?)</h1>", html, re.DOTALL)
    assert headline
    said = unescape(re.sub(r"<[^>]+>", "", headline[1]))
    assert said.endswith(".")
    hidden = re.search(r"<div style=\"display:none[^>]*>(.*?)</div>", html, re.DOTALL)
    assert hidden
    assert TO.name not in unescape(hidden[1])


@EACH
def test_nothing_is_fetched_and_links_are_safe(kind: LetterKind) -> None:
    html = html_of(letter_of(kind).raw)
    for word in ("http:", "src=", "<img", "url(", "<script", "javascript:"):
        assert word not in html, word
    assert set(re.findall(r'href="([a-z]+:)', html)) <= {"https:", "mailto:"}
    assert "<Dung Quất>" not in html
    assert "<chưa>" not in html


def test_a_duty_has_two_buttons_only_while_it_is_open_to_its_reader() -> None:
    html = html_of(letter_of(DIGEST).raw)
    open_ones = [line for line in agency_lines() if line.role == "lead" and not (line.waiting or line.over)]
    assert html.count("#bao-xong") == html.count("#gia-han") == len(open_ones)
    partner = html.partition("Cơ quan khác chủ trì")[2]
    assert "#bao-xong" not in partner


def test_what_is_common_is_said_once() -> None:
    words = words_of(html_of(letter_of(ESCALATION).raw))
    assert words.count(bare("đúng hạn đến hết 02/7/2012. ▲ 2 cơ quan chưa gửi trong 35.")) == 1
    assert words.count(bare("“Trễ” và “chờ” đếm bằng ngày làm việc")) == 1


@pytest.mark.parametrize("many", [100, 1000])
def test_a_letter_that_would_be_cut_off_names_forty_and_how_many_others(many: int) -> None:
    """Gmail cuts a letter at 102 kB of HTML."""
    first = agency_lines()
    lines = tuple(
        type(line)(**{name: getattr(line, name) for name in line.__slots__} | {"obligation": n})
        for n, line in enumerate((first * (many // len(first) + 1))[:many], 1)
    )
    content = LetterContent(DIGEST, TO, NOW.date(), lines, OFFICE)
    letter = LetterWriter(environment(), HEAD).write(content, NOW).raw
    html, text = html_of(letter), text_of(letter)
    assert len(html.encode()) <= LARGEST
    named = html.count('class="card ') + html.count('<th scope="row"')
    left = int(re.search(r"và (\d+) việc khác", html)[1])  # type: ignore[index]
    assert named <= 40
    assert f"và {left} việc khác" in text
    total = int(re.search(r"Quá hạn <span[^>]*>(\d+)", html)[1])  # type: ignore[index]
    assert total == sum(line.late and not (line.waiting or line.corrects) for line in lines)


def test_the_reminder_as_text_is_as_it_was_read() -> None:
    """Look at it when it changes."""
    text = re.sub(r"/[aos]/\S+", "/…", text_of(letter_of(DIGEST).raw).replace("\r", ""))
    assert text == GOLDEN.read_text(encoding="utf-8")
