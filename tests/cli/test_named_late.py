"""Nobody is charged with a day that had passed before they were named for it, however the name came in."""

from pathlib import Path

import pytest

from tests.cli.conftest import Dondoc, small_plan, taken
from tests.conftest import EXAMPLE

NOBODY = "các cơ quan liên quan"


def led(dondoc: Dondoc, on: str) -> list[tuple[str, str, list[str]]]:
    rows = dondoc("obligations", "--json", "--as-of", on).json
    return [(o["due"][:4], o["status"], o["agencies"]) for o in rows if o["status"] != "cancelled"]


YEARLY = ("Rà soát thủ tục", NOBODY, "Hàng năm")
UNLED = [("2012", "late", []), ("2013", "late", [])]
MINE = ["so-tai-chinh"]


@pytest.mark.parametrize("more", [(), ("--reread",)])
def test_a_second_import_charges_nobody_with_the_past(
    dondoc: Dondoc, tmp_path: Path, more: tuple[str, ...]
) -> None:
    file = small_plan(tmp_path, YEARLY)
    taken(dondoc, file, "2012-04-02")
    ran = dondoc("settle", 1, "--lead", "Sở Tài chính", "--json", "--as-of", "2014-02-03")
    assert ran.json["passed"] == 2
    taken(dondoc, file, "2014-02-04", *more)
    assert led(dondoc, "2014-02-04") == [*UNLED, ("2014", "open", MINE), ("2015", "upcoming", MINE)]


def test_days_that_an_answer_named_when_they_were_past_stay_nobodys(dondoc: Dondoc, tmp_path: Path) -> None:
    file = small_plan(tmp_path, ("Đào tạo", "Sở Tài chính", "Mùa hoa phượng nở lần thứ ba"))
    taken(dondoc, file, "2012-04-02")
    dondoc("settle", 1, "--timing", "Hàng năm", "--as-of", "2014-02-03")
    taken(dondoc, file, "2014-02-04")
    assert led(dondoc, "2014-02-04") == [("2014", "open", MINE), ("2015", "upcoming", MINE)]


def test_after_the_plans_last_day_nothing_is_ahead(dondoc: Dondoc, tmp_path: Path) -> None:
    taken(dondoc, small_plan(tmp_path, YEARLY), "2012-04-02")
    ran = dondoc("settle", 1, "--lead", "Sở Tài chính", "--json", "--as-of", "2016-03-03")
    assert ran.json["passed"] == 4
    assert {tuple(agencies) for _, _, agencies in led(dondoc, "2016-03-03")} == {()}


def test_a_register_that_comes_with_a_second_import(dondoc: Dondoc, tmp_path: Path) -> None:
    file = small_plan(tmp_path, ("Rà soát thủ tục", "Các sở, ban, ngành", "Hàng năm"))
    taken(dondoc, file, "2012-04-02")
    rows = (EXAMPLE / "agencies.csv").read_text(encoding="utf-8")
    new = 'so-du-lich,Sở Du lịch,,,so,"các sở, ban, ngành",so-du-lich@quangngai.example,,,,\n'
    (tmp_path / "more.csv").write_text(rows + new, encoding="utf-8")
    dondoc("import", file, "--agencies", tmp_path / "more.csv", "--as-of", "2014-02-03")
    mine = dondoc("obligations", "--agency", "so-du-lich", "--json", "--as-of", "2014-02-03").json
    assert [o["due"][:4] for o in mine] == ["2014", "2015"]


def test_an_answer_frees_the_old_lead_and_taken_back_binds_it_again(dondoc: Dondoc, tmp_path: Path) -> None:
    taken(dondoc, small_plan(tmp_path, ("Quy chế", "Sở Tư pháp", "Quý II năm 2012")), "2012-04-02")
    dondoc("run", "--once", "--no-web", "--as-of", "2012-07-16T08:30")  # told that it is late
    now = "2012-08-01"
    dondoc("settle", 1, "--lead", "Sở Tài chính", "--as-of", now)
    assert led(dondoc, now) == [("2012", "late", [])]
    dondoc("settle", 1, "--forget", "lead", "--as-of", now)
    assert led(dondoc, now) == [("2012", "late", ["so-tu-phap"])]


@pytest.mark.parametrize("years", ["2012-2015", "2013-2016"])
def test_a_superseding_decision_leaves_what_fell_due_with_whom_it_was(
    dondoc: Dondoc, tmp_path: Path, years: str
) -> None:
    taken(dondoc, small_plan(tmp_path, ("Rà soát thủ tục", "Sở Tư pháp", "Hàng năm")), "2012-04-02")
    row = ("Rà soát thủ tục", "Sở Tài chính", "Hàng năm")
    new = small_plan(tmp_path, row, number="50", signed="10 tháng 5 năm 2013", years=years)
    for _ in range(2):
        taken(dondoc, new, "2013-05-20", "--supersedes", "39/QĐ-UBND")
        assert led(dondoc, "2013-05-20")[:2] == [("2012", "late", ["so-tu-phap"]), ("2013", "open", MINE)]
