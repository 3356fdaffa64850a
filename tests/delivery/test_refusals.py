"""A 5xx about us refuses no recipient: the letters wait, the server rests. What is of the recipient is refused."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, select

from notifications.mail.faults import Fault
from notifications.mail.replies import classify
from notifications.mail.server_limits import RateLimit, failing_servers
from notifications.mail.smtp import MailServer, SmtpTransport
from plan.models import Letter, LetterState
from plan.storage.database import Database
from scheduler.send_run import SendRun, send
from tests.delivery.queue import DAY, fill
from tests.delivery.sink import Sink, listening
from tests.delivery.test_nasty_servers import hand_in, polite, serving

pytestmark = [pytest.mark.wire, pytest.mark.words]

NOW = datetime(2012, 7, 4, 1, tzinfo=UTC)
PACE = RateLimit("mail:25", per_minute=1000, connections=1)
ABOUT_US = [
    "550 5.7.1 Relaying denied",
    "550 Relaying denied",
    "550 relay not permitted",
    "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)",
    "550 5.7.26 Unauthenticated email from quangngai.example is not accepted due to its DMARC policy",
    "554 5.7.1 Service unavailable; Client host [203.0.113.7] blocked using zen.spamhaus.org",
    "550 5.4.5 Daily user sending limit exceeded",
    "530 5.7.0 Authentication required",
    "550 SPF check failed",
    "550 5.1.8 Sender address rejected: Domain not found",
    "454 4.7.1 Relay access denied",
    "521 5.3.2 This host does not accept mail",
]
IN_DOUBT = [
    "552 5.3.4 Message size exceeds fixed limit",
    "554 Transaction failed",
    "550 5.2.2 over quota",
    "550",
]


@pytest.fixture
def sink() -> Iterator[Sink]:
    with listening(Sink()) as running:
        yield running


def deliver(database: Database, sink: Sink, now: datetime = NOW, limit: RateLimit | None = PACE) -> None:
    via = SmtpTransport(MailServer("127.0.0.1", sink.port))
    asyncio.run(send(SendRun(database, via, lambda: now, "test:1:1", lambda _: DAY, limit)))


def letters(database: Database) -> list[Letter]:
    with database.read() as session:
        rows = list(session.exec(select(Letter).order_by(col(Letter.id))))
        session.expunge_all()
    return rows


def states(database: Database) -> Counter[LetterState]:
    return Counter(letter.state for letter in letters(database))


def whole_morning(database: Database, sink: Sink, first: datetime = NOW, minutes: int = 180) -> None:
    for minute in range(0, minutes, 5):
        deliver(database, sink, first + timedelta(minutes=minute))


@pytest.mark.parametrize("where", ["recipient", "letter"])
@pytest.mark.parametrize("said", ABOUT_US)
def test_a_fault_of_ours_refuses_nobody(empty: Database, sink: Sink, said: str, where: str) -> None:
    fill(empty, 4, NOW)
    if where == "recipient":
        sink.answer_rcpt = lambda _: said
    else:
        sink.answer_data = lambda _: said
    deliver(empty, sink)
    assert states(empty) == {LetterState.WAITING: 4}
    first = letters(empty)[0]
    assert (first.fault, first.refused) == ("rejected", {})
    assert said[:3] in (first.error or "")
    with empty.read() as session:
        assert [server.said for server in failing_servers(session)] == [first.error]
    deliver(empty, sink)  # it rests
    assert [letter.attempts for letter in letters(empty)] == [1, 0, 0, 0]


@pytest.mark.parametrize("said", ABOUT_US[:1] + IN_DOUBT)
def test_a_morning_of_it_and_then_all_letters_go(empty: Database, sink: Sink, said: str) -> None:
    fill(empty, 42, NOW)
    sink.answer_data = lambda _: said
    whole_morning(empty, sink)
    assert states(empty) == {LetterState.WAITING: 42}
    sink.answer_data = lambda _: "250 OK"
    whole_morning(empty, sink, NOW + timedelta(hours=3), 60)
    assert states(empty) == {LetterState.SENT: 42}
    assert len(sink.letters) == len(set(sink.message_ids)) == 42


@pytest.mark.parametrize(
    "said", ["550 5.1.1 unknown", "550 No such user here", "550 5.1.10 null MX", "556 no mail"]
)
def test_forty_communes_are_gone_after_a_merger(empty: Database, sink: Sink, said: str) -> None:
    fill(empty, 42, NOW)
    sink.answer_rcpt = lambda to: "250 OK" if to.startswith(("so-41@", "so-42@")) else said
    deliver(empty, sink)
    assert states(empty) == {LetterState.REFUSED: 40, LetterState.SENT: 2}


def test_one_in_doubt_is_refused_and_two_do_not_stop_the_others(empty: Database, sink: Sink) -> None:
    fill(empty, 6, NOW)
    sink.answer_rcpt = lambda to: "554 no" if to[:4] in {"so-1", "so-2", "so-5"} else "250 OK"
    deliver(empty, sink)
    assert states(empty) == {LetterState.REFUSED: 3, LetterState.SENT: 3}


def test_three_domains_in_one_letter_are_three(empty: Database, sink: Sink) -> None:
    fill(empty, 1, NOW, ("a@x.example", "b@y.example", "c@z.example"))
    sink.answer_rcpt = lambda _: "554 no"
    deliver(empty, sink)
    assert (letters(empty)[0].state, letters(empty)[0].refused) == (LetterState.WAITING, {})


def test_three_of_one_domain_in_one_letter_are_one(empty: Database, sink: Sink) -> None:
    fill(empty, 1, NOW, ("a@x.example", "b@x.example", "c@x.example"))
    sink.answer_rcpt = lambda _: "554 no"
    deliver(empty, sink)
    assert letters(empty)[0].state == LetterState.REFUSED


def test_one_recipient_whom_we_may_not_write_to_holds_nobody_up(empty: Database, sink: Sink) -> None:
    fill(empty, 5, NOW)
    sink.answer_rcpt = lambda to: "550 5.7.1 not from you" if to.startswith("so-1@") else "250 OK"
    whole_morning(empty, sink, minutes=30)
    assert states(empty) == {LetterState.WAITING: 1, LetterState.SENT: 4}
    with empty.read() as session:
        assert len(failing_servers(session)) == 1  # it was the last to be tried


def test_taken_for_one_the_letter_waits_for_the_other_and_the_server_is_up(
    empty: Database, sink: Sink
) -> None:
    fill(empty, 1, NOW, ("a@x.example", "b@y.example", "gone@x.example"))
    said = {"b@y.example": "550 5.7.1 Relaying denied", "gone@x.example": "550 5.1.1 unknown"}
    sink.answer_rcpt = lambda to: said.get(to, "250 OK")
    deliver(empty, sink)
    letter = letters(empty)[0]
    assert (letter.state, letter.accepted, letter.fault) == (LetterState.WAITING, ["a@x.example"], "rejected")
    assert letter.refused == {"gone@x.example": "550 5.1.1 unknown"}
    with empty.read() as session:
        assert failing_servers(session) == []
    sink.answer_rcpt = lambda _: "250 OK"
    deliver(empty, sink, NOW + timedelta(minutes=2))
    assert sink.recipients == [["a@x.example"], ["b@y.example"]]


def test_an_answer_to_the_letter_is_not_of_those_put_off_before(empty: Database, sink: Sink) -> None:
    fill(empty, 1, NOW, ("a@x.example", "b@x.example"))
    sink.answer_rcpt = lambda to: "451 4.3.0 later" if to.startswith("b@") else "250 OK"
    sink.answer_data = lambda _: "554 5.6.0 no"
    deliver(empty, sink)
    letter = letters(empty)[0]
    assert (letter.state, letter.refused) == (LetterState.WAITING, {"a@x.example": "554 5.6.0 no"})


async def test_a_reply_without_end_closes_the_connection(empty: Database) -> None:
    fill(empty, 2, NOW)

    def say(command: str) -> str:
        return "250-" + "x" * 40_000 if command == "RCPT" else polite(command)

    async with serving(say) as (port, heard):
        await hand_in(empty, port)
    assert [letter.state for letter in letters(empty)] == [LetterState.WAITING] * 2
    assert sum(line.startswith("MAIL") for line in heard) == 1
    assert heard[-1].startswith("RCPT")  # nothing more was said on a line that nobody understands


@pytest.mark.parametrize("nonsense", ["what?\r\n", "999 x\r\n", "354 go on\r\n", "25 x\r\n"])
async def test_a_reply_that_is_none_closes_the_connection(empty: Database, nonsense: str) -> None:
    fill(empty, 1, NOW)
    async with serving(lambda c: nonsense if c == "RCPT" else polite(c)) as (port, heard):
        await hand_in(empty, port)
    assert (letters(empty)[0].state, letters(empty)[0].fault) == (LetterState.WAITING, "down")
    assert heard[-1].startswith("RCPT")


@pytest.mark.parametrize("yes", ["252 perhaps\r\n", "200 fine\r\n"])
async def test_any_yes_is_a_yes(empty: Database, yes: str) -> None:
    fill(empty, 1, NOW)
    async with serving(lambda c: yes if c in {"RCPT", "."} else polite(c)) as (port, _):
        await hand_in(empty, port)
    assert letters(empty)[0].state == LetterState.SENT


async def test_a_server_that_takes_back_nothing_refuses_nobody(empty: Database) -> None:
    """RSET after a recipient who is to be tried later: a 5xx to that is no word about the recipient."""
    fill(empty, 1, NOW)
    said = {"RCPT": "451 4.3.0 later\r\n", "RSET": "502 what\r\n"}
    async with serving(lambda c: said.get(c) or polite(c)) as (port, _):
        await hand_in(empty, port)
    assert (letters(empty)[0].state, letters(empty)[0].fault) == (LetterState.WAITING, "temporary")


@pytest.mark.parametrize(
    ("code", "text", "fault"),
    [
        (550, "5.1.1 <a@b.vn>: User unknown in relay recipient table", Fault.PERMANENT),
        (550, "<a@b.vn>: Recipient address rejected: User unknown in relay recipient table", Fault.PERMANENT),
        (550, "5.2.1 mailbox disabled", Fault.PERMANENT),
        (554, "5.6.0 no", Fault.PERMANENT),
        (550, "5.7.17 Mailbox owner has changed", Fault.PERMANENT),
        (550, "Host 5.7.1.20 has no such user", Fault.PERMANENT),
        (550, "5.1.0 Sender rejected", Fault.REJECTED),
        (550, "5.0.0 blocked by DNSBL", Fault.REJECTED),
        (450, "4.1.8 Sender address rejected: Domain not found", Fault.REJECTED),
        (451, "4.7.1 Greylisted: not authenticated senders wait", Fault.GREYLISTED),
    ],
)
def test_whose_fault_it_is(code: int, text: str, fault: Fault) -> None:
    assert classify(code, text) == fault


def test_too_many_recipients_means_another_transaction_at_once(empty: Database, sink: Sink) -> None:
    everybody = tuple(f"a{n}@x.example" for n in range(7))
    fill(empty, 2, NOW, everybody)
    asked: list[str] = []

    def answer(to: str) -> str:
        room = len(asked) % 4 < 3
        asked.append(to)
        return "250 OK" if room else "452 4.5.3 Error: too many recipients"

    sink.answer_rcpt = answer
    deliver(empty, sink)
    assert states(empty) == {LetterState.SENT: 2}
    assert [to for part in sink.recipients for to in part] == [*everybody, *everybody]
    assert {len(part) for part in sink.recipients} <= {1, 2, 3}
    assert [(letter.accepted, letter.attempts) for letter in letters(empty)] == [([*everybody], 1)] * 2


def test_too_many_at_the_first_recipient_is_for_later(empty: Database, sink: Sink) -> None:
    fill(empty, 2, NOW)
    sink.answer_rcpt = lambda _: "452 4.5.3 too many recipients"
    deliver(empty, sink)
    assert [letter.fault for letter in letters(empty)] == ["temporary"] * 2
    with empty.read() as session:
        assert failing_servers(session) == []


def test_lost_in_the_second_transaction_the_first_is_not_repeated(empty: Database, sink: Sink) -> None:
    fill(empty, 1, NOW, ("a@x.example", "b@x.example"))
    full = iter(["250 OK", "452 too many recipients", "250 OK", "250 OK"])
    sink.answer_rcpt = lambda _: next(full)
    sink.answer_data = lambda n: "cut" if n else "250 OK"
    deliver(empty, sink)
    assert (letters(empty)[0].state, letters(empty)[0].accepted) == (LetterState.UNKNOWN, ["a@x.example"])
    sink.answer_data = lambda _: "250 OK"
    deliver(empty, sink, NOW + timedelta(minutes=1))
    assert sink.recipients == [["a@x.example"], ["b@x.example"]]


@pytest.mark.parametrize(
    ("greeting", "fault"), [("554 5.7.1 blocked\r\n", "login"), ("421 4.3.2 busy\r\n", "down")]
)
async def test_a_server_that_does_not_even_greet_us(empty: Database, greeting: str, fault: str) -> None:
    fill(empty, 1, NOW)

    async def handle(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(greeting.encode())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    async with server:
        await hand_in(empty, server.sockets[0].getsockname()[1])
    assert (letters(empty)[0].state, letters(empty)[0].fault) == (LetterState.WAITING, fault)


@pytest.mark.parametrize(("said", "fault"), [("454 4.7.0 later\r\n", "down"), ("535 5.7.8 no\r\n", "login")])
async def test_a_login_that_cannot_be_looked_up_is_no_wrong_password(
    empty: Database, said: str, fault: str
) -> None:
    fill(empty, 1, NOW)
    answers = {"EHLO": "250-x\r\n250 AUTH PLAIN\r\n", "AUTH": said}
    async with serving(lambda c: answers.get(c) or polite(c)) as (port, _):
        await hand_in(empty, port, username="a", password="b")
    letter = letters(empty)[0]
    assert (letter.state, letter.fault) == (LetterState.WAITING, fault)
    assert ("mật khẩu" in (letter.error or "")) is (fault == "login")


@pytest.mark.parametrize("host", ["a..b", "x" * 70 + ".example", "máy chủ"])
async def test_a_host_that_is_none_is_said(empty: Database, host: str) -> None:
    fill(empty, 1, NOW)
    outcome = await SmtpTransport(MailServer(host, 25)).open()
    assert outcome is not None
    assert "không kết nối được máy chủ thư" in (outcome.error or "")
    via = SmtpTransport(MailServer(host, 25))
    await send(SendRun(empty, via, lambda: NOW, "test:1:1", lambda _: DAY))
    assert (letters(empty)[0].state, letters(empty)[0].fault) == (LetterState.WAITING, "down")
