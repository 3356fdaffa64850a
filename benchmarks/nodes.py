"""The nation's morning by three processes on one PostgreSQL, as durable as an office has it: each letter goes once.

The first writes, in portions as the daemon ticks, and sends; the others send, meanwhile and after it. The mail sink tells
whether it was given a letter twice, which is an error and no figure. A node is `python -m benchmarks.nodes URL PORT WRITES`.
"""

import smtplib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from time import perf_counter, process_time, sleep

import uvloop
from sqlmodel import col, func, select

from benchmarks.children import ROOT, Child, child, environment
from benchmarks.day import NOW
from benchmarks.figures import Figure
from benchmarks.mailing import brisk, sender
from benchmarks.nation import fill_nation
from benchmarks.office import folder, new_writer, opened, rules
from benchmarks.sizes import Sizes
from plan.ledger.withdrawal import ON_THE_WAY
from plan.models import Letter, Obligation
from plan.storage.database import Database
from plan.storage.processes import worker_id
from plan.storage.transfer import transfer
from scheduler.flow import TickContext, run_stages
from scheduler.letters.portions import Portions
from scheduler.ticker import PORTION
from tests.servers import postgres

NODES = 3
PACE = 60 / 300  # seconds a letter, as shipped
HEALTHCHECKS = 23e-3  # seconds of processor a letter, as recorded (benchmarks/morning.py)


def run(sizes: Sizes) -> Iterator[Figure]:
    if postgres.binaries() is None:
        return
    with folder() as path, postgres.running(durable=True) as cluster, child("-m", "benchmarks.sink") as sink:
        url = cluster.url(cluster.create())
        with opened(path / "plan.db") as source, closing(Database(url)) as target:
            fill_nation(source, path / "plan.db", sizes.nation)
            transfer(source, target)
            before, start = cluster.busy, perf_counter()
            busy = sum(_ended(_started(url, sink.port)))
            clock, busy = perf_counter() - start, busy + cluster.busy - before
            count, stored = _counts(target)
        taken, different = _told(sink)
    if not count > sizes.nation or (taken, different) != (count, count):
        raise RuntimeError(f"{count} letters were sent, {taken} handed over, {different} of them different")
    size, what = f"{count:,} letters, {stored:,} stored", f"{NODES} nodes on PostgreSQL, none twice: a letter"
    yield Figure(
        "nodes", f"{what}, CPU of all", size, busy / count, "s", "healthchecks, as recorded", HEALTHCHECKS
    )
    yield Figure("nodes", what, size, clock / count, "s", "the shipped pace", PACE)


def _started(url: str, port: int) -> list[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "benchmarks.nodes", url, str(port)]
    return [
        subprocess.Popen(
            [*command, "writes" if number == 0 else "sends"],
            cwd=ROOT,
            env=environment(),
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(NODES)
    ]


def _ended(nodes: list[subprocess.Popen[str]]) -> Iterator[float]:
    """The seconds of processor that each says it took; the first goes on until nothing waits, then the others end too."""
    try:
        for node in nodes:
            said, _ = node.communicate()
            yield float(said)
    finally:
        for node in nodes:
            node.kill()
            node.wait()


def _counts(database: Database) -> tuple[int, int]:
    with database.read() as session:
        went = (
            select(func.count()).select_from(Letter).where(Letter.state == "sent", Letter.finished_at == NOW)
        )
        letters = session.exec(went).one()
        return letters, session.exec(select(func.count()).select_from(Obligation)).one()


def _told(sink: Child) -> tuple[int, int]:
    """What the sink says of itself."""
    with smtplib.SMTP("127.0.0.1", sink.port) as server:
        taken, different = server.noop()[1].split()
    return int(taken), int(different)


def live(url: str, port: int, *, writes: bool) -> None:
    """Until the letters of the morning are written and none waits. Others know that they are by that of the department."""
    writer, portions = new_writer(), Portions(PORTION)
    with closing(Database(url)) as database:
        ours = sender(database, port, NOW, worker_id(str(process_time())))
        remain = writes
        while remain or not _is_done(database):
            if remain:
                with database.begin() as session:
                    run_stages(TickContext(session, rules(), writer, NOW, portions=portions))
                remain = portions.remain
            if not uvloop.run(ours.send(brisk())):
                sleep(0.2)


def _is_done(database: Database) -> bool:
    with database.read() as session:
        waits = select(func.count()).select_from(Letter).where(col(Letter.state).in_(ON_THE_WAY))
        last = select(func.count()).select_from(Letter).where(Letter.kind == "escalation")
        return session.exec(last).one() > 0 and not session.exec(waits).one()


if __name__ == "__main__":
    live(sys.argv[1], int(sys.argv[2]), writes=sys.argv[3] == "writes")
    print(process_time())
