"""Counts → stacked bars: where each piece stands and how wide it is, for a template to draw. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.papers.counts import Counts

NARROWEST = 14.0  # a piece that is narrower carries no number


@dataclass(frozen=True, slots=True)
class BarShape:
    """How a chart is laid out, in the units of its own picture."""

    width: int
    labels: int  # room for the names, to the left
    line: int  # from one bar to the next
    thick: int
    tail: int = 0  # room behind the bars, for a word


@dataclass(frozen=True, slots=True)
class BarPiece:
    """One piece: its class says what it means."""

    kind: str
    x: float
    width: float
    count: int

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def says(self) -> bool:
        """Whether its number fits on it."""
        return self.width >= NARROWEST


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a chart."""

    name: str
    y: int
    pieces: tuple[BarPiece, ...]
    tail: str = ""


@dataclass(frozen=True, slots=True)
class BarChart:
    """The whole picture."""

    shape: BarShape
    bars: tuple[Bar, ...]

    @property
    def height(self) -> int:
        return self.shape.line * len(self.bars) + 6


def bar_chart(rows: Sequence[tuple[str, Counts, str]], shape: BarShape) -> BarChart:
    """A bar a row of name, counts and the word behind it; the longest is as wide as there is room."""
    most = max((counts.due for _, counts, _ in rows), default=0) or 1
    unit = (shape.width - shape.labels - shape.tail) / most
    return BarChart(
        shape,
        tuple(
            Bar(name, 4 + n * shape.line, _pieces(counts, shape.labels, unit), tail)
            for n, (name, counts, tail) in enumerate(rows)
        ),
    )


def _pieces(counts: Counts, start: int, unit: float) -> tuple[BarPiece, ...]:
    x, found = float(start), []
    for kind, count in (("done", counts.on_time), ("after", counts.late), ("late", counts.overdue)):
        if count:
            width = max(count * unit - 1, 2.0)
            found.append(BarPiece(kind, round(x, 1), round(width, 1), count))
            x += width + 1
    return tuple(found)
