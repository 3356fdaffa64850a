"""What a mail server may say, and what becomes of the letter."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select

from notifications.mail.smtp import MailServer, SmtpTransport, transport_for
from plan.models import Letter, LetterState
from plan.storage.database import Database
from scheduler.send_run import SendRun, send
from tests.delivery.queue import DAY, fill
from tests.delivery.sink import Sink, listening

pytestmark = pytest.mark.wire

NOW = datetime(2012, 7, 4, 1, tzinfo=UTC)


@pytest.fixture
def sink() -> Iterator[Sink]:
    with listening(Sink()) as running:
        yield running


def _send(database: Database, sink: Sink, now: datetime = NOW) -> None:
    via = SmtpTransport(MailServer(host="127.0.0.1", port=sink.port))
    asyncio.run(send(SendRun(database, via, lambda: now, "test:1:1", lambda _: DAY)))


def _letters(database: Database) -> list[Letter]:
    with database.read() as session:
        rows = list(session.exec(select(Letter).order_by(col(Letter.id))))
        session.expunge_all()
    return rows


def test_the_server_receives_the_very_bytes_that_were_kept(empty: Database, sink: Sink) -> None:
    fill(empty, 3, NOW)
    _send(empty, sink)
    kept = _letters(empty)
    assert sink.letters == [letter.raw for letter in kept]
    assert {letter.state for letter in kept} == {LetterState.SENT}


def test_a_sent_letter_is_not_sent_again(empty: Database, sink: Sink) -> None:
    fill(empty, 1, NOW)
    _send(empty, sink)
    _send(empty, sink, NOW + timedelta(days=1))
    assert len(sink.letters) == 1


def test_greylisted_is_tried_again_later(empty: Database, sink: Sink) -> None:
    fill(empty, 1, NOW)
    sink.answer_rcpt = lambda _: "451 4.7.1 come back later"
    _send(empty, sink)
    letter = _letters(empty)[0]
    assert (letter.state, letter.try_at) == (LetterState.WAITING, NOW + timedelta(seconds=60))
    assert letter.fault == "greylisted"
    assert "451" in (letter.error or "")
    sink.answer_rcpt = lambda _: "250 OK"
    _send(empty, sink, NOW + timedelta(seconds=59))
    assert sink.letters == []
    _send(empty, sink, NOW + timedelta(seconds=60))
    assert sink.letters == [letter.raw]


def test_refused_for_good_waits_for_an_operator(empty: Database, sink: Sink) -> None:
    fill(empty, 2, NOW)
    sink.answer_rcpt = lambda to: "550 5.1.1 unknown" if to.startswith("so-1@") else "250 OK"
    _send(empty, sink)
    first, second = _letters(empty)
    assert (first.state, second.state) == (LetterState.REFUSED, LetterState.SENT)
    assert "so-1@quangngai.example: 550 5.1.1 unknown" in (first.error or "")


def test_one_of_three_refused_does_not_stop_the_other_two(empty: Database, sink: Sink) -> None:
    fill(empty, 1, NOW, ("a@x.example", "b@x.example", "c@x.example"))
    sink.answer_rcpt = lambda to: "550 5.1.1 unknown" if to == "b@x.example" else "250 OK"
    _send(empty, sink)
    letter = _letters(empty)[0]
    assert letter.state == LetterState.SENT
    assert sink.recipients == [["a@x.example", "c@x.example"]]
    assert letter.accepted == ["a@x.example", "c@x.example"]
    assert letter.refused == {"b@x.example": "550 5.1.1 unknown"}


def test_one_of_three_deferred_is_sent_to_that_one_alone(empty: Database, sink: Sink) -> None:
    fill(empty, 1, NOW, ("a@x.example", "b@x.example", "c@x.example"))
    sink.answer_rcpt = lambda to: "451 4.2.1 later" if to == "b@x.example" else "250 OK"
    _send(empty, sink)
    sink.answer_rcpt = lambda _: "250 OK"
    _send(empty, sink, NOW + timedelta(minutes=1))
    assert sink.recipients == [["a@x.example", "c@x.example"], ["b@x.example"]]
    assert sink.letters[0] == sink.letters[1]


def test_a_connection_cut_inside_data_repeats_the_same_bytes(empty: Database, sink: Sink) -> None:
    fill(empty, 1, NOW)
    sink.answer_data = lambda _: "cut"
    _send(empty, sink)
    letter = _letters(empty)[0]
    assert (letter.state, letter.fault) == (LetterState.UNKNOWN, "cut")
    sink.answer_data = lambda _: "250 OK"
    _send(empty, sink, NOW + timedelta(minutes=1))
    assert sink.letters == [letter.raw]


def test_a_server_that_is_down_ends_the_round_after_one_try(empty: Database) -> None:
    fill(empty, 5, NOW)
    with listening(Sink()) as gone:
        pass
    _send(empty, gone)
    assert [letter.fault for letter in _letters(empty)] == ["down", None, None, None, None]
    assert [letter.attempts for letter in _letters(empty)] == [0] * 5  # none of them is to blame


def test_a_server_that_closes_is_believed(empty: Database, sink: Sink) -> None:
    fill(empty, 2, NOW)
    sink.answer_data = lambda _: "421 4.3.2 shutting down"
    _send(empty, sink)
    assert [letter.fault for letter in _letters(empty)] == ["down", None]


def test_waits_grow_to_hours(empty: Database, sink: Sink) -> None:
    fill(empty, 1, NOW)
    sink.answer_rcpt = lambda _: "451 no"
    now, waits = NOW, []
    for _ in range(8):
        _send(empty, sink, now)
        waits.append((_letters(empty)[0].try_at - now).total_seconds())
        now = _letters(empty)[0].try_at
    assert waits == [30, 120, 600, 1800, 3600, 7200, 14400, 14400]


def test_starttls_is_enforced_when_asked_for(empty: Database, sink: Sink) -> None:
    fill(empty, 1, NOW)
    via = transport_for(MailServer(host="127.0.0.1", port=sink.port, security="starttls"))
    asyncio.run(send(SendRun(empty, via, lambda: NOW, "test:1:1", lambda _: DAY)))
    letter = _letters(empty)[0]
    assert sink.letters == []
    assert letter.state == LetterState.WAITING
    assert "STARTTLS" in (letter.error or "")


def test_without_a_server_letters_are_caught_and_kept_as_files(empty: Database, tmp_path: Path) -> None:
    fill(empty, 2, NOW)
    via = transport_for(MailServer(catch=tmp_path / "mail"))
    asyncio.run(send(SendRun(empty, via, lambda: NOW, "test:1:1", lambda _: DAY)))
    kept = _letters(empty)
    assert {letter.state for letter in kept} == {LetterState.CAPTURED}
    files = sorted((tmp_path / "mail" / "2012-07-04").iterdir())
    assert [file.read_bytes() for file in files] == [letter.raw for letter in kept]
