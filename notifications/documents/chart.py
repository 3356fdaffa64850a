"""A bar chart: the value that papers carry, drawn natively in Excel and Word, and as SVG on a page."""

from dataclasses import dataclass

from markupsafe import Markup
from openpyxl.chart import BarChart
from openpyxl.chart.data_source import (
    AxDataSource,
    NumData,
    NumDataSource,
    NumRef,
    NumVal,
    StrData,
    StrRef,
    StrVal,
)
from openpyxl.chart.series import Series as DrawnSeries
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.xml.functions import tostring

_DECLARED = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
BAR, GAP, LABELS, WIDTH = 18, 8, 250, 720  # of the SVG, in its own units


@dataclass(frozen=True, slots=True)
class Series:
    """One colour of the bars: a number for each name."""

    name: str
    colour: str  # "1f5fa8"
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Stacked bars that lie, one for each name."""

    title: str
    names: tuple[str, ...]
    series: tuple[Series, ...]

    @property
    def rows(self) -> tuple[tuple[str | int, ...], ...]:
        """The same as a table: the heading, then a row for each name."""
        rows: list[tuple[str | int, ...]] = [("", *(s.name for s in self.series))]
        rows += [(n, *(s.values[i] for s in self.series)) for i, n in enumerate(self.names)]
        return tuple(rows)


def height_of(chart: Chart) -> int:
    """In cm."""
    return max(6, 3 + round(0.62 * len(chart.names)))


def drawn(chart: Chart, sheet: str, first_row: int = 1, column: int = 1) -> BarChart:
    """The chart of openpyxl over the cells where `chart.rows` stand, with the values cached as Word needs them."""
    bars = BarChart()
    bars.type, bars.grouping, bars.overlap, bars.gapWidth = "bar", "stacked", 100, 40
    bars.title, bars.style = chart.title, 2
    bars.x_axis.delete = bars.y_axis.delete = False
    bars.x_axis.scaling.orientation = "maxMin"  # the first name on top
    bars.y_axis.majorGridlines = None
    bars.y_axis.number_format, bars.y_axis.majorUnit = "0", None
    bars.legend.position = "b"
    bars.width = 16  # cm
    bars.height = height_of(chart)
    last = first_row + len(chart.names)
    places = f"'{sheet}'!${_letter(column)}${first_row + 1}:${_letter(column)}${last}"
    for n, one in enumerate(chart.series, column + 1):
        cells = f"'{sheet}'!${_letter(n)}${first_row + 1}:${_letter(n)}${last}"
        heading = f"'{sheet}'!${_letter(n)}${first_row}"
        bars.series.append(_series(chart, one, heading, places, cells))
    return bars


def _series(chart: Chart, one: Series, heading: str, places: str, cells: str) -> DrawnSeries:
    names = StrData(ptCount=len(chart.names), pt=[StrVal(idx=i, v=n) for i, n in enumerate(chart.names)])
    values = NumData(
        formatCode="0",
        ptCount=len(one.values),
        pt=[NumVal(idx=i, v=str(v)) for i, v in enumerate(one.values)],
    )
    label = StrData(ptCount=1, pt=[StrVal(idx=0, v=one.name)])
    return DrawnSeries(
        tx=SeriesLabel(strRef=StrRef(f=heading, strCache=label)),
        cat=AxDataSource(strRef=StrRef(f=places, strCache=names)),
        val=NumDataSource(numRef=NumRef(f=cells, numCache=values)),
        spPr=GraphicalProperties(solidFill=one.colour),
    )


def _letter(column: int) -> str:
    return chr(ord("A") + column - 1)


def chart_xml(chart: Chart, relation: str) -> bytes:
    """The part of a Word file; `relation` leads to the workbook that Word opens to edit the numbers."""
    # openpyxl has no public way to the XML alone, and ships no types for this one.
    text: bytes = tostring(drawn(chart, "Sheet1")._write())  # type: ignore[attr-defined, assignment]  # noqa: SLF001
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    font = (
        '<txPr><a:bodyPr xmlns:a="{a}"/><a:p xmlns:a="{a}"><a:pPr><a:defRPr sz="1000">'
        '<a:latin typeface="Times New Roman"/></a:defRPr></a:pPr><a:endParaRPr lang="vi-VN"/></a:p></txPr>'
    ).format(a="http://schemas.openxmlformats.org/drawingml/2006/main")
    data = (
        f'<externalData xmlns:r="{kind}" r:id="{relation}"><autoUpdate val="0"/></externalData></chartSpace>'
    )
    return _DECLARED + text.replace(b"</chartSpace>", (font + data).encode())


def svg(chart: Chart) -> Markup:
    """The chart for a page: readable without a script, its numbers written on the bars."""
    most = max((sum(s.values[i] for s in chart.series) for i in range(len(chart.names))), default=0) or 1
    height = (BAR + GAP) * len(chart.names) + 34
    parts = [
        Markup(
            '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{}" viewBox="0 0 {} {}">'
        ).format(chart.title, WIDTH, height)
    ]
    for i, name in enumerate(chart.names):
        y = i * (BAR + GAP)
        parts.append(
            Markup('<text x="{}" y="{}" text-anchor="end" font-size="13">{}</text>').format(
                LABELS - 6, y + 14, _short(name)
            )
        )
        parts += _bars(chart, i, y, (WIDTH - LABELS - 40) / most)
    parts += _legend(chart, height - 18)
    return Markup("").join([*parts, Markup("</svg>")])


def _bars(chart: Chart, place: int, y: int, unit: float) -> list[Markup]:
    x, parts = float(LABELS), []
    for one in chart.series:
        value = one.values[place]
        if not value:
            continue
        width = value * unit
        parts.append(
            Markup('<rect x="{:.1f}" y="{}" width="{:.1f}" height="{}" fill="#{}"/>').format(
                x, y, width, BAR, one.colour
            )
        )
        if width > 14:
            parts.append(
                Markup(
                    '<text x="{:.1f}" y="{}" text-anchor="middle" font-size="12" fill="#fff">{}</text>'
                ).format(x + width / 2, y + 14, value)
            )
        x += width
    return parts


def _legend(chart: Chart, y: int) -> list[Markup]:
    parts, x = [], LABELS
    for one in chart.series:
        parts.append(
            Markup(
                '<rect x="{}" y="{}" width="12" height="12" fill="#{}"/><text x="{}" y="{}" font-size="13">{}</text>'
            ).format(x, y, one.colour, x + 16, y + 11, one.name)
        )
        x += 30 + 8 * len(one.name)
    return parts


def _short(name: str) -> str:
    return name if len(name) <= 34 else name[:33] + "…"
