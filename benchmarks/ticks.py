"""A tick with nothing to do and one with many due, on a small and on a large database."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks import bare
from benchmarks.figures import Figure
from benchmarks.filling import TODAY, YESTERDAY, ask, fill, quiet
from benchmarks.office import checkpoint, folder, morning, new_writer, opened, rules
from benchmarks.sizes import Sizes
from benchmarks.timing import medians
from notifications.letters import LetterWriter
from plan.storage.database import Database
from scheduler.flow import TickContext, run_stages

DUE = "SELECT obligation_id, agency, role, told_on FROM party WHERE next_on <= ?"
FORGET_WEEK = ("DELETE FROM letter WHERE kind = 'summary'", "DELETE FROM fact WHERE name = 'quiet-week'")


@dataclass(frozen=True, slots=True)
class Stage:
    """One filled database, and the same file opened without us."""

    count: int
    database: Database
    plain: sqlite3.Connection
    writer: LetterWriter

    def tick(self) -> None:
        with self.database.begin() as session:
            run_stages(TickContext(session, rules(), self.writer, morning(TODAY)))

    def select(self) -> None:
        self.plain.execute(DUE, (TODAY.isoformat(),)).fetchall()


def run(sizes: Sizes) -> Iterator[Figure]:
    with folder() as path, ExitStack() as stack:
        few, many = (_stage(stack, path, count, sizes.due) for count in (sizes.few, sizes.many))
        yield from _idle(few, many, sizes)
        yield from _due(few, many, sizes)
        yield from _unsaid(few, many, sizes)


def _stage(stack: ExitStack, path: Path, count: int, agencies: int) -> Stage:
    file = path / f"{count}.db"
    database = stack.enter_context(opened(file))
    fill(database, agencies, max(2, count // agencies))
    checkpoint(database)
    return Stage(count, database, stack.enter_context(closing(bare.connect(file))), new_writer())


def _idle(few: Stage, many: Stage, sizes: Sizes) -> Iterator[Figure]:
    taken = medians(sizes.rounds * 5, few.tick, many.tick, few.select, many.select)
    yield from _both("idle tick", few, many, taken, "a bare SELECT")


def _due(few: Stage, many: Stage, sizes: Sizes) -> Iterator[Figure]:
    """Letters are written and committed, then taken back off the clock."""

    def reset() -> None:
        for stage in (few, many):
            ask(stage.database, sizes.due)

    reset()
    rows = []
    for stage in (few, many):
        stage.tick()
        notices = bare.taken(stage.plain, "notice", f"obligation_id <= {sizes.due}")
        rows.append((bare.taken(stage.plain, "letter", "kind = 'digest'"), notices))
    reset()
    inserts = [partial(_insert, stage, tables) for stage, tables in zip((few, many), rows, strict=True)]
    taken = medians(sizes.rounds, few.tick, many.tick, *inserts, between=reset)
    for stage in (few, many):
        quiet(stage.database, sizes.due)
    yield from _both(f"tick, {sizes.due} due", few, many, taken, "its rows by sqlite3")


def _insert(stage: Stage, tables: tuple[bare.Rows, bare.Rows]) -> None:
    bare.insert(stage.plain, *tables)
    stage.plain.execute("UPDATE party SET told_on = ? WHERE next_on = ?", (YESTERDAY, TODAY.isoformat()))


def _unsaid(few: Stage, many: Stage, sizes: Sizes) -> Iterator[Figure]:
    """The first tick of a week with nothing to sum up has to look whether there is; it notes what it found."""

    def forget() -> None:
        for stage in (few, many):
            for statement in FORGET_WEEK:
                stage.plain.execute(statement)

    forget()
    taken = medians(sizes.rounds, few.tick, many.tick, few.select, many.select, between=forget)
    yield from _both("first of a quiet week", few, many, taken, "a bare SELECT")


def _both(what: str, few: Stage, many: Stage, taken: list[float], peer: str) -> Iterator[Figure]:
    for stage, ours, theirs in zip((few, many), taken[:2], taken[2:], strict=True):
        yield Figure("tick", what, f"{stage.count:,}", ours, "s", peer, theirs)
    yield Figure(
        "tick", f"{what}: growth", f"{many.count:,}", taken[1], "s", f"ours, {few.count:,}", taken[0]
    )
