"""What a report is taken from: whatever else is stored is not read, and would not change a word of it."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from plan.obligations.views import duties
from plan.storage.database import Database
from plan.views.period_scope import obligations_within
from scheduler.papers.agency_counts import DisplayNames
from scheduler.papers.period_facts import counted_tasks
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


@pytest.mark.parametrize("asked", ["2012-Q2", "2013"])
def test_a_task_of_other_days_is_not_read_and_would_count_nowhere(answered_db: Path, asked: str) -> None:
    database, on, term = Database(f"sqlite:///{answered_db}"), date(2012, 7, 4), ReportPeriod.parse(asked)
    with database.read() as session:
        within = set(obligations_within(session, scope_of(term, on)))
        everything = duties(session, on)
        known = [duty for duty in everything if duty.id in within]
        read, every = (counted_tasks(session, term, None, some) for some in (known, everything))
        found = (
            period_statistics(known, PlanFacts(tuple(tasks)), term, on, MEASURES) for tasks in (read, every)
        )
    database.close()
    assert 5 < len(read) < len(every)
    assert next(found) == next(found)


def test_what_was_recorded_since_is_found_by_its_own_days(answered_db: Path) -> None:
    """SQLite, which keeps no counts of values, would rather walk through all that was due until then."""
    database, said = Database(f"sqlite:///{answered_db}"), list[tuple[str, Any]]()
    event.listen(database.engine, "before_cursor_execute", lambda *given: said.append(given[2:4]))
    with database.read() as session:
        scope = scope_of(ReportPeriod.parse("2012-Q2"), date(2012, 7, 4))
        obligations_within(session, replace(scope, by_data=True))
    with closing(sqlite3.connect(answered_db)) as raw:
        plan = [row[3] for sql, given in said for row in raw.execute(f"EXPLAIN QUERY PLAN {sql}", given)]
    database.close()
    searches = [line for line in plan if "obligation" in line]
    assert len(searches) >= 8
    assert [line for line in searches if "SCAN" in line or "(due<?)" in line] == []
