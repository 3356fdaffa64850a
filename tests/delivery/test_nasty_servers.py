"""Servers that misbehave on the wire: slow, rude, cutting off; and TLS as it is enforced."""

import asyncio
import ssl
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select

from notifications.mail.faults import Fault
from notifications.mail.replies import classify
from notifications.mail.smtp import TIMEOUT, MailServer, SmtpTransport
from plan.models import Letter, LetterState
from plan.storage.database import Database
from scheduler.send_run import SendRun, send
from tests.delivery.queue import DAY, fill
from tests.servers.certificates import make

pytestmark = [pytest.mark.wire, pytest.mark.words]

NOW = datetime(2012, 7, 4, 1, tzinfo=UTC)
Say = Callable[[str], str]


def polite(command: str) -> str:
    return {"DATA": "354 go on\r\n", ".": "250 taken\r\n", "QUIT": "221 bye\r\n"}.get(command, "250 OK\r\n")


@asynccontextmanager
async def serving(
    say: Say = polite, per_byte: float = 0.0, tls: ssl.SSLContext | None = None, slow_at: str | None = None
) -> AsyncIterator[tuple[int, list[str]]]:
    """A server of a few lines: `say` answers a command (`.` ends a letter; an empty answer cuts the line).

    It is slow at every answer, or at that to `slow_at` alone.
    """
    heard: list[str] = []

    async def tell(writer: asyncio.StreamWriter, text: str, to: str = "") -> None:
        await _write(writer, text, per_byte if slow_at in {None, to} else 0.0)

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await tell(writer, "220 x\r\n")
            inside = False
            while line := await reader.readline():
                text = line.decode().rstrip("\r\n")
                if inside and text != ".":
                    continue
                command = text if inside else text.split(" ")[0].upper().partition(":")[0]
                heard.append(text)
                answer = say(command)
                if not answer:
                    break
                await tell(writer, answer, command)
                inside = command == "DATA" and answer.startswith("354")
        except ConnectionError:
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0, ssl=tls)
    async with server:
        yield server.sockets[0].getsockname()[1], heard


async def _write(writer: asyncio.StreamWriter, text: str, per_byte: float) -> None:
    raw = text.encode("utf-8", "surrogateescape")  # "\\udcf4" is the byte F4, which is no UTF-8
    for part in [bytes([byte]) for byte in raw] if per_byte else [raw]:
        writer.write(part)
        await writer.drain()
        await asyncio.sleep(per_byte)


def letters(database: Database) -> list[Letter]:
    with database.read() as session:
        rows = list(session.exec(select(Letter).order_by(col(Letter.id))))
        session.expunge_all()
    return rows


async def hand_in(
    database: Database, port: int, patience: float = TIMEOUT, now: datetime = NOW, **settings: object
) -> None:
    server = MailServer("127.0.0.1", port, **settings)  # type: ignore[arg-type]  # by name
    transport = SmtpTransport(server, patience)
    await send(SendRun(database, transport, lambda: now, "test:1:1", lambda _: DAY))


@pytest.mark.slow
async def test_one_byte_after_the_other_is_waited_for(empty: Database) -> None:
    fill(empty, 1, NOW)
    async with serving(per_byte=0.05) as (port, _):
        await hand_in(empty, port)
    assert letters(empty)[0].state == LetterState.SENT


def wordy(command: str) -> str:
    """A hundred and fifty bytes, where it is asked."""
    return f"250 {'a' * 144}\r\n" if command == "." else polite(command)


def silent_for_long(command: str) -> str:
    return f"250 {'a' * 144}\r\n" if command == "MAIL" else polite(command)


@pytest.mark.slow
@pytest.mark.timeout(600)
async def test_one_byte_a_second_in_real_seconds(tmp_path: Path) -> None:
    """Three servers at once: short answers, a long one after the letter, a long one before it."""
    given: dict[str, tuple[int, Say]] = {
        "short": (3, polite),
        "after": (1, wordy),
        "before": (2, silent_for_long),
    }

    async def through(name: str) -> tuple[list[str], float]:
        count, say = given[name]
        database = Database(f"sqlite:///{tmp_path / name}.db")
        fill(database, count, NOW)
        async with serving(say, per_byte=1.0) as (port, _):
            begun = time.monotonic()
            await hand_in(database, port)
            took = time.monotonic() - begun
        found = [f"{letter.state.value} {letter.fault or ''}".strip() for letter in letters(database)]
        database.close()
        return found, took

    (short, three), (after, one), (before, none) = await asyncio.gather(*map(through, given))
    assert short == ["sent"] * 3  # a minute a letter; the second and the third waited for the first
    assert 50 < three < 240
    assert after == ["sent"]  # longer than any one answer before the letter is waited for
    assert one > TIMEOUT
    assert before == [
        "waiting down",
        "waiting",
    ]  # two minutes, and nothing more is tried at a server that is down
    assert TIMEOUT < none < 2 * TIMEOUT


async def test_the_answer_to_a_whole_letter_is_waited_for_longest(empty: Database) -> None:
    """RFC 5321, 4.5.3.2.6 asks for ten minutes: whoever gives up before it makes a second copy of the letter."""
    fill(empty, 1, NOW)
    async with serving(per_byte=0.3, slow_at=".") as (port, _):
        await hand_in(empty, port, patience=2.0)
    assert letters(empty)[0].state == LetterState.SENT


@pytest.mark.slow
async def test_given_up_in_the_middle_of_that_answer_it_is_not_known(
    empty: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("notifications.mail.smtp.CONVERSATION", 3.0)
    fill(empty, 1, NOW)
    async with serving(per_byte=1.0, slow_at=".") as (port, _):
        await hand_in(empty, port)
    assert (letters(empty)[0].state, letters(empty)[0].fault) == (LetterState.UNKNOWN, "cut")


async def test_a_server_that_cuts_every_letter_gets_few_copies_of_it(empty: Database) -> None:
    """From half past seven to five: a person has long been told, and the mailbox is not flooded."""
    fill(empty, 1, NOW)
    async with serving(lambda command: "" if command == "." else polite(command)) as (port, heard):
        for minutes in range(570):
            await hand_in(empty, port, now=NOW + timedelta(minutes=minutes))
    assert heard.count(".") == 7
    assert letters(empty)[0].state == LetterState.UNKNOWN


async def test_a_server_that_never_answers_is_given_up(
    empty: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("notifications.mail.smtp.CONVERSATION", 0.5)
    fill(empty, 1, NOW)
    async with serving(per_byte=30.0) as (port, _):
        await hand_in(empty, port)
    assert (letters(empty)[0].state, letters(empty)[0].fault) == (LetterState.WAITING, "down")


@pytest.mark.parametrize(
    ("at", "state"),
    [
        ("MAIL", LetterState.WAITING),
        ("RCPT", LetterState.WAITING),
        ("DATA", LetterState.UNKNOWN),  # whether the server took "." before it went is not known
        (".", LetterState.UNKNOWN),
    ],
)
async def test_cut_off_at_any_point_it_is_known_what_is_known(
    empty: Database, at: str, state: LetterState
) -> None:
    fill(empty, 1, NOW)
    async with serving(lambda command: "" if command == at else polite(command)) as (port, _):
        await hand_in(empty, port)
    assert letters(empty)[0].state == state


async def test_too_many_rests_the_server_for_everyone(empty: Database) -> None:
    fill(empty, 3, NOW)

    def say(command: str) -> str:
        return "421 4.7.0 Too many messages, slow down\r\n" if command == "MAIL" else polite(command)

    async with serving(say) as (port, heard):
        await hand_in(empty, port)
    assert sum(line.startswith("MAIL") for line in heard) == 1
    assert [letter.fault for letter in letters(empty)] == ["too-many", None, None]


async def test_a_sender_that_is_not_accepted_refuses_no_letter(empty: Database) -> None:
    fill(empty, 2, NOW)

    def say(command: str) -> str:
        return "550 5.7.1 not allowed\r\n" if command == "MAIL" else polite(command)

    async with serving(say) as (port, _):
        await hand_in(empty, port)
    assert [letter.state for letter in letters(empty)] == [LetterState.WAITING] * 2
    assert "không nhận người gửi" in (letters(empty)[0].error or "")


async def test_a_letter_refused_after_it_was_read_is_refused(empty: Database) -> None:
    fill(empty, 1, NOW)

    def say(command: str) -> str:
        return "554 5.6.0 no\r\n" if command == "." else polite(command)

    async with serving(say) as (port, _):
        await hand_in(empty, port)
    assert letters(empty)[0].state == LetterState.REFUSED


@pytest.fixture
def certificates(tmp_path: Path) -> Path:
    """Two self-made certificates for 127.0.0.1: the server's and the client's."""
    make(tmp_path, "server", "client")
    return tmp_path


def asking_for_the_client(folder: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem", folder / "server.key")
    context.load_verify_locations(folder / "client.pem")
    context.verify_mode = ssl.CERT_REQUIRED
    return context


async def test_a_client_certificate_is_shown(empty: Database, certificates: Path) -> None:
    fill(empty, 1, NOW)
    known = {"certificate": certificates / "client.pem", "key": certificates / "client.key"}
    async with serving(tls=asking_for_the_client(certificates)) as (port, _):
        await hand_in(empty, port, security="tls", authorities=certificates / "server.pem", **known)
    assert letters(empty)[0].state == LetterState.SENT, letters(empty)[0].error


async def test_a_server_nobody_vouches_for_gets_nothing(empty: Database, certificates: Path) -> None:
    fill(empty, 1, NOW)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificates / "server.pem", certificates / "server.key")
    async with serving(tls=context) as (port, heard):
        await hand_in(empty, port, security="tls")
    assert heard == []
    assert letters(empty)[0].fault == "login"
    assert "không tin được" in (letters(empty)[0].error or "")


@pytest.mark.parametrize(
    ("code", "text", "fault"),
    [
        (450, "4.2.0 Greylisted, see http://postgrey.example", Fault.GREYLISTED),
        (451, "4.7.1 Please try again later", Fault.GREYLISTED),
        (451, "4.3.0 disk trouble", Fault.TEMPORARY),
        (452, "4.2.2 mailbox full", Fault.TEMPORARY),
        (421, "4.7.28 unusual rate", Fault.TOO_MANY),
        (450, "too many messages from you", Fault.TOO_MANY),
        (550, "5.1.1 unknown", Fault.PERMANENT),
    ],
)
def test_what_a_reply_means(code: int, text: str, fault: Fault) -> None:
    assert classify(code, text) == fault
