"""Conclusions of the Party, notices, dispatches, directing letters: whom they order, and what is nobody's task."""

import pytest

from plan.documents.model import Entry, Prose
from plan.documents.sentences import proposed_tasks


def duties(*paragraphs: str) -> tuple[Entry, ...]:
    return proposed_tasks([Prose(text) for text in paragraphs])


def leads(*paragraphs: str) -> list[str]:
    return [entry.lead for entry in duties(*paragraphs)]


def test_who_speaks_is_not_who_is_ordered() -> None:
    """“Chủ tịch … có ý kiến …:” heads nothing, and the last words order nobody anything of his own."""
    found = duties(
        "Chủ tịch Ủy ban nhân dân tỉnh có ý kiến chỉ đạo như sau:",
        "1. Về việc rà soát số nhà đã cấp",
        "1.1. Giao Sở Xây dựng",
        "Khẩn trương chia sẻ dữ liệu số nhà. Hoàn thành trước ngày 05 tháng 12 năm 2026.",
        "Chủ tịch Ủy ban nhân dân tỉnh đề nghị các cơ quan, đơn vị nghiêm túc triển khai thực hiện.",
    )
    assert [(e.lead, e.timing) for e in found] == [("Sở Xây dựng", "trước ngày 05 tháng 12 năm 2026")]


def test_a_heading_names_whom_it_orders_behind_who_orders() -> None:
    assert (
        leads(
            "Bộ Chính trị giao Ban Tổ chức Trung ương:",
            "- Hoàn thiện các đề án.",
            "- Tham mưu ban hành quy chế.",
        )
        == ["Ban Tổ chức Trung ương"] * 2
    )


def test_a_line_of_time_needs_no_colon() -> None:
    found = duties(
        "1.3. Giao Ủy ban nhân dân các phường, xã",
        "- Rà soát dữ liệu trên địa bàn.",
        "- Làm sạch dữ liệu số nhà.",
        "Thời gian hoàn thành trước ngày 31 tháng 12 năm 2026.",
    )
    assert [e.timing for e in found] == ["", "trước ngày 31 tháng 12 năm 2026"]


@pytest.mark.parametrize(
    ("sentence", "lead"),
    [
        ("2. Yêu cầu các cấp uỷ, tổ chức đảng khẩn trương sắp xếp bộ máy.", "các cấp uỷ, tổ chức đảng"),
        ("- Giao Học viện Chính trị khu vực III xây dựng chương trình bồi dưỡng.", "Học viện Chính trị khu vực III"),
        ("14. Phân công các đồng chí Phó Thủ tướng tiếp tục kiểm tra hiện trường.", "các đồng chí Phó Thủ tướng"),
        ("- Đảng uỷ Bộ Nội vụ chủ trì, phối hợp với các tỉnh uỷ hướng dẫn số hoá tài liệu.", "Đảng uỷ Bộ Nội vụ"),
        ("- Trên cơ sở khảo sát, Sở Xây dựng chủ trì đề xuất phương án phần mềm.", "Sở Xây dựng"),
        ("Trước ngày 10/4/2026, Bộ Tư pháp chủ trì ban hành hướng dẫn.", "Bộ Tư pháp"),
        ("4.1. Giao Đảng uỷ Chính phủ: (i) Chỉ đạo Đảng uỷ Bộ Y tế hoàn thiện quy trình.", "Đảng uỷ Chính phủ"),
        ("4.5. Cấp uỷ địa phương, nhất là các đô thị lớn phải đi đầu đổi mới.", "Cấp uỷ địa phương, nhất là các đô thị lớn"),
        ("3. Giao các đoàn kiểm tra của Tỉnh ủy chủ động nắm tình hình.", "các đoàn kiểm tra của Tỉnh ủy"),
        (
            "1. Giao Văn phòng Tỉnh ủy; các Đảng uỷ: Quân sự; Công an tỉnh; UBND tỉnh căn cứ Kết luận này tổ chức thực hiện.",
            "Văn phòng Tỉnh ủy; các Đảng uỷ: Quân sự; Công an tỉnh; UBND tỉnh",
        ),
        ("Thời gian qua mưa lũ gây thiệt hại lớn. Yêu cầu các địa phương rà soát nhà ở.", "các địa phương"),
        ("2. Giao UBND tỉnh làm cơ quan chủ quản dự án.", "UBND tỉnh"),
        ("Điều 2. Giao Sở Tư pháp thừa ủy quyền ký tờ trình.", "Sở Tư pháp"),
        (
            "a) Sở Xây dựng, các chủ đầu tư công trình đang triển khai thi công tiếp tục bổ sung thiết bị.",
            "Sở Xây dựng, các chủ đầu tư công trình đang triển khai thi công",
        ),
    ],
)  # fmt: skip
def test_whom_a_sentence_orders(sentence: str, lead: str) -> None:
    assert leads(sentence) == [lead]


def test_numbers_below_an_order_are_duties_of_the_same_bodies() -> None:
    found = duties(
        "2. Yêu cầu các cấp uỷ, tổ chức đảng bám sát chỉ đạo.",
        "2.1. Tập trung chuẩn bị đại hội.",
        "Yêu cầu các tỉnh uỷ hoàn chỉnh hồ sơ.",
        "2.2. Tăng cường tuyên truyền.",
        "3. Giao Đảng uỷ Chính phủ lãnh đạo, chỉ đạo:",
        "- Hoàn thiện các nghị định.",
    )
    everybody = "các cấp uỷ, tổ chức đảng"
    assert [(e.lead, e.number) for e in found] == [
        (everybody, "2"),
        (everybody, "2.1"),
        ("các tỉnh uỷ", "2"),
        (everybody, "2.2"),
        ("Đảng uỷ Chính phủ", "3"),
    ]


def test_below_an_order_only_work_is_another_duty() -> None:
    found = duties(
        "2. Yêu cầu Sở Tài chính tiếp tục rà soát nguồn vốn.",
        "2.1. Kết quả giải ngân của các dự án còn thấp.",
        "2.2. Tích cực đôn đốc các chủ đầu tư.",
    )
    assert [e.number for e in found] == ["2", "2.2"]


def test_parts_in_brackets_are_parts_of_the_duty_above() -> None:
    found = duties(
        "3. Giao Đảng uỷ Chính phủ:",
        "- Triển khai phân cấp theo một số nguyên tắc chính sau:",
        "(1) Trung ương tập trung quản lý vĩ mô.",
        "(2) Đẩy mạnh phân quyền.",
        "- Hoàn thiện dự thảo nghị định.",
    )
    assert [e.title for e in found] == [
        "Triển khai phân cấp theo một số nguyên tắc chính sau",
        "Hoàn thiện dự thảo nghị định",
    ]


def test_an_order_with_work_of_its_own_keeps_it_above_the_duties_below() -> None:
    found = duties(
        "V. TỔ CHỨC THỰC HIỆN",
        "9. UBND các xã chủ động bố trí kinh phí; đồng thời huy động vốn xã hội hóa, tập trung một số nhiệm vụ sau:",
        "- Tổ chức tập huấn.",
    )
    assert [e.title[:18] for e in found] == ["Chủ động bố trí ki", "Tổ chức tập huấn"]


def test_an_order_with_a_time_heads_the_duties_below_too() -> None:
    found = duties(
        "II. NHIỆM VỤ TRỌNG TÂM",
        "Đề nghị Thường trực Tỉnh ủy chỉ đạo các việc trong 02 tháng cuối năm 2026, lưu ý một số nội dung trọng tâm sau:",
        "1. Đổi mới mô hình phát triển.",
        "2. Chú trọng đầu tư y tế.",
    )
    assert [(e.number, e.lead) for e in found[-2:]] == [
        ("1", "Thường trực Tỉnh ủy"),
        ("2", "Thường trực Tỉnh ủy"),
    ]


def test_a_duty_goes_on_behind_a_semicolon() -> None:
    found = duties(
        "Tỉnh ủy giao Ban Thường vụ các đảng ủy chuẩn bị các điều kiện cần thiết;",
        "Bảo đảm kiện toàn tổ chức bộ máy, hoàn thành trước ngày 15/7/2026.",
    )
    assert [(e.lead, e.timing) for e in found] == [
        ("Ban Thường vụ các đảng ủy", ""),
        ("Ban Thường vụ các đảng ủy", "trước ngày 15/7/2026"),
    ]


def test_a_duty_that_goes_on_ends_at_its_full_stop() -> None:
    """What follows is another's, or nobody's that the paper names."""
    found = duties(
        "Trước ngày 30/6/2026, Bộ Nội vụ trình Chính phủ nghị định;",
        "Ban hành thông tư hướng dẫn.",
        "Bộ Y tế tiếp nhận thiết bị tại các cơ sở.",
        "Trước ngày 10/4/2026, Bộ Tư pháp ban hành hướng dẫn.",
        "Hoàn thành rà soát hộ tịch trước ngày 20/5/2026.",
    )
    assert [(e.lead, e.timing) for e in found] == [
        ("Bộ Nội vụ", "trước ngày 30/6/2026"),
        ("Bộ Nội vụ", ""),
        ("Bộ Tư pháp", "trước ngày 10/4/2026"),
        ("", "trước ngày 20/5/2026"),
    ]


def test_every_limit_of_a_duty_is_kept() -> None:
    (found,) = duties(
        "- Giao Sở Nội vụ báo cáo đề án chậm nhất ngày 09/3/2026; hoàn thiện, trình trước ngày 07/4/2026."
    )
    assert found.timing == "chậm nhất ngày 09/3/2026\ntrước ngày 07/4/2026"


def test_a_limit_beside_the_name_is_no_part_of_it() -> None:
    (found,) = duties(
        "c) Giao Phó Chủ tịch Trần Văn An trước ngày 15 tháng 11 năm 2026 kiểm tra tiến độ dự án."
    )
    assert (found.lead, found.timing) == ("Phó Chủ tịch Trần Văn An", "trước ngày 15 tháng 11 năm 2026")


def test_a_duty_without_a_body_is_shown_with_nobody_to_lead_it() -> None:
    """Who does it has to be asked; a heading over other duties, or one without a limit, is no such task."""
    found = duties(
        "III. NHIỆM VỤ",
        "1. Hoàn thành 3.000 km đường trong năm 2026",
        "a) Sở Xây dựng chủ trì đôn đốc các nhà thầu.",
        "b) Xây dựng kế hoạch kiểm tra, hoàn thành trước ngày 30/6/2026.",
        "c) Nâng cao nhận thức của người dân.",
    )
    assert [(e.lead, e.timing) for e in found] == [("Sở Xây dựng", ""), ("", "trước ngày 30/6/2026")]


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("THỦ TƯỚNG CHÍNH PHỦ điện:", "- Văn phòng Ban chỉ đạo phòng thủ dân sự quốc gia."),
        ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH điện:", "- Giám đốc các sở; Chủ tịch UBND các xã, phường;"),
        ("Kính gửi:", "- Công an tỉnh;", "- Sở Xây dựng;", "- Ủy ban nhân dân các phường, xã."),
        ("II. NHIỆM VỤ", "Các bộ, cơ quan chịu trách nhiệm trước Chính phủ, Nhân dân về tiến độ; lưu ý bảo đảm đồng bộ."),
        ("Điều 3. Chánh Văn phòng, Giám đốc Sở Y tế chịu trách nhiệm thi hành Quyết định này./.",),
        ("Điều 5. Tổ chức thực hiện", "3. Bộ trưởng các bộ, Chủ tịch UBND các cấp chịu trách nhiệm thi hành Nghị quyết này."),
    ],
)  # fmt: skip
def test_these_give_nobody_a_task(paragraphs: tuple[str, ...]) -> None:
    assert duties(*paragraphs) == ()


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("1. Sở Y tế:", "a) Rà soát cơ sở.", "b) Sở Tài chính cấp kinh phí trước ngày 30/6/2026."),
        ("II. TỔ CHỨC THỰC HIỆN", "1. Sở Y tế rà soát cơ sở.", "2. Sở Tài chính cấp kinh phí trước ngày 30/6/2026."),
        ("II. TỔ CHỨC THỰC HIỆN", "- Sở Y tế rà soát cơ sở.", "- UBND các xã niêm yết danh sách trước ngày 30/6/2026."),
    ],
)  # fmt: skip
def test_a_day_beside_a_body_is_lost_by_no_verb(paragraphs: tuple[str, ...]) -> None:
    """Where a name ends and an unknown verb begins nobody can tell: the whole sentence is asked about."""
    last = duties(*paragraphs)[-1]
    assert (last.lead, last.timing) == ("", "trước ngày 30/6/2026")
    assert last.title in paragraphs[-1]


def test_a_heading_may_have_a_day() -> None:
    assert leads("1. Sở Y tế (xong trước ngày 30/6/2026):", "a) Rà soát cơ sở.", "b) Lập danh sách.") != []


def test_a_time_right_below_a_heading_is_that_of_its_duties() -> None:
    """And not of the last duty of the body before."""
    found = duties(
        "IV. TỔ CHỨC THỰC HIỆN",
        "1. Sở Tài chính:",
        "- Rà soát chi ngân sách.",
        "2. Sở Y tế:",
        "Thời gian hoàn thành: trước ngày 30/6/2026.",
        "- Xây dựng kế hoạch tiêm chủng.",
        "- Báo cáo kết quả trước ngày 15/7/2026.",
    )
    assert [(e.lead, e.timing) for e in found] == [
        ("Sở Tài chính", ""),
        ("Sở Y tế", "trước ngày 30/6/2026"),
        ("Sở Y tế", "trước ngày 15/7/2026"),
    ]
    assert "Thời gian: trước ngày 30/6/2026" in found[1].note


def test_a_time_right_below_an_order_is_its_own() -> None:
    found = duties(
        "IV. TỔ CHỨC THỰC HIỆN",
        "Giao Sở Y tế xây dựng kế hoạch tiêm chủng.",
        "Thời gian hoàn thành: trước ngày 30/6/2026.",
        "Giao Sở Nội vụ ban hành quy chế.",
        "- Thời gian hoàn thành: Quý III/2026",
    )
    assert [e.timing for e in found] == ["trước ngày 30/6/2026", "Quý III/2026"]


def test_a_second_time_below_a_duty_that_says_its_own_is_shown() -> None:
    (found,) = duties(
        "1. Sở Tài chính:",
        "- Rà soát chi ngân sách, hoàn thành trước ngày 01/5/2026.",
        "- Thời gian hoàn thành: trước ngày 30/6/2026.",
    )
    assert found.timing == "trước ngày 01/5/2026"
    assert "Thời gian: trước ngày 30/6/2026" in found.note


def test_a_duty_that_names_nobody_has_no_partners_and_no_number_of_the_heading_before() -> None:
    found = duties(
        "IV. TỔ CHỨC THỰC HIỆN",
        "1. Giao Sở Tài chính chủ trì, phối hợp với Sở Nội vụ:",
        "- Rà soát chi ngân sách.",
        "Trên đây là nhiệm vụ của năm.",
        "2. Xây dựng kế hoạch tiêm chủng, hoàn thành trước ngày 30/6/2026.",
    )
    assert [(e.number, e.lead, e.partners) for e in found] == [
        ("1", "Sở Tài chính", "Sở Nội vụ"),
        ("2", "", ""),
    ]


@pytest.mark.parametrize(
    "limit",
    [
        "trong năm 2026-2027",
        "trong năm 2026 và năm 2027",
        "trong các năm 2026, 2027",
        "trong quý III/2026 và quý IV/2026",
        "trong tháng 6/2026, tháng 12/2026",
        "trong tháng 6 năm 2026 - tháng 12 năm 2026",
        "trước ngày 15/6/2026 và 15/12/2026",
    ],
)
def test_no_limit_of_a_list_is_lost(limit: str) -> None:
    (found,) = duties(f"Giao Sở Y tế rà soát các trạm y tế, hoàn thành {limit}.")
    assert found.timing == limit


def test_who_helps_with_one_item_does_not_help_with_the_next() -> None:
    found = duties(
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Sở Y tế",
        "a) Chủ trì, phối hợp với Sở Tài chính:",
        "- Xây dựng đề án trước ngày 30/6/2026.",
        "- Bố trí nhân lực.",
        "b) Rà soát trạm y tế.",
        "- Lập danh mục.",
    )
    assert [e.partners for e in found] == ["Sở Tài chính", "Sở Tài chính", "", ""]


def test_who_helps_stands_above_items_of_the_same_mark_too() -> None:
    found = duties(
        "1. Sở Y tế", "- Chủ trì, phối hợp với Sở Tài chính:", "- Xây dựng đề án.", "- Bố trí nhân lực."
    )
    assert [e.partners for e in found] == ["Sở Tài chính", "Sở Tài chính"]
