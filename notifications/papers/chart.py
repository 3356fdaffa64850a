"""A bar chart that Word draws itself: its XML, made by openpyxl."""

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

from notifications.papers.values import Chart, ChartSeries

_DECLARED = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def drawn(chart: Chart) -> BarChart:
    """Of the first cells of `Sheet1`, which hold `chart.rows`; the values are cached too, as Word needs them."""
    bars = BarChart()
    bars.type, bars.grouping, bars.overlap, bars.gapWidth = "bar", "stacked", 100, 40
    bars.title, bars.style = chart.title, 2
    bars.x_axis.delete = bars.y_axis.delete = False
    bars.x_axis.scaling.orientation = "maxMin"  # the first name on top
    bars.y_axis.scaling.min = (
        0  # Word begins an axis where it likes: a bar of 95 beside one of 100 looked like half
    )
    bars.y_axis.majorGridlines = None
    bars.y_axis.number_format, bars.y_axis.majorUnit = "0", None
    bars.legend.position = "b"
    last = len(chart.names) + 1
    for n, one in enumerate(chart.series):
        column = chr(ord("B") + n)
        cells = f"'Sheet1'!${column}$2:${column}${last}"
        bars.series.append(_series(chart, one, f"'Sheet1'!${column}$1", f"'Sheet1'!$A$2:$A${last}", cells))
    return bars


def _series(chart: Chart, one: ChartSeries, heading: str, places: str, cells: str) -> DrawnSeries:
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


def chart_xml(chart: Chart, relation: str) -> bytes:
    """The part of a Word file; `relation` leads to the workbook that Word opens to edit the numbers."""
    # openpyxl has no public way to the XML alone, and ships no types for this one.
    text: bytes = tostring(drawn(chart)._write())  # type: ignore[attr-defined, assignment]  # noqa: SLF001
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    font = (
        '<txPr><a:bodyPr xmlns:a="{a}"/><a:p xmlns:a="{a}"><a:pPr><a:defRPr sz="1000">'
        '<a:latin typeface="Times New Roman"/></a:defRPr></a:pPr><a:endParaRPr lang="vi-VN"/></a:p></txPr>'
    ).format(a="http://schemas.openxmlformats.org/drawingml/2006/main")
    data = (
        f'<externalData xmlns:r="{kind}" r:id="{relation}"><autoUpdate val="0"/></externalData></chartSpace>'
    )
    return _DECLARED + text.replace(b"</chartSpace>", (font + data).encode())
