"""A morning with so many late agencies, written, sent and durable: ours beside the script that an office would write.

Every round begins with fresh copies, so each letter is the first of its kind; the moment is two working days after the
last day on time, so each digest has its calendar, and one escalation its workbook and draft, which the script does not make.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from sqlmodel import func, select

from benchmarks import bare, mailing
from benchmarks.children import child
from benchmarks.day import ASK, NOW, TODAY, WATCH
from benchmarks.figures import Figure
from benchmarks.filling import YESTERDAY, fill
from benchmarks.office import checkpoint, copied, folder, new_writer, opened, rules
from benchmarks.peers import cron
from benchmarks.sizes import Sizes
from cli.collection import set_aside
from notifications.letters import LetterWriter
from plan.models import Letter
from plan.storage.database import Database
from scheduler.flow import TickContext, run_stages

HEALTHCHECKS = (
    23e-3  # seconds of processor a letter of healthchecks took when it was measured beside the script
)
SLOW = 20  # milliseconds until a server answers each command, as one far away does


def run(sizes: Sizes) -> Iterator[Figure]:
    with folder() as path, child("-m", "benchmarks.sink") as sink:
        plan, script = _furnished(path, sizes)
        ours, theirs, writer = [], [], new_writer()  # a daemon has had its templates since it began
        gc.collect()
        set_aside()  # what is loaded, as `dondoc run` does: the script gains by it, too
        for turn in range(sizes.rounds + 1):  # the first off the clock: modules load
            with opened(copied(plan, path / f"ours-{turn}.db")) as database:
                ours.append(_spent(partial(_live, database, writer, sink.port)))
            file = copied(script, path / f"script-{turn}.db")
            theirs.append(_spent(partial(_by_cron, file, sink.port, sizes.due)))
    (clock, busy), (their_clock, their_busy) = _middle(ours), _middle(theirs)
    size, count, peer = f"{sizes.due:,} late of {sizes.few:,}", sizes.due, "a cron script"
    yield Figure("morning", "written and sent", size, count / clock, "/s", peer, count / their_clock)
    yield Figure("morning", "a letter, CPU", size, busy / count, "s", peer, their_busy / count)
    yield Figure(
        "morning", "a letter, CPU", size, busy / count, "s", "healthchecks, as recorded", HEALTHCHECKS
    )
    yield from _to_a_slow_server(sizes)


def _furnished(path: Path, sizes: Sizes) -> tuple[Path, Path]:
    """Our database with so many late agencies, and the script's with the same duties."""
    with opened(path / "plan.db") as database:
        fill(database, sizes.due, max(2, sizes.few // sizes.due))
        with closing(bare.connect(path / "plan.db")) as raw:
            raw.execute(
                f"{ASK} WHERE obligation_id <= ?", (TODAY.isoformat(), YESTERDAY.isoformat(), sizes.due)
            )
            raw.execute(f"{WATCH} WHERE id <= ?", (TODAY.isoformat(), sizes.due))
        checkpoint(database)
    cron.furnish(path / "script.db", path / "plan.db")
    return path / "plan.db", path / "script.db"


def _live(database: Database, writer: LetterWriter, port: int) -> None:
    with database.begin() as session:
        run_stages(TickContext(session, rules(), writer, NOW))
        waiting = session.exec(select(func.count()).where(Letter.state == "waiting")).one()
    mailing.send_waiting(database, port, NOW, waiting)


def _by_cron(file: Path, port: int, count: int) -> None:
    if (gone := cron.run(file, TODAY, port)) != count:
        raise RuntimeError(f"the script sent {gone} letters of {count}")


def _to_a_slow_server(sizes: Sizes) -> Iterator[Figure]:
    """The connections as shipped beside one alone: the pace, which is the server's wish, stops neither."""
    count = max(20, sizes.due // 2)
    with folder() as path, child("-m", "benchmarks.sink", str(SLOW)) as sink:
        with opened(path / "plan.db") as database:
            fill(database, count, 2)
            with closing(bare.connect(path / "plan.db")) as raw:
                raw.execute(
                    f"{ASK} WHERE obligation_id <= ?", (TODAY.isoformat(), YESTERDAY.isoformat(), count)
                )
            with database.begin() as session:
                run_stages(TickContext(session, rules(), new_writer(), NOW))
            checkpoint(database)
        taken = []
        for connections in (None, 1):
            with opened(copied(path / "plan.db", path / f"{connections}.db")) as database:
                work = partial(mailing.send_waiting, database, sink.port, NOW, count, connections)
                clock, _ = _spent(work)
                taken.append(count / clock)
    size = f"{count:,} letters"
    yield Figure(
        "morning",
        f"a server that answers each command in {SLOW} ms",
        size,
        taken[0],
        "/s",
        "one connection",
        taken[1],
    )


def _spent(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of the clock and of our processor."""
    clock, busy = perf_counter(), process_time()
    work()
    return perf_counter() - clock, process_time() - busy


def _middle(taken: list[tuple[float, float]]) -> tuple[float, float]:
    clock, busy = zip(*taken[1:], strict=True)
    return median(clock), median(busy)
