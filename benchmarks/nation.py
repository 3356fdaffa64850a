"""Mornings of the whole nation, made by SQL and taken away afterwards: 34 provinces of 120 agencies, late on sixteen days.

Of two kinds, each of rows of its own: the first day late, on which every agency hears of its sixteen and nobody else
hears; and the day after, when the service had slept through the first, on which the department that urges hears of all of them
in one letter as well. In a process of its own (`python -m benchmarks.nation FILE DAY`), whose memory is its own: the ticks of
one morning in portions, as the daemon makes them, until nothing remains.
"""

import gc
import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from time import process_time

from benchmarks import bare
from benchmarks.children import ROOT, environment
from benchmarks.day import TODAY as DAY_AFTER
from benchmarks.day import WATCH
from benchmarks.figures import Figure
from benchmarks.filling import TODAY as FIRST_DAY
from benchmarks.filling import YESTERDAY, fill
from benchmarks.office import checkpoint, copied, folder, morning, new_writer, opened, rules
from benchmarks.sizes import Sizes
from cli.collection import set_aside
from plan.storage.database import Database
from scheduler.flow import TickContext, run_stages
from scheduler.letters.portions import Portions
from scheduler.ticker import PORTION

LATE = 16  # deadlines that every agency missed
MEMORY, BUSY = 250.0, 20.0  # MiB and seconds that such a morning may take
MISSED = "UPDATE deadline SET opens = '2012-04-01', due = ? WHERE id <= ?"
OWED = """UPDATE obligation SET kind = 'report', opens = '2012-04-01', due = ?, ends = ? WHERE deadline_id <= ?"""
HEARD = "UPDATE party SET next_on = ?, told_on = ? WHERE obligation_id <= ?"


def run(sizes: Sizes) -> Iterator[Figure]:
    """The smaller nation beside the larger: what is merely stored should cost nothing."""
    with folder() as path:
        few = _lived(_filled(path / "few.db", sizes.nation, LATE * 2), FIRST_DAY)
        file = _filled(path / "many.db", sizes.nation, max(LATE * 2, sizes.many // sizes.nation))
        after = copied(file, path / "after.db")
        many = _lived(file, FIRST_DAY)
        yield from _figures("the first day late", many)
        peer = f"ours, {few['stored']:,.0f} stored"
        yield Figure(
            "nation", "the first day late: growth", _size(many), many["busy"], "s", peer, few["busy"]
        )
        yield from _figures("and an escalation of all", _lived(after, DAY_AFTER))


def _figures(morning: str, lived: dict[str, float]) -> Iterator[Figure]:
    size = _size(lived)
    yield Figure("nation", f"{morning}: written, CPU", size, lived["busy"], "s", "its goal", BUSY)
    yield Figure("nation", f"{morning}: memory", size, lived["memory"], "MiB", "its goal", MEMORY)


def _size(lived: dict[str, float]) -> str:
    return f"{lived['letters']:,.0f} letters, {lived['rows']:,.0f} rows told, {lived['stored']:,.0f} stored"


def _filled(file: Path, agencies: int, deadlines: int) -> Path:
    with opened(file) as database:
        fill_nation(database, file, agencies, deadlines)
    return file


def _lived(file: Path, day: date) -> dict[str, float]:
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.nation", str(file), day.isoformat()],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, float] = json.loads(ran.stdout)
    return found


def fill_nation(database: Database, file: Path, agencies: int, deadlines: int = LATE * 2) -> None:
    """So many agencies with so many deadlines each, sixteen of them missed."""
    fill(database, agencies, deadlines)
    with closing(bare.connect(file)) as raw:
        day, late = YESTERDAY.isoformat(), agencies * LATE
        raw.execute(MISSED, (day, LATE))
        raw.execute(OWED, (day, day, LATE))
        raw.execute(HEARD, (FIRST_DAY.isoformat(), day, late))
        raw.execute(f"{WATCH} WHERE id <= ?", (DAY_AFTER.isoformat(), late))
    checkpoint(database)


def live(file: Path, day: date) -> dict[str, float]:
    gc.collect()
    set_aside()  # what is loaded, as `dondoc run` does
    with opened(file) as database:
        start, portions, writer, letters = process_time(), Portions(PORTION), new_writer(), 0
        while True:
            with database.begin() as session:
                letters += len(
                    run_stages(TickContext(session, rules(), writer, morning(day), portions=portions))
                )
            if not portions.remain:
                break
        busy = process_time() - start
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        with closing(bare.connect(file)) as raw:
            counts = [
                raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                for table in ("notice", "obligation")
            ]
    return {"busy": busy, "memory": memory, "letters": letters, "rows": counts[0], "stored": counts[1]}


if __name__ == "__main__":
    print(json.dumps(live(Path(sys.argv[1]), date.fromisoformat(sys.argv[2]))))
