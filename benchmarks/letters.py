"""Letters written, and sent to a mail server on loopback: ours, and the bare libraries beside it."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from email.message import EmailMessage

import aiosmtplib

from benchmarks import bare
from benchmarks.children import child
from benchmarks.figures import Figure
from benchmarks.filling import TITLE, TODAY
from benchmarks.office import HEAD, folder, morning, new_writer, opened
from benchmarks.sizes import Sizes
from benchmarks.timing import medians
from notifications import outbox
from notifications.letters import Writer, Written
from notifications.notice import Contact, Line, Message
from notifications.outbox import Outcome
from notifications.smtp import Server, SmtpCourier
from plan.database import Database
from scheduler import steps

OFFICE = Contact("so-noi-vu", "Sở Nội vụ", ("so-noi-vu@quangngai.example",))
NOW = morning(TODAY)
WAIT = "UPDATE letter SET state = 'waiting', attempts = 0, finished_at = NULL"
# Copies at the end of the queue, to see what a letter costs when many wait.
COPIES = """WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
    INSERT INTO letter (agency, kind, day, message_id, subject, sender, recipients, raw, state, attempts,
                        written_at, try_at)
    SELECT 'copy-' || i, kind, day, 'copy-' || i, subject, sender, recipients, raw, state, 0, written_at, try_at
    FROM n CROSS JOIN (SELECT * FROM letter LIMIT 1)"""


def run(sizes: Sizes) -> Iterator[Figure]:
    messages = [_message(number) for number in range(sizes.letters)]
    with (
        folder() as path,
        opened(path / "plan.db") as database,
        closing(bare.connect(path / "plan.db")) as db,
    ):
        yield from _writing(messages, database, db, sizes)
        yield from _sending(database, db, sizes)
        yield _queueing(database, db, sizes)


def _message(number: int) -> Message:
    """A digest of three lines, as agencies get most often."""
    to = Contact(f"so-{number}", f"Sở số {number} tỉnh Quảng Ngãi", (f"so-{number}@quangngai.example",))
    return Message("digest", to, TODAY, tuple(_line(n) for n in range(3)), OFFICE)


def _line(number: int) -> Line:
    due = date(2012, 7, 9 + number)
    return Line(
        obligation=number + 1,
        step="before-5",
        role="lead",
        reason="còn 5 ngày đến thời hạn",
        plan="Quyết định số 39/QĐ-UBND ngày 25/3/2012",
        ref=f"I.{number + 1}",
        title=TITLE,
        label="Quý II năm 2012",
        product="Quyết định của UBND tỉnh phê duyệt Đề án",
        opens=date(2012, 4, 1),
        due=due,
        ends=due,
        due_note="",
        late_by=0,
        days_left=(due - TODAY).days,
        leads=(),
        last_told=None,
    )


def _writing(
    messages: list[Message], database: Database, db: sqlite3.Connection, sizes: Sizes
) -> Iterator[Figure]:
    writer = new_writer()

    def empty() -> None:
        db.execute("DELETE FROM letter")

    _write(messages, writer, database)
    rows = bare.taken(db, "letter")
    empty()
    whole, insert = medians(
        sizes.rounds, lambda: _write(messages, writer, database), lambda: bare.insert(db, rows), between=empty
    )
    ready = [writer.write(message, NOW) for message in messages]
    alone, stdlib = medians(
        sizes.rounds,
        lambda: [writer.write(message, NOW) for message in messages],
        lambda: [_by_the_library(letter) for letter in ready],
    )
    count = len(messages)
    yield Figure(
        "letters",
        "render + MIME",
        f"{count:,}",
        count / alone,
        "/s",
        "EmailMessage, no render",
        count / stdlib,
    )
    yield Figure(
        "letters",
        "written to the queue",
        f"{count:,}",
        count / whole,
        "/s",
        "its rows by sqlite3",
        count / insert,
    )
    bare.insert(db, rows)


def _write(messages: list[Message], writer: Writer, database: Database) -> None:
    with database.begin() as session:
        for message in messages:
            outbox.put(session, message, writer.write(message, NOW), NOW)


def _by_the_library(letter: Written) -> bytes:
    """What the standard library takes for a letter of that size whose two bodies are there already."""
    half = TITLE * (len(letter.raw) // len(TITLE.encode()) // 3)
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = HEAD.sender, letter.recipients[0], letter.subject
    message.set_content(half)
    message.add_alternative(half, subtype="html")
    return message.as_bytes()


def _sending(database: Database, db: sqlite3.Connection, sizes: Sizes) -> Iterator[Figure]:
    ready = [(r[0], r[1]) for r in db.execute("SELECT recipients, raw FROM letter")]
    letters = [(recipients.strip('[]"'), raw) for recipients, raw in ready]
    with child("-m", "benchmarks.sink") as sink:
        ours, theirs = medians(
            sizes.rounds,
            lambda: asyncio.run(_send(database, sink.port, len(letters))),
            lambda: asyncio.run(_send_bare(letters, sink.port)),
            between=lambda: db.execute(WAIT),
        )
    count = len(letters)
    yield Figure(
        "letters", "sent to the sink", f"{count:,}", count / ours, "/s", "bare aiosmtplib", count / theirs
    )


async def _send(database: Database, port: int, count: int) -> None:
    courier = SmtpCourier(Server("127.0.0.1", port))
    outcomes = await steps.send(database, courier, lambda: NOW, "bench:1:1")
    if [outcome.result for outcome in outcomes] != ["sent"] * count:
        raise RuntimeError("the sink did not take every letter")


async def _send_bare(letters: list[tuple[str, bytes]], port: int) -> None:
    async with aiosmtplib.SMTP(hostname="127.0.0.1", port=port) as client:
        for recipient, raw in letters:
            await client.sendmail("dondoc@quangngai.example", [recipient], raw)


def _queueing(database: Database, db: sqlite3.Connection, sizes: Sizes) -> Figure:
    """One letter claimed and recorded while many more wait, against as many as are sent in one go."""

    def one() -> None:
        with database.begin() as session:
            letter = outbox.claim(session, "bench:1:1", NOW)
        assert letter is not None
        with database.begin() as session:
            outbox.record(session, letter, Outcome("later"), NOW)

    def reset() -> None:
        db.execute(f"{WAIT}, try_at = ?", (NOW.strftime("%Y-%m-%d %H:%M:%S.%f"),))

    rounds = sizes.rounds * 5
    (short,) = medians(rounds, one, between=reset)
    db.execute(COPIES, (sizes.queue - sizes.letters,))
    (long,) = medians(rounds, one, between=reset)
    peer = f"ours, {sizes.letters:,} waiting"
    return Figure("letters", "claim + record: growth", f"{sizes.queue:,} waiting", long, "s", peer, short)
