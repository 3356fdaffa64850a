"""A morning of the whole nation, made by SQL and taken away afterwards: 34 provinces of 120 agencies, late on sixteen days.

In a process of its own (`python -m benchmarks.nation FILE`), whose memory is its own: the ticks of one morning in portions,
as the daemon makes them, until nothing remains.
"""

import gc
import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import process_time

from benchmarks import bare
from benchmarks.children import ROOT, environment
from benchmarks.day import NOW, TODAY, WATCH
from benchmarks.figures import Figure
from benchmarks.filling import YESTERDAY, fill
from benchmarks.office import checkpoint, folder, new_writer, opened, rules
from benchmarks.sizes import Sizes
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
    few = _lived(sizes.nation, LATE * 2)
    many = _lived(sizes.nation, max(LATE * 2, sizes.many // sizes.nation))
    size = f"{many['letters']:,.0f} letters, {many['rows']:,.0f} rows told, {many['stored']:,.0f} stored"
    yield Figure("nation", "a morning written, CPU", size, many["busy"], "s", "its goal", BUSY)
    yield Figure("nation", "its memory", size, many["memory"], "MiB", "its goal", MEMORY)
    peer = f"ours, {few['stored']:,.0f} stored"
    yield Figure("nation", "a morning written: growth", size, many["busy"], "s", peer, few["busy"])


def _lived(agencies: int, deadlines: int) -> dict[str, float]:
    with folder() as path:
        with opened(path / "plan.db") as database:
            fill_nation(database, path / "plan.db", agencies, deadlines)
        ran = subprocess.run(
            [sys.executable, "-m", "benchmarks.nation", str(path / "plan.db")],
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
        raw.execute(HEARD, (TODAY.isoformat(), day, late))
        raw.execute(f"{WATCH} WHERE id <= ?", (TODAY.isoformat(), late))
    checkpoint(database)


def live(file: Path) -> dict[str, float]:
    gc.collect()
    gc.freeze()  # what is loaded is set aside from the collector, as `dondoc run` does
    with opened(file) as database:
        start, portions, writer, letters = process_time(), Portions(PORTION), new_writer(), 0
        while True:
            with database.begin() as session:
                letters += len(run_stages(TickContext(session, rules(), writer, NOW, portions=portions)))
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
    print(json.dumps(live(Path(sys.argv[1]))))
