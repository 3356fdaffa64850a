"""The log of acts: whatever is done to its lines behind the program's back is found."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time
from pathlib import Path

import pytest
from sqlmodel import col, select

from plan.audit import log as audit
from plan.audit.log import Act, write_down
from plan.clock import at
from plan.models import Audit
from plan.storage.database import Database
from tests.conftest import ZONE
from tests.storing.old_database import lay

DAY = date(2012, 7, 9)


def _act(day: date = DAY, who: str = "chị Lan") -> Act:
    return Act(who, at(day, time(8), ZONE), day, "10.0.0.7")


def _write(database: Database, count: int = 5, first: date = DAY) -> None:
    with database.begin() as session:
        for n in range(count):
            detail = {
                "before": {"done_on": None, "note": None},
                "after": {"done_on": "2012-07-09", "document": f"{n}/BC", "note": "nhận tại quầy"},
            }
            write_down(session, _act(first), "done", f"obligation {n}", detail)


def _verdict(database: Database, noted: str | None = None) -> audit.Verification:
    with database.read() as session:
        return audit.verify(session, noted)


def _raw(path: Path, *statements: str) -> None:
    with sqlite3.connect(path) as raw:
        for statement in statements:
            raw.execute(statement)
    raw.close()


def test_an_untouched_log_is_whole(empty: Database) -> None:
    _write(empty)
    verdict = _verdict(empty)
    assert (verdict.lines, verdict.trimmed, verdict.faults) == (5, 0, ())
    assert verdict.head.startswith("5:")
    with empty.read() as session:
        assert audit.head_of(session) == verdict.head


def test_an_empty_log_is_whole(empty: Database) -> None:
    assert _verdict(empty).faults == ()


@pytest.mark.parametrize(
    "done",
    [
        "UPDATE audit SET who = 'ai khác' WHERE number = 2",
        "UPDATE audit SET origin = '' WHERE number = 2",
        "UPDATE audit SET act = 'cancel' WHERE number = 2",
        "UPDATE audit SET subject = 'obligation 9' WHERE number = 2",
        "UPDATE audit SET at = datetime(at, '+1 day') WHERE number = 2",
        "UPDATE audit SET detail = replace(detail, '2012-07-09', '2012-06-30') WHERE number = 2",
        "UPDATE audit SET detail = replace(detail, 'BC', 'BC2') WHERE number = 5",
        "UPDATE audit SET detail = '{}' WHERE number = 3",
        "UPDATE audit SET digests = '{}', salts = '{}' WHERE number = 3",
        "UPDATE audit SET who = '', origin = '', salts = '{}' WHERE number = 3",
        "DELETE FROM audit WHERE number = 1",
        "DELETE FROM audit WHERE number = 3",
        "DELETE FROM audit WHERE number = 5",
        "DELETE FROM audit",
        "DELETE FROM fact WHERE name = 'audit-head'",
        (
            "INSERT INTO audit (number, at, who, origin, act, subject, detail, salts, digests, seal)"
            " SELECT 6, at, who, origin, act, subject, detail, salts, digests, seal FROM audit WHERE number = 5"
        ),
    ],
)
def test_a_line_that_was_changed_removed_or_added_is_found(
    file_db: Database, plan_db: Path, done: str
) -> None:
    _write(file_db)
    _raw(plan_db, done)
    assert _verdict(file_db).faults


@pytest.mark.parametrize(
    "done",
    [
        "UPDATE audit SET detail = 'x' WHERE number = 3",
        "UPDATE audit SET detail = '[]' WHERE number = 3",
        "UPDATE audit SET salts = 'null' WHERE number = 3",
        "UPDATE audit SET digests = '7' WHERE number = 3",
        "UPDATE audit SET at = 'gestern' WHERE number = 3",
        "UPDATE audit SET at = '' WHERE number = 3",
    ],
)
def test_a_line_that_cannot_be_read_is_named(file_db: Database, plan_db: Path, done: str) -> None:
    """It stopped the check with a fault of the program, and no line was named."""
    _write(file_db)
    _raw(plan_db, done)
    assert any(fault.startswith("dòng 3: ") for fault in _verdict(file_db).faults)


def test_a_trim_whose_day_was_changed_is_found(file_db: Database, plan_db: Path) -> None:
    _write(file_db)
    with file_db.begin() as session:
        audit.trim(session, _act(), at(date(2013, 1, 1), time(8), ZONE))
    _raw(plan_db, 'UPDATE audit SET detail = \'{"before": "x", "lines": 5}\' WHERE act = \'audit trim\'')
    assert any(fault.startswith("dòng 6: ") for fault in _verdict(file_db).faults)


def test_lines_that_changed_places_are_found(file_db: Database, plan_db: Path) -> None:
    _write(file_db)
    _raw(
        plan_db,
        "UPDATE audit SET number = 99 WHERE number = 2",
        "UPDATE audit SET number = 2 WHERE number = 3",
        "UPDATE audit SET number = 3 WHERE number = 99",
    )
    assert len(_verdict(file_db).faults) >= 2


def test_a_log_written_anew_does_not_hold_the_head_noted_elsewhere(file_db: Database, plan_db: Path) -> None:
    _write(file_db)
    noted = _verdict(file_db).head
    assert _verdict(file_db, noted).faults == ()
    _write(file_db, 2)
    assert _verdict(file_db, noted).faults == ()
    _raw(plan_db, "DELETE FROM audit", "DELETE FROM fact WHERE name = 'audit-head'")
    _write(file_db, 7)
    assert _verdict(file_db).faults == ()
    assert _verdict(file_db, noted).faults
    assert _verdict(file_db, "40:abc").faults


def test_old_personal_data_goes_and_the_chain_holds(empty: Database) -> None:
    _write(empty, 3, date(2011, 3, 1))
    _write(empty, 2)
    before = at(date(2012, 1, 1), time(), ZONE)
    with empty.begin() as session:
        assert audit.trim(session, _act(who="quản trị"), before) == 3
    verdict = _verdict(empty)
    assert (verdict.lines, verdict.trimmed, verdict.faults) == (6, 3, ())
    with empty.read() as session:
        old = session.exec(select(Audit).where(Audit.number == 1)).one()
        assert (old.who, old.origin, old.salts) == ("", "", {})
        assert old.detail["after"] == {"done_on": "2012-07-09", "document": "0/BC", "note": None}
        young = session.exec(select(Audit).where(Audit.number == 4)).one()
        assert young.who == "chị Lan"
    with empty.begin() as session:
        assert audit.trim(session, _act(), before) == 0


def test_a_trimmed_line_still_cannot_be_changed(file_db: Database, plan_db: Path) -> None:
    _write(file_db, 3, date(2011, 3, 1))
    with file_db.begin() as session:
        audit.trim(session, _act(), at(date(2012, 1, 1), time(), ZONE))
    _raw(plan_db, "UPDATE audit SET who = 'ai khác' WHERE number = 1")
    assert any("lược bỏ" in fault for fault in _verdict(file_db).faults)


def test_writers_at_once_make_one_chain(empty: Database) -> None:
    def write(n: int) -> None:
        with empty.begin() as session:
            write_down(session, _act(), "done", f"obligation {n}", {"n": n})

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(write, range(60)))
    verdict = _verdict(empty)
    assert (verdict.lines, verdict.faults) == (60, ())


def test_a_transaction_that_fails_leaves_no_gap(empty: Database) -> None:
    _write(empty, 1)

    def fail() -> None:
        with empty.begin() as session:
            write_down(session, _act(), "done", "obligation 1", {})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    _write(empty, 1)
    assert (_verdict(empty).lines, _verdict(empty).faults) == (2, ())


def test_lines_from_before_the_seals_are_sealed_by_the_upgrade(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    lay(f"sqlite:///{path}", "0001")
    database = Database(f"sqlite:///{path}")
    _write(database, 1)
    verdict = _verdict(database)
    assert (verdict.lines, verdict.faults) == (3, ())
    with database.read() as session:
        first = session.exec(select(Audit).order_by(col(Audit.number))).first()
        assert first is not None
        assert first.at == datetime.fromisoformat("2012-06-20T01:30:00+00:00")
    database.close()
