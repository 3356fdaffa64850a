"""24/11 rests on no law yet: wherever a count of working days depends on it, that is said."""

import email
import email.policy
import shutil
import sqlite3
from datetime import date
from functools import partial
from pathlib import Path

import docx
import pytest

from plan.documents.formats.markup import read_html
from scheduler.working_days.vietnam import DayChange, calendar
from tests.cli.conftest import Dondoc, run_in, small_plan
from tests.conftest import EXAMPLE
from tests.papers.conftest import OFFICE

SAID = "coi ngày 24/11/2026 (Ngày Văn hóa Việt Nam) là ngày nghỉ: Nghị quyết 80-NQ/TW"
NOW = ("--as-of", "2026-11-27T09:00")


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A task due on 20/11, one due on 24/11 itself, and one due in March."""
    folder = tmp_path_factory.mktemp("taken")
    rows = (
        ("Rà soát thủ tục", "Sở Y tế", "Ngày 20/11/2026"),
        ("Công bố thủ tục", "Sở Tư pháp", "Ngày 24/11/2026"),
        ("Đơn giản hóa thủ tục", "Sở Tài chính", "Ngày 16/3/2026"),
    )
    page = small_plan(folder, *rows, number="77", signed="05 tháng 01 năm 2026", years="2026-2026")
    register = EXAMPLE / "agencies.csv"
    assert run_in(folder, "import", page, "--agencies", register, "--as-of", "2026-01-06").code in {0, 3}
    return folder / "plan.db"


@pytest.fixture
def office(taken: Path, tmp_path: Path) -> tuple[Dondoc, int]:
    """That plan in a plan.db of the test's own, and the first of its duties."""
    shutil.copy(taken, tmp_path / "plan.db")
    (tmp_path / "dondoc.toml").write_text(OFFICE, encoding="utf-8")
    office = partial(run_in, tmp_path)
    (row,) = office("obligations", "--agency", "so-y-te", "--kind", "task", "--json", *NOW).json
    return office, row["id"]


def _words(page: str) -> str:
    return " ".join("".join(read_html(page).itertext()).split())


def _of(office: Dondoc, agency: str) -> int:
    (row,) = office("obligations", "--agency", agency, "--kind", "task", "--json", *NOW).json
    number: int = row["id"]
    return number


def test_a_day_late_that_depends_on_it_says_so(office: tuple[Dondoc, int]) -> None:
    """Four working days late, or five: nobody was told which day that rests on."""
    dondoc, number = office
    assert SAID in _words(dondoc("proof", number, "--format", "html", *NOW).out)
    assert SAID in dondoc("why", number, *NOW).out
    (said,) = dondoc("why", number, "--json", *NOW).json["assumed"]
    assert said.startswith(SAID)
    early = ("--as-of", "2026-11-23")
    assert dondoc("why", number, "--json", *early).json["assumed"] == []


def test_the_last_day_on_time_that_depends_on_it_says_so(office: tuple[Dondoc, int]) -> None:
    dondoc, _ = office
    number = _of(dondoc, "so-tu-phap")
    found = dondoc("why", number, "--json", "--as-of", "2026-11-01").json
    assert found["obligation"]["ends"] == "2026-11-25"
    assert len(found["assumed"]) == 1


def test_a_day_that_counted_as_worked_is_not_said_to_be_assumed(
    office: tuple[Dondoc, int], tmp_path: Path
) -> None:
    """Its last day on time was found before anybody took that day for a day off."""
    dondoc, _ = office
    number = _of(dondoc, "so-tu-phap")
    with sqlite3.connect(tmp_path / "plan.db") as database:
        database.execute("UPDATE obligation SET ends = '2026-11-24' WHERE id = ?", (number,))
    for today in ("2026-11-01", "2026-12-02"):
        found = dondoc("why", number, "--json", "--as-of", today).json
        assert found["assumed"] == []
        assert found["ends_because"].startswith(
            "khi tính hạn 24/11/2026 còn là ngày làm việc, nay là ngày nghỉ"
        )
    sheet = _words(dondoc("proof", number, "--format", "html", *NOW).out)
    assert "24/11/2026 (khi tính hạn 24/11/2026 còn là ngày làm việc" in sheet
    assert SAID not in sheet


def test_what_does_not_depend_on_it_says_nothing(office: tuple[Dondoc, int]) -> None:
    """Done in March: no day of November had a part in it."""
    dondoc, _ = office
    number = _of(dondoc, "so-tai-chinh")
    done = ("--on", "2026-03-16", "--document", "1/BC-STC", "--as-of", "2026-03-17")
    assert dondoc("done", number, *done).code == 0
    assert dondoc("why", number, "--json", *NOW).json["assumed"] == []


def test_papers_and_letters_say_so(office: tuple[Dondoc, int], tmp_path: Path) -> None:
    dondoc, _ = office
    period = ("report", "--period", "2026", *NOW)
    page = _words(dondoc(*period, "--format", "html").out)
    assert f"Giả định: {SAID}" in page
    assert "dựa trên 1 giả định về ngày nghỉ" in page
    assert len(dondoc(*period, "--format", "json").json["assumed"]) == 1
    first = dondoc("report", "--period", "2026-Q1", "--as-of", "2026-04-02", "--format", "json").json
    assert first["assumed"] == []
    assert dondoc("letter", "--tasks", "--out", tmp_path / "l.docx", *NOW).code == 0
    text = [p.text for p in docx.Document(str(tmp_path / "l.docx")).paragraphs]
    assert any(SAID in line for line in text)
    span = ("--from", "2026-11-23", "--to", "2026-11-26")
    assert dondoc("simulate", *span, "--out", tmp_path / "sim", "--as-of", "2026-11-23").code == 0
    bodies = [
        email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        .get_body(("plain",))
        .get_content()  # type: ignore[union-attr]  # every letter has one
        for path in (tmp_path / "sim" / "mail").rglob("*.eml")
    ]
    assert any(SAID in " ".join(body.split()) for body in bodies)


def test_it_is_no_assumption_once_somebody_knows(office: tuple[Dondoc, int]) -> None:
    """By the year, or by the day with its paper."""
    dondoc, number = office
    shown = {
        row["day"]: row.get("assumed") for row in dondoc("calendar", "show", "2026", "--json").json["days"]
    }
    assert [day for day, why in shown.items() if why] == ["2026-11-24"]
    day = (
        "calendar",
        "set",
        "2026-11-24",
        "--off",
        "--label",
        "Ngày Văn hóa",
        "--source",
        "Luật 1/2026/QH16",
    )
    assert dondoc(*day, *NOW).code == 0
    assert dondoc("why", number, "--json", *NOW).json["assumed"] == []


def test_the_years_that_nobody_announced() -> None:
    """Tết 2027 is reckoned by the library, and 2026 was announced but for 24/11."""
    days = calendar(2025, 2028)
    assert [day for day in days.assumed if day.year <= 2026] == [date(2026, 11, 24)]
    assert {date(2027, 2, 8), date(2027, 9, 3), date(2027, 11, 24), date(2028, 1, 26)} <= set(days.assumed)
    assert "chưa thấy thông báo" in days.assumed[date(2027, 2, 8)]
    assert days.assumptions(date(2027, 2, 1), date(2027, 2, 5))[0].startswith("coi ngày 04/02/2027 (29 Tết)")
    known = calendar(2025, 2028, confirmed={2026, 2027})
    assert {day.year for day in known.assumed} == {2028}
    own = calendar(2026, 2026, [DayChange(date(2026, 11, 24), True, "đi làm", "Công văn 1")])
    assert own.assumed == {}
    assert own.works(date(2026, 11, 24))
