"""The directory is made anew when a row of it says something else, and only then."""

from datetime import date

from sqlmodel import Session

from plan.agencies.entries import AgencyEntry
from plan.agencies.store import load_directory, save_agencies
from plan.models import Alias
from plan.storage.database import Database
from tests.story import morning


def named(name: str) -> AgencyEntry:
    return AgencyEntry("phong-thu", name, "", (), "phòng", (), (), None, None, None, None)


def called(session: Session) -> str | None:
    found = load_directory(session).get("phong-thu")
    return found and found.name


def test_rows_that_say_the_same_are_one_directory(database: Database) -> None:
    with database.begin() as session:
        save_agencies(session, [named("Phòng Thử")])
        before = load_directory(session)
    with database.read() as session:
        assert load_directory(session) is before


def test_a_change_is_seen_by_whoever_makes_it_and_gone_with_it(database: Database) -> None:
    with database.begin() as session:
        save_agencies(session, [named("Phòng Thử")])
        undone = session.begin_nested()
        save_agencies(session, [named("Phòng Thử nghiệm")])
        assert called(session) == "Phòng Thử nghiệm"
        undone.rollback()
        assert called(session) == "Phòng Thử"


def test_another_name_is_seen(database: Database) -> None:
    with database.begin() as session:
        save_agencies(session, [named("Phòng Thử")])
        assert not load_directory(session).named("PTN")
        session.add(Alias(key="ptn", name="PTN", agency="phong-thu", who="chi", at=morning(date(2012, 4, 2))))
        assert load_directory(session).named("PTN") == ("phong-thu",)
