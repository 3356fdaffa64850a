"""One figure and its peer of the same run; a table for people, JSON for machines."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from rich.console import Console
from rich.table import Table

Unit = Literal["s", "/s", "MiB", "kB", "queries"]
CAPTION = (
    "cost = ours over the peer's, both measured in this run: 1 is as cheap as the peer, 2 twice as dear.\n"
    "A row whose peer is a smaller size shows growth. Medians on a machine that may be busy: a reading."
)


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured at which size, and the peer or bare limit it stands beside."""

    part: str
    what: str
    size: str
    ours: float
    unit: Unit
    peer: str
    against: float

    @property
    def cost(self) -> float:
        """How many times the peer's cost is ours; of rates the inverse."""
        above, below = (self.against, self.ours) if self.unit == "/s" else (self.ours, self.against)
        return above / below if below else float("inf")


def shown(value: float, unit: Unit) -> str:
    """A number with the unit in which it is easily read."""
    if unit == "/s":
        return f"{value:,.0f} /s"
    if unit in ("MiB", "kB", "queries"):
        return f"{value:,.0f} {unit}"
    for factor, name in ((1, "s"), (1e3, "ms")):
        if value * factor >= 1:
            return f"{value * factor:,.3g} {name}" if value * factor < 1000 else f"{value:,.0f} s"
    return f"{value * 1e6:,.3g} µs"


def print_table(figures: Sequence[Figure]) -> None:
    table = Table(title="dondoc benchmarks", caption=CAPTION, caption_justify="left")
    for name in ("part", "what", "size"):
        table.add_column(name)
    table.add_column("ours", justify="right")
    table.add_column("peer")
    table.add_column("peer's", justify="right")
    table.add_column("cost", justify="right")
    for before, figure in zip((None, *figures), figures, strict=False):
        if before and before.part != figure.part:
            table.add_section()
        part = "" if before and before.part == figure.part else figure.part
        ours, theirs = shown(figure.ours, figure.unit), shown(figure.against, figure.unit)
        cells = (part, figure.what, figure.size, ours, figure.peer, theirs, f"{figure.cost:,.2f}")
        table.add_row(*cells)
    # A pipe has no width of its own; the table must not be cut there.
    Console(width=None if Console().is_terminal else 150).print(table)


def print_json(figures: Sequence[Figure]) -> None:
    rows = [asdict(figure) | {"cost": figure.cost} for figure in figures]
    print(json.dumps(rows, ensure_ascii=False, indent=1))
