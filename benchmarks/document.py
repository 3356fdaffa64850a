"""The figures as a table of Markdown, put between two marks of docs/benchmarks.md: `--write docs/benchmarks.md`."""

import os
import platform
import sqlite3
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from benchmarks.figures import Figure, shown
from plan import dates
from plan.clock import system_clock

BEGIN, END = "<!-- figures: written by `make bench` -->", "<!-- end of the figures -->"
HEAD = "| part | what | size | ours | beside | its | cost |\n|---|---|---|--:|---|--:|--:|"


def renew(file: Path, figures: Sequence[Figure]) -> None:
    """The parts that were measured take the place of all that stood between the marks. Raises ValueError without marks."""
    before, found, rest = file.read_text(encoding="utf-8").partition(BEGIN)
    _, ended, after = rest.partition(END)
    if not found or not ended:
        raise ValueError(f"{file}: {BEGIN} … {END}")
    file.write_text(f"{before}{BEGIN}\n\n{_written(figures)}\n\n{END}{after}", encoding="utf-8")


def _written(figures: Sequence[Figure]) -> str:
    parts = [HEAD]
    for part, rows in groupby(figures, lambda figure: figure.part):
        parts += [_row(part, row) for row in rows]
    return f"{_machine()}\n\n" + "\n".join(parts)


def _row(part: str, row: Figure) -> str:
    cells = (part, row.what, row.size, shown(row.ours, row.unit), row.peer, shown(row.against, row.unit))
    return f"| {' | '.join(cells)} | {row.cost:,.2f} |"


def _machine() -> str:
    cores, load = os.cpu_count(), os.getloadavg()[0]
    return (
        f"Read on {dates.day(system_clock().date())}: {cores} cores, {platform.system()}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}; at the end of the run {load:.1f} programs were waiting for the processor."
    )
