"""A document that changes a plan in part is not taken for the plan: nothing is withdrawn without a person's word."""

from pathlib import Path

import pytest

from plan.documents.preamble import read_amended, read_preamble
from tests.cli.conftest import Dondoc, small_plan, taken
from tests.conftest import EXAMPLE

ROWS = [(f"Việc thứ {n} trong năm", "Sở Y tế", "Quý III/2012") for n in range(1, 11)]
AMENDS = """ỦY BAN NHÂN DÂN
TỈNH QUẢNG NGÃI
{number}
Quảng Ngãi, ngày 10 tháng 7 năm 2012
QUYẾT ĐỊNH
Sửa đổi, bổ sung một số nhiệm vụ của Kế hoạch cải cách hành chính
ban hành kèm theo Quyết định số 39/QĐ-UBND ngày 25 tháng 3 năm 2012
"""


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số: 41/QĐ-UBND", "41/QĐ-UBND"),
        ("Số 41/QĐ-UBND", "41/QĐ-UBND"),
        ("Số:      /QĐ-UBND", ""),
        ("", ""),
    ],
)
def test_the_number_of_the_changed_plan_is_not_its_own(line: str, number: str) -> None:
    text = AMENDS.format(number=line)
    assert read_preamble(text).code == number
    assert read_amended(text) == ("39/QĐ-UBND",)


def test_the_decision_that_a_plan_came_with_is_its_own() -> None:
    text = (
        "KẾ HOẠCH\nCải cách hành chính\n(Ban hành kèm theo Quyết định số 39/QĐ-UBND ngày 25 tháng 3 năm 2012)"
    )
    assert (read_preamble(text).code, read_amended(text)) == ("39/QĐ-UBND", ())
    both = "Số: 39/QĐ-UBND\n" + text
    assert read_preamble(both).code == "39/QĐ-UBND"
    assert str(read_preamble(both).issued_on) == "2012-03-25"


def test_much_withdrawn_changes_nothing_until_somebody_agrees(dondoc: Dondoc, tmp_path: Path) -> None:
    taken(dondoc, small_plan(tmp_path, *ROWS), "2012-04-02")
    part = small_plan(tmp_path, *ROWS[:3])
    args = ("import", part, "--agencies", EXAMPLE / "agencies.csv", "--as-of", "2012-07-10")
    before = dondoc("tasks", "--json").json
    for way in ((), ("--dry-run",)):
        ran = dondoc(*args, *way, "--json")
        assert ran.code == 3
        assert ran.json["changes"]["withdrawn"] == 7
        gone = [p["text"] for p in ran.json["problems"] if p["where"] == "sẽ bị rút"]
        assert [name.split(" ", 1)[1] for name in gone] == [title for title, *_ in ROWS[3:]]
        assert "--withdraw" in ran.json["problems"][0]["message"]
        assert dondoc("tasks", "--json").json == before
    assert "Đã nhận" not in dondoc(*args).out
    ran = dondoc(*args, "--withdraw", "--json")
    assert (ran.code, ran.json["changes"]["withdrawn"]) == (0, 7)


def test_a_fifth_may_go_without_a_word(dondoc: Dondoc, tmp_path: Path) -> None:
    taken(dondoc, small_plan(tmp_path, *ROWS), "2012-04-02")
    ran = dondoc(
        "import", small_plan(tmp_path, *ROWS[:8]), "--agencies", EXAMPLE / "agencies.csv", "--json",
        "--as-of", "2012-07-10",
    )  # fmt: skip
    assert ran.json["changes"]["withdrawn"] == 2


def test_a_document_that_changes_an_adopted_plan_says_so(dondoc: Dondoc, tmp_path: Path) -> None:
    taken(dondoc, small_plan(tmp_path, *ROWS), "2012-04-02")
    part = small_plan(tmp_path, *ROWS[:2], number="41", signed="10 tháng 7 năm 2012")
    words = "<p>Sửa đổi, bổ sung Kế hoạch ban hành kèm theo Quyết định số 39/QĐ-UBND ngày 25 tháng 3 năm 2012</p><table>"
    part.write_text(part.read_text(encoding="utf-8").replace("<table>", words, 1), encoding="utf-8")
    ran = dondoc("import", part, "--agencies", EXAMPLE / "agencies.csv", "--json", "--as-of", "2012-07-11")
    assert (ran.code, ran.json["amends"]) == (0, ["39/QĐ-UBND"])
    assert (ran.json["decision"]["code"], ran.json["plan"]["code"]) == ("41/QĐ-UBND", "39/QĐ-UBND")
    assert ran.json["changes"] == {"added": 0, "changed": 0, "withdrawn": 0, "unchanged": 10}
