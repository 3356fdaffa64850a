"""A decision that was superseded is not taken in again beside the one that took its place."""

from pathlib import Path

from tests.cli.conftest import Dondoc, small_plan
from tests.conftest import EXAMPLE

ROW = ("Rà soát thủ tục", "Sở Tư pháp", "Hàng năm")
NOW = ("--agencies", EXAMPLE / "agencies.csv", "--as-of", "2014-06-02")


def test_the_old_document_comes_in_again(dondoc: Dondoc, tmp_path: Path) -> None:
    first = small_plan(tmp_path, ROW)
    second = small_plan(tmp_path, ROW, number="50", signed="10 tháng 5 năm 2013")
    third = small_plan(tmp_path, ROW, number="60", signed="12 tháng 5 năm 2014")
    dondoc("import", first, *NOW)
    itself = dondoc("import", second, "--supersedes", "50/QĐ-UBND", *NOW)
    assert (itself.code, "không tự thay thế" in itself.err) == (1, True)
    dondoc("import", second, "--supersedes", "39/QĐ-UBND", *NOW)
    dondoc("import", third, "--supersedes", "50/QĐ-UBND", *NOW)
    before = dondoc("tasks", "--json", *NOW[2:]).json
    for file, more in ((first, ()), (second, ()), (second, ("--supersedes", "39/QĐ-UBND"))):
        ran = dondoc("import", file, *more, *NOW)
        assert (ran.code, "đã được 60/QĐ-UBND thay thế" in ran.err) == (1, True)
    assert dondoc("tasks", "--json", *NOW[2:]).json == before
    assert dondoc("import", third, "--supersedes", "39/QĐ-UBND", *NOW).code == 0


def test_the_new_document_comes_in_again_without_saying_so(dondoc: Dondoc, tmp_path: Path) -> None:
    """What it replaced was said once: the plan knows it by then, and nothing is asked for twice."""
    rows = [ROW, *((f"Việc số {n}", "Sở Tư pháp", "Hàng năm") for n in range(4))]
    second = small_plan(tmp_path, *rows, number="50", signed="10 tháng 5 năm 2013")
    dondoc("import", small_plan(tmp_path, *rows), *NOW)
    unsaid = dondoc("import", second, *NOW)
    assert (unsaid.code, "5 trong 5 nhiệm vụ" in unsaid.err) == (3, True)
    assert "--supersedes 39/QĐ-UBND" in unsaid.err
    dondoc("import", second, "--supersedes", "39/QĐ-UBND", *NOW)
    before = dondoc("tasks", "--json", *NOW[2:]).json
    again = dondoc("import", second, "--json", *NOW)
    assert (again.code, again.json["changes"]["unchanged"], again.json["changes"]["withdrawn"]) == (0, 5, 0)
    assert dondoc("tasks", "--json", *NOW[2:]).json == before


def test_the_same_number_of_a_later_year_is_another_plan(dondoc: Dondoc, tmp_path: Path) -> None:
    dondoc("import", small_plan(tmp_path, ROW), *NOW)
    second = small_plan(tmp_path, ROW, number="50", signed="10 tháng 5 năm 2013")
    dondoc("import", second, "--supersedes", "39/QĐ-UBND", *NOW)
    later = small_plan(tmp_path, ROW, signed="3 tháng 3 năm 2014")
    assert dondoc("import", later, "--json", *NOW).json["changes"]["added"] == 1
