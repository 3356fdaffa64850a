"""Names settled once for every plan: another name, a new agency, a body outside, a row that is no task."""

from pathlib import Path

import pytest

from tests.cli.conftest import Dondoc, small_plan
from tests.conftest import EXAMPLE

THEN = ("--as-of", "2012-04-02")
ROWS = (
    ("Rà soát", "Vụ GDĐH", "Hàng năm"),
    ("Tổng kết", "Vụ GDĐH; Sở Nội vụ", "Hàng quý"),
    ("Phối hợp", "Bộ Quốc phòng", "Hàng năm"),
)


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("names")
    directory = (EXAMPLE / "agencies.csv").read_text(encoding="utf-8")
    directory += "vu-gddh,Vụ Giáo dục Đại học,,,vu,,vu@example.vn,,,,\n"
    (folder / "agencies.csv").write_text(directory, encoding="utf-8")
    return small_plan(folder, *ROWS)


@pytest.fixture
def office(dondoc: Dondoc, rows: Path) -> Dondoc:
    dondoc("import", rows, "--agencies", rows.parent / "agencies.csv", *THEN)

    def run(*args: object) -> object:
        return dondoc(*args, *THEN)

    return run  # type: ignore[return-value]


def test_one_name_is_one_question_with_commands_to_run(office: Dondoc) -> None:
    shown = office("questions").out
    first = shown.splitlines()[0]
    assert "Vụ GDĐH: 2 việc" in first
    assert "dondoc alias add 'Vụ GDĐH' vu-gddh" in shown
    assert "dondoc alias outside 'Bộ Quốc phòng'" in shown
    assert "có phải" not in shown.split("Bộ Quốc phòng", 1)[1]
    named = office("alias", "add", "Vụ GDĐH", "vu-gddh")
    assert (named.code, "Bớt được 2 câu hỏi; còn " in named.out) == (0, True)
    assert "Vụ GDĐH" not in office("questions").out
    assert "Bớt được 0 câu hỏi" in office("alias", "add", "Vụ không ai nhắc", "vu-gddh").out


def test_a_body_outside_is_neither_reminded_nor_asked_about(office: Dondoc, rows: Path) -> None:
    assert office("alias", "outside", "Bộ Quốc phòng").code == 0
    assert "Bộ Quốc phòng" not in office("questions").out
    part = next(t for t in office("tasks", "--json").json if t["title"] == "Phối hợp")["lead"][0]
    assert (part["kind"], part["agencies"]) == ("outside", [])
    office("import", rows, "--agencies", rows.parent / "agencies.csv")
    assert "Bộ Quốc phòng" not in office("questions").out
    assert office("alias", "remove", "Bộ Quốc phòng").code == 0
    assert "Bộ Quốc phòng" in office("questions").out


def test_a_new_line_in_the_directory_is_owed_what_the_plan_says(office: Dondoc) -> None:
    assert office("alias", "new", "Bộ Quốc phòng", "--email", "bqp@example.vn").code == 0
    assert "Bộ Quốc phòng" not in office("questions").out
    owed = office("obligations", "--json").json
    assert any("bo-quoc-phong" in str(duty) for duty in owed)
    again = office("alias", "new", "Bộ Quốc phòng")
    assert (again.code, "đã" in again.err) == (1, True)


def test_a_row_that_is_no_task_asks_nothing_of_anybody(office: Dondoc) -> None:
    before = office("obligations", "--json").json
    tasks = [str(t["id"]) for t in office("tasks", "--json").json if t["title"] != "Phối hợp"]
    assert office("settle", ",".join(tasks), "--no-task").code == 0
    assert "Vụ GDĐH" not in office("questions").out
    left = [duty for duty in office("obligations", "--json").json if duty["status"] != "cancelled"]
    assert len(left) < len(before)
    assert office("settle", tasks[0], "--forget", "row").code == 3
    assert "Vụ GDĐH" in office("questions").out


def test_lead_and_partners_in_one_cell_and_an_empty_group_is_asked(dondoc: Dondoc, tmp_path: Path) -> None:
    cell = "Sở Nội vụ chủ trì, phối hợp với Sở Tài chính và UBND các phường, xã"
    file = small_plan(tmp_path, ("Rà soát", cell, "Hàng năm"))
    dondoc("import", file, "--agencies", EXAMPLE / "agencies.csv", *THEN)
    (task,) = dondoc("tasks", "--json", *THEN).json
    assert [part["name"] for part in task["lead"]] == ["Sở Nội vụ"]
    assert [part["name"] for part in task["partners"]] == ["Sở Tài chính", "UBND các phường, xã"]
    (question,) = dondoc("questions", "--json", *THEN).json
    assert question["text"] == "UBND các phường, xã"
    assert "không ai được báo" in question["message"]
    doctor = dondoc("doctor", *THEN).out
    assert "không ai được báo việc của: UBND các phường, xã (1 việc)" in doctor


def test_an_answer_is_proposed_again_for_the_same_words(dondoc: Dondoc, tmp_path: Path) -> None:
    file = small_plan(
        tmp_path, ("Rà soát", "Sở Nội vụ", "Theo tiến độ"), ("Tổng kết", "Sở Nội vụ", "Theo tiến độ")
    )
    dondoc("import", file, "--agencies", EXAMPLE / "agencies.csv", *THEN)
    first, second = dondoc("tasks", "--json", *THEN).json
    dondoc("settle", first["id"], "--timing", "Quý IV năm 2012", *THEN)
    (question,) = dondoc("questions", "--json", *THEN).json
    assert question["command"] == f"dondoc settle {second['id']} --timing 'Quý IV năm 2012'"
    assert "lần trước được trả lời: Quý IV năm 2012" in question["message"]


def test_a_group_that_no_agency_is_in_is_filled_at_an_agency(dondoc: Dondoc, tmp_path: Path) -> None:
    plan = small_plan(tmp_path, ("Họp hội đồng", "Hiệu trưởng", "Hàng quý"))
    dondoc("import", plan, "--agencies", EXAMPLE / "agencies.csv", *THEN)
    assert "nhóm này chưa có cơ quan nào" in dondoc("questions", *THEN).out
    assert dondoc("agency", "edit", "so-noi-vu", "--group", "Không phải nhóm", *THEN).code == 1
    assert dondoc("agency", "edit", "so-noi-vu", "--group", "Hiệu trưởng", *THEN).code == 0
    assert "Hiệu trưởng" not in dondoc("questions", *THEN).out
