"""What comes round: the letters of a month for many agencies, and the nightly check of all that is open."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import date
from functools import partial
from pathlib import Path

from benchmarks import bare
from benchmarks.figures import Figure
from benchmarks.filling import TODAY, fill
from benchmarks.office import checkpoint, folder, morning, new_writer, opened, rules
from benchmarks.sizes import Sizes
from benchmarks.timing import medians
from plan.storage.database import Database
from scheduler.flow import TickContext
from scheduler.letters.kinds import MONTHLY
from scheduler.reconciliation.recount import check

FIRST_OF_MONTH = date(2012, 7, 2)
OPEN = (  # all have begun, were told so, and fall due in the second half of the year
    "UPDATE obligation SET opens = '2012-04-01', due = date('2012-08-01', '+' || (deadline_id % 150) || ' days')",
    "UPDATE obligation SET ends = due",
    (
        "INSERT INTO notice (obligation_id, step, agency, role, day, reason, owed) "
        "SELECT obligation_id, 'opened', agency, 'lead', '2012-04-02', '', 0 FROM party"
    ),
)
READ = (
    "SELECT id, label, holder, opens, due, ends FROM obligation WHERE done_on IS NULL AND cancelled_on IS NULL",
    "SELECT obligation_id, role, agency FROM party WHERE role != 'watch'",
    "SELECT obligation_id, step, agency FROM notice",
)


def run(sizes: Sizes) -> Iterator[Figure]:
    yield from _monthly(sizes)
    yield from _nightly(sizes)


def _monthly(sizes: Sizes) -> Iterator[Figure]:
    """The letters of a month, committed; then taken back off the clock."""
    few, many = sizes.due, 4 * sizes.due
    with folder() as path, ExitStack() as stack:
        filled = [_filled(stack, path / f"{count}.db", count, 2) for count in (few, many)]
        taken = medians(sizes.rounds, *(partial(_write_month, database) for database, _ in filled), between=partial(_take_back, [raw for _, raw in filled]))  # fmt: skip
    for count, seconds in zip((few, many), taken, strict=True):
        yield Figure(
            "rounds",
            "monthly letters",
            f"{count:,} agencies",
            count / seconds,
            "/s",
            "ours, few",
            few / taken[0],
        )


def _write_month(database: Database) -> None:
    with database.begin() as session:
        tick = TickContext(session, rules(), new_writer(), morning(FIRST_OF_MONTH))
        assert MONTHLY.write
        assert MONTHLY.write(tick.letters, MONTHLY)


def _take_back(databases: list[sqlite3.Connection]) -> None:
    for raw in databases:
        raw.execute("DELETE FROM notice WHERE step LIKE 'month-%'")
        raw.execute("DELETE FROM letter WHERE kind = 'monthly'")
        raw.execute("UPDATE fact SET value = '' WHERE name LIKE 'monthly%'")


def _nightly(sizes: Sizes) -> Iterator[Figure]:
    few, many = sizes.few, sizes.many // 5
    with folder() as path, ExitStack() as stack:
        filled = [_filled(stack, path / f"{n}.db", sizes.due, n // sizes.due) for n in (few, many)]
        for _, raw in filled:
            for statement in OPEN:
                raw.execute(statement)
        works = [
            *(partial(_check, database) for database, _ in filled),
            *(partial(_read, raw) for _, raw in filled),
        ]
        taken = medians(sizes.rounds, *works, cpu=True)
    for n, ours, theirs in zip((few, many), taken[:2], taken[2:], strict=True):
        yield Figure(
            "rounds", "nightly check, CPU", f"{n:,} open", ours, "s", "its rows read by sqlite3", theirs
        )
    yield Figure(
        "rounds",
        "nightly check, each, CPU: growth",
        f"{many:,} open",
        taken[1] / many,
        "s",
        f"ours, {few:,}",
        taken[0] / few,
    )


def _check(database: Database) -> None:
    with database.read_one_moment() as session:
        check(session, rules(), TODAY)


def _read(raw: sqlite3.Connection) -> None:
    for statement in READ:
        raw.execute(statement).fetchall()


def _filled(
    stack: ExitStack, file: Path, agencies: int, deadlines: int
) -> tuple[Database, sqlite3.Connection]:
    database = stack.enter_context(opened(file))
    fill(database, agencies, deadlines)
    checkpoint(database)
    return database, stack.enter_context(closing(bare.connect(file)))
