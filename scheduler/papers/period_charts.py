"""The charts of a period's report. Pure."""

from collections.abc import Sequence

from notifications.papers.values import Chart, ChartSeries
from scheduler.papers.counts import Counts
from scheduler.papers.statistics import PeriodStatistics

MOST = 15  # more bars could not be read
COLOURS = {"Đúng hạn": "2e7d32", "Trễ hạn": "b7791f", "Quá hạn": "b42318", "Chưa đến hạn": "8a94a3"}


def _series(tallies: Sequence[Counts]) -> tuple[ChartSeries, ...]:
    values = {
        "Đúng hạn": tuple(t.on_time for t in tallies),
        "Trễ hạn": tuple(t.late for t in tallies),
        "Quá hạn": tuple(t.overdue for t in tallies),
        "Chưa đến hạn": tuple(t.open for t in tallies),
    }
    return tuple(ChartSeries(name, COLOURS[name], found) for name, found in values.items())


def period_charts(found: PeriodStatistics) -> dict[str, Chart]:
    charts = {}
    if found.all.total:
        rows = [found, *([found.before] if found.before else [])]
        names = tuple(one.term.name[:1].upper() + one.term.name[1:] for one in rows)
        charts["all"] = Chart(
            "Kết quả so với kỳ trước" if found.before else "Kết quả trong kỳ",
            names,
            _series([one.all for one in rows]),
        )
    worst = sorted(
        (row for row in found.by_agency if row.tally.late + row.tally.overdue),
        key=lambda row: (-row.tally.overdue, -row.tally.late, row.name),
    )[:MOST]
    if worst:
        title = "Cơ quan có việc quá hạn, trễ hạn" + (
            f" ({MOST} cơ quan nhiều nhất)" if len(worst) == MOST else ""
        )
        charts["agencies"] = Chart(title, tuple(r.name for r in worst), _series([r.tally for r in worst]))
    return charts
