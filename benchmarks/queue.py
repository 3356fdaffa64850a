"""What it costs to take one letter from a long queue, and to write down what became of it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from benchmarks import bare
from benchmarks.day import filled, write
from benchmarks.figures import Figure
from benchmarks.filling import TODAY
from benchmarks.office import folder, morning, new_writer, opened
from benchmarks.sizes import Sizes
from benchmarks.timing import medians
from notifications.mail import outbox
from notifications.mail.tries import Outcome
from notifications.mail.turn import Seat, take_turn
from plan.storage.database import Database

NOW = morning(TODAY)
WAIT = (
    "UPDATE letter SET state = 'waiting', attempts = 0, finished_at = NULL, accepted = '[]', refused = '{}'"
)
COPIES = """WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
    INSERT INTO letter (agency, kind, day, message_id, subject, sender, recipients, raw, state, attempts,
                        written_at, try_at, edition, accepted, refused, channel, beside)
    SELECT name || i, kind, day, name || i, subject, sender, recipients, raw, state, 0, written_at, try_at, edition, accepted,
           refused, channel, beside
    FROM n CROSS JOIN (SELECT ? AS name) CROSS JOIN (SELECT * FROM letter LIMIT 1)"""


def run(sizes: Sizes) -> Iterator[Figure]:
    with folder() as path, opened(filled(path, 5)) as database:
        write(database, new_writer())
        with closing(bare.connect(path / "day.db")) as db:
            db.execute("UPDATE letter SET day = ?", (TODAY.isoformat(),))
            db.execute(COPIES, (sizes.letters, "few-"))
            yield _queueing(database, db, sizes)


def _queueing(database: Database, db: sqlite3.Connection, sizes: Sizes) -> Figure:
    """One letter claimed and recorded while many more wait, against as many as are sent in one go."""

    def one() -> None:
        with database.begin() as session:
            letter = take_turn(session, Seat("bench:1:1"), NOW, TODAY).letter
        assert letter is not None
        with database.begin() as session:
            outbox.record(session, letter, Outcome("later"), NOW)

    def reset() -> None:
        db.execute(f"{WAIT}, try_at = ?", (NOW.strftime("%Y-%m-%d %H:%M:%S.%f"),))

    rounds = sizes.rounds * 5
    (short,) = medians(rounds, one, between=reset)
    db.execute(COPIES, (sizes.queue - sizes.letters, "many-"))
    (long,) = medians(rounds, one, between=reset)
    peer = f"ours, {sizes.letters:,} waiting"
    return Figure("queue", "claim + record: growth", f"{sizes.queue:,} waiting", long, "s", peer, short)
