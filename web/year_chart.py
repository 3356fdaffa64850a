"""The months of a year → the chart of what is due in each, and its table. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from plan.views.due_months import DueMonth
from web.svg import ChartColumn, MonthChart, stacked


@dataclass(frozen=True, slots=True)
class YearChart:
    """The chart, which is None where nothing is due in the year; the months that have something."""

    year: int
    chart: MonthChart | None
    months: tuple[DueMonth, ...]


def year_chart(year: int, months: Sequence[DueMonth]) -> YearChart:
    """At most three series a bar: a month that is past has no part still to come."""
    columns = [ChartColumn(str(one.month), _parts(one)) for one in months]
    return YearChart(year, stacked(columns), tuple(one for one in months if one.total))


def _parts(one: DueMonth) -> tuple[tuple[str, int], ...]:
    return (("b-done", one.done), ("b-after", one.after), ("b-late", one.late), ("c-todo", one.ahead))
