"""A file with several annexes taken in: each row within the years of its annex, of its own paper."""

from pathlib import Path

import pytest

from tests.cli.conftest import Dondoc
from tests.cli.test_proposals import REGISTER, written
from tests.documents.test_annexes import HEAD, OTHER, PLAN, TWO

THEN = ("--as-of", "2026-01-12")


@pytest.fixture
def office(dondoc: Dondoc, tmp_path: Path) -> Dondoc:
    (tmp_path / "agencies.csv").write_bytes(REGISTER.read_bytes())
    return lambda *args: dondoc(*args, *THEN)  # type: ignore[return-value]


def dues(office: Dondoc) -> list[str]:
    return sorted(row["due"] for row in office("obligations", "--json").json)


def test_what_recurs_comes_in_the_years_of_its_annex(office: Dondoc, tmp_path: Path) -> None:
    file = written(tmp_path, HEAD + PLAN + TWO)
    looked = office("import", file, "--dry-run", "--json").json
    days = sorted(day["due"] for task in looked["tasks"] for day in task["deadlines"])
    ran = office("import", file, "--json")
    assert (ran.code, ran.json["adopted"]) == (0, True)
    expected = ["2026-06-30", "2026-12-31", "2027-12-31", "2028-12-31", "2029-12-31", "2030-12-31"]
    assert (dues(office), days) == (expected, expected)


def test_a_corrected_annex_moves_its_rows(office: Dondoc, tmp_path: Path) -> None:
    office("import", written(tmp_path, HEAD + PLAN + TWO))
    changed = TWO.replace("GIAI ĐOẠN 2027-2030", "GIAI ĐOẠN 2027-2028")
    ran = office("import", written(tmp_path, HEAD + PLAN + changed), "--json").json
    assert ran["changes"]["changed"] == 1
    assert [row["cells"] for row in ran["rows"]] == [{"last": ["31/12/2030", "31/12/2028"]}]
    live = [
        r["due"]
        for r in office("obligations", "--json").json
        if not r.get("cancelled_on") and r["status"] != "cancelled"
    ]
    assert max(live) == "2028-12-31"


def test_a_waiting_plan_keeps_the_years_of_its_annexes(office: Dondoc, tmp_path: Path) -> None:
    ran = office(
        "import", written(tmp_path, HEAD + "KẾ HOẠCH\nChuyển đổi số trên địa bàn\n\n" + TWO), "--json"
    )
    assert [q["command"] for q in ran.json["asked"]] == [
        'dondoc settle --plan "12/KH-UBND" --period "2026-2030"'
    ]
    office("settle", "--plan", "12/KH-UBND", "--period", "2026-2030")
    assert dues(office)[2:] == ["2027-12-31", "2028-12-31", "2029-12-31", "2030-12-31"]


def test_an_annex_of_another_paper_is_taken_in_by_its_number(office: Dondoc, tmp_path: Path) -> None:
    file = written(tmp_path, HEAD + PLAN + TWO + OTHER)
    first = office("import", file, "--json")
    assert (first.code, first.json["waiting"]) == (3, [4])
    assert "2027-03-31" not in dues(office)
    other = office("import", file, "--code", "15/QĐ-UBND", "--json")
    assert (other.json["plan"]["code"], len(other.json["tasks"])) == ("15/QĐ-UBND", 1)
    assert dues(office).count("2027-03-31") == 1
