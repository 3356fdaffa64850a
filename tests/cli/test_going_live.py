"""Going live in the middle of a year: what was due before is history, or letters wait until a person has looked."""

from contextlib import closing
from pathlib import Path

import pytest

from plan.ledger.holds import HoldReason, holds
from plan.storage.database import Database
from tests.cli.conftest import Dondoc, Ran, small_plan
from tests.conftest import EXAMPLE

LIVE = "2012-07-04"
ROWS = [("Việc cũ", "Sở Y tế", "Tháng 5 năm 2012"), ("Việc mới", "Sở Tư pháp", "Tháng 7 năm 2012")]


def imported(dondoc: Dondoc, folder: Path, *more: object) -> Ran:
    file = small_plan(folder, *ROWS)
    ran = dondoc("import", file, "--agencies", EXAMPLE / "agencies.csv", *more, "--as-of", LIVE)
    assert ran.code in {0, 3}, ran.err
    return ran


def reasons(folder: Path) -> list[HoldReason]:
    with closing(Database(folder / "plan.db")) as database, database.read() as session:
        return [one.reason for one in holds(session)]


def test_a_first_import_with_overdue_work_is_held(dondoc: Dondoc, tmp_path: Path) -> None:
    ran = imported(dondoc, tmp_path)
    assert "1 việc đã quá hạn khi nhận: việc gửi được giữ lại" in ran.err
    ran = dondoc("run", "--once", "--as-of", LIVE)
    assert (ran.code, "việc gửi đang được giữ lại" in ran.err) == (1, True), ran.err
    assert {row["state"] for row in dondoc("outbox", "list", "--json").json} == {"waiting"}
    assert "--from NGÀY" in dondoc("doctor", "--as-of", LIVE).out
    shown = dondoc("outbox", "release", "--dry-run", "--json", "--as-of", LIVE).json
    assert [(row["agency"], row["overdue"]) for row in shown["letters"] if row["kind"] == "digest"] == [
        ("so-y-te", True)
    ]
    assert reasons(tmp_path) == [HoldReason.OVERDUE]
    assert "Thư được gửi tiếp" in dondoc("outbox", "release", "--as-of", LIVE).out
    assert reasons(tmp_path) == []
    assert dondoc("run", "--once", "--as-of", LIVE).code == 0


def test_a_dry_run_shows_letters_that_nobody_has_written_yet(dondoc: Dondoc, tmp_path: Path) -> None:
    imported(dondoc, tmp_path)
    said = dondoc("outbox", "release", "--dry-run", "--as-of", LIVE).out
    assert "so-y-te" in said
    assert "Chưa cho đi thư nào" in said
    assert dondoc("outbox", "list", "--json").json == []


def test_followed_from_a_day_nobody_is_late_for_what_was_before(dondoc: Dondoc, tmp_path: Path) -> None:
    ran = imported(dondoc, tmp_path, "--from", LIVE, "--json")
    assert ran.json["from"] == LIVE
    assert ran.json["held"] is None
    tasks = dondoc("tasks", "--json").json
    assert [len(task["deadlines"]) for task in tasks] == [1, 1]  # as the plan says, history too
    assert {row["status"] for row in dondoc("obligations", "--json", "--as-of", LIVE).json} == {"open"}
    assert dondoc("run", "--once", "--as-of", LIVE).code == 0
    assert not [row for row in dondoc("outbox", "list", "--json").json if row["agency"] == "so-y-te"]


def test_said_afterwards_it_takes_back_what_was_held(dondoc: Dondoc, tmp_path: Path) -> None:
    imported(dondoc, tmp_path)
    dondoc("run", "--once", "--as-of", LIVE)
    imported(dondoc, tmp_path, "--from", LIVE)
    by_agency = {row["agencies"][0]: row["status"] for row in dondoc("obligations", "--json").json}
    assert by_agency["so-y-te"] == "cancelled"
    shown = dondoc("outbox", "release", "--json", "--as-of", LIVE).json
    assert not any(row["overdue"] for row in shown["letters"])
    imported(dondoc, tmp_path)  # the day is remembered
    by_agency = {row["agencies"][0]: row["status"] for row in dondoc("obligations", "--json").json}
    assert by_agency["so-y-te"] == "cancelled"


@pytest.mark.slow
def test_an_earlier_day_takes_work_up_again(dondoc: Dondoc, tmp_path: Path) -> None:
    imported(dondoc, tmp_path)
    imported(dondoc, tmp_path, "--from", LIVE)
    imported(dondoc, tmp_path, "--from", "2012-04-01")
    rows = dondoc("obligations", "--json", "--as-of", LIVE).json
    assert {row["agencies"][0]: row["status"] for row in rows}["so-y-te"] == "late"


@pytest.mark.slow
def test_the_day_itself_is_still_owed(dondoc: Dondoc, tmp_path: Path) -> None:
    imported(dondoc, tmp_path, "--from", "2012-05-31")
    rows = dondoc("obligations", "--json", "--as-of", LIVE).json
    assert {row["agencies"][0]: row["status"] for row in rows}["so-y-te"] == "late"


@pytest.mark.slow
def test_rounds_of_reports_before_that_day_are_asked_of_nobody(dondoc: Dondoc) -> None:
    ran = dondoc("import", EXAMPLE / "plan.txt", "--from", LIVE, "--as-of", LIVE)
    assert ran.code in {0, 3}
    ends = [row["ends"] for row in dondoc("obligations", "--json", "--as-of", LIVE).json]
    assert ends
    assert min(ends) >= LIVE


def test_a_proposal_remembers_the_day(dondoc: Dondoc, tmp_path: Path) -> None:
    file = small_plan(tmp_path, *ROWS)
    text = file.read_text(encoding="utf-8").replace("GIAI ĐOẠN 2012-2015", "")
    file.write_text(text, encoding="utf-8")
    dondoc("import", file, "--agencies", EXAMPLE / "agencies.csv", "--from", LIVE, "--as-of", LIVE)
    ran = dondoc("settle", "--plan", "39/QĐ-UBND", "--period", "2012-2015", "--as-of", LIVE)
    assert ran.code in {0, 3}, ran.err
    assert {row["status"] for row in dondoc("obligations", "--json", "--as-of", LIVE).json} == {"open"}
    assert reasons(tmp_path) == []


@pytest.mark.slow
def test_a_settled_proposal_with_overdue_work_is_held_too(dondoc: Dondoc, tmp_path: Path) -> None:
    file = small_plan(tmp_path, *ROWS)
    text = file.read_text(encoding="utf-8").replace("GIAI ĐOẠN 2012-2015", "")
    file.write_text(text, encoding="utf-8")
    dondoc("import", file, "--agencies", EXAMPLE / "agencies.csv", "--as-of", LIVE)
    ran = dondoc("settle", "--plan", "39/QĐ-UBND", "--period", "2012-2015", "--as-of", LIVE)
    assert "1 việc đã quá hạn khi nhận" in ran.err
    assert reasons(tmp_path) == [HoldReason.OVERDUE]


def test_a_day_after_the_plan_is_refused(dondoc: Dondoc, tmp_path: Path) -> None:
    file = small_plan(tmp_path, *ROWS)
    ran = dondoc("import", file, "--from", "2016-01-01", "--as-of", LIVE)
    assert (ran.code, "sau ngày cuối của kế hoạch" in ran.err) == (1, True)


@pytest.mark.parametrize("command", ["preview", "simulate"])
def test_what_only_looks_is_never_held(dondoc: Dondoc, tmp_path: Path, command: str) -> None:
    imported(dondoc, tmp_path)
    asked = {"preview": ("--on", LIVE), "simulate": ("--from", LIVE, "--to", LIVE, "--out", "out")}[command]
    assert len(dondoc(command, *asked, "--json", "--as-of", LIVE).json) >= 2
