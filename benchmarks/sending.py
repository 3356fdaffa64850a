"""Letters sent to a mail server on loopback, and what it costs to take one from a long queue."""

import asyncio
import sqlite3
from collections.abc import Iterator

import aiosmtplib

from benchmarks.children import child
from benchmarks.figures import Figure
from benchmarks.filling import TODAY
from benchmarks.office import morning
from benchmarks.sizes import Sizes
from benchmarks.timing import medians
from notifications.mail import claims, outbox
from notifications.mail.smtp import MailServer, SmtpTransport
from notifications.mail.tries import Outcome
from plan.storage.database import Database
from scheduler.send_run import SendRun, send

NOW = morning(TODAY)
WAIT = (
    "UPDATE letter SET state = 'waiting', attempts = 0, finished_at = NULL, accepted = '[]', refused = '{}'"
)
# Copies at the end of the queue, to see what a letter costs when many wait.
COPIES = """WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
    INSERT INTO letter (agency, kind, day, message_id, subject, sender, recipients, raw, state, attempts,
                        written_at, try_at, edition, accepted, refused, channel, beside)
    SELECT 'copy-' || i, kind, day, 'copy-' || i, subject, sender, recipients, raw, state, 0, written_at, try_at, edition, accepted,
           refused, channel, beside
    FROM n CROSS JOIN (SELECT * FROM letter LIMIT 1)"""


def run(database: Database, db: sqlite3.Connection, sizes: Sizes) -> Iterator[Figure]:
    """What waits in the queue of `database` is sent; `db` is the same file without us."""
    yield _sending(database, db, sizes)
    yield _queueing(database, db, sizes)


def _sending(database: Database, db: sqlite3.Connection, sizes: Sizes) -> Figure:
    ready = [(r[0], r[1]) for r in db.execute("SELECT recipients, raw FROM letter")]
    letters = [(recipients.strip('[]"'), raw) for recipients, raw in ready]
    with child("-m", "benchmarks.sink") as sink:
        ours, theirs = medians(
            sizes.rounds,
            lambda: asyncio.run(_send(database, sink.port, len(letters))),
            lambda: asyncio.run(send_bare(letters, sink.port)),
            between=lambda: db.execute(WAIT),
        )
    count = len(letters)
    return Figure(
        "letters", "sent to the sink", f"{count:,}", count / ours, "/s", "bare aiosmtplib", count / theirs
    )


async def _send(database: Database, port: int, count: int) -> None:
    transport = SmtpTransport(MailServer("127.0.0.1", port))
    outcomes = await send(SendRun(database, transport, lambda: NOW, "bench:1:1", lambda _: TODAY))
    if [outcome.result for outcome in outcomes] != ["sent"] * count:
        raise RuntimeError("the sink did not take every letter")


async def send_bare(letters: list[tuple[str, bytes]], port: int) -> None:
    async with aiosmtplib.SMTP(hostname="127.0.0.1", port=port) as client:
        for recipient, raw in letters:
            await client.sendmail("dondoc@quangngai.example", [recipient], raw)


def _queueing(database: Database, db: sqlite3.Connection, sizes: Sizes) -> Figure:
    """One letter claimed and recorded while many more wait, against as many as are sent in one go."""

    def one() -> None:
        with database.begin() as session:
            letter = claims.claim(session, "bench:1:1", NOW, TODAY)
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
