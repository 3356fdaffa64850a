"""Orders that stand where a plan mostly gives none, or beside words that look like a name: none is lost unasked."""

import pytest

from plan.documents.model import Entry, Prose
from plan.documents.prose_grounds import MORE_ORDERS
from plan.documents.purposes import gives_no_duties
from plan.documents.sentences import proposed_tasks
from plan.documents.task_lists import as_tables
from plan.documents.titles import read_title


def duties(*paragraphs: str) -> list[Entry]:
    return list(proposed_tasks([Prose(text) for text in paragraphs]))


@pytest.mark.parametrize(
    "paragraphs",
    [
        (
            "II. YÊU CẦU CÁC SỞ, NGÀNH, ĐỊA PHƯƠNG",
            "1. Sở Nội vụ rà soát biên chế, báo cáo trước ngày 15/12/2026.",
            "2. Sở Tài chính bố trí kinh phí, xong trước ngày 20/12/2026.",
        ),
        ("II. ĐÁNH GIÁ, XẾP LOẠI", "Giao Sở Nội vụ tổng hợp kết quả xếp loại trước ngày 15/12/2026."),
        ("I. MỤC ĐÍCH, YÊU CẦU", "- Giao Sở Nội vụ tổng hợp kết quả xếp loại."),
        ("I. MỤC TIÊU", "1. Sở Y tế báo cáo kết quả trước ngày 15/12/2026."),
        ("Các sở, ngành theo lĩnh vực phụ trách khẩn trương rà soát, hoàn thành trước ngày 30/6/2026.",),
        ("Sở Công Thương theo lĩnh vực quản lý chủ trì xây dựng Kế hoạch xuất khẩu.",),
        ("Các sở, ngành theo lĩnh vực được giao rà soát thủ tục, báo cáo trước ngày 30/6/2026.",),
        ("2. Giao Sở Nội vụ xây dựng Kế hoạch đào tạo cán bộ:",),
        ("2. Giao Sở Nội vụ tăng cường kiểm tra:", "3. Giao Sở Y tế chủ trì thực hiện các nhiệm vụ sau:"),
        ("1. Giao Sở Y tế xây dựng Đề án bệnh viện, gồm các nội dung sau:", "- Thực trạng;", "- Giải pháp."),
        ("Các sở, ngành hoàn thành rà soát, báo cáo Sở Nội vụ trước ngày 30/6/2026./.",),
        ("UBND tỉnh yêu cầu các sở, ngành báo cáo kết quả trước ngày 30/6/2026./.",),
    ],
)
def test_no_order_is_lost(paragraphs: tuple[str, ...]) -> None:
    expected = 2 if paragraphs[0].startswith("II. YÊU") else 1
    assert len(duties(*paragraphs)) == expected


@pytest.mark.parametrize("issuer", ["UBND tỉnh", "Văn phòng UBND tỉnh", "Sở Nội vụ"])
@pytest.mark.parametrize("no", ["không", "chưa", "đã"])
def test_what_was_not_asked_is_no_order(issuer: str, no: str) -> None:
    assert duties(f"Qua theo dõi còn chậm. {issuer} {no} yêu cầu các sở báo cáo.") == []


def test_only_titles_of_purposes_alone_give_no_duties() -> None:
    purposes = (
        "MỤC ĐÍCH - YÊU CẦU",
        "MỤC ĐÍCH YÊU CẦU",
        "MỤC ĐÍCH, Ý NGHĨA VÀ YÊU CẦU",
        "QUAN ĐIỂM, MỤC TIÊU, ĐỊNH HƯỚNG",
        "ĐỐI TƯỢNG, THỜI GIAN, ĐỊA ĐIỂM",
        "TÌNH HÌNH KINH TẾ VÀ XÃ HỘI",
        "ĐÁNH GIÁ TÌNH HÌNH THỰC HIỆN",
    )
    others = (
        "YÊU CẦU CÁC SỞ",
        "YÊU CẦU ĐỐI VỚI SỞ Y TẾ",
        "ĐÁNH GIÁ, XẾP LOẠI",
        "MỤC TIÊU, NHIỆM VỤ",
        "THỜI GIAN",
    )
    assert [title for title in (*purposes, *others) if gives_no_duties(title)] == list(purposes)


def test_what_was_ordered_before_is_told() -> None:
    assert duties("I. TÌNH HÌNH", "UBND tỉnh đã giao Sở Nội vụ tổng hợp kết quả.") == []


def test_an_order_to_make_a_paper_stays_above_its_steps() -> None:
    found = duties("1. Giao Sở Nội vụ xây dựng Kế hoạch đào tạo cán bộ:", "- Rà soát nhu cầu.", "- Số lượng.")
    assert [e.title for e in found] == ["Xây dựng Kế hoạch đào tạo cán bộ", "Rà soát nhu cầu"]


def test_the_same_order_about_two_things_is_two_duties() -> None:
    found = duties(
        "II. NHIỆM VỤ",
        "- Đối với dự án cầu Trà Khúc, giao Sở Xây dựng khẩn trương báo cáo tiến độ.",
        "- Đối với dự án cầu Cửa Đại, giao Sở Xây dựng khẩn trương báo cáo tiến độ.",
    )
    assert [(e.lead, e.title) for e in found] == [
        ("Sở Xây dựng", "Đối với dự án cầu Trà Khúc, khẩn trương báo cáo tiến độ"),
        ("Sở Xây dựng", "Đối với dự án cầu Cửa Đại, khẩn trương báo cáo tiến độ"),
    ]


def test_the_middle_of_a_sentence_stays() -> None:
    (found,) = duties("Sở Y tế chủ trì kiểm tra cơ sở. Đối với các cơ sở vi phạm: Giao Thanh tra tỉnh xử lý.")
    assert found.title == "Kiểm tra cơ sở. Đối với các cơ sở vi phạm: Giao Thanh tra tỉnh xử lý"
    (found,) = duties(
        "II. NHIỆM VỤ", "1. Đã thống nhất. (1) Bộ Y tế khẩn trương lập danh mục (12) bệnh viện."
    )
    assert found.title == "Khẩn trương lập danh mục (12) bệnh viện"


@pytest.mark.parametrize(
    "period", ["Giai đoạn 2026 - 2030", "năm 2026", "Đến năm 2030, tầm nhìn đến năm 2050"]
)
def test_a_period_in_small_letters_belongs_to_the_title(period: str) -> None:
    text = f"KẾ HOẠCH\nPHÁT TRIỂN KINH TẾ SỐ TỈNH HÀ TĨNH\n{period}\nChiều ngày 09 tháng 11 năm 2025, họp.\n"
    assert read_title(text) == f"KẾ HOẠCH PHÁT TRIỂN KINH TẾ SỐ TỈNH HÀ TĨNH {period}"


def test_many_paragraphs_without_a_label_are_gone_through_once() -> None:
    blocks = [Prose("1. Nhiệm vụ một"), *[Prose("Một đoạn dài không có nhãn. " * 5)] * 10_000]
    assert as_tables(blocks) == tuple(blocks)


@pytest.mark.parametrize(
    "sentence",
    [
        "1. Sở Y tế không phải báo cáo trước ngày 30/6/2026.",
        "1. Không giao Sở Y tế thực hiện nhiệm vụ này trước ngày 30/6/2026.",
        "1. Các sở chưa cần báo cáo trước ngày 30/6/2026.",
    ],
)
def test_what_nobody_has_to_do_is_no_order(sentence: str) -> None:
    assert duties("V. TỔ CHỨC THỰC HIỆN", sentence) == []


@pytest.mark.parametrize("limit", ["Chậm nhất ngày 30/6/2026", "Trước ngày 30/6/2026"])
def test_a_limit_stands_before_a_name_in_small_letters_too(limit: str) -> None:
    (found,) = duties("V. TỔ CHỨC THỰC HIỆN", f"1. {limit}, các sở, ngành gửi báo cáo về Sở Nội vụ.")
    assert (found.lead, found.timing.lower()) == ("các sở, ngành", limit.lower())


@pytest.mark.parametrize("before", ["", "Thống nhất chủ trương. "])
def test_what_another_is_ordered_in_the_same_paragraph_is_kept_and_asked(before: str) -> None:
    orders = "Giao Sở Nội vụ hoàn thiện hồ sơ. Giao Sở Tài chính bố trí kinh phí trước ngày 15/7/2026."
    (found,) = duties("V. TỔ CHỨC THỰC HIỆN", f"1. {before}{orders}")
    assert found.lead == "Sở Nội vụ"
    assert "Giao Sở Tài chính bố trí kinh phí" in found.title
    assert found.proposed == MORE_ORDERS
