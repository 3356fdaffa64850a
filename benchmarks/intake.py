"""A plan taken in: the example's rows again and again under numbers and titles of their own, until they are many.

Beside it our own cost of a tenth of them (what grows with the square shows there), and the rows that came of it
written by sqlite3 alone.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from time import process_time

from benchmarks import bare
from benchmarks.figures import Figure
from benchmarks.office import EXAMPLE, SIGNED, folder, morning, opened, rules
from benchmarks.sizes import Sizes
from cli.import_request import read_request
from scheduler.intake.plan import ImportRequest, import_plan

TABLES = ("task", "deadline", "obligation", "party")


def run(sizes: Sizes) -> Iterator[Figure]:
    whole = read_request(EXAMPLE / "plan.txt", None, None)
    few, many = max(1, sizes.tasks // 10), sizes.tasks
    with folder() as path:
        _taken_in(
            path / "first.db", _of(whole, few)
        )  # off the clock: modules load, words are read for the first time
        small, _ = _taken_in(path / "few.db", _of(whole, few))
        large, rows = _taken_in(path / "many.db", _of(whole, many))
        limit = _by_sqlite(path / "bare.db", path / "many.db")
    size = f"{many:,} tasks, {rows:,} obligations"
    yield Figure("import", "a plan taken in, CPU", size, large, "s", "its rows by sqlite3", limit)
    yield Figure("import", "a task of it: growth", size, large / many, "s", f"ours, {few:,}", small / few)


def _of(request: ImportRequest, count: int) -> ImportRequest:
    entries = request.document.entries
    copies = [
        replace(entry, number=f"{turn + 1}.{entry.number}", title=f"{entry.title} (đợt {turn + 1})")
        for turn in range(count // len(entries) + 1)
        for entry in entries
    ]
    return replace(request, document=replace(request.document, entries=tuple(copies[:count])))


def _taken_in(file: Path, request: ImportRequest) -> tuple[float, int]:
    """Seconds of processor until it is durable, and how many obligations there are."""
    with opened(file) as database, closing(bare.connect(file)) as raw:
        start = process_time()
        with database.begin() as session:
            import_plan(session, request, rules(), morning(SIGNED), SIGNED)
        busy = process_time() - start
        return busy, raw.execute("SELECT count(*) FROM obligation").fetchone()[0]


def _by_sqlite(file: Path, source: Path) -> float:
    with closing(sqlite3.connect(source)) as written, closing(bare.connect(file)) as raw:
        tables = [bare.taken(written, table) for table in TABLES]
        for rows in tables:
            raw.execute(f"CREATE TABLE {rows.table} ({', '.join(f'c{n}' for n in range(rows.columns))})")
        start = process_time()
        bare.insert(raw, *tables)
        return process_time() - start
