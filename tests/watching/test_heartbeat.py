"""A monitor elsewhere hears that we live, and why mail is ill; what it does or does not answer hurts nothing."""

import asyncio
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from notifications.heartbeat import FAIL, START, WELL, Heartbeat
from notifications.letters import LetterWriter
from plan.models import ServerState
from plan.storage.database import Database
from scheduler.clock_guard import ClockWatch
from scheduler.flow import TickContext
from scheduler.leader import Leader
from scheduler.letters.mail_ill import tell_mail_ill
from scheduler.policy.rules import Rules
from scheduler.pulse import LastWord, Pulse, next_word
from scheduler.ticker import Ticker
from tests.story import Story, morning
from tests.webhooks.receiver import Receiver, receiver

NOW = morning(date(2012, 7, 4))


@pytest.fixture
def monitor() -> Iterator[Receiver]:
    with receiver() as found:
        yield found


@pytest.mark.parametrize(
    ("told", "alive", "ill", "word"),
    [
        (LastWord(), False, False, START),
        (LastWord(START, 0.0), True, False, WELL),
        (LastWord(START, 0.0), False, False, None),
        (LastWord(WELL, 0.0), True, False, None),
        (LastWord(WELL, -300.0), True, False, WELL),
        (LastWord(WELL, 0.0), True, True, FAIL),
        (LastWord(FAIL, -9000.0), True, True, None),
        (LastWord(FAIL, 0.0), True, False, WELL),
        (LastWord(FAIL, 0.0), False, True, None),
    ],
)
def test_what_is_told_next(told: LastWord, alive: bool, ill: bool, word: str | None) -> None:
    assert next_word(told, 1.0, 300.0, alive=alive, ill=ill) == word


def fails(database: Database, times: int) -> None:
    with database.begin() as session:
        session.merge(
            ServerState(name="mail.example:25", failures=times, said="không kết nối được" if times else None)
        )


def test_the_service_tells_it(
    empty_on_sqlite: Path, tmp_path: Path, rules: Rules, writer: LetterWriter, monitor: Receiver
) -> None:
    path = tmp_path / "plan.db"
    path.write_bytes(empty_on_sqlite.read_bytes())
    database = Database(f"sqlite:///{path}")
    ticker = Ticker(
        database,
        lambda: rules,
        writer,
        lambda: NOW,
        Leader(database, "test:1:1"),
        watch=ClockWatch(wary=False),
    )  # type: ignore[arg-type]  # rules that never change
    pulse = Pulse(Heartbeat(f"{monitor.url[:-15]}/ping/abc?create=1"), ticker, database, timedelta(0))
    beat = lambda: asyncio.run(pulse.beat())  # noqa: E731 - one word of this story
    beat()
    beat()
    ticker.tick()
    beat()
    fails(database, 5)
    beat()
    beat()
    fails(database, 0)
    monitor.answers.append((503, {}))
    beat()
    beat()
    assert [one.path for one in monitor.told] == [
        "/ping/abc/start?create=1", "/ping/abc?create=1", "/ping/abc/fail?create=1", "/ping/abc?create=1",
        "/ping/abc?create=1",
    ]  # fmt: skip
    assert monitor.told[2].body == "máy chủ thư mail.example:25 hỏng 5 lần liền: không kết nối được"
    database.close()


def test_what_goes_wrong_is_said_without_the_address(monitor: Receiver) -> None:
    monitor.slow = 0.5
    assert asyncio.run(Heartbeat(monitor.url, timeout=0.1).tell(WELL)) == "không trả lời trong 0 giây"
    monitor.slow, monitor.always = 0, (302, {"Location": "http://127.0.0.1:1/"})
    assert asyncio.run(Heartbeat(monitor.url).tell(WELL)) == "trả lời 302"
    nobody = asyncio.run(Heartbeat("http://127.0.0.2:1/ping/secret-secret").tell(FAIL, "x"))
    assert nobody is not None
    assert "secret" not in nobody


def test_mail_that_is_ill_is_told_by_another_channel_once(
    empty: Database, rules: Rules, writer: LetterWriter
) -> None:
    def tick() -> list[str]:
        with empty.begin() as session:
            context = TickContext(session, rules, writer, NOW).letters
            tell_mail_ill(context, "sms:+84901234567")
        return [one.subject for one in Story(empty, rules, writer).letters(channel="spool")]

    assert tick() == []
    fails(empty, 4)
    assert tick() == []
    fails(empty, 5)
    assert tick() == tick()
    fails(empty, 0)
    assert tick() == tick()
    said = tick()
    assert said == [
        "Don doc: DUONG THU HONG, may chu thu mail.example:25 hong 5 lan lien: khong ket noi duoc",
        "Don doc: thu di lai duoc; xem: dondoc doctor",
    ]
