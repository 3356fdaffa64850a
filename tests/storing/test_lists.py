"""Lists ask as often for many rows as for few, and say of each row what the rule says."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlmodel import Session, select

from benchmarks.filling import TODAY, fill
from plan.agencies.store import load_directory
from plan.models import Obligation
from plan.models.duties import OPEN
from plan.obligations.status import is_open
from plan.obligations.views import ObligationFilter, duties
from plan.storage.database import Database
from plan.views.deadlines import standing_deadlines
from plan.views.letters import letters
from plan.views.queue import waiting_letters
from plan.views.tasks import standing_tasks, tasks_json

AGENCIES = 3
LISTS = {
    "obligations": lambda session: duties(session, TODAY),
    "of an agency": lambda session: duties(session, TODAY, ObligationFilter(agency="so-001")),
    "late": lambda session: duties(session, TODAY, ObligationFilter(status="late")),
    "deadlines": standing_deadlines,
    "tasks": lambda session: tasks_json(
        session, standing_tasks(session), load_directory(session), TODAY, lambda day: day
    ),
    "letters": letters,
    "queue": waiting_letters,
}


@pytest.fixture(scope="module", params=[2, 60])
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with closing(Database(tmp_path_factory.mktemp("lists") / "plan.db")) as database:
        fill(database, AGENCIES, request.param)
        yield database


@contextmanager
def _counted(database: Database) -> Iterator[list[str]]:
    said: list[str] = []

    def listen(*args: object) -> None:
        said.append(str(args[2]))

    event.listen(database.engine, "before_cursor_execute", listen)
    try:
        yield said
    finally:
        event.remove(database.engine, "before_cursor_execute", listen)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_a_few_times_however_long_it_is(filled: Database, name: str) -> None:
    with _counted(filled) as said, filled.read() as session:
        LISTS[name](session)
    assert len(said) <= 12, said


def test_open_is_one_thing_in_a_query_and_of_a_row(tmp_path: Path) -> None:
    with closing(Database(tmp_path / "plan.db")) as database:
        fill(database, AGENCIES, 2)
        with database.begin() as session:
            ends = product((None, TODAY, TODAY + timedelta(days=9)), (None, TODAY))
            for row, (done_on, cancelled_on) in zip(_rows(session), ends, strict=True):
                row.done_on, row.cancelled_on = done_on, cancelled_on
                session.add(row)
        with database.read() as session:
            found = set(session.exec(select(Obligation.id).where(OPEN)))
            over = set(session.exec(select(Obligation.id).where(~OPEN)))
            rows = _rows(session)
        assert found == {row.id for row in rows if is_open(row)} != set()
        assert over == {row.id for row in rows if not is_open(row)} != set()


def _rows(session: Session) -> list[Obligation]:
    return list(session.exec(select(Obligation).order_by(Obligation.id)))


@pytest.mark.parametrize("first", [date(2012, 1, 1), date(2090, 4, 15)])
def test_a_filter_by_status_finds_what_the_rule_says(filled: Database, first: date) -> None:
    with filled.read() as session:
        every = duties(session, first, ObligationFilter(last=date(2090, 5, 1)))
        for status in ("upcoming", "open", "late"):
            wanted = ObligationFilter(status=status, last=date(2090, 5, 1))
            assert duties(session, first, wanted) == [one for one in every if one.status == status]
