"""The plan ends, and the next one begins from what recurs: a draft, looked through, taken in like any plan."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import update

from plan.agencies.store import load_directory, save_agencies
from plan.documents import read_agencies, read_document
from plan.models import Obligation
from plan.storage.database import Database
from plan.tasks.adoption import AdoptionError
from scheduler.intake.next_period import NextPlan, NextPlanTask, roll
from scheduler.phrases.reading import Period
from tests.cli.conftest import Dondoc, dondoc  # noqa: F401 - a fixture
from tests.conftest import ROOT

pytestmark = pytest.mark.weeks  # lives through days: quickly on SQLite, in CI on PostgreSQL too

NEXT = ROOT / "examples" / "quang-ngai-2026"
NEW = Period(date(2026, 1, 1), date(2030, 12, 31))
TODAY = date(2025, 12, 1)


@pytest.fixture
def draft(database: Database) -> NextPlan:
    agencies, problems = read_agencies(NEXT / "agencies.csv")
    assert problems == ()
    with database.read() as session:
        save_agencies(session, agencies)
        session.exec(update(Obligation).values(done_on=Obligation.due))  # type: ignore[call-overload]  # columns
        return roll(session, "39/QĐ-UBND", NEW, TODAY)


def row(draft: NextPlan, ref: str) -> NextPlanTask:
    return next(r for r in draft.rows if f"{r.section}.{r.number}" == ref)


def test_what_recurs_goes_on_and_the_rest_says_why_not(draft: NextPlan) -> None:
    assert draft.title == "Kế hoạch cải cách hành chính tỉnh Quảng Ngãi giai đoạn 2026 - 2030"
    refs = [f"{r.section}.{r.number}" for r in draft.rows]
    assert refs == ["I.1", "I.5", "II.2", "II.3", "II.7", "II.8", "III.6", "IV.5", "IV.9", "VII.1", "VII.3"]
    assert len(draft.left) == 48 - 11
    because = {f"{left.section}.{left.number}": left.because for left in draft.left}
    assert because["I.2"] == "không lặp lại"
    assert because["III.1"] == "chờ sự kiện hoặc văn bản khác"
    assert "cả giai đoạn cũ" in because["V.2"]


def test_agencies_are_their_successors(draft: NextPlan) -> None:
    assert row(draft, "II.3").partners == "Sở Khoa học và Công nghệ; các cơ quan liên quan"
    assert "Sở Thông tin và Truyền thông → Sở Khoa học và Công nghệ" in row(draft, "II.3").notes
    assert row(draft, "I.1").partners == "Các sở, ban, ngành; UBND các xã, phường, đặc khu"


def test_what_is_of_the_old_period_is_said_not_rewritten(draft: NextPlan) -> None:
    last = row(draft, "VII.3")
    assert last.timing == "Hàng năm và tổng kết việc thực hiện kế hoạch vào năm 2015"
    assert any("31/12/2015" in note for note in last.notes)
    assert any("còn ghi năm 2015" in note for note in last.notes)


@pytest.mark.parametrize(
    ("code", "period", "words"),
    [
        ("40/QĐ-UBND", NEW, "đã nhận: 39/QĐ-UBND"),
        ("39/QĐ-UBND", Period(date(2015, 1, 1), date(2018, 12, 31)), "phải sau giai đoạn"),
    ],
)
def test_what_cannot_be_rolled(database: Database, code: str, period: Period, words: str) -> None:
    with database.read() as session, pytest.raises(AdoptionError, match=words):
        roll(session, code, period, TODAY)


def test_the_example_is_what_the_roll_gives(draft: NextPlan) -> None:
    entries = read_document(NEXT / "draft.xlsx").entries
    cells = [(e.section, e.number, e.title, e.lead, e.partners, e.timing) for e in entries]
    assert cells == [(r.section, r.number, r.title, r.lead, r.partners, r.timing) for r in draft.rows]


def test_the_draft_is_taken_in_like_any_plan(dondoc: Dondoc, plan_db: Path, tmp_path: Path) -> None:  # noqa: F811 - a fixture
    out = tmp_path / "draft.xlsx"
    with closing(sqlite3.connect(plan_db)) as database, database:
        database.execute("UPDATE obligation SET done_on = due")
    agencies = ("--agencies", NEXT / "agencies.csv")
    rolled = dondoc("roll", "39/QĐ-UBND", "--period", "2026-2030", *agencies, "--out", out, "--json")
    assert rolled.code == 3  # some rows are to be looked at
    assert len(rolled.json["tasks"]) == 11
    assert dondoc("tasks", "--json").json[-1]["id"] == 48  # the roll itself stored nothing
    number = ("--code", "1/KH-UBND", "--issued-on", "2026-01-15", "--as-of", "2026-01-16")
    taken = dondoc("import", out, *agencies, *number, "--json").json
    assert taken["plan"]["period"] == ["2026-01-01", "2030-12-31"]
    assert [t["state"] for t in taken["tasks"]].count("unclear") == 0
    yearly = next(t for t in taken["tasks"] if t["section"] == "I")
    assert [d["due"] for d in yearly["deadlines"]] == [f"{year}-12-31" for year in range(2026, 2031)]
    assert {p["where"].rpartition(", ")[2] for p in taken["problems"]} == {"Cơ quan phối hợp", "Thời gian"}


def test_the_example_register_has_every_commune() -> None:
    agencies, problems = read_agencies(NEXT / "agencies.csv")
    assert problems == ()
    kinds = [a.kind for a in agencies if a.begun(NEW.first) and not a.ended(NEW.first)]
    assert (kinds.count("xa"), kinds.count("phuong"), kinds.count("dac-khu")) == (86, 9, 1)
    assert not [a for a in agencies if a.kind in {"huyen", "thanh-pho"} and not a.ended(NEW.first)]


def test_a_group_is_followed_by_a_group(database: Database) -> None:
    agencies, _ = read_agencies(NEXT / "agencies.csv")
    with database.read() as session:
        save_agencies(session, agencies)
        directory = load_directory(session)
    (before,) = directory.resolve("UBND các huyện, thành phố", on=date(2025, 6, 30))
    (after,) = directory.resolve("UBND các huyện, thành phố", on=date(2025, 7, 1))
    assert len(before.agencies) == 14
    assert len(after.agencies) == 96
    (mountain,) = directory.resolve("UBND 6 huyện miền núi", on=date(2025, 7, 1))
    assert directory.emptied(mountain)


ANNEXES = """<p>Số: 9/KH-UBND</p><p>Huế, ngày 05 tháng 01 năm 2026</p><p>KẾ HOẠCH</p><p>Chuyển đổi số giai đoạn 2026-2027</p>
<p>PHỤ LỤC I</p><p>NHIỆM VỤ NĂM 2026</p>
<table><tr><td>STT</td><td>Nhiệm vụ</td><td>Cơ quan chủ trì</td><td>Thời gian</td></tr>
<tr><td>1</td><td>Báo cáo năm 2026</td><td>Sở Nội vụ</td><td>Hằng quý</td></tr>
<tr><td>2</td><td>Sơ kết</td><td>Sở Nội vụ</td><td>Năm 2026</td></tr></table>
<p>PHỤ LỤC II</p><p>NHIỆM VỤ GIAI ĐOẠN 2026-2027</p>
<table><tr><td>STT</td><td>Nhiệm vụ</td><td>Cơ quan chủ trì</td><td>Thời gian</td></tr>
<tr><td>1</td><td>Kiểm tra giai đoạn 2026 - 2027</td><td>Sở Nội vụ</td><td>Hằng năm</td></tr></table>"""


def test_the_rows_of_an_annex_go_on_in_its_years(dondoc: Dondoc, tmp_path: Path) -> None:  # noqa: F811 - a fixture
    file = tmp_path / "kh.html"
    file.write_text(ANNEXES, encoding="utf-8")
    dondoc("import", str(file), "--agencies", str(NEXT / "agencies.csv"))
    rolled = dondoc("--as-of", "2027-12-01", "roll", "9/KH-UBND", "--period", "2028-2029", "--json")
    rows = {row["title"]: row["notes"] for row in rolled.json["tasks"]}
    assert any("phụ lục của năm 2028" in note for note in rows["Báo cáo năm 2028"])
    assert not any("phụ lục" in note for note in rows["Kiểm tra giai đoạn 2028 - 2029"])
