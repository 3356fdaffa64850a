"""Several tasks below one number, each with labelled lines of its own."""

import time

import pytest

from plan.documents.labelled_lines import line, starts_of_parts
from plan.documents.model import Prose, TableRow
from plan.documents.task_lists import as_tables


def rows(text: str) -> list[tuple[str, ...]]:
    """Number, title, lead and time of each task."""
    blocks = as_tables([Prose(each) for each in text.strip().splitlines()])
    cells = [block.cells for block in blocks if isinstance(block, TableRow)]
    return [(c[0], c[1], c[2], c[5]) for c in cells[1:]]


def test_lettered_parts_are_tasks_under_what_they_share() -> None:
    text = """
3.1. Góp ý dự thảo văn bản
a) Nghị định quy định chi tiết thi hành một số điều của Luật Tiêu chuẩn và quy chuẩn kỹ thuật và Luật sửa đổi Luật này.
- Cơ quan chủ trì: Sở Khoa học và Công nghệ.
- Thời gian thực hiện: Quý I năm 2026.
b) Nghị định quy định về điều kiện kinh doanh dịch vụ và đánh giá sự phù hợp, thay thế các nghị định đã ban hành trước đó.
- Cơ quan chủ trì: Sở Tư pháp.
- Thời gian thực hiện: Quý II năm 2026.
4. Kiểm tra việc thi hành Luật
- Cơ quan chủ trì: Sở Tư pháp
- Thời gian thực hiện: Năm 2026.
"""
    found = rows(text)
    assert [(n, lead, time) for n, _, lead, time in found] == [
        ("3.1.a", "Sở Khoa học và Công nghệ", "Quý I năm 2026"),
        ("3.1.b", "Sở Tư pháp", "Quý II năm 2026"),
        ("4", "Sở Tư pháp", "Năm 2026"),
    ]
    assert found[1][1].startswith("Nghị định quy định về điều kiện")


def test_a_single_lettered_part_is_the_task() -> None:
    text = """
2. Phát triển sản xuất
a) Hỗ trợ cây giống
- Đơn vị chủ trì: Phòng Kinh tế.
- Thời gian: tháng 4/2026.
3. Tháng hành động
a) Chủ đề năm 2025
b) Thời gian: Tháng 11/2025.
"""
    assert [(number, title) for number, title, *_ in rows(text)] == [
        ("2.a", "Hỗ trợ cây giống"),
        ("3", "Tháng hành động\nChủ đề năm 2025"),
    ]


def test_dashed_parts_are_counted() -> None:
    text = """
4. Nâng cao phẩm chất, năng lực
- Tăng cường giáo dục chính trị.
- Nâng cao nhận thức.
Đơn vị thực hiện: Các sở, ngành.
Thời gian thực hiện: Thường xuyên.
- Tổ chức tập huấn.
Đơn vị chủ trì tham mưu thực hiện: Sở Tư pháp.
Thời gian thực hiện: Quý III/2026.
5. Xây dựng cổng thông tin
- Cơ quan chủ trì: Công an tỉnh.
- Thời gian: Năm 2026.
- Vận hành cổng thông tin
- Cơ quan chủ trì: Sở Nội vụ.
- Thời gian: Năm 2027.
"""
    assert rows(text) == [
        (
            "4.1",
            "Tăng cường giáo dục chính trị.\n- Nâng cao nhận thức.",
            "Các sở, ngành",
            "Thường xuyên",
        ),
        ("4.2", "Tổ chức tập huấn.", "Sở Tư pháp", "Quý III/2026"),
        ("5", "Xây dựng cổng thông tin", "Công an tỉnh", "Năm 2026"),
        ("5.2", "Vận hành cổng thông tin", "Sở Nội vụ", "Năm 2027"),
    ]


def test_labels_may_be_lettered_and_head_a_list() -> None:
    text = """
1.2. Phát triển dữ liệu:
a) Nhiệm vụ: Rà soát, hoàn thiện cơ sở dữ liệu.
b) Cơ quan thực hiện:
- Đơn vị chủ trì: Các sở, ban, ngành.
- Đơn vị phối hợp: UBND xã, phường.
c) Thời gian thực hiện: Hoàn thành trong năm 2025.
"""
    title = "Phát triển dữ liệu:\nRà soát, hoàn thiện cơ sở dữ liệu."
    assert rows(text) == [("1.2", title, "Các sở, ban, ngành", "Hoàn thành trong năm 2025")]


def test_an_activity_is_named_by_its_content() -> None:
    text = """
1. Nâng cao nhận thức
a) Hoạt động 1
- Nội dung: Triển khai Tháng hành động.
- Cơ quan thực hiện: Sở Nội vụ chủ trì, phối hợp với các sở, ban, ngành.
b) Hoạt động 2
- Nội dung: Truyền thông trên báo, đài.
- Cơ quan thực hiện: Sở Văn hóa và Thể thao.
"""
    assert [(number, title) for number, title, *_ in rows(text)] == [
        ("1.a", "Triển khai Tháng hành động."),
        ("1.b", "Truyền thông trên báo, đài."),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Thời gian thực hiện sau khi Chiến lược được ban hành.", "sau khi Chiến lược được ban hành."),
        ("- Thời gian hoàn thành trước ngày 15/12/2025", "trước ngày 15/12/2025"),
    ],
)
def test_a_label_of_time_may_lack_its_colon(text: str, said: str) -> None:
    assert line(text).labels == (("timing", said),)


def test_who_is_praised_and_when_are_no_tasks() -> None:
    text = """
1. Đối tượng thi đua
- Tập thể: Các cơ quan, đơn vị cấp tỉnh.
- Cá nhân: Cán bộ, công chức.
2. Thời gian thực hiện: Từ tháng 11/2025.
3. Hình thức khen thưởng
"""
    assert rows(text) == []


@pytest.mark.parametrize(
    "lines",
    [
        # a list of partners, and a second label of the same kind straight behind the first
        [
            "- Chủ trì: Sở A",
            "- Phối hợp:",
            "+ Sở B",
            "+ Sở C",
            "- Thời gian: Năm 2026",
            "- Thời gian: Năm 2027",
        ],
        ["Thời gian bắt đầu nghỉ hè", "- Chủ trì: Sở A"],
    ],
)
def test_one_task_stays_one(lines: list[str]) -> None:
    assert starts_of_parts([line(each) for each in lines]) == []


@pytest.mark.parametrize("between", ["\n", " ", ";\n", "-\n", "- "])
def test_blanks_cost_no_more_than_their_length(between: str) -> None:
    """5,000 blank lines in one cell took minutes: two runs of blanks side by side cost the cube of their length."""
    began = time.thread_time()
    words = f"1. Việc\nChủ trì: Sở A{between * 10_000}x"
    line(words)
    as_tables([Prose("1. Việc"), Prose(words), Prose("2. Việc")])
    assert time.thread_time() - began < 2


def test_tasks_of_one_line_each_with_labels_behind() -> None:
    """The title of the group became the first task, and the second one's name a time."""
    text = """II. NHIỆM VỤ
1. Hoàn thiện thể chế
a) Rà soát văn bản; Chủ trì: Sở Tư pháp; Thời gian: Quý II/2026.
b) Tuyên truyền. Chủ trì: Sở Nội vụ; Phối hợp: Sở Y tế.
2. Chuyển đổi số
- Số hóa hồ sơ (Chủ trì: Sở Nội vụ; thời gian: quý I)
- Tập huấn (Chủ trì: Sở Y tế; thời gian: quý II)
"""
    assert [row[:3] for row in rows(text)] == [
        ("1.a", "Rà soát văn bản", "Sở Tư pháp"),
        ("1.b", "Tuyên truyền", "Sở Nội vụ"),
        ("2.1", "Số hóa hồ sơ", "Sở Nội vụ"),
        ("2.2", "Tập huấn", "Sở Y tế"),
    ]
