"""Tables as other provinces write them, and every problem with its place."""

import pytest

from plan.documents import read_document

TOP = """KẾ HOẠCH
CẢI CÁCH HÀNH CHÍNH NĂM 2025
Số: 141/KH-UBND
Bắc Ninh, ngày 20 tháng 11 năm 2024

"""
HEADINGS = [
    "STT",
    "Nội dung công việc",
    "Đơn vị chủ trì",
    "Đơn vị phối hợp",
    "Kết quả",
    "Thời hạn hoàn thành",
]
ROW = ["1", "Việc một", "Sở Nội vụ", "Sở Tài chính", "Báo cáo", "Quý I"]


def flat(*rows: list[str]) -> str:
    return "\n\n".join("\n".join("\t" + cell for cell in row) for row in rows) + "\n"


@pytest.fixture
def read(tmp_path):
    def reader(*rows: list[str], text: str = ""):
        path = tmp_path / "kh.txt"
        path.write_text(TOP + (text or flat(*rows)), encoding="utf-8")
        return read_document(path)

    return reader


def cells(entry):
    return [entry.number, entry.title, entry.lead, entry.partners, entry.product, entry.timing]


def test_columns_are_found_in_any_order(read):
    turned = [1, 0, 5, 4, 3, 2]
    plan = read([HEADINGS[i] for i in turned], [ROW[i] for i in turned])
    assert [cells(entry) for entry in plan.entries] == [ROW]
    assert plan.problems == ()


@pytest.mark.parametrize(
    "headings",
    [
        ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Sản phẩm", "Thời gian"],
        [
            "Số TT",
            "Tên nhiệm vụ",
            "Cơ quan, đơn vị thực hiện",
            "Phối hợp",
            "Dự kiến sản phẩm",
            "Tiến độ thực hiện",
        ],
        ["Stt", "NỘI DUNG", "CHỦ TRÌ", "PHỐI HỢP", "KẾT QUẢ ĐẦU RA", "THỜI GIAN HOÀN THÀNH"],
    ],
)
def test_headings_are_known_by_their_words(read, headings):
    assert [cells(entry) for entry in read(headings, ROW).entries] == [ROW]


def test_a_second_heading_row_and_the_numbering_row_are_no_entries(read):
    upper = ["STT", "Nhiệm vụ", "Phân công", "Phân công", "Sản phẩm", "Thời gian"]
    lower = ["", "", "Chủ trì", "Phối hợp", "", ""]
    plan = read(upper, lower, ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"], ROW)
    assert [cells(entry) for entry in plan.entries] == [ROW]
    assert plan.problems == ()


def test_columns_nobody_asked_for_are_left_alone(read):
    plan = read([*HEADINGS, "Ghi chú"], [*ROW, "chuyển tiếp"])
    assert [cells(entry) for entry in plan.entries] == [ROW]


def test_sections_stand_in_a_row_in_the_cells_or_in_a_paragraph(read):
    rows = flat(HEADINGS, ["I. THỂ CHẾ"] * 6, ROW, ["II", "THỦ TỤC", "", "", "", ""], ["1", *ROW[1:]])
    plan = read(text=rows + "\n\n\nIII. BỘ MÁY\n\n" + flat(HEADINGS, ROW))
    assert [(e.section, e.section_title) for e in plan.entries] == [
        ("I", "THỂ CHẾ"),
        ("II", "THỦ TỤC"),
        ("III", "BỘ MÁY"),
    ]
    assert [e.where for e in plan.entries] == ["table 2, row 2", "table 2, row 4", "table 3, row 2"]


def test_a_task_that_speaks_of_time_and_products_is_no_heading(read):
    row = ["2", "Nội dung nhiệm vụ", "Đơn vị thực hiện", "Phối hợp", "Sản phẩm", "Theo tiến độ"]
    assert [cells(entry) for entry in read(HEADINGS, ROW, row).entries] == [ROW, row]


@pytest.mark.parametrize(("dropped", "word"), [(5, "thời gian"), (2, "chủ trì")])
def test_a_table_without_a_needed_column_is_one_problem(read, dropped, word):
    plan = read(
        [h for i, h in enumerate(HEADINGS) if i != dropped], [c for i, c in enumerate(ROW) if i != dropped]
    )
    assert len(plan.entries) == 1
    (problem,) = plan.problems
    assert (problem.where, problem.lost) == ("table 1, row 2", False)
    assert f"không có cột {word}" in problem.message


def test_two_columns_of_one_meaning_are_a_problem(read):
    plan = read([*HEADINGS, "Thời gian"], [*ROW, "Năm 2025"])
    (task,) = plan.entries
    assert (task.timing, task.note) == ("Quý I", "Thời gian: Năm 2025")
    assert "Hai cột" in plan.problems[0].message


def test_all_problems_are_told_together_each_with_its_place(read):
    plan = read(
        HEADINGS,
        ROW[:5],
        [*ROW, "thừa"],
        ["2", "Việc hai", "", "", "", "Quý II"],
        ["3", "", "Sở Nội vụ", "", "", "Quý II"],
        ["4", "Việc bốn", "Sở Nội vụ", "", "", "\xa0"],
        ["5", "Việc năm", "Sở Nội vụ", "", "", "Quý II"],
        ["5", "Việc năm", "Sở Nội vụ", "", "", "Quý II"],
    )
    assert [problem.where for problem in plan.problems] == [
        "table 1, row 2",
        "table 1, row 3",
        "table 1, row 4, Đơn vị chủ trì",
        "table 1, row 5, Nội dung công việc",
        "table 1, row 6, Thời hạn hoàn thành",
        "table 1, row 8",
    ]
    assert "Dòng có 5 ô, bảng có 6 cột" in plan.problems[0].message
    assert [entry.number for entry in plan.entries] == ["2", "4", "5"]
    assert set(plan.problems[0].to_json()) == {"where", "text", "message"}


def test_rows_of_a_group_whose_first_row_is_lost_inherit_from_no_other(read):
    child = ["5.2", "Việc con", "Sở Y tế", "", "", "Quý II"]
    plan = read(HEADINGS, ROW, ["5.1", "Việc đầu", "Sở Nội vụ", "Quý I"], child)
    assert cells(plan.entries[-1]) == child
    assert any("nhóm 5" in problem.message for problem in plan.problems)


def test_neighbours_with_dotted_numbers_do_not_inherit(read):
    first = ["2.1", "Hạ tầng số", "Sở Y tế", "Các sở", "Báo cáo", "Quý II"]
    second = ["2.2", "Hạ tầng khác", "Sở Y tế", "", "", "Quý II"]
    plan = read(HEADINGS, ["II", "HẠ TẦNG"], first, second)
    assert [cells(entry) for entry in plan.entries] == [first, second]
    assert {entry.section for entry in plan.entries} == {"II"}
    assert plan.problems == ()


def test_rows_under_a_whole_number_inherit(read):
    plan = read(HEADINGS, ROW, ["1.1", "Việc con", "Sở Y tế", "", "", "Quý II"])
    assert (plan.entries[1].partners, plan.entries[1].product) == ("Sở Tài chính", "Báo cáo")


def test_a_row_without_number_belongs_to_the_row_above(read):
    plan = read(HEADINGS, ROW, ["", "Việc nữa", "Sở Y tế", "", "Quyết định", "Quý II"])
    assert (plan.entries[1].partners, plan.entries[1].product) == ("Sở Tài chính", "Quyết định")


def test_tables_of_another_kind_are_passed_over(read):
    signature = "\n\n\nNơi nhận:\n\n" + flat(["Nơi nhận: Như trên", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"])
    plan = read(
        text=flat(["ỦY BAN NHÂN DÂN", "CỘNG HÒA"]) + "\n\n\nChữ\n\n" + flat(HEADINGS, ROW) + signature
    )
    assert [cells(entry) for entry in plan.entries] == [ROW]
    assert plan.problems == ()


def test_paragraphs_that_ran_into_a_cell_are_seen(read):
    plan = read(text=flat(HEADINGS, ROW) + "\n" + "Trên đây là kế hoạch. " * 60)
    assert [problem.where for problem in plan.problems] == ["table 1, row 2, Thời hạn hoàn thành"]


def test_a_plan_without_a_decision_is_known_by_its_own_heading(read):
    plan = read(HEADINGS, ROW)
    assert (plan.code, plan.title) == ("141/KH-UBND", "KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2025")
    assert str(plan.issued_on) == "2024-11-20"
    assert [str(day) for day in plan.period] == ["2025-01-01", "2025-12-31"]


def test_what_the_preamble_does_not_say_is_asked_for(tmp_path):
    path = tmp_path / "kh.txt"
    path.write_text(flat(HEADINGS, ROW), encoding="utf-8")
    plan = read_document(path)
    assert (plan.code, plan.title, plan.issued_on, plan.period) == ("", "", None, None)
    assert [question.field for question in plan.questions] == ["number", "title", "issued_on", "period"]
    assert plan.problems == ()


def test_one_title_at_two_times_without_numbers_is_two_tasks(read):
    headings = ["Thời gian", "Nội dung", "Người phụ trách"]
    plan = read(
        headings,
        ["Tháng 9/2025", "Họp hội đồng", "Hiệu trưởng"],
        ["Tháng 9/2025", "Khai giảng", "Hiệu trưởng"],
        ["Tháng 10/2025", "Họp hội đồng", "Hiệu trưởng"],
        ["Tháng 11/2025", "Họp hội đồng", "Hiệu trưởng"],
        ["Tháng 11/2025", "Họp hội đồng", "Hiệu trưởng"],
    )
    assert [(e.number, e.title, e.timing) for e in plan.entries] == [
        ("", "Họp hội đồng", "Tháng 9/2025"),
        ("", "Khai giảng", "Tháng 9/2025"),
        ("2", "Họp hội đồng", "Tháng 10/2025"),
        ("3", "Họp hội đồng", "Tháng 11/2025"),
    ]
    assert [problem.message for problem in plan.problems] == [
        "Dòng này lặp lại y nguyên một dòng trên; chỉ đọc một lần."
    ]
