"""A decision that changes a plan in part is merged row by row: what it says, and nothing else."""

import shutil
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import COLUMNS, Dondoc, Ran, run_in, small_plan
from tests.conftest import EXAMPLE

PLAN = [
    ("Rà soát thủ tục hành chính", "Sở Tư pháp", "Quý III/2012"),
    ("Xây dựng Đề án một cửa", "Sở Nội vụ", "Tháng 9/2012"),
    ("Kiểm tra công tác văn thư", "Sở Nội vụ", "Quý IV/2012"),
    ("Tập huấn cán bộ cấp xã", "Sở Y tế", "Quý III/2012"),
    ("Công khai dự toán ngân sách", "Sở Tài chính", "Quý II/2012"),
]
TITLE = "Sửa đổi, bổ sung Kế hoạch ban hành kèm theo Quyết định số 39/QĐ-UBND ngày 25 tháng 3 năm 2012"
NOW = ("--as-of", "2012-07-11")


def amendment(
    folder: Path,
    *rows: tuple[str, str, str, str],
    title: str = TITLE,
    number: str = "41",
    signed: str = "10 tháng 7 năm 2012",
    words: tuple[str, ...] = (),
) -> Path:
    """A decision with its rows (number, task, lead, time) and its sentences."""
    page = "<p>ỦY BAN NHÂN DÂN</p><p>TỈNH QUẢNG NGÃI</p>"
    page += f"<p>Số: {number}/QĐ-UBND</p><p>Quảng Ngãi, ngày {signed}</p><p>QUYẾT ĐỊNH</p><p>{title}</p>"
    page += "".join(f"<p>{escape(line)}</p>" for line in words)
    lines = [(n, task, lead, "", "", time) for n, task, lead, time in rows]
    cells = ["".join(f"<td>{escape(cell)}</td>" for cell in line) for line in (COLUMNS, *lines)]
    page += "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>" if rows else ""
    file = folder / f"amend-{number}.html"
    file.write_text(page, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("base")
    ran = run_in(
        folder,
        "import",
        small_plan(folder, *PLAN),
        "--agencies",
        EXAMPLE / "agencies.csv",
        "--as-of",
        "2012-04-02",
    )
    assert ran.code in {0, 3}, ran.err
    return folder / "plan.db"


@pytest.fixture
def here(dondoc: Dondoc, base: Path, tmp_path: Path) -> Dondoc:
    """`dondoc` where plan 39 was taken in."""
    shutil.copy(base, tmp_path / "plan.db")
    return dondoc


def rows(dondoc: Dondoc) -> dict[str, Any]:
    return {row["title"]: row for row in dondoc("tasks", "--json", *NOW).json}


def dues(row: dict[str, Any]) -> list[str]:
    return [one["due"] for one in row["deadlines"]]


CHANGES = (
    ("2", "Xây dựng Đề án một cửa", "Sở Tư pháp", "Quý IV/2012"),
    ("3", "Kiểm tra công tác văn thư", "", "Bãi bỏ"),
    ("6", "Thí điểm dịch vụ công trực tuyến", "Sở Nội vụ", "Tháng 11/2012"),
)


def test_only_what_it_says_is_changed(here: Dondoc, tmp_path: Path) -> None:
    before = rows(here)
    file = amendment(tmp_path, *CHANGES)
    dry = here("import", file, *NOW, "--dry-run", "--json")
    assert rows(here) == before
    ran = here("import", file, *NOW, "--json")
    assert ran.json["changes"] == {"added": 1, "changed": 1, "withdrawn": 1, "unchanged": 3}
    assert ran.json["rows"]
    assert [(r["change"], r["title"]) for r in dry.json["rows"]] == [
        (r["change"], r["title"]) for r in ran.json["rows"]
    ]
    assert ran.json["plan"]["code"] == "39/QĐ-UBND"
    assert ran.json["plan"]["period"] == ["2012-01-01", "2015-12-31"]
    assert ran.json["decision"]["code"] == "41/QĐ-UBND"
    assert (ran.json["amends"], ran.code, ran.json["problems"]) == (["39/QĐ-UBND"], 0, [])
    after = rows(here)
    assert dues(after["Xây dựng Đề án một cửa"]) == ["2012-12-31"]
    assert dues(after["Thí điểm dịch vụ công trực tuyến"]) == ["2012-11-30"]
    assert "Kiểm tra công tác văn thư" not in after
    for title in ("Rà soát thủ tục hành chính", "Tập huấn cán bộ cấp xã", "Công khai dự toán ngân sách"):
        assert after[title] == before[title]


def test_every_change_is_named_on_the_screen(here: Dondoc, tmp_path: Path) -> None:
    file = amendment(tmp_path, *CHANGES)
    for way in (("--dry-run",), ()):
        out = here("import", file, *NOW, *way).out
        assert "sửa đổi kế hoạch 39/QĐ-UBND" in out
        assert "sửa" in out
        assert "'Tháng 9/2012' → 'Quý IV/2012'" in out
        assert "'Sở Nội vụ' → 'Sở Tư pháp'" in out
        assert "mới" in out
        assert "Thí điểm dịch vụ công trực tuyến" in out
        assert "rút" in out
        assert "Kiểm tra công tác văn thư" in out


def test_taken_in_again_it_changes_nothing_more(here: Dondoc, tmp_path: Path) -> None:
    file = amendment(tmp_path, *CHANGES)
    here("import", file, *NOW)
    after = rows(here)
    again = here("import", file, *NOW, "--json")
    assert (again.code, again.json["changes"]) == (
        0,
        {"added": 0, "changed": 0, "withdrawn": 0, "unchanged": 5},
    )
    assert rows(here) == after


def test_an_empty_cell_and_nhu_cu_leave_the_words(here: Dondoc, tmp_path: Path) -> None:
    file = amendment(
        tmp_path,
        ("1", "Rà soát thủ tục hành chính", "Như cũ", ""),
        ("4", "Tập huấn cán bộ cấp xã", "", "Quý IV/2012"),
    )
    ran = here("import", file, *NOW, "--json")
    assert ran.json["changes"]["changed"] == 1
    assert list(ran.json["rows"][0]["cells"]) == ["timing"]


def test_a_sentence_repeals_the_row_it_names(here: Dondoc, tmp_path: Path) -> None:
    file = amendment(
        tmp_path, words=("Điều 1. Bãi bỏ nhiệm vụ số 3, 4 của Kế hoạch.", "Các nội dung khác giữ nguyên.")
    )
    ran = here("import", file, *NOW, "--json")
    assert (ran.code, ran.json["changes"]) == (0, {"added": 0, "changed": 0, "withdrawn": 2, "unchanged": 3})
    assert len(rows(here)) == 3


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ((), ("Điều 1. Bãi bỏ nhiệm vụ số 99 của Kế hoạch.",)),
        ((("99", "Việc không có trong kế hoạch", "", "Bãi bỏ"),), ()),
        ((), ("Điều 1. Sửa đổi thời gian hoàn thành nhiệm vụ số 99 thành Quý IV/2012.",)),
    ],
)
def test_a_row_that_is_not_there_changes_nothing(
    here: Dondoc, tmp_path: Path, changed: tuple[tuple[str, str, str, str], ...], words: tuple[str, ...]
) -> None:
    before = rows(here)
    ran = here("import", amendment(tmp_path, *CHANGES[:1], *changed, words=words), *NOW)
    assert ran.code == 1
    assert "kế hoạch" in ran.err
    assert "99" in ran.err or "Việc không có" in ran.err
    assert rows(here) == before


@pytest.mark.parametrize("given", [(), ("--amends", "25/QĐ-UBND")])
def test_an_unknown_decision_changes_nothing(here: Dondoc, tmp_path: Path, given: tuple[str, ...]) -> None:
    before = rows(here)
    title = TITLE.replace("39/", "25/")
    ran = here("import", amendment(tmp_path, *CHANGES, title=title), *given, *NOW)
    assert (ran.code, "25/QĐ-UBND" in ran.err) == (1, True)
    assert "39/QĐ-UBND" in ran.err  # what there is
    assert rows(here) == before


def test_a_person_says_whom_it_changes(here: Dondoc, tmp_path: Path) -> None:
    file = amendment(tmp_path, *CHANGES, title="Về một số nhiệm vụ cải cách hành chính")
    assert here("import", file, "--amends", "39/QĐ-UBND", *NOW, "--json").json["changes"]["changed"] == 1
    both = here("import", file, "--amends", "39/QĐ-UBND", "--supersedes", "39/QĐ-UBND", *NOW)
    assert both.code == 2


def test_an_amendment_of_an_amendment_is_one_of_the_plan(here: Dondoc, tmp_path: Path) -> None:
    here("import", amendment(tmp_path, *CHANGES), *NOW)
    title = "Điều chỉnh Quyết định số 41/QĐ-UBND ngày 10 tháng 7 năm 2012 của UBND tỉnh"
    chain = amendment(
        tmp_path,
        ("2", "Xây dựng Đề án một cửa", "", "Tháng 11/2012"),
        title=title,
        number="55",
        signed="3 tháng 9 năm 2012",
    )
    ran = here("import", chain, "--as-of", "2012-09-04", "--json")
    assert (ran.code, ran.json["amends"], ran.json["changes"]["changed"]) == (0, ["39/QĐ-UBND"], 1)
    assert dues(rows(here)["Xây dựng Đề án một cửa"]) == ["2012-11-30"]
    late = here("import", amendment(tmp_path, ("2", "Xây dựng Đề án một cửa", "", "Quý III/2012")), *NOW)
    assert (late.code, "55/QĐ-UBND" in late.err) == (1, True)


def test_a_row_with_other_words_at_its_place_waits_for_a_person(here: Dondoc, tmp_path: Path) -> None:
    file = amendment(
        tmp_path, ("2", "Nâng cấp cổng thông tin điện tử của tỉnh", "Sở Y tế", "Tháng 11/2012"), *CHANGES[2:]
    )
    ran = here("import", file, *NOW, "--json")
    assert (ran.code, ran.json["waiting"], ran.json["changes"]["added"]) == (3, [1], 1)
    assert "Xây dựng Đề án một cửa" in ran.json["asked"][0]["ground"]
    assert "Xây dựng Đề án một cửa" in rows(here)
    done = here("settle", "--plan", "41/QĐ-UBND", "--confirm", "1", *NOW, "--json")
    assert done.json["changes"]["changed"] == 1
    after = rows(here)
    assert "Xây dựng Đề án một cửa" not in after
    assert "Nâng cấp cổng thông tin điện tử của tỉnh" in after


@pytest.mark.parametrize(
    ("words", "touched"),
    [
        ("Thay thế cụm từ “Sở Nội vụ” bằng cụm từ “Văn phòng UBND tỉnh” trong Kế hoạch.", 2),
        ("Tại trang 13, dòng 1: Sửa đổi từ “Quý III/2012” thành “Quý IV/2012”.", 2),
        ("Sửa đổi thời gian hoàn thành nhiệm vụ số 5 thành Quý IV năm 2012.", 1),
    ],
)
def test_words_and_lines_are_shown_and_never_applied(
    here: Dondoc, tmp_path: Path, words: str, touched: int
) -> None:
    before = rows(here)
    ran = here("import", amendment(tmp_path, words=(f"Điều 1. {words}",)), *NOW, "--json")
    assert ran.code == 3
    said = next(p for p in ran.json["problems"] if "chưa áp dụng" in p["where"])
    assert f"chạm {touched} dòng" in said["message"]
    assert rows(here) == before


def test_half_a_plan_again_asks_how_they_are_related(here: Dondoc, tmp_path: Path) -> None:
    double = small_plan(
        tmp_path, *PLAN[:3], ("Việc mới", "Sở Y tế", "Quý IV/2012"), number="77", signed="10 tháng 7 năm 2012"
    )
    before = rows(here)
    for way in (("--dry-run",), ()):
        ran = here("import", double, *NOW, *way, "--json")
        assert ran.code == 3
        named = [p["text"] for p in ran.json["problems"] if p["where"] == "đã có ở kế hoạch khác"]
        assert [name.split(" ", 1)[1] for name in named] == [title for title, *_ in PLAN[:3]]
        assert rows(here) == before
    assert (
        here("import", double, *NOW, "--supersedes", "39/QĐ-UBND", "--dry-run", "--json").json["changes"][
            "withdrawn"
        ]
        == 2
    )
    assert (
        here("import", double, *NOW, "--amends", "39/QĐ-UBND", "--dry-run", "--json").json["changes"][
            "withdrawn"
        ]
        == 0
    )
    taken = here("import", double, *NOW, "--withdraw", "--json").json["changes"]
    assert (taken["added"], taken["withdrawn"]) == (4, 3)
    assert len(rows(here)) == 2 + 4


def test_a_kept_proposal_says_the_same(here: Dondoc, tmp_path: Path) -> None:
    file = amendment(tmp_path, *CHANGES, title="Về một số nhiệm vụ cải cách hành chính năm 2012", number=" ")
    file.write_text(file.read_text(encoding="utf-8").replace("Số:  /QĐ-UBND", ""), encoding="utf-8")
    kept = here("import", file, *NOW, "--amends", "39/QĐ-UBND", "--json")
    assert (kept.code, [q["field"] for q in kept.json["asked"]]) == (3, ["number"])
    done = here("settle", "--plan", kept.json["key"], "--number", "41/QĐ-UBND", *NOW, "--json")
    assert (done.code, done.json["changes"]["changed"], done.json["amends"]) == (0, 1, ["39/QĐ-UBND"])

    double = small_plan(tmp_path, *PLAN[:4], number="77", signed="10 tháng 7 năm 2012")
    double.write_text(double.read_text(encoding="utf-8").replace("Số: 77/QĐ-UBND", ""), encoding="utf-8")
    kept = here("import", double, *NOW, "--json")
    asked = here("settle", "--plan", kept.json["key"], "--number", "77/QĐ-UBND", *NOW)
    assert (asked.code, "--supersedes 39/QĐ-UBND" in asked.err) == (3, True)
    said = ("--number", "77/QĐ-UBND", "--supersedes", "39/QĐ-UBND")
    assert here("settle", "--plan", kept.json["key"], *said, *NOW).code == 0


def test_several_plans_are_changed_at_once(here: Dondoc, tmp_path: Path) -> None:
    other = small_plan(tmp_path, ("Trồng rừng phòng hộ", "Sở Tài chính", "Quý IV/2012"), number="40")
    here("import", other, *NOW)
    title = "Điều chỉnh các Kế hoạch ban hành kèm theo Quyết định số 39/QĐ-UBND và Quyết định số 40/QĐ-UBND"
    file = amendment(
        tmp_path,
        ("1", "Trồng rừng phòng hộ", "", "Tháng 11/2012"),
        ("2", "Tập huấn cán bộ cấp xã", "", "Tháng 12/2012"),
        ("3", "Việc chưa kế hoạch nào có", "Sở Y tế", "Tháng 12/2012"),
        title=title,
    )
    ran = here("import", file, *NOW, "--json")
    assert (ran.code, ran.json["waiting"], ran.json["changes"]["changed"]) == (3, [3], 2)
    after = rows(here)
    assert dues(after["Trồng rừng phòng hộ"]) == ["2012-11-30"]
    assert dues(after["Tập huấn cán bộ cấp xã"]) == ["2012-12-31"]


def owed(ran: Ran) -> list[tuple[str, str, list[str]]]:
    return [(row["due"], row["status"], row["agencies"]) for row in ran.json]


def test_what_fell_due_before_it_stays_with_whom_it_was(here: Dondoc, tmp_path: Path) -> None:
    file = amendment(tmp_path, ("5", "Công khai dự toán ngân sách", "Sở Y tế", ""))
    here("import", file, *NOW)
    found = owed(here("obligations", "--agency", "so-tai-chinh", "--json", *NOW))
    assert found == [("2012-06-30", "late", ["so-tai-chinh"])]


def test_a_day_that_passed_is_moved(here: Dondoc, tmp_path: Path) -> None:
    file = amendment(tmp_path, ("5", "Công khai dự toán ngân sách", "", "Quý III/2012"))
    here("import", file, *NOW)
    found = owed(here("obligations", "--agency", "so-tai-chinh", "--json", *NOW))
    assert found == [("2012-06-30", "cancelled", ["so-tai-chinh"]), ("2012-09-30", "open", ["so-tai-chinh"])]
    assert date(2012, 9, 30)
