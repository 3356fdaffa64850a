"""What a report is taken from: whatever else is stored is not read, and would not change a word of it."""

from datetime import date
from pathlib import Path

import pytest

from plan.obligations.views import duties
from plan.storage.database import Database
from plan.views.period_scope import obligations_within
from scheduler.papers.agency_counts import DisplayNames
from scheduler.papers.periods import ReportPeriod
from scheduler.papers.ratings import load_ratings
from scheduler.papers.statistics import Measures, PlanFacts, period_statistics, scope_of

MOVED = """UPDATE obligation SET extended_from = due, due = date(due, '+70 days'), ends = date(ends, '+70 days')
    WHERE id % 11 = 2"""
CANCELLED = "UPDATE obligation SET done_on = NULL, cancelled_on = date(due, '+40 days') WHERE id % 13 = 5"
DONE_LATE = "UPDATE obligation SET done_on = date(due, '+140 days') WHERE id % 7 = 1 AND done_on IS NOT NULL"
OPEN = "UPDATE obligation SET done_on = NULL WHERE id % 5 = 3"

MEASURES = Measures(
    DisplayNames({}, {}, lambda code: code, {}.get),
    lambda after, until: (until - after).days,
    lambda *_: (),
    load_ratings(None),
)


@pytest.mark.parametrize("asked", ["2012-Q2", "2013", "2012-03-15..2012-05-20"])
def test_what_is_not_read_says_nothing(answered_db: Path, asked: str) -> None:
    database = Database(f"sqlite:///{answered_db}")
    with database.begin() as session:
        for change in (MOVED, CANCELLED, DONE_LATE, OPEN):
            session.connection().exec_driver_sql(change)
    with database.read() as session:
        for on in (date(2012, 7, 4), date(2014, 7, 20)):
            term = ReportPeriod.parse(asked)
            read = set(obligations_within(session, scope_of(term, on)))
            others = [duty for duty in duties(session, on) if duty.id not in read]
            found = period_statistics(others, PlanFacts(), term, on, MEASURES)
            assert len(read) > 50
            assert len(others) > 50
            assert found == period_statistics([], PlanFacts(), term, on, MEASURES)
    database.close()
