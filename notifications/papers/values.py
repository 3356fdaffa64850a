"""Values of papers: bar charts, sheets of a workbook, properties of a file. Pure, and cheap to import."""

from dataclasses import dataclass, field
from datetime import date, datetime

Value = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class FileProperties:
    """The metadata of a file."""

    title: str
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """One colour of a stacked bar: a number for each name."""

    name: str
    colour: str  # "1f5fa8"
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Horizontal stacked bars, one for each name."""

    title: str
    names: tuple[str, ...]
    series: tuple[ChartSeries, ...]

    @property
    def rows(self) -> tuple[tuple[str | int, ...], ...]:
        """The same as a table: the heading, then a row for each name."""
        rows: list[tuple[str | int, ...]] = [("", *(s.name for s in self.series))]
        rows += [(n, *(s.values[i] for s in self.series)) for i, n in enumerate(self.names)]
        return tuple(rows)


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """One sheet: a title above, a heading, rows; widths in characters. A chart is drawn below, from numbers beside the table."""

    name: str
    title: str
    heading: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    widths: tuple[float, ...] = ()
    notes: tuple[str, ...] = ()
    chart: Chart | None = field(default=None)
