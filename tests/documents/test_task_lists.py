"""Plans without a table: tasks with labelled lines below them."""

from pathlib import Path

import docx
import pytest

from plan.documents import DocumentError, read_document

PLAN = """Số: 7/KH-UBND
Hà Nam, ngày 3 tháng 2 năm 2025
KẾ HOẠCH
CẢI CÁCH HÀNH CHÍNH NĂM 2025

I. MỤC TIÊU
1. Mục tiêu chung: nâng cao chỉ số.
2. Mục tiêu cụ thể
II. NHIỆM VỤ
1. Cải cách thể chế
1.1. Rà soát văn bản quy phạm pháp luật.
- Cơ quan chủ trì: Sở Tư pháp.
- Cơ quan phối hợp: Các Sở: Nội vụ, Tài chính; UBND cấp huyện.
- Sản phẩm: Báo cáo
- Thời gian hoàn thành: Quý II/2025.
1.2. Xây dựng đề án
về một cửa
Chủ trì thực hiện: Sở Nội vụ; Đơn vị phối hợp: Sở Tài chính; Thời gian thực hiện:
- Quý III năm 2025
- Quý IV năm 2025
2. Cải cách tổ chức
2.1. Sắp xếp bộ máy. Cơ quan chủ trì: Sở Nội vụ. Thời hạn: Năm 2025.
2.2. Việc bỏ quên
III. TỔ CHỨC THỰC HIỆN
1. Các sở định kỳ hàng quý báo cáo UBND tỉnh.
"""


@pytest.fixture(params=["txt", "docx"])
def plan(request, tmp_path):
    path = tmp_path / f"kh.{request.param}"
    if request.param == "txt":
        path.write_text(PLAN, encoding="utf-8")
    else:
        file = docx.Document()
        for line in PLAN.splitlines():
            file.add_paragraph(line)
        file.save(str(path))
    return read_document(path)


def test_labelled_lines_are_the_cells_of_a_task(plan):
    rows = [(e.section, e.number, e.title, e.lead, e.partners, e.product, e.timing) for e in plan.entries]
    assert rows == [
        (
            "II",
            "1.1",
            "Rà soát văn bản quy phạm pháp luật.",
            "Sở Tư pháp",
            "Các Sở: Nội vụ, Tài chính; UBND cấp huyện",
            "Báo cáo",
            "Quý II/2025",
        ),
        (
            "II",
            "1.2",
            "Xây dựng đề án\nvề một cửa",
            "Sở Nội vụ",
            "Sở Tài chính",
            "",
            "- Quý III năm 2025\n- Quý IV năm 2025",
        ),
        ("II", "2.1", "Sắp xếp bộ máy", "Sở Nội vụ", "", "", "Năm 2025"),
        ("II", "2.2", "Việc bỏ quên", "", "", "", ""),
    ]


def test_what_stands_around_the_tasks_is_read_too(plan):
    assert (plan.code, str(plan.issued_on)) == ("7/KH-UBND", "2025-02-03")
    assert plan.title == "KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2025"
    assert plan.reporting == "1. Các sở định kỳ hàng quý báo cáo UBND tỉnh."


def test_a_number_without_labels_among_tasks_is_asked_about(plan):
    assert [problem.where for problem in plan.problems] == [
        "task 4, Cơ quan chủ trì",
        "task 4, Thời gian hoàn thành",
    ]


def test_numbers_alone_are_no_tasks(tmp_path):
    path = tmp_path / "kh.txt"
    path.write_text("1. Mục tiêu\n2. Yêu cầu: gọn\n", encoding="utf-8")
    with pytest.raises(DocumentError, match="Không thấy nhiệm vụ"):
        read_document(path)


def test_what_is_said_of_a_task_is_no_part_of_its_name(tmp_path: Path) -> None:
    lines = [
        "1. Công khai thủ tục",
        "- Nội dung: niêm yết đầy đủ.",
        "- Cơ quan chủ trì: Văn phòng.",
        "- Thời gian: Quý I.",
    ]
    path = tmp_path / "kh.txt"
    path.write_text("\n".join(["KẾ HOẠCH", "năm 2026", "", *lines]), encoding="utf-8")
    (entry,) = read_document(path).entries
    assert (entry.title, entry.note) == ("Công khai thủ tục", "Ghi chú: Nội dung: niêm yết đầy đủ.")


def test_sentences_with_a_colon_are_no_labels(tmp_path: Path) -> None:
    """Numbers below which a sentence speaks of results or bodies are no list of tasks."""
    path = tmp_path / "kh.txt"
    path.write_text(
        "Số: 7/KH-UBND\nHuế, ngày 3 tháng 2 năm 2026\nKẾ HOẠCH\nKIỂM TRA NĂM 2026\n\nII. NỘI DUNG\n1. Tiêu chuẩn Bằng khen\n"
        "- Tiêu chuẩn về kết quả chỉ số năm 2026:\n+ Đối với các cơ quan thực hiện tốt: đạt trên 85%.\n2. Thời gian thi đua\n"
        "1. Thời gian thi đua: Từ tháng 01 đến hết tháng 12/2026.\n3. Thủ tục khen thưởng\nIII. TỔ CHỨC THỰC HIỆN\n"
        "1. Sở Nội vụ\na) Theo dõi, hướng dẫn thực hiện Kế hoạch.\n",
        encoding="utf-8",
    )
    assert [(e.lead, e.title) for e in read_document(path).entries] == [
        ("Sở Nội vụ", "Theo dõi, hướng dẫn thực hiện Kế hoạch")
    ]


def test_parts_with_labels_of_their_own_are_tasks(tmp_path):
    path = tmp_path / "kh.txt"
    path.write_text(
        "Số: 9/KH-UBND\nKẾ HOẠCH\nNÔNG THÔN MỚI NĂM 2026\nII. NHIỆM VỤ\n1. Hạ tầng\n"
        "a) Đường thôn\n- Chủ trì: Phòng Kinh tế.\n- Thời gian: quý I.\n"
        "b) Nhà văn hóa\n- Chủ trì: Văn phòng.\n- Thời gian: quý II.\n"
        "2. Tập huấn (Chủ trì: Công an xã; phối hợp: các thôn; thời gian hoàn thành: quý III).\n"
        "3. Sơ kết\na) Nội dung: đánh giá\nb) Cơ quan chủ trì: Văn phòng\nc) Thời gian: quý IV\n",
        encoding="utf-8",
    )
    rows = [(e.number, e.title, e.lead, e.partners, e.timing) for e in read_document(path).entries]
    assert rows == [
        ("1.a", "Đường thôn", "Phòng Kinh tế", "", "quý I"),
        ("1.b", "Nhà văn hóa", "Văn phòng", "", "quý II"),
        ("2", "Tập huấn", "Công an xã", "các thôn", "quý III"),
        ("3", "Sơ kết", "Văn phòng", "", "quý IV"),
    ]


def test_a_time_among_the_purposes_of_a_plan_makes_no_task(tmp_path: Path) -> None:
    path = tmp_path / "kh.txt"
    path.write_text(
        "KẾ HOẠCH\nNĂM 2025\n\nII. MỤC TIÊU CỦA KẾ HOẠCH\n\n2. Tháng hành động\n\na) Chủ đề: an toàn\n\n"
        "b) Thời gian: Từ ngày 15/11/2025 đến ngày 15/12/2025.\n\nIII. NỘI DUNG\n\n1. Treo băng rôn\n\n"
        "- Cơ quan thực hiện: Sở Nội vụ\n\n2. Sơ kết\n\n- Thời gian: Quý IV/2025\n",
        encoding="utf-8",
    )
    assert [e.title for e in read_document(path).entries] == ["Treo băng rôn", "Sơ kết"]
