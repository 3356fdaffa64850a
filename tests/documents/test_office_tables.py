"""Tables as offices make them: headings that clash, sections that lead, rows that head others, rows cut in two."""

from collections.abc import Callable
from pathlib import Path

import pytest

from plan.documents import Document, read_document

HEAD = "<p>Số: 9/KH-UBND</p><p>Huế, ngày 05 tháng 01 năm 2026</p><p>KẾ HOẠCH</p><p>công tác năm 2026</p>"
USUAL = ["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"]
Table = Callable[..., Document]


@pytest.fixture
def table(tmp_path: Path) -> Table:
    """A page with one table; a row given as HTML stays as it is."""

    def read(*rows: list[str] | str, above: str = "") -> Document:
        lines = [row if isinstance(row, str) else "".join(f"<td>{cell}</td>" for cell in row) for row in rows]
        body = "".join(f"<tr>{line}</tr>" for line in lines)
        path = tmp_path / "kh.html"
        path.write_text(f"{HEAD}<p>{above}</p><table>{body}</table>", encoding="utf-8")
        return read_document(path)

    return read


def told(plan: Document) -> list[tuple[str, str, str, str, str]]:
    return [(e.section, e.number, e.title, e.lead, e.timing) for e in plan.entries]


def lost(plan: Document) -> list[str]:
    return [problem.message for problem in plan.problems if problem.lost]


def test_the_nearer_heading_wins_and_the_other_is_a_note(table: Table) -> None:
    plan = table(
        ["STT", "Nhiệm vụ", "Văn bản giao nhiệm vụ", "Cơ quan chủ trì thực hiện", "Thời hạn hoàn thành"],
        ["1", "Xây dựng Luật", "Nghị quyết số 57-NQ/TW", "Bộ Tài chính", "31/05/2025"],
    )
    assert told(plan) == [("", "1", "Xây dựng Luật", "Bộ Tài chính", "31/05/2025")]
    assert plan.entries[0].note == "Văn bản giao nhiệm vụ: Nghị quyết số 57-NQ/TW"


def test_two_columns_of_one_meaning_are_said(table: Table) -> None:
    plan = table(
        [
            "TT",
            "NHIỆM VỤ",
            "KẾT QUẢ YÊU CẦU",
            "THỜI GIAN HOÀN THÀNH",
            "CƠ QUAN THỰC HIỆN",
            "TIẾN ĐỘ",
            "KẾT QUẢ HIỆN NAY",
        ],
        ["1.", "Việc một", "Đề án", "Tháng 4/2026", "Sở Nội vụ", "Hoàn thành", "Đã trình"],
    )
    (task,) = plan.entries
    assert (task.product, task.timing, task.lead) == ("Đề án", "Tháng 4/2026", "Sở Nội vụ")
    assert task.note == "TIẾN ĐỘ: Hoàn thành\nKẾT QUẢ HIỆN NAY: Đã trình"
    assert [(p.text, p.lost) for p in plan.problems] == [("TIẾN ĐỘ", False)]


@pytest.mark.parametrize(
    ("headings", "roles"),
    [
        (["STT", "Tên văn bản", "Cơ quan soạn thảo", "Cơ quan trình", "Lộ trình"], "title lead - timing"),
        (
            ["TT", "Nội dung công việc", "Phân công thực hiện", "Sản phẩm", "Deadline"],
            "title lead product timing",
        ),
        (
            ["TT", "Nhiệm vụ", "Trách nhiệm thực hiện", "Phối hợp", "Thời gian thực hiện"],
            "title lead partners timing",
        ),
        (["TT", "Công việc", "Đồng chí phụ trách", "Ghi chú", "Hạn hoàn thành"], "title lead - timing"),
        (["TT", "Nhóm nhiệm vụ", "Nhiệm vụ cụ thể", "Cơ quan chủ trì", "Thời gian"], "- title lead timing"),
        (["TT", "Hoạt động", "Người thực hiện", "Kết quả", "Hoàn thành"], "title lead product timing"),
        (["TT", "Lãnh đạo phụ trách", "Nhiệm vụ", "Phòng/Ban", "Thời hạn trình"], "- title lead timing"),
        (
            [
                "STT",
                "Tên gọi văn bản",
                "Cơ quan soạn thảo",
                "Ngày nhận/Số vb phúc đáp",
                "Ngày dự kiến trình ban hành",
            ],
            "title lead - timing",
        ),
    ],
)
def test_headings(table: Table, headings: list[str], roles: str) -> None:
    plan = table(headings, ["1", "ô a", "ô b", "ô c", "ô d"])
    (task,) = plan.entries
    cells = dict(zip(roles.split(), ["ô a", "ô b", "ô c", "ô d"], strict=True))
    cells.pop("-", None)
    assert all(getattr(task, role) == words for role, words in cells.items())
    assert not lost(plan)


def test_a_start_and_an_end_are_one_span(table: Table) -> None:
    plan = table(
        "<td rowspan=2>TT</td><td rowspan=2>Công việc</td><td rowspan=2>Đơn vị thực hiện</td><td colspan=2>Thời gian</td>",
        "<td>Bắt đầu</td><td>Kết thúc</td>",
        ["1", "Việc một", "Sở Y tế", "01/3/2026", "30/6/2026"],
        ["2", "Việc hai", "Sở Y tế", "", "30/9/2026"],
    )
    assert [e.timing for e in plan.entries] == ["Từ 01/3/2026 đến 30/6/2026", "30/9/2026"]


def test_a_heading_that_comes_again_without_its_number(table: Table) -> None:
    plan = table(
        ["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"],
        "<td>I</td><td colspan=4>Cải cách thể chế</td>",
        ["1", "Việc một", "Sở Tư pháp", "Sở Tài chính", "Quý I"],
        "<td rowspan=2>II</td><td colspan=4>Chuyển đổi số</td>",
        "<td>Nội dung</td><td>Đơn vị thực hiện</td><td>Đơn vị phối hợp</td><td>Thời gian thực hiện</td>",
        ["1", "Việc hai", "Sở Nội vụ", "", "Quý II"],
        "<td>III</td><td colspan=4>An ninh mạng</td>",
        ["1", "Việc ba", "Công an tỉnh", "", "Quý III"],
    )
    assert told(plan) == [
        ("I", "1", "Việc một", "Sở Tư pháp", "Quý I"),
        ("II", "1", "Việc hai", "Sở Nội vụ", "Quý II"),
        ("III", "1", "Việc ba", "Công an tỉnh", "Quý III"),
    ]
    assert not plan.problems


def test_numbered_empty_rows_are_passed_over(table: Table) -> None:
    plan = table(
        USUAL, ["1", "Báo cáo", "Vụ Pháp chế", "", "Quý I"], ["2", "", "", "", ""], ["3", "", "", "", ""]
    )
    assert len(plan.entries) == 1
    assert not plan.problems


def test_the_row_of_a_section_leads_its_rows(table: Table) -> None:
    plan = table(
        ["STT", "Nhiệm vụ", "Sản phẩm", "Thời gian"],
        "<td>I</td><td colspan=3>Văn phòng HĐND và UBND xã</td>",
        ["1", "Tham mưu", "", "Quý I"],
        ["2", "Báo cáo", "", "Tháng 6"],
        "<td colspan=4>PHÒNG KINH TẾ:</td>",
        ["1", "Rà soát", "", "Quý II"],
    )
    assert [e.lead for e in plan.entries] == ["Văn phòng HĐND và UBND xã"] * 2 + ["PHÒNG KINH TẾ"]
    assert {e.proposed for e in plan.entries} == {
        "cơ quan chủ trì lấy từ tên mục “Văn phòng HĐND và UBND xã”",
        "cơ quan chủ trì lấy từ tên mục “PHÒNG KINH TẾ”",
    }
    assert not plan.problems


def test_a_section_with_words_in_other_cells_gives_them(table: Table) -> None:
    plan = table(
        USUAL,
        ["I", "Thể chế", "Sở Tư pháp", "Sở Nội vụ", "Quý IV"],
        ["1", "Việc một", "", "", ""],
        ["2", "Việc hai", "Sở Y tế", "", "Quý I"],
    )
    assert told(plan) == [
        ("I", "1", "Việc một", "Sở Tư pháp", "Quý IV"),
        ("I", "2", "Việc hai", "Sở Y tế", "Quý I"),
    ]


@pytest.mark.parametrize("marks", [("1.1", "1.2"), ("a", "b"), ("a)", "b)"), ("-", "-"), ("", "")])
def test_a_parent_gives_its_children_what_they_lack(table: Table, marks: tuple[str, str]) -> None:
    dash = "- " if not marks[0] else ""
    plan = table(
        USUAL,
        ["1", "Rà soát văn bản", "Sở Tư pháp", "Sở Nội vụ", "Quý II"],
        [marks[0], f"{dash}Cấp tỉnh", "", "", ""],
        [marks[1], f"{dash}Cấp xã", "", "", "Quý III"],
        ["2", "Việc hai", "Sở Y tế", "", "Quý I"],
    )
    assert [(e.lead, e.partners, e.timing) for e in plan.entries] == [
        ("Sở Tư pháp", "Sở Nội vụ", "Quý II"),
        ("Sở Tư pháp", "Sở Nội vụ", "Quý III"),
        ("Sở Y tế", "", "Quý I"),
    ]
    assert plan.entries[0].note == "Thuộc: Rà soát văn bản"
    assert not plan.problems


def test_a_number_with_a_title_alone_heads_the_rows_below(table: Table) -> None:
    plan = table(
        USUAL,
        ["1", "Công tác tổ chức", "", "", ""],
        ["1.1", "Việc một", "Sở Nội vụ", "", "Quý I"],
        "<td>2</td><td colspan=4>Công tác tài chính</td>",
        ["2.1", "Việc hai", "Sở Tài chính", "", "Quý II"],
    )
    assert [e.title for e in plan.entries] == ["Việc một", "Việc hai"]
    assert not plan.problems


def test_a_row_cut_by_a_page_is_one_again(table: Table) -> None:
    plan = table(
        USUAL,
        ["1", "Xây dựng kế hoạch", "Sở Nội vụ,", "", "Quý I"],
        ["", "triển khai Nghị quyết", "Sở Tài chính", "", "năm 2026"],
        ["2", "Việc hai", "Sở Y tế", "", "Quý I"],
    )
    assert told(plan)[0] == (
        "",
        "1",
        "Xây dựng kế hoạch triển khai Nghị quyết",
        "Sở Nội vụ, Sở Tài chính",
        "Quý I năm 2026",
    )
    assert len(plan.entries) == 2


def test_one_time_above_the_table(table: Table) -> None:
    plan = table(
        ["STT", "Nhiệm vụ", "Cơ quan chủ trì"],
        ["1", "Việc một", "Sở Nội vụ"],
        above="Các cơ quan hoàn thành các nhiệm vụ sau trước ngày 30/6/2026, báo cáo kết quả:",
    )
    (task,) = plan.entries
    assert task.timing == "trước ngày 30/6/2026"
    assert task.proposed == "bảng không có cột thời gian; phần lời trên bảng ghi “trước ngày 30/6/2026”"


def test_a_table_without_time_is_asked_about_once(table: Table) -> None:
    plan = table(["STT", "Nhiệm vụ", "Cơ quan chủ trì"], *(["1", f"Việc {n}", "Sở Nội vụ"] for n in range(5)))
    assert len(plan.entries) == 5
    assert [p.message for p in plan.problems] == [
        "Bảng không có cột thời gian; hãy trả lời cho từng nhiệm vụ, hoặc thêm cột."
    ]


def test_sums_are_no_tasks(table: Table) -> None:
    plan = table(USUAL, ["1", "Việc một", "Sở Y tế", "", "Quý I"], ["", "Tổng cộng: 01 nhiệm vụ", "", "", ""])
    assert len(plan.entries) == 1


STRANGE = ["Mã", "Công tác", "Ai làm", "Bao giờ xong"]
ROWS = (
    ["1", "Xây dựng quy chế làm việc", "Sở Nội vụ", "Quý I"],
    ["2", "Rà soát thủ tục hành chính", "Sở Y tế", "Tháng 6"],
)


def test_strange_headings_are_guessed_by_their_cells_and_asked(table: Table) -> None:
    plan = table(STRANGE, *ROWS)
    assert [e.lead for e in plan.entries] == ["Sở Nội vụ", "Sở Y tế"]
    asked = (
        "cột “Công tác” hiểu là nhiệm vụ, cột “Ai làm” hiểu là chủ trì, "
        "cột “Bao giờ xong” hiểu là thời gian; nếu khác, nhập lại với --columns"
    )
    assert {e.proposed for e in plan.entries} == {asked}


def test_other_tables_are_passed_over(table: Table) -> None:
    plan = table(
        USUAL,
        ["1", "Việc một", "Sở Y tế", "", "Quý I"],
        "</tr></table><p>Kinh phí</p><table><tr><td>STT</td><td>Nội dung chi</td><td>Đơn vị tính</td><td>Số lượng</td><td>Số tiền</td>",
        ["1", "Thuê đường truyền", "Triệu đồng", "2", "500"],
    )
    assert [e.title for e in plan.entries] == ["Việc một"]
    assert not plan.problems


def test_two_times_under_one_heading(table: Table) -> None:
    plan = table(
        "<td rowspan=2>TT</td><td rowspan=2>Tên văn bản</td><td rowspan=2>Đơn vị soạn thảo</td><td colspan=2>Thời gian trình</td>",
        "<td>Trình Bộ</td><td>Trình Chính phủ</td>",
        ["1", "Nghị định", "Cục Đường sắt", "Tháng 3/2026", "Tháng 5/2026"],
    )
    (task,) = plan.entries
    assert (task.timing, task.note) == ("Trình Bộ: Tháng 3/2026\nTrình Chính phủ: Tháng 5/2026", "")


def test_a_body_is_asked_before_a_person(table: Table) -> None:
    plan = table(
        ["TT", "Nội dung", "Đồng chí phụ trách", "Cơ quan tham mưu", "Thời gian"],
        ["1", "Việc một", "Bí thư", "Văn phòng Đảng ủy", "Quý I"],
    )
    assert (plan.entries[0].lead, plan.entries[0].note) == ("Văn phòng Đảng ủy", "Đồng chí phụ trách: Bí thư")


def test_annexes_number_their_rows_anew(table: Table) -> None:
    plan = table(
        USUAL,
        ["1", "Báo cáo", "Sở Y tế", "", "Quý I"],
        "</tr></table><p>PHỤ LỤC II</p><table><tr>" + "".join(f"<td>{cell}</td>" for cell in USUAL),
        ["1", "Báo cáo", "Sở Nội vụ", "", "Quý II"],
    )
    assert told(plan) == [
        ("", "1", "Báo cáo", "Sở Y tế", "Quý I"),
        ("II", "1", "Báo cáo", "Sở Nội vụ", "Quý II"),
    ]
    assert not plan.problems


def test_a_column_of_codes_is_no_title_and_says_which_rows_head_others(table: Table) -> None:
    """A city numbers its tasks on, and leaves out the rows that only gather them."""
    plan = table(
        [
            "STT",
            "Mã nhiệm vụ",
            "Tên nhóm nhiệm vụ/nhiệm vụ",
            "Đơn vị chủ trì",
            "Đơn vị phối hợp",
            "Thời hạn hoàn thành",
        ],
        ["I", "KH20_N01", "Chuyển đổi số", "", "", ""],
        ["", "KH20_N01.1", "Xây dựng quy chuẩn", "Sở Nội vụ", "Sở Tư pháp", "Quý I"],
        ["1", "KH20_N01.1.1", "Rà soát quy chuẩn", "Sở Y tế", "", "Quý II"],
        ["2", "KH20_N01.1.2", "Ban hành quy chuẩn", "", "Sở Xây dựng", "Quý III"],
        ["3", "KH20_N01.2", "Sửa quy chế", "Sở Nội vụ", "", "Quý IV"],
    )
    assert told(plan) == [
        ("I", "1", "Rà soát quy chuẩn", "Sở Y tế", "Quý II"),
        ("I", "2", "Ban hành quy chuẩn", "Sở Nội vụ", "Quý III"),
        ("I", "3", "Sửa quy chế", "Sở Nội vụ", "Quý IV"),
    ]
    assert [entry.partners for entry in plan.entries] == ["Sở Tư pháp", "Sở Xây dựng", ""]
    assert lost(plan) == []


def test_numbers_within_groups_beside_running_numbers(table: Table) -> None:
    plan = table(
        ["Stt", "Stt", "Tên nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn"],
        ["TT", "Chi tiết", "Tên nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn"],
        ["", "1", "Làm sạch dữ liệu", "", "Sở Tư pháp", "Theo thời hạn cụ thể sau đây:"],
        ["1", "a)", "Dữ liệu đất đai", "Sở Y tế", "", "30/8/2026"],
        ["2", "b)", "Dữ liệu hộ tịch", "Sở Nội vụ", "Công an tỉnh", "30/9/2026"],
        ["3", "2", "Mô hình thôn số", "UBND các xã", "", "Quý IV"],
    )
    assert [(e.number, e.lead, e.partners, e.timing) for e in plan.entries] == [
        ("1", "Sở Y tế", "Sở Tư pháp", "30/8/2026"),
        ("2", "Sở Nội vụ", "Công an tỉnh", "30/9/2026"),
        ("3", "UBND các xã", "", "Quý IV"),
    ]


def test_a_heading_whose_lines_were_drawn_as_rows_is_whole(table: Table) -> None:
    plan = table(
        ["TT", "Công việc", "Đơn vị", "Đơn vị phối", "Thời gian dự"],
        ["TT", "Công việc", "thực hiện", "hợp", "kiến"],
        ["1", "Cài đặt ứng dụng", "Sở Y tế", "Sở Nội vụ", "Tháng 3"],
    )
    assert [(e.lead, e.partners, e.timing) for e in plan.entries] == [("Sở Y tế", "Sở Nội vụ", "Tháng 3")]


def test_the_day_a_task_came_in_is_no_time_for_it(table: Table) -> None:
    plan = table(
        ["TT", "Nội dung", "Chủ trì", "Thời gian nhận", "Thời gian hoàn thành"],
        ["1", "Góp ý dự thảo", "Sở Y tế", "10/01/2026", "20/01/2026"],
    )
    assert [(e.timing, e.note) for e in plan.entries] == [("20/01/2026", "Thời gian nhận: 10/01/2026")]


def test_who_prepares_leads_and_who_examines_does_not(table: Table) -> None:
    plan = table(
        ["TT", "NỘI DUNG", "CƠ QUAN CHUẨN BỊ", "CƠ QUAN THẨM ĐỊNH", "THỜI GIAN TRÌNH"],
        ["1", "Đề án sắp xếp", "Ban Tổ chức Tỉnh ủy", "Ban Nội chính Tỉnh ủy", "Tháng 3"],
    )
    assert [(e.lead, e.note) for e in plan.entries] == [
        ("Ban Tổ chức Tỉnh ủy", "CƠ QUAN THẨM ĐỊNH: Ban Nội chính Tỉnh ủy")
    ]


def test_the_title_ends_where_the_story_begins(tmp_path: Path) -> None:
    path = tmp_path / "tb.txt"
    path.write_text(
        "Số: 41/TB-UBND\nHuế, ngày 28 tháng 01 năm 2026\nTHÔNG BÁO\nKết luận tại Hội nghị triển khai nhiệm vụ năm 2026\n"
        "Ngày 22/01/2026, UBND tỉnh đã tổ chức Hội nghị.\nII. NHIỆM VỤ\nGiao Sở Tư pháp:\na) Rà soát văn bản trước ngày 31/3/2026.\n",
        encoding="utf-8",
    )
    assert read_document(path).title == "THÔNG BÁO Kết luận tại Hội nghị triển khai nhiệm vụ năm 2026"


def test_a_numbered_row_that_names_a_body_leads_the_rows_below(table: Table) -> None:
    plan = table(
        ["STT", "Nội dung", "Thời gian", "Sản phẩm"],
        "<td colspan=4>1. Sở Nội vụ</td>",
        ["a", "Tham mưu kế hoạch", "Quý I", "Kế hoạch"],
        "<td colspan=4>2. Sở Y tế</td>",
        ["a", "Khám sức khỏe", "Tháng 6", ""],
    )
    assert [(e.lead, bool(e.proposed)) for e in plan.entries] == [("Sở Nội vụ", True), ("Sở Y tế", True)]


def test_a_task_says_in_brackets_who_leads_it(table: Table) -> None:
    plan = table(
        ["STT", "Nhiệm vụ", "Thời gian"],
        ["1", "Rà soát văn bản (Sở Tư pháp chủ trì, phối hợp với Sở Nội vụ)", "Quý I"],
        ["2", "Kiểm tra chuyên đề (nếu có)", "Quý II"],
    )
    assert [(e.lead, e.partners, bool(e.proposed)) for e in plan.entries] == [
        ("Sở Tư pháp", "Sở Nội vụ", True),
        ("", "", False),
    ]


@pytest.mark.parametrize(("written", "number"), [("(4)", "4"), ("3/", "3"), ("02.", "02"), ("NV1", "NV1")])
def test_numbers_as_offices_write_them(table: Table, written: str, number: str) -> None:
    plan = table(USUAL, [written, "Việc này", "Sở Nội vụ", "", "Quý I"])
    assert [entry.number for entry in plan.entries] == [number]


def test_sums_in_one_word_and_starts_with_limits(table: Table) -> None:
    plan = table(
        ["STT", "Nhiệm vụ", "Chủ trì", "Thời gian bắt đầu", "Thời hạn hoàn thành"],
        ["1", "Khảo sát", "Sở Y tế", "01/3/2026", "30/6/2026"],
        ["", "Tổng", "", "", ""],
    )
    assert [(e.title, e.timing) for e in plan.entries] == [("Khảo sát", "Từ 01/3/2026 đến 30/6/2026")]


def test_a_known_heading_is_no_guess(table: Table) -> None:
    plan = table(
        ["Thứ, ngày", "Việc cần làm ngay", "Thành phần", "Chủ trì"],
        ["Tháng 01/2026", "Họp giao ban các phòng", "Các phòng", "Giám đốc"],
        ["Tháng 02/2026", "Làm việc với Sở Y tế", "Phòng Kế hoạch", "Phó Giám đốc"],
    )
    assert [e.lead for e in plan.entries] == ["Giám đốc", "Phó Giám đốc"]


def test_a_table_without_headings_is_proposed(table: Table) -> None:
    plan = table(
        ["1", "Xây dựng đề án số hóa hồ sơ", "Sở Nội vụ", "Quý I/2026", "Đề án"],
        ["2", "Ban hành quy chế phối hợp", "Sở Y tế", "Quý II/2026", "Quy chế"],
        ["3", "Tổng kết việc thực hiện", "Sở Y tế", "Quý IV/2026", "Báo cáo"],
    )
    assert [(e.number, e.lead, e.timing) for e in plan.entries] == [
        ("1", "Sở Nội vụ", "Quý I/2026"),
        ("2", "Sở Y tế", "Quý II/2026"),
        ("3", "Sở Y tế", "Quý IV/2026"),
    ]
    assert all("không có dòng tiêu đề" in e.proposed for e in plan.entries)


def test_addressees_glued_to_the_table_are_no_row_of_it(table: Table) -> None:
    plan = table(
        USUAL,
        ["1", "Sơ kết", "Sở Y tế", "", "Quý IV"],
        ["Nơi nhận: - Ban Thường vụ Tỉnh ủy (b/c); - Lưu: VT.", "T/M BAN THƯỜNG VỤ BÍ THƯ"],
    )
    assert told(plan) == [("", "1", "Sơ kết", "Sở Y tế", "Quý IV")]
    assert not lost(plan)
