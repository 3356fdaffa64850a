"""A column of status is asked about; what a person accepts of it becomes receipts, with the day of the cell alone."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Dondoc
from tests.cli.test_proposals import HEAD, REGISTER

THEN = ("--as-of", "2026-03-20")
TITLE = "KẾ HOẠCH\ncông tác năm 2026\n\n"
TABLE = """
\tSTT
\tNhiệm vụ
\tCơ quan chủ trì
\tThời gian hoàn thành
\tTình trạng

\t1
\tBáo cáo kết quả rà soát
\tSở Nội vụ
\tTháng 3/2026
\tĐã hoàn thành ngày 10/3/2026

\t2
\tXây dựng quy chế
\tSở Tài chính
\tTháng 4/2026
\tHoàn thành

\t3
\tXây dựng đề án
\tSở Tài chính
\tTháng 6/2026
\tChưa hoàn thành
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    (tmp_path / "agencies.csv").write_bytes(REGISTER.read_bytes())
    path = tmp_path / "kh.txt"
    path.write_text(HEAD + TITLE + TABLE, encoding="utf-8")
    return path


def done(dondoc: Dondoc) -> list[str | None]:
    return [row["done_on"] for row in json.loads(dondoc("obligations", "--json", *THEN).out)]


def test_the_column_is_asked_about_and_nothing_recorded(dondoc: Dondoc, plan: Path) -> None:
    looked = json.loads(dondoc("import", plan, "--dry-run", "--json", *THEN).out)
    assert [(q["field"], q["proposal"]) for q in looked["asked"]] == [("status", "Tình trạng")]
    assert "2 việc đã xong" in looked["asked"][0]["ground"]
    assert dondoc("import", plan, *THEN).code == 3
    assert done(dondoc) == []


def test_what_is_accepted_is_received_on_the_day_of_the_cell(dondoc: Dondoc, plan: Path) -> None:
    dondoc("import", plan, *THEN)
    ran = dondoc("settle", "--plan", "310/KH-UBND", "--accept-status", "Tình trạng", "--json", *THEN)
    assert done(dondoc) == ["2026-03-10", None, None]
    asked = [p for p in json.loads(ran.out)["problems"] if "Tình trạng" in p["where"]]
    assert [p["text"] for p in asked] == ["Hoàn thành"]
    assert "dondoc done" in asked[0]["message"]


@pytest.mark.parametrize(("said", "first"), [("none", None), ("all", "2026-03-10")])
def test_answered_beforehand(dondoc: Dondoc, plan: Path, said: str, first: str | None) -> None:
    dondoc("import", plan, "--accept-status", said, *THEN)
    assert done(dondoc) == [first, None, None]


def test_a_column_that_is_not_there_is_said(dondoc: Dondoc, plan: Path) -> None:
    ran = dondoc("import", plan, "--accept-status", "Kết quả", *THEN)
    assert ran.code == 1
    assert "Tình trạng" in ran.err


def test_what_gives_no_day_is_asked_until_it_is_in(dondoc: Dondoc, plan: Path) -> None:
    dondoc("import", plan, "--accept-status", "all", *THEN)
    (asked,) = json.loads(dondoc("questions", "--json", *THEN).out)
    assert (asked["cell"], asked["text"]) == ("status", "Tình trạng: Hoàn thành")
    done_now, not_done = asked["commands"]
    assert done_now == 'dondoc done 2 --on "…"'
    assert not_done == f"dondoc settle {asked['task']} --not-done"
    assert "Tình trạng: Tình trạng: Hoàn thành" in dondoc("questions", *THEN).out
    dondoc("done", "2", "--on", "2026-03-12", *THEN)
    assert json.loads(dondoc("questions", "--json", *THEN).out) == []


def test_a_person_may_say_that_it_is_not_done(dondoc: Dondoc, plan: Path) -> None:
    dondoc("import", plan, "--accept-status", "all", *THEN)
    (asked,) = json.loads(dondoc("questions", "--json", *THEN).out)
    ran = dondoc("settle", asked["task"], "--not-done", *THEN)
    assert (ran.code, "tình trạng: chưa xong" in ran.out) == (0, True)
    assert json.loads(dondoc("questions", "--json", *THEN).out) == []
    assert done(dondoc) == ["2026-03-10", None, None]
    dondoc("settle", asked["task"], "--forget", "status", *THEN)
    assert len(json.loads(dondoc("questions", "--json", *THEN).out)) == 1
