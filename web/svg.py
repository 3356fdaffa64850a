"""Numbers → a chart of stacked bars, as places and sizes for a template to draw; colours are classes, never values. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 270, 158
LEFT, TOP, FOOT = 26, 16, 138  # where the bars begin, the highest may reach, and all stand
_STEPS = (1, 2, 5)
_LINES = 5  # at most so many lines across


@dataclass(frozen=True, slots=True)
class ChartColumn:
    """One bar: what stands under it, and its parts from the ground up, each a class and a number."""

    label: str
    parts: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        return sum(count for _, count in self.parts)


@dataclass(frozen=True, slots=True)
class BarPart:
    """A rectangle of one class."""

    shape: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class ChartWord:
    """A number or a label, its middle at `x`."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class MonthChart:
    """All that is drawn, in the units of its `viewBox`."""

    bars: tuple[BarPart, ...]
    numbers: tuple[ChartWord, ...]
    labels: tuple[ChartWord, ...]
    lines: tuple[ChartWord, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT


def stacked(columns: Sequence[ChartColumn]) -> MonthChart | None:
    """None where there is nothing to show. Parts that would be thinner than a line are as thick as one."""
    most = max((column.total for column in columns), default=0)
    if not most:
        return None
    step = _step(most)
    top = -(-most // step) * step
    scale, room = (FOOT - TOP) / top, (WIDTH - LEFT) / len(columns)
    middles = [LEFT + room * (place + 0.5) for place in range(len(columns))]
    bars: list[BarPart] = []
    numbers = []
    for column, x in zip(columns, middles, strict=True):
        mine = _bar(column, x, room * 0.7, scale)
        bars += mine
        if mine:
            numbers.append(
                ChartWord(round(x, 1), round(mine[-1].y - 3, 1), f"{column.total:,}".replace(",", "."))
            )
    labels = tuple(
        ChartWord(round(x, 1), FOOT + 15, one.label) for one, x in zip(columns, middles, strict=True)
    )
    lines = tuple(
        ChartWord(LEFT - 5, round(FOOT - value * scale, 1), f"{value:,}".replace(",", "."))
        for value in range(0, top + 1, step)
    )
    return MonthChart(tuple(bars), tuple(numbers), labels, lines)


def _bar(column: ChartColumn, middle: float, width: float, scale: float) -> list[BarPart]:
    y, parts = float(FOOT), []
    for shape, count in column.parts:
        if count:
            height = max(count * scale, 0.6)
            y -= height
            parts.append(
                BarPart(shape, round(middle - width / 2, 1), round(y, 1), round(width, 1), round(height, 1))
            )
    return parts


def _step(most: int) -> int:
    """A round number between lines, so that there are few of them."""
    unit = 1
    while True:
        for step in _STEPS:
            if most <= step * unit * _LINES:
                return step * unit
        unit *= 10
