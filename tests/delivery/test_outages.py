"""A mail server that is away for hours or puts off for one, lived through on a clock set by hand."""

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from notifications.mail.server_limits import RateLimit
from notifications.mail.smtp import MailServer, SmtpTransport
from plan.models import Letter, LetterState
from plan.storage.database import Database
from scheduler.send_run import SendRun, send
from tests.delivery.queue import DAY, fill
from tests.delivery.sink import Sink, listening

NOW = datetime(2012, 7, 4, 1, tzinfo=UTC)  # eight o'clock
PACE = RateLimit("mail:25", per_minute=20, connections=1)


def live(
    database: Database, port: int, first: datetime, minutes: int, seen: Callable[[datetime], None]
) -> None:
    """Send twice a minute, as the daemon does more often."""
    for half in range(2 * minutes):
        now = first + timedelta(seconds=30 * half)
        transport = SmtpTransport(MailServer("127.0.0.1", port))
        asyncio.run(send(SendRun(database, transport, lambda n=now: n, "test:1:1", lambda _: DAY, PACE)))  # type: ignore[misc]  # bound now
        seen(now)


def states(database: Database) -> set[LetterState]:
    with database.read() as session:
        return set(session.exec(select(Letter.state)))


@pytest.mark.slow
@pytest.mark.weeks
def test_six_hours_without_a_server_and_then_never_more_than_the_cap(empty: Database) -> None:
    fill(empty, 60, NOW)
    with listening(Sink()) as gone:
        pass
    live(empty, gone.port, NOW, 360, lambda _: None)
    assert states(empty) == {LetterState.WAITING}
    counts: list[tuple[datetime, int]] = []
    with listening(Sink()) as back:
        live(
            empty,
            back.port,
            NOW + timedelta(hours=6),
            25,
            lambda now: counts.append((now, len(back.letters))),
        )
    assert Counter(back.message_ids).most_common(1)[0][1] == 1
    assert len(back.letters) == 60
    for now, count in counts:
        before = [c for t, c in counts if t <= now - timedelta(minutes=1)]
        assert count - (before[-1] if before else 0) <= PACE.per_minute
    first = next(now for now, count in counts if count)
    assert first - (NOW + timedelta(hours=6)) <= timedelta(minutes=15)


@pytest.mark.weeks
def test_an_hour_of_451_puts_off_and_loses_nothing(empty: Database) -> None:
    fill(empty, 30, NOW)
    with listening(Sink()) as sink:
        sink.answer_rcpt = lambda _: "451 4.3.0 not now"
        live(empty, sink.port, NOW, 60, lambda _: None)
        assert sink.letters == []
        sink.answer_rcpt = lambda _: "250 OK"
        live(empty, sink.port, NOW + timedelta(hours=1), 90, lambda _: None)
    assert len(sink.letters) == len(set(sink.message_ids)) == 30
    assert states(empty) == {LetterState.SENT}
