"""Layouts of whole plans as offices make them: lines that pair, months above tables, tables of money, unknown headings."""

from pathlib import Path

import docx
import pytest

from plan.documents import DocumentError, read_document
from plan.documents.budget import Budget
from plan.documents.formats.pdf_page import PageRead
from plan.documents.formats.pdf_pages import in_order
from plan.documents.grids import GridCell, GridTable
from plan.documents.headings import role_of
from plan.documents.model import TableRow
from plan.documents.titles import read_title
from tests.documents.test_programmes import _table, read, told

HEADING = "TT | Nội dung | Người thực hiện | Thời gian\n"


@pytest.mark.parametrize(
    ("row", "tasks"),
    [
        (
            "1 | - Họp tổ<br>- Khai giảng | Tổ trưởng<br>Hiệu trưởng | 05/9<br>06/9",
            [("Họp tổ", "Tổ trưởng", "05/9"), ("Khai giảng", "Hiệu trưởng", "06/9")],
        ),
        (
            "1 | - Họp tổ<br>- Khai giảng | Hiệu trưởng | 05/9<br>06/9",
            [("Họp tổ", "Hiệu trưởng", "05/9"), ("Khai giảng", "Hiệu trưởng", "06/9")],
        ),
        (
            "1 | - Họp<br>- Dạy<br>- Thi | Tổ 1<br>Tổ 2<br>Tổ 3 | Tháng 9",
            [("Họp", "Tổ 1", "Tháng 9"), ("Dạy", "Tổ 2", "Tháng 9"), ("Thi", "Tổ 3", "Tháng 9")],
        ),
        (
            "1 | - Họp<br>- Dạy | - Tổ 1<br>- Tổ 2 | Tháng 9",
            [("Họp", "Tổ 1", "Tháng 9"), ("Dạy", "Tổ 2", "Tháng 9")],
        ),
    ],
)
def test_lines_that_pair_are_tasks_to_confirm(
    tmp_path: Path, row: str, tasks: list[tuple[str, str, str]]
) -> None:
    plan = read(tmp_path, HEADING + row)
    assert told(plan.entries) == tasks
    assert all("đi với nhau từng đôi" in entry.proposed for entry in plan.entries)
    assert [entry.number for entry in plan.entries][:2] == ["1", "1.2"]


@pytest.mark.parametrize(
    "row",
    [
        "1 | - Họp tổ<br>- Khai giảng | Sở Y tế<br>Sở Nội vụ | Tháng 9",  # two bodies may do both
        "1 | Họp tổ<br>chuyên môn | Sở Y tế | 05/9<br>06/9",
        "1 | - Họp tổ<br>- Khai giảng | Sở Y tế<br>Sở Nội vụ<br>Sở Xây dựng | 05/9<br>06/9",
    ],
)
def test_lines_that_may_not_pair_stay_one_task(tmp_path: Path, row: str) -> None:
    assert len(read(tmp_path, HEADING + row).entries) == 1


@pytest.mark.parametrize(
    ("above", "cell", "timing"),
    [
        ("THÁNG 9/2026 - Chủ điểm: Nhà trường", "Tuần 2", "Tuần 2 tháng 9/2026"),
        ("2. Kế hoạch công tác tháng 10:", "Ngày 12", "Ngày 12 tháng 10"),
        ("THÁNG 10/2026", "Cả tháng", "THÁNG 10/2026"),
        ("THÁNG 10/2026", "Quý IV", "Quý IV"),
        ("THÁNG 10/2026", "Trước ngày 30/10", "Trước ngày 30/10/2026"),
        ("THÁNG 10/2026", "30/11", "30/11"),
        ("THÁNG 10", "30/10", "30/10"),
        ("Trong tháng 10 các tổ họp như sau", "Tuần 2", "Tuần 2"),
    ],
)
def test_weeks_and_days_lie_in_the_month_above_the_table(
    tmp_path: Path, above: str, cell: str, timing: str
) -> None:
    path = tmp_path / "kh.html"
    path.write_text(
        f"<p>KẾ HOẠCH</p><p>năm học 2026-2027</p><p></p><p>{above}</p>"
        + _table(f"{HEADING}1 | Họp hội đồng | Hiệu trưởng | {cell}")
    )
    assert [entry.timing for entry in read_document(path).entries] == [timing]


def test_a_table_of_money_is_no_table_of_tasks(tmp_path: Path) -> None:
    plan = read(
        tmp_path,
        HEADING + "1 | Kho dữ liệu | Sở Xây dựng | 2027",
        """TT | Nội dung | Đơn vị thực hiện | Tổng kinh phí | Năm 2026 | Năm 2027
        1 | Kho dữ liệu | Sở Xây dựng | 3.000 | 1.000 | 2.000""",
        """TT | Nội dung | Đơn vị thực hiện | Kinh phí | Nguồn vốn
        1 | Kho dữ liệu | Sở Xây dựng | 3.000 | NSNN""",
    )
    assert len(plan.entries) == 1
    assert not plan.problems


def test_years_with_marks_are_times_also_beside_money(tmp_path: Path) -> None:
    plan = read(
        tmp_path,
        """TT | Nội dung | Đơn vị thực hiện | Năm 2026 | Năm 2027 | Kinh phí
        1 | Kho dữ liệu | Sở Xây dựng | x | x | 3.000""",
    )
    assert told(plan.entries) == [("Kho dữ liệu", "Sở Xây dựng", "từ năm 2026 đến năm 2027")]


def test_an_unknown_table_beside_a_known_one_is_proposed(tmp_path: Path) -> None:
    plan = read(
        tmp_path,
        HEADING + "1 | Kiểm tra hồ đập | Phòng Kinh tế | Quý I",
        """Việc phải làm | Ai làm | Xong lúc nào
        Thống kê thiệt hại sau bão | Phòng Kinh tế | 24 giờ sau khi bão tan
        Vệ sinh môi trường các thôn | Trạm Y tế xã | 03 ngày sau khi nước rút""",
    )
    assert [bool(entry.proposed) for entry in plan.entries] == [False, True, True]
    assert "cột “Ai làm” hiểu là chủ trì" in plan.entries[1].proposed


def test_months_stand_under_their_quarters(tmp_path: Path) -> None:
    plan = read(
        tmp_path,
        """TT | Hoạt động | Phụ trách | Quý I | < | < | Quý II | < | <
        TT | Hoạt động | Phụ trách | Tháng 1 | Tháng 2 | Tháng 3 | Tháng 4 | Tháng 5 | Tháng 6
        1 | Khảo sát hiện trạng | Phòng Hạ tầng | x | x | | | | """,
    )
    assert told(plan.entries) == [("Khảo sát hiện trạng", "Phòng Hạ tầng", "từ tháng 1 đến tháng 2")]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Nhiệm vụ được phân công", "title"),
        ("Họ và tên, chức vụ", "lead"),
        ("Cơ quan được giao", "lead"),
        ("Đơn vị nhận nhiệm vụ", "lead"),
        ("Năm hoàn thành", "timing"),
        ("Mã WBS", "number"),
    ],
)
def test_headings_of_real_plans(heading: str, role: str) -> None:
    assert role_of(heading) == role


def test_what_only_groups_or_examines_is_no_second_meaning(tmp_path: Path) -> None:
    plan = read(
        tmp_path,
        """TT | Nhóm nhiệm vụ | Nhiệm vụ | Cơ quan chủ trì | Cơ quan thẩm định | Thời gian
        1 | Thể chế | Soát văn bản | Sở Tư pháp | Sở Nội vụ | Quý I""",
    )
    assert told(plan.entries) == [("Soát văn bản", "Sở Tư pháp", "Quý I")]
    assert not plan.problems


def test_a_cell_cut_by_a_page_goes_on_below() -> None:
    head = tuple(GridCell((text,)) for text in ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"))

    def page(number: int, *rows: tuple[GridCell, ...]) -> PageRead:
        return PageRead(number, (GridTable(rows, edges=(0, 1, 2, 3, 4)),), (), scanned=False)

    def row(n: int, *cells: GridCell) -> tuple[GridCell, ...]:
        return (GridCell((str(n),)), GridCell((f"Việc {n}",)), *cells)

    time = GridCell(("Quý I",))
    first = page(1, head, row(1, GridCell(("Sở Y tế",), down=2), time), row(2, time))
    second = page(
        2, row(3, GridCell(("",), down=2), time), row(4, time), row(5, GridCell(("Sở Nội vụ",)), time)
    )
    blocks, problems = in_order([first, second], Budget("kh.pdf"))
    leads = [block.cells[2] for block in blocks if isinstance(block, TableRow)]
    assert leads == ["Cơ quan chủ trì", "Sở Y tế", "Sở Y tế", "Sở Y tế", "Sở Y tế", "Sở Nội vụ"]
    assert not problems

    alone = page(2, row(3, GridCell(("",)), time))
    blocks, problems = in_order([first, alone], Budget("kh.pdf"))
    last = blocks[-1]
    assert isinstance(last, TableRow)
    assert last.cells[2] == "Sở Y tế"
    assert "đã hiểu là phần tiếp của ô gộp" in problems[0].message


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("KẾ HOẠCH\nNăm học 2026 - 2027\nA. ĐẶC ĐIỂM TÌNH HÌNH\n", "KẾ HOẠCH Năm học 2026 - 2027"),
        ("KẾ HOẠCH\nCông tác năm 2026\nDANH MỤC NHIỆM VỤ\n", "KẾ HOẠCH Công tác năm 2026"),
        ("KẾ HOẠCH\nCông tác năm 2026\nGhi chú: C: chủ trì\n", "KẾ HOẠCH Công tác năm 2026"),
    ],
)
def test_a_title_ends_before_a_part_and_a_list(head: str, title: str) -> None:
    assert read_title(head) == title


def test_signs_of_repetition_mean_the_row_above(tmp_path: Path) -> None:
    plan = read(
        tmp_path,
        """TT | Công việc | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian
        1 | Tổ chức đoàn ra | Sở Ngoại vụ | Công an tỉnh | Quý II
        - | Đoàn tại Hàn Quốc | nt | -nt- | Tháng 5
        2 | Báo cáo năm | " | như trên | Trước 15/12""",
    )
    assert [(entry.lead, entry.partners) for entry in plan.entries] == [("Sở Ngoại vụ", "Công an tỉnh")] * 3
    assert not plan.problems


def test_a_sign_of_repetition_below_nothing_is_kept_and_asked_about(tmp_path: Path) -> None:
    (entry,) = read(tmp_path, HEADING + "1 | Họp tổ | nt | Quý I").entries
    assert entry.lead == "nt"


def test_shortened_headings_are_known(tmp_path: Path) -> None:
    plan = read(
        tmp_path,
        """TT | Nội dung CV | CQ thực hiện | ĐV phối hợp | TG hoàn thành
        1 | Chi trả trợ cấp | Phòng VH-XH | Bưu điện | T1/2026""",
    )
    assert told(plan.entries) == [("Chi trả trợ cấp", "Phòng VH-XH", "T1/2026")]


@pytest.mark.parametrize("heading", ["Số CV", "Mã ĐV", "SĐT"])
def test_short_words_that_may_be_others_mean_nothing(heading: str) -> None:
    assert role_of(heading) not in {"title", "lead", "timing"}


def test_months_and_weeks_in_columns_of_their_own(tmp_path: Path) -> None:
    plan = read(
        tmp_path,
        """Tháng | Tuần | Nội dung | Phụ trách
        9/2026 | 1 | Khai giảng | Tổng phụ trách
        10 | | Hội thi giáo viên | Phó Hiệu trưởng
        Cả năm | | Bồi dưỡng học sinh | Tổ chuyên môn""",
    )
    assert [entry.timing for entry in plan.entries] == ["Tuần 1 tháng 9/2026", "tháng 10", "Cả năm"]
    assert not plan.problems


def test_a_form_for_each_task(tmp_path: Path) -> None:
    path = tmp_path / "kh.html"
    form = _table("Cơ quan chủ trì | {}\nThời gian thực hiện: | {}\nSản phẩm | Báo cáo")
    path.write_text(
        "<p>KẾ HOẠCH</p><p>năm 2026</p><p></p><p>1. Tổ chức hội nghị</p>"
        + form.format("Sở Tư pháp", "Quý II")
        + "<p>2. Thi tìm hiểu pháp luật</p>"
        + form.format("Sở Nội vụ", "Tháng 9")
    )
    assert told(read_document(path).entries) == [
        ("Tổ chức hội nghị", "Sở Tư pháp", "Quý II"),
        ("Thi tìm hiểu pháp luật", "Sở Nội vụ", "Tháng 9"),
    ]


def test_a_table_without_lines_is_said(tmp_path: Path) -> None:
    path = tmp_path / "kh.html"
    words = (
        "KẾ HOẠCH",
        "năm 2026",
        "STT",
        "Nhiệm vụ",
        "Đơn vị chủ trì",
        "Thời gian",
        "1",
        "Hội chợ",
        "Quý II",
    )
    path.write_text("".join(f"<p>{each}</p>" for each in words))
    with pytest.raises(DocumentError, match="không có đường kẻ"):
        read_document(path)
    path.write_text("<p>KẾ HOẠCH</p><p>năm 2026</p><p>Nhiệm vụ</p><p>Thời gian</p>")
    with pytest.raises(DocumentError) as refused:
        read_document(path)
    assert "đường kẻ" not in str(refused.value)


def test_the_grid_of_a_letterhead_does_not_hide_the_office(tmp_path: Path) -> None:
    file = docx.Document()
    table = file.add_table(rows=2, cols=3)
    table.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG"
    table.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    table.cell(1, 0).text = "Số: 12/UBND-NC"
    table.cell(1, 1).text = "Lâm Đồng, ngày 05 tháng 3 năm 2026"
    file.add_paragraph("Giao Sở Tài chính báo cáo trước ngày 04/5/2026.")
    file.save(str(tmp_path / "cv.docx"))
    assert read_document(tmp_path / "cv.docx").issuer == "ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG"


def _cut(*first: str, below: tuple[str, ...]) -> tuple[list[tuple[str, ...]], list[str]]:
    """The rows of a table whose last row is on one page and what follows it on the next; the problems."""
    heading = ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian")
    pages = [
        PageRead(n, (GridTable(tuple(tuple(GridCell((cell,)) for cell in row) for row in rows)),), (), False)
        for n, rows in enumerate([(heading, first), (heading, below)], 1)
    ]
    blocks, problems = in_order(pages, Budget("kh.pdf"))
    rows = [block.cells for block in blocks if isinstance(block, TableRow)]
    return rows[1:], [problem.message for problem in problems]


def test_a_title_that_goes_on_in_small_letters_is_of_the_row_above() -> None:
    rows, problems = _cut("1", "Xây dựng kế", "Sở Y tế", "Trong", below=("", "hoạch năm", "tỉnh", "năm 2026"))
    assert rows == [("1", "Xây dựng kế hoạch năm", "Sở Y tế tỉnh", "Trong năm 2026")]
    assert not problems


def test_a_row_of_its_own_under_a_title_of_the_page_before() -> None:
    """Two bodies and two times were run together into one."""
    rows, problems = _cut(
        "5", "Công bố chỉ số", "Các sở", "Hằng tháng", below=("", "", "Sở Nội vụ", "Trước ngày 05")
    )
    assert rows == [
        ("5", "Công bố chỉ số", "Các sở", "Hằng tháng"),
        ("5", "Công bố chỉ số", "Sở Nội vụ", "Trước ngày 05"),
    ]
    assert "không có tên nhiệm vụ" in problems[0]
    rows, _ = _cut(
        "5", "Công bố chỉ số", "Các sở,", "Trước ngày", below=("", "", "ban, ngành", "05 hằng tháng")
    )
    assert rows == [("5", "Công bố chỉ số", "Các sở, ban, ngành", "Trước ngày 05 hằng tháng")]


def test_counts_of_tasks_are_no_tasks() -> None:
    assert role_of("Số nhiệm vụ") != "title"
    assert role_of("Tổng số công việc") != "title"
    assert role_of("Nhiệm vụ") == "title"


def test_a_dash_before_one_task_is_no_part_of_its_name(tmp_path: Path) -> None:
    plan = read(tmp_path, HEADING + "1 | - Hội thi | - Đoàn, Đội | Tháng 9")
    assert [(e.title, e.lead, e.proposed) for e in plan.entries] == [("Hội thi", "Đoàn, Đội", "")]
