"""A bar chart in an Excel file, drawn by Excel itself from cells of the sheet."""

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from notifications.papers.values import Chart

WIDTH, PIXELS = 16, 96 / 2.54  # in cm, and in a cm


def height_of(chart: Chart) -> int:
    """In cm."""
    return max(6, 3 + round(0.62 * len(chart.names)))


def add_chart(workbook: Workbook, sheet: Worksheet, chart: Chart, row: int, column: int) -> None:
    """At the left edge of that row, of the cells that hold `chart.rows` from there on; all counted from 0."""
    bars = workbook.add_chart({"type": "bar", "subtype": "stacked"})
    last = row + len(chart.names)
    for n, one in enumerate(chart.series, column + 1):
        bars.add_series(
            {
                "name": [sheet.get_name(), row, n],
                "categories": [sheet.get_name(), row + 1, column, last, column],
                "values": [sheet.get_name(), row + 1, n, last, n],
                "fill": {"color": f"#{one.colour}"},
                "gap": 40,
                "overlap": 100,
            }
        )
    bars.set_title({"name": chart.title})
    bars.set_legend({"position": "bottom"})
    # XlsxWriter calls the axis that lies x: here that of the numbers. The first name stands on top.
    plain = {"major_tick_mark": "none"}
    bars.set_x_axis({**plain, "min": 0, "num_format": "0", "major_gridlines": {"visible": False}})
    bars.set_y_axis({**plain, "reverse": True})
    bars.set_size({"width": round(WIDTH * PIXELS), "height": round(height_of(chart) * PIXELS)})
    sheet.insert_chart(row, 0, bars)
