"""A year ends with work undone: what is unfinished or was granted more time goes on into the next plan, said as such."""

import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from scheduler.intake.plan_years import PlanYears
from tests.cli.conftest import run_in, small_plan
from tests.conftest import EXAMPLE

NOW = ("--as-of", "2025-12-20")
ROWS = (
    ("Ban hành Kế hoạch năm 2025 thực hiện Nghị quyết số 76/NQ-CP năm 2025", "Sở Nội vụ", "Hằng quý"),
    ("Xây dựng Đề án một cửa", "Sở Y tế", "Quý II năm 2025"),
    ("Xây dựng Đề án số hóa", "Sở Tư pháp", "Quý III năm 2025"),
    ("Rà soát thủ tục hành chính", "UBND các huyện, thành phố", "Quý I năm 2025"),
    ("Công bố danh mục", "Sở Xây dựng", "Quý I năm 2025"),
    ("Sơ kết công tác năm 2025", "Sở Tài chính", "Quý IV năm 2025"),
)


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of six tasks: one recurs and has a round undone, one is overdue, one was granted time until March, two districts
    have not finished one, one is done, and one falls due at the end of the year."""
    folder = tmp_path_factory.mktemp("year")
    page = small_plan(folder, *ROWS, number="5", signed="10 tháng 01 năm 2025", years="2025-2025")
    office = partial(run_in, folder)
    register = EXAMPLE / "agencies.csv"
    ran = office("import", page, "--agencies", register, "--period", "2025-2025", "--as-of", "2025-01-12")
    assert ran.code in {0, 3}, ran.err
    tasks = office("obligations", "--kind", "task", "--json", *NOW).json
    named = {row["title"]: [one for one in tasks if one["title"] == row["title"]] for row in tasks}
    (granted,) = named["Xây dựng Đề án số hóa"]
    why = ("--reason", "chờ Bộ Tư pháp", "--as-of", "2025-09-20")
    assert office("extend", granted["id"], "--to", "2026-03-31", *why).code == 0
    done = [named["Công bố danh mục"][0], *named["Rà soát thủ tục hành chính"][2:]]
    with closing(sqlite3.connect(folder / "plan.db")) as database, database:
        for row in done:
            database.execute("UPDATE obligation SET done_on = due WHERE id = ?", (row["id"],))
        first = [row["id"] for row in named[ROWS[0][0]]][:3]
        database.execute(f"UPDATE obligation SET done_on = due WHERE id IN ({','.join(map(str, first))})")
    return folder


@pytest.fixture(scope="module")
def draft(taken: Path) -> Any:
    ran = run_in(taken, "roll", "5/QĐ-UBND", "--period", "2026-2026", "--json", *NOW)
    assert ran.code == 3, ran.err
    return ran.json


def _row(draft: Any, start: str) -> Any:
    (found,) = [row for row in draft["tasks"] if row["title"].startswith(start)]
    return found


def test_what_is_unfinished_goes_on_and_is_said_to(draft: Any) -> None:
    """It was left out as *không lặp lại*, and nobody owed it any more."""
    row = _row(draft, "Xây dựng Đề án một cửa")
    assert row["carried"] == "unfinished"
    assert row["timing"] == "Quý II năm 2025"
    assert any("chưa hoàn thành" in note and "quá hạn từ 30/6/2025" in note for note in row["notes"])
    assert any("đặt thời hạn mới thay cho 'Quý II năm 2025'" in note for note in row["notes"])


def test_what_was_granted_more_time_keeps_its_day(draft: Any) -> None:
    row = _row(draft, "Xây dựng Đề án số hóa")
    assert (row["carried"], row["timing"]) == ("extended", "Chậm nhất ngày 31/3/2026")
    assert any("đã gia hạn từ 30/9/2025" in note for note in row["notes"])


def test_only_those_who_have_not_finished_go_on(draft: Any) -> None:
    row = _row(draft, "Rà soát thủ tục")
    assert row["carried"] == "unfinished"
    assert len(row["lead"].split("; ")) == 2
    assert "chủ trì chỉ ghi những cơ quan chưa hoàn thành" in row["notes"]


def test_what_is_done_stays_behind(draft: Any) -> None:
    assert [left["title"] for left in draft["left"]] == ["Công bố danh mục"]
    assert draft["left"][0]["because"] == "không lặp lại"


def test_what_is_not_due_yet_is_not_called_late(draft: Any) -> None:
    row = _row(draft, "Sơ kết công tác năm 2025")  # an unfinished task keeps its own year
    assert any("đến hạn 31/12/2025" in note for note in row["notes"])
    assert not any("quá hạn" in note for note in row["notes"])


def test_what_recurs_has_the_new_year_in_its_title(draft: Any) -> None:
    """And the resolution keeps its own; what is undone of the old year is said."""
    (row,) = [row for row in draft["tasks"] if row["carried"] is None]
    assert row["title"] == "Ban hành Kế hoạch năm 2026 thực hiện Nghị quyết số 76/NQ-CP năm 2025"
    assert "tên: năm 2025 → 2026" in row["notes"]
    assert any(note.startswith("chưa hoàn thành: ") and "31/12/2025" in note for note in row["notes"])


def test_the_draft_says_it_and_is_taken_in(taken: Path, tmp_path: Path) -> None:
    out = tmp_path / "next.xlsx"
    assert run_in(taken, "roll", "5/QĐ-UBND", "--period", "2026-2026", "--out", out, *NOW).code == 3
    sheet = openpyxl.load_workbook(out).worksheets[0]
    notes = [str(row[6]) for row in sheet.iter_rows(values_only=True) if row[6]]
    assert sum("CHUYỂN TIẾP: chưa hoàn thành" in note for note in notes) == 3
    assert sum("CHUYỂN TIẾP: được gia hạn" in note for note in notes) == 1
    number = ("--code", "6/QĐ-UBND", "--issued-on", "2026-01-10", "--as-of", "2026-01-12")
    agencies = ("--agencies", EXAMPLE / "agencies.csv")
    found = run_in(tmp_path, "import", out, *agencies, *number, "--json").json
    days = {task["title"]: [d["due"] for d in task["deadlines"]] for task in found["tasks"]}
    assert days["Xây dựng Đề án số hóa"] == ["2026-03-31"]


@pytest.mark.parametrize(
    ("years", "title", "now"),
    [
        (PlanYears(2025, 2025, 2026, 2026), "Kế hoạch CCHC năm 2025", "Kế hoạch CCHC năm 2026"),
        (PlanYears(2025, 2025, 2026, 2026), "KẾ HOẠCH NĂM 2025", "KẾ HOẠCH NĂM 2026"),
        (PlanYears(2025, 2025, 2026, 2030), "Kế hoạch năm 2025", "Kế hoạch năm 2026 - 2030"),
        (PlanYears(2025, 2025, 2026, 2026), "Thi hành Luật Đất đai năm 2025", None),
        (PlanYears(2025, 2025, 2026, 2026), "Báo cáo tháng 12 năm 2025", None),
        (PlanYears(2025, 2025, 2026, 2026), "Quyết định số 25/2025/QĐ-UBND", None),
        (PlanYears(2012, 2015, 2026, 2030), "giai đoạn 2012 – 2015", "giai đoạn 2026 - 2030"),
        (PlanYears(2012, 2015, 2026, 2030), "tổng kết vào năm 2015", None),
        (PlanYears(2012, 2015, 2026, 2030), "giai đoạn 2011 - 2015", None),
    ],
)
def test_which_years_are_the_plans_own(years: PlanYears, title: str, now: str | None) -> None:
    """A year of a law, a document or a day is a fact; what is left is said beside the row."""
    found, said = years.moved(title)
    assert found == (now or title)
    assert bool(said) == (now is not None)
    assert (not now) == bool(years.left_in(found))
