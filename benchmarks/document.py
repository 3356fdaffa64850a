"""The figures as a table of Markdown, put between two marks of docs/benchmarks.md: `--write docs/benchmarks.md`."""

import os
import platform
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.figures import Figure, shown
from plan import dates
from plan.clock import system_clock

BEGIN, END = "<!-- figures: written by `make bench` -->", "<!-- end of the figures -->"
HEAD = (
    "| part | what | size | ours | beside | its | cost | read on, load |\n|---|---|---|--:|---|--:|--:|---|"
)


def renew(file: Path, figures: Sequence[Figure], order: Sequence[str]) -> None:
    """What was measured takes the place of the rows of its parts between the marks; those of other parts stay.

    Raises ValueError without marks.
    """
    before, found, rest = file.read_text(encoding="utf-8").partition(BEGIN)
    old, ended, after = rest.partition(END)
    if not found or not ended:
        raise ValueError(f"{file}: {BEGIN} … {END}")
    new = {figure.part for figure in figures}
    rows = [(part, line) for part, line in _rows(old) if part in order and part not in new]
    rows += [(figure.part, _row(figure)) for figure in figures]
    rows.sort(key=lambda row: order.index(row[0]))
    table = "\n".join([HEAD, *(line for _, line in rows)])
    file.write_text(f"{before}{BEGIN}\n\n{_machine()}\n\n{table}\n\n{END}{after}", encoding="utf-8")


def _rows(table: str) -> Iterator[tuple[str, str]]:
    for line in table.splitlines():
        if line.startswith("| "):
            yield line.split("|")[1].strip(), line


def _row(row: Figure) -> str:
    cells = (row.part, row.what, row.size, shown(row.ours, row.unit), row.peer, shown(row.against, row.unit))
    read = f"{dates.day(system_clock().date())}, {os.getloadavg()[0]:.1f}"
    return f"| {' | '.join(cells)} | {row.cost:,.2f} | {read} |"


def _machine() -> str:
    return (
        f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}. "
        "The load is how many programs were at work or waited for a processor when a part ended; the bench itself is one or two."
    )
