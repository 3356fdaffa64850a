"""A day's letters as they really are, written and sent: digests with their calendars, an escalation with its files.

So many agencies are late by two working days on one morning: each hears in a digest with a calendar, and the
department that urges in one escalation with a workbook and a draft. CPU time of our process and of the database's a letter, through the checks of the pace, beside
the bare limits with the same bytes; other programs on the machine disturb it less than seconds of the clock.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import process_time

import uvloop
from sqlmodel import select

from benchmarks import bare, mailing
from benchmarks.children import child
from benchmarks.figures import Figure
from benchmarks.filling import YESTERDAY, fill
from benchmarks.office import checkpoint, copied, folder, morning, new_writer, opened, rules
from benchmarks.sizes import Sizes
from notifications.letters import LetterWriter
from plan.models import Letter
from plan.storage.database import Database
from plan.storage.transfer import transfer
from scheduler.flow import TickContext, run_stages
from tests.servers import postgres

TODAY = date(2012, 7, 5)  # a Thursday, two working days after the last day on time
NOW = morning(TODAY)
# Who leads heard on the day itself; the department that urges is to hear of all of them for the first time.
ASK = "UPDATE party SET next_on = ?, told_on = ?"
WATCH = """INSERT INTO party (obligation_id, agency, role, next_on)
    SELECT id, 'so-noi-vu', 'watch', ? FROM obligation"""


@dataclass(frozen=True, slots=True)
class Spent:
    """CPU seconds of one morning."""

    letters: int
    written: float
    sent: float
    rows: float  # the bare limit of writing
    smtp: float  # the bare limit of sending

    def figures(self, kind: str) -> Iterator[Figure]:
        size, count = f"{self.letters:,} letters", self.letters
        each = (self.written / count, self.rows / count, self.sent / count, self.smtp / count)
        yield Figure("day", f"{kind}: a letter written", size, each[0], "s", "its bytes by sqlite3", each[1])
        yield Figure("day", f"{kind}: a letter sent", size, each[2], "s", "bare aiosmtplib", each[3])

    @property
    def each(self) -> float:
        return (self.written + self.sent) / self.letters


def run(sizes: Sizes) -> Iterator[Figure]:
    for kind, lived in (("SQLite", _on_sqlite), ("PostgreSQL", _on_postgresql)):
        if kind == "PostgreSQL" and postgres.binaries() is None:
            continue
        with folder() as path:
            lived(path, 20)  # off the clock: modules load, templates are compiled
        first: Spent | None = None
        for count in (sizes.day // 5, sizes.day, sizes.day * 5):
            with folder() as path:
                spent = lived(path, count)
            yield from spent.figures(kind)
            first = first or spent
            size, peer = f"{spent.letters:,} letters", f"ours, {first.letters:,} letters"
            yield Figure("day", f"{kind}: both, a letter", size, spent.each, "s", peer, first.each)


def _on_sqlite(path: Path, agencies: int) -> Spent:
    with opened(filled(path, agencies)) as database:
        return _morning(database, path)


def _on_postgresql(path: Path, agencies: int) -> Spent:
    with postgres.running(durable=True) as cluster, opened(filled(path, agencies)) as source:
        target = Database(cluster.url(cluster.create()))
        transfer(source, target)
        with closing(target):
            return _morning(target, path, lambda: cluster.busy)


def filled(path: Path, agencies: int) -> Path:
    """A database in which so many agencies are late this morning; `path` is a folder."""
    with opened(path / "plan.db") as database:
        fill(database, agencies, 1)
        with database.engine.begin() as connection:
            connection.exec_driver_sql(ASK, (TODAY.isoformat(), YESTERDAY.isoformat()))
            connection.exec_driver_sql(WATCH, (TODAY.isoformat(),))
        checkpoint(database)
    return copied(path / "plan.db", path / "day.db")


def _morning(database: Database, path: Path, server: Callable[[], float] = lambda: 0.0) -> Spent:
    """Once: thousands of letters are enough to even out what disturbs. The time of a database server counts too."""
    writer = new_writer()
    with child("-m", "benchmarks.sink") as sink:
        written = _cpu(lambda: write(database, writer), server)
        raws = _raws(database)
        sent = _cpu(lambda: mailing.send_waiting(database, sink.port, NOW, len(raws)), server)
        smtp = _cpu(lambda: uvloop.run(mailing.send_bare(raws, sink.port)))
    return Spent(len(raws), written, sent, _cpu(lambda: _store(raws, path)), smtp)


def write(database: Database, writer: LetterWriter) -> None:
    """The letters of that morning, queued and committed."""
    with database.begin() as session:
        run_stages(TickContext(session, rules(), writer, NOW))


def _raws(database: Database) -> list[tuple[str, bytes]]:
    with database.read() as session:
        query = select(Letter.recipients, Letter.raw, Letter.kind).where(Letter.day == TODAY)
        rows = session.exec(query).all()
    if not any(kind == "escalation" for *_, kind in rows):
        raise RuntimeError("the day has no escalation")
    return [(recipients[0], raw) for recipients, raw, _ in rows]


def _store(raws: list[tuple[str, bytes]], path: Path) -> None:
    """The same bytes in one transaction, nothing else."""
    with closing(bare.connect(path / "bare.db")) as db:
        db.execute("CREATE TABLE letter (recipient TEXT, raw BLOB)")
        bare.insert(db, bare.Rows("letter", 2, raws))


def _cpu(work: Callable[[], object], server: Callable[[], float] = lambda: 0.0) -> float:
    start = process_time() + server()
    work()
    return process_time() + server() - start
