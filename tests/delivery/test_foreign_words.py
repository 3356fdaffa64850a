"""Words of mail servers are bytes of strangers: whatever they are, what became of a letter is written down."""

from datetime import UTC, datetime, timedelta
from typing import Self

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.mail.tries import ClaimedLetter, Outcome
from plan.foreign_text import LONGEST, clean, decode
from plan.models import LetterState
from plan.storage.database import Database
from scheduler.send_run import SendRun, send
from tests.delivery.queue import DAY, fill
from tests.delivery.test_nasty_servers import hand_in, letters, polite, serving

pytestmark = pytest.mark.wire

NOW = datetime(2012, 7, 4, 1, tzinfo=UTC)
LATIN = "550 5.1.1 kh\udcf4ng c\udcf3 h\udcf2m th\udcb0"  # Latin-1: no UTF-8


@pytest.mark.parametrize(
    "said", [LATIN, "550 5.1.1 a\0b", "550 5.1.1 \x1b[31m\u202eđỏ", "550 5.1.1 " + "x" * 7000]
)
async def test_the_good_recipients_get_it_once_and_nobody_waits(empty: Database, said: str) -> None:
    fill(empty, 3, NOW, ("a@x.example", "b@x.example", "c@x.example"))
    asked: list[str] = []

    def say(command: str) -> str:
        if command == "RCPT":
            asked.append(command)
            return f"{said}\r\n" if len(asked) % 3 == 2 else "250 OK\r\n"
        return polite(command)

    async with serving(say) as (port, heard):
        await hand_in(empty, port)
        await hand_in(empty, port, now=NOW + timedelta(minutes=20))
    assert heard.count(".") == 3
    for letter in letters(empty):
        assert (letter.state, letter.accepted) == (LetterState.SENT, ["a@x.example", "c@x.example"])
        (words,) = letter.refused.values()
        assert words.startswith("550 5.1.1")
        assert words.isprintable()
        assert len(words) <= LONGEST + 4


async def test_what_latin_letters_said_can_be_read(empty: Database) -> None:
    fill(empty, 1, NOW)
    async with serving(lambda c: f"{LATIN}\r\n" if c == "RCPT" else polite(c)) as (port, _):
        await hand_in(empty, port)
    assert "không có hòm th°" in (letters(empty)[0].error or "")


@pytest.mark.parametrize("at", ["MAIL", "DATA", ".", "EHLO"])
async def test_at_every_step(empty: Database, at: str) -> None:
    fill(empty, 2, NOW)

    def say(command: str) -> str:
        return (
            "451 l\udcf4i\0\r\n" if command == at or (at == "EHLO" and command == "HELO") else polite(command)
        )

    async with serving(say) as (port, _):
        await hand_in(empty, port)
    first = letters(empty)[0]
    assert first.state == LetterState.WAITING
    assert "lôi" in (first.error or "")


class Babel:
    """A transport whose outcomes no database can store."""

    def __init__(self) -> None:
        self.delivered: list[int] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        return None

    async def deliver(self, letter: ClaimedLetter) -> Outcome:
        self.delivered.append(letter.id)
        gone = letter.recipients[1:]
        return Outcome(
            "sent", "\udcff\0", None, letter.recipients[:1], tuple((to, "\udcff\0") for to in gone)
        )


async def test_an_outcome_is_written_without_words_if_need_be(empty: Database) -> None:
    fill(empty, 2, NOW, ("a@x.example", "b@x.example"))
    via = Babel()
    for minutes in (0, 15):
        await send(SendRun(empty, via, lambda m=minutes: NOW + timedelta(minutes=m), "t:1:1", lambda _: DAY))  # type: ignore[misc]  # bound now
    assert via.delivered == [1, 2]
    assert [(x.state, x.accepted, x.refused) for x in letters(empty)] == [
        (LetterState.SENT, ["a@x.example"], {"b@x.example": ""})
    ] * 2


@given(
    st.text(st.characters(exclude_categories=[]))
    | st.binary().map(lambda b: b.decode("utf-8", "surrogateescape"))
)
def test_whatever_it_was_it_can_be_stored_and_shown(text: str) -> None:
    words = clean(text)
    assert words.isprintable()
    assert len(words) <= LONGEST
    assert clean(words) == words
    words.encode()


@given(
    st.binary(),
    st.sampled_from(
        ["utf-8", "idna", "punycode", "unicode_escape", "hex", "zip", "utf-7", "", "\0", "ü", None]
    ),
)
def test_no_name_of_a_charset_breaks_it(raw: bytes, charset: str | None) -> None:
    assert clean(decode(raw, charset)).isprintable()


def test_letters_of_other_encodings_are_read() -> None:
    assert decode("Tiếng Việt".encode("cp1258", "ignore"), "windows-1258").startswith("Ti")
    assert decode("Đã nhận".encode(), "us-ascii") == "Đã nhận"  # it lied
