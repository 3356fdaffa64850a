"""What one act asks the database: a clerk records hundreds of them in a morning."""

from datetime import date

from sqlalchemy import event
from sqlmodel import Session, col, select

from plan.audit.log import Act
from plan.models import Obligation
from plan.obligations import acts
from plan.obligations.changes import hold
from plan.storage.database import Database
from tests.story import morning

TODAY = date(2012, 7, 4)
MOST = 24  # statements, with those that begin and end the transaction


def _overdue(database: Database) -> list[int]:
    with database.read() as session:
        return list(session.exec(select(Obligation.id).where(col(Obligation.due) < TODAY).limit(2)))


def _done(database: Database, number: int) -> None:
    with database.begin() as session:
        act = Act("test", morning(TODAY), TODAY)
        acts.perform(
            session,
            number,
            lambda session, row: acts.complete(session, row, act, on=TODAY, document="1/BC", note=None),
            0,
        )


def test_one_that_is_recorded_as_done_asks_few_things(database: Database) -> None:
    (first, number), said = _overdue(database), list[str]()
    _done(database, first)  # the first of all begins the log
    event.listen(database.engine, "before_cursor_execute", lambda *given: said.append(given[2]))
    _done(database, number)
    assert len(said) <= MOST, said
    assert sum("FROM obligation" in one for one in said) <= 2  # seen, then held


def test_what_is_held_is_read_as_it_is_now_once_a_transaction(database: Database) -> None:
    number, _ = _overdue(database)
    with Session(database.engine) as session:
        row = acts.find_obligation(session, number)
        hold(session, row)
        row.label = "của phiên này"
        session.flush()
        hold(session, row)
        assert row.label == "của phiên này"
        session.rollback()
        row = acts.find_obligation(session, number)
        said = list[str]()
        event.listen(database.engine, "before_cursor_execute", lambda *given: said.append(given[2]))
        hold(session, row)
        assert [one for one in said if "FROM obligation" in one]
        assert row.label != "của phiên này"


def test_what_a_savepoint_held_is_given_back_with_it(database: Database) -> None:
    (number, _), said = _overdue(database), list[str]()
    with database.begin() as session:
        row = acts.find_obligation(session, number)
        savepoint = session.begin_nested()
        hold(session, row)
        savepoint.rollback()
        event.listen(database.engine, "before_cursor_execute", lambda *given: said.append(given[2]))
        hold(session, row)
    assert [one for one in said if "FROM obligation" in one]
