"""Plans in prose: which sentences are duties, whose they are, with whom and by when."""

from pathlib import Path

import pytest

from plan.documents import DocumentError, read_document
from plan.documents.duty_times import time_of
from plan.documents.model import Entry, Prose
from plan.documents.prose_grounds import FROM_SENTENCE
from plan.documents.sentences import proposed_tasks


def duties(*paragraphs: str) -> tuple[Entry, ...]:
    return proposed_tasks([Prose(text) for text in paragraphs])


@pytest.mark.parametrize(
    ("sentence", "lead", "partners", "timing", "title"),
    [
        (
            "1. Sở Nội vụ chủ trì, phối hợp với Sở Tài chính và các sở, ngành liên quan tham mưu ban hành Kế hoạch; hoàn thành trước ngày 30/6/2026.",
            "Sở Nội vụ",
            "Sở Tài chính và các sở, ngành liên quan",
            "trước ngày 30/6/2026",
            "Tham mưu ban hành Kế hoạch; hoàn thành trước ngày 30/6/2026",
        ),
        (
            "- Giao Sở Tư pháp rà soát các văn bản, hoàn thành trong tháng 3 năm 2026;",
            "Sở Tư pháp",
            "",
            "trong tháng 3 năm 2026",
            "Rà soát các văn bản, hoàn thành trong tháng 3 năm 2026",
        ),
        (
            "Yêu cầu Văn phòng UBND tỉnh đôn đốc, báo cáo trước ngày 25/12/2026",
            "Văn phòng UBND tỉnh",
            "",
            "trước ngày 25/12/2026",
            "Đôn đốc, báo cáo trước ngày 25/12/2026",
        ),
        (
            "Xây dựng đề án chuyển đổi số (Sở Khoa học và Công nghệ chủ trì, phối hợp với Sở Tài chính; quý III/2026).",
            "Sở Khoa học và Công nghệ",
            "Sở Tài chính",
            "quý III/2026",
            None,
        ),
        (
            "3. Về dự án đường ven biển: Yêu cầu Ban Quản lý dự án đầu tư xây dựng tỉnh đẩy nhanh tiến độ, xong trong quý III/2026.",
            "Ban Quản lý dự án đầu tư xây dựng tỉnh",
            "",
            "xong trong quý III/2026",
            "Đẩy nhanh tiến độ, xong trong quý III/2026",
        ),
        (
            "Sở Xây dựng chủ trì, phối hợp các đơn vị, địa phương liên quan nghiên cứu; hoàn thành trước ngày 10/3/2026.",
            "Sở Xây dựng",
            "các đơn vị, địa phương liên quan",
            "trước ngày 10/3/2026",
            "Nghiên cứu; hoàn thành trước ngày 10/3/2026",
        ),
        (
            "a) Phòng Kinh tế: tổ chức 02 lớp tập huấn, xong trước ngày 15 tháng 8 năm 2026.",
            "Phòng Kinh tế",
            "",
            "trước ngày 15 tháng 8 năm 2026",
            "Tổ chức 02 lớp tập huấn, xong trước ngày 15 tháng 8 năm 2026",
        ),
    ],
)
def test_a_sentence_gives_a_body_a_duty(
    sentence: str, lead: str, partners: str, timing: str, title: str | None
) -> None:
    (task,) = duties(sentence)
    assert (task.lead, task.partners, task.timing) == (lead, partners, timing)
    assert task.title == title or title is None
    assert task.note == f"Trích: {sentence}"
    assert task.proposed == FROM_SENTENCE


def test_items_below_a_heading_are_its_duties() -> None:
    found = duties(
        "V. TỔ CHỨC THỰC HIỆN",
        "1. Sở Giáo dục và Đào tạo",
        "a) Chủ trì, phối hợp với các sở, ngành xây dựng kế hoạch.",
        "b) Hằng năm, tổ chức sơ kết.",
        "2. Sở Y tế",
        "Phối hợp với Sở Giáo dục và Đào tạo chỉ đạo hệ thống y tế cơ sở.",
        "3. Đề nghị Hội Nông dân tỉnh",
        "- Tuyên truyền hội viên.",
        "Trong quá trình thực hiện, nếu có vướng mắc, báo cáo UBND tỉnh.",
    )
    assert [(e.section, e.number, e.lead, e.partners) for e in found] == [
        ("V", "1.a", "Sở Giáo dục và Đào tạo", "các sở, ngành"),
        ("V", "1.b", "Sở Giáo dục và Đào tạo", ""),
        ("V", "2", "Sở Y tế", "Sở Giáo dục và Đào tạo"),
        ("V", "3", "Hội Nông dân tỉnh", ""),
    ]
    assert found[1].timing == "Hằng năm"


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("ỦY BAN NHÂN DÂN", "TỈNH HÀ TĨNH", "Số: 624/KH-UBND", "Hà Tĩnh, ngày 19 tháng 11 năm 2025"),
        ("I. MỤC TIÊU", "1. Mục tiêu chung", "- Phấn đấu 100% trẻ em được chăm sóc vào năm 2030."),
        ("Căn cứ Nghị quyết số 57-NQ/TW;", "Xét đề nghị của Giám đốc Sở Nội vụ,"),
        ("Phòng, chống thiên tai là nhiệm vụ thường xuyên.", "Ban hành kèm theo Quyết định này."),
        ("Nơi nhận:", "- Sở Nội vụ;", "- Lưu: VT."),
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        ("Từ ngày 08 đến 09 tháng 11, Thủ tướng đã dự Lễ khởi công do Bộ Xây dựng chủ trì.",),
        ("- Bộ trưởng các Bộ: Tài chính, Y tế.", "Vừa qua đã xảy ra đợt mưa lũ lịch sử."),
        ("Chánh Văn phòng UBND tỉnh, Giám đốc Sở Y tế chịu trách nhiệm thi hành quyết định này./.",),
        ("II. NHIỆM VỤ", "4. Các chủ đầu tư chịu trách nhiệm trước UBND tỉnh về tiến độ."),
        ("I. KẾT QUẢ", "1. Bộ Y tế đã hoàn thành trước ngày 30/6/2025 các việc."),
        ("Yêu cầu các sở, ban, ngành, địa phương nghiêm túc triển khai thực hiện./.",),
    ],
)
def test_other_sentences_give_nobody_anything(paragraphs: tuple[str, ...]) -> None:
    assert duties(*paragraphs) == ()


def test_the_day_of_a_cited_paper_is_no_time() -> None:
    (task,) = duties(
        "Sở Xây dựng chủ trì triển khai Quyết định số 338/QĐ-TTg ngày 03 tháng 4 năm 2023 của Thủ tướng Chính phủ."
    )
    assert task.timing == ""


def test_a_file_without_any_duty_says_what_was_looked_for(tmp_path: Path) -> None:
    path = tmp_path / "thu.txt"
    path.write_text("Kính gửi các bạn,\n\nHôm nay trời đẹp.\n", encoding="utf-8")
    with pytest.raises(DocumentError, match=r"Đơn vị thực hiện.*Tiến độ.*--columns title=TÊN-CỘT"):
        read_document(path)


def test_an_order_that_ends_in_a_colon_heads_the_duties_below() -> None:
    """A notice of conclusions: each heading gives its items a lead and partners, and the next number ends them."""
    found = duties(
        "II. NHIỆM VỤ TRỌNG TÂM",
        "1. Về cải cách thể chế",
        "Giao Sở Tư pháp chủ trì, phối hợp với các cơ quan, đơn vị liên quan:",
        "a) Tổ chức rà soát văn bản.",
        "b) Thực hiện việc điều động công chức.",
        "2. Về xây dựng chính quyền số",
        "Giao Sở Nội vụ:",
        "a) Theo dõi việc sử dụng chữ ký số.",
        "3. Trách nhiệm chung của mọi người",
        "III. TỔ CHỨC THỰC HIỆN",
        "Giao Sở Y tế chủ trì, phối hợp với Sở Xây dựng thực hiện các nhiệm vụ sau:",
        "1. Đôn đốc thực hiện Thông báo này.",
    )
    assert [(e.lead, e.partners, e.title) for e in found] == [
        ("Sở Tư pháp", "các cơ quan, đơn vị liên quan", "Tổ chức rà soát văn bản"),
        ("Sở Tư pháp", "các cơ quan, đơn vị liên quan", "Thực hiện việc điều động công chức"),
        ("Sở Nội vụ", "", "Theo dõi việc sử dụng chữ ký số"),
        ("Sở Y tế", "Sở Xây dựng", "Đôn đốc thực hiện Thông báo này"),
    ]


def test_bodies_listed_are_no_duties() -> None:
    found = duties(
        "I. ĐỐI TƯỢNG",
        "- Các cơ quan chuyên môn thuộc UBND tỉnh:",
        "- Các cơ quan Trung ương đóng trên địa bàn tỉnh.",
        "- UBND các xã, phường, đặc khu trên địa bàn tỉnh.",
        "Hồ sơ đề nghị Chủ tịch UBND tỉnh tặng Bằng khen gửi trước ngày 15/02/2027.",
    )
    assert found == ()


def test_partners_end_where_their_work_begins() -> None:
    (found,) = duties(
        "1. Sở Giáo dục và Đào tạo phối hợp với các cơ quan liên quan có giải pháp giáo dục học sinh."
    )
    assert found.partners == "các cơ quan liên quan"


def test_a_numbered_line_of_bodies_alone_heads_what_is_below() -> None:
    found = duties(
        "II. NHIỆM VỤ",
        "8.1. Sở Tài chính chủ trì, phối hợp các sở, ban, ngành",
        "- Bố trí kinh phí thực hiện Chương trình.",
        "9. Giao Công an tỉnh là cơ quan thường trực, có trách nhiệm giám sát kết quả thực hiện.",
    )
    assert [(e.lead, e.partners, e.title) for e in found] == [
        ("Sở Tài chính", "các sở, ban, ngành", "Bố trí kinh phí thực hiện Chương trình"),
        ("Công an tỉnh", "", "Giám sát kết quả thực hiện"),
    ]


def test_lettered_headings_beside_each_other_each_have_their_duties() -> None:
    """The same words under two bodies are two duties, and each body heads its own."""
    found = duties(
        "I. TRÁCH NHIỆM PHỐI HỢP",
        "2.2. Trách nhiệm cụ thể",
        "a) Sở Nông nghiệp và Môi trường",
        "- Đánh giá nhu cầu sử dụng đất;",
        "b) Sở Xây dựng",
        "- Đánh giá nhu cầu sử dụng đất;",
        "c) Thuế tỉnh Đắk Lắk",
        "- Đánh giá về ưu đãi đầu tư.",
    )
    assert [(e.number, e.lead) for e in found] == [
        ("a", "Sở Nông nghiệp và Môi trường"),
        ("b", "Sở Xây dựng"),
        ("c", "Thuế tỉnh Đắk Lắk"),
    ]


def test_what_follows_a_dash_beside_a_body_is_not_its_duty() -> None:
    found = duties(
        "IV. NỘI DUNG",
        "- Trung tâm Kiểm soát bệnh tật tỉnh hỗ trợ các địa phương xét nghiệm.",
        "b) Phòng chống bệnh đường ruột",
        "- Tăng cường truyền thông vệ sinh ăn uống.",
    )
    assert found == ()


def test_crosses_below_a_dash_are_the_duties_of_its_body() -> None:
    found = duties("V. TỔ CHỨC THỰC HIỆN", "- Sở Y tế", "+ Khám sức khỏe.", "- Sở Nội vụ", "+ Xếp lịch.")
    assert [(e.lead, e.title) for e in found] == [("Sở Y tế", "Khám sức khỏe"), ("Sở Nội vụ", "Xếp lịch")]


def test_a_body_a_colon_and_its_duty_in_one_line() -> None:
    found = duties(
        "VI. TỔ CHỨC THỰC HIỆN",
        "1. Đề nghị Ban Tuyên giáo và Dân vận Tỉnh ủy: Ban hành văn bản chỉ đạo.",
        "2. Các cơ quan, đơn vị: Căn cứ chức năng, nhiệm vụ được giao, phát động phong trào.",
        "3. Sở Văn hóa, Thể thao và Du lịch: Tiếp tục chỉ đạo các cơ quan truyền thông.",
        "4. Ban bầu cử đại biểu Quốc hội: 01 cá nhân/01 ban.",
    )
    assert [(e.number, e.lead, e.title[:11]) for e in found] == [
        ("1", "Ban Tuyên giáo và Dân vận Tỉnh ủy", "Ban hành vă"),
        ("2", "Các cơ quan, đơn vị", "Căn cứ chức"),
        ("3", "Sở Văn hóa, Thể thao và Du lịch", "Tiếp tục ch"),
    ]


def test_headings_of_several_bodies_and_of_bodies_with_their_names() -> None:
    found = duties(
        "IV. NHIỆM VỤ CỤ THỂ",
        "4. Sở Du lịch; Báo và Phát thanh, Truyền hình Cần Thơ",
        "Chỉ đạo các cơ quan truyền thông tăng thời lượng.",
        "7. Các doanh nghiệp hoạt động trong lĩnh vực xây dựng, giao thông",
        "- Ứng dụng mô hình BIM.",
        "10. Công an tỉnh",
        "Thực hiện tốt công tác phòng ngừa.",
        "12. Ủy ban nhân dân các xã: Gia Thuận, Tân Điền, Gò Công Đông",
        "Căn cứ tình hình, xây dựng kế hoạch.",
        "Thực hiện Kế hoạch này, các sở báo cáo.",
    )
    assert [(e.number, e.title[:12]) for e in found] == [
        ("4", "Chỉ đạo các "),
        ("7", "Ứng dụng mô "),
        ("10", "Thực hiện tố"),
        ("12", "Căn cứ tình "),
    ]
    assert found[3].lead == "Ủy ban nhân dân các xã: Gia Thuận, Tân Điền, Gò Công Đông"


@pytest.mark.parametrize(
    "title", ["MỤC ĐÍCH, YÊU CẦU", "MỤC TIÊU", "ĐỐI TƯỢNG, PHẠM VI", "TIÊU CHUẨN KHEN THƯỞNG"]
)
def test_what_a_plan_is_for_gives_nobody_a_duty(title: str) -> None:
    assert duties(f"I. {title}", "2. Yêu cầu", "- Các sở, ngành phối hợp với Sở Y tế thực hiện đúng.") == ()


def test_a_part_that_is_no_body_leads_nothing() -> None:
    assert duties("3. Cơ quan chủ trì giải quyết thủ tục đầu tư dự án") == ()


def test_who_leads_the_projects_of_a_duty_does_not_lead_the_duty() -> None:
    found = duties(
        "III. PHÂN CÔNG NHIỆM VỤ",
        "1. Công an tỉnh",
        "c) Triển khai các tiểu dự án do Bộ Công an chủ trì, quản lý.",
        "d) Báo cáo cấp thẩm quyền (các Bộ, cơ quan trung ương chủ trì dự án) kết quả.",
        "đ) Tổ chức tập huấn (Sở Y tế chủ trì).",
    )
    assert [e.lead for e in found] == ["Công an tỉnh", "Công an tỉnh", "Sở Y tế"]


def test_where_work_is_assigned_every_act_of_a_body_is_its_duty() -> None:
    sentence = (
        "8. Các sở và các cơ quan liên quan trong phạm vi chức năng, nhiệm vụ của mình triển khai Kế hoạch."
    )
    assert duties("II. NỘI DUNG", sentence) == ()
    (found,) = duties("V. TỔ CHỨC THỰC HIỆN", sentence)
    assert found.title == "Triển khai Kế hoạch"


def test_a_plan_behind_its_decision_is_read_too() -> None:
    """The decision ends with its addressees; the plan that it issues comes after."""
    found = duties(
        "Điều 2. Giao Sở Công Thương chủ trì triển khai Kế hoạch.",
        "Nơi nhận:",
        "- Sở Nội vụ;",
        "KẾ HOẠCH",
        "XUẤT KHẨU HÀNG HÓA",
        "V. TỔ CHỨC THỰC HIỆN",
        "1. Sở Y tế",
        "- Kiểm tra chất lượng.",
        "Nơi nhận:",
        "- Sở Tài chính;",
    )
    assert [e.lead for e in found] == ["Sở Công Thương", "Sở Y tế"]


@pytest.mark.parametrize(
    ("sentence", "lead", "begins"),
    [
        ("6. Bộ Giáo dục và Đào tạo chỉ đạo công tác bảo đảm an toàn.", "Bộ Giáo dục và Đào tạo", "Chỉ đạo"),
        (
            "c) Bộ Y tế, các bộ, cơ quan liên quan xuất cấp hóa chất.",
            "Bộ Y tế, các bộ, cơ quan liên quan",
            "Xuất cấp",
        ),
        (
            "2. Về nội dung khác nhau: Đã thống nhất; giao Bộ Y tế chủ trì hoàn thiện.",
            "Bộ Y tế",
            "Đã thống nhất",
        ),
        ("Bộ Tài chính khẩn trương hoàn thiện dự thảo Nghị định.", "Bộ Tài chính", "Khẩn trương"),
        (
            "Ủy ban nhân dân tỉnh Đắk Lắk tiếp tục rà soát thiệt hại.",
            "Ủy ban nhân dân tỉnh Đắk Lắk",
            "Tiếp tục",
        ),
        (
            "Sau khi phương án được thông qua, Bộ Tài chính khẩn trương báo cáo Thủ tướng.",
            "Bộ Tài chính",
            "Khẩn trương",
        ),
        (
            "2. Trên cơ sở đề nghị của các Bộ, cơ quan liên quan, Bộ Tài chính, Bộ Y tế khẩn trương bố trí kinh phí.",
            "Bộ Tài chính, Bộ Y tế",
            "Khẩn trương",
        ),
        (
            "2. Về đề nghị Bộ Nội vụ tham mưu cơ chế tiền lương: Bộ Y tế nghiên cứu đề xuất.",
            "Bộ Y tế",
            "Nghiên cứu",
        ),
        (
            f"6. Về việc lồng ghép {'các kiến nghị ' * 12}: Giao Bộ Giáo dục và Đào tạo, Bộ Y tế nghiên cứu.",
            "Bộ Giáo dục và Đào tạo, Bộ Y tế",
            "Nghiên cứu",
        ),
        (
            "8. Các Bộ, cơ quan: Tài chính, Xây dựng, Công Thương theo chức năng, nhiệm vụ được giao khẩn trương báo cáo.",
            "Các Bộ, cơ quan: Tài chính, Xây dựng, Công Thương",
            "Khẩn trương",
        ),
    ],
)
def test_sentences_of_conclusions_order_what_is_to_be_done(sentence: str, lead: str, begins: str) -> None:
    (task,) = duties("III. KẾT LUẬN", sentence)
    assert (task.lead, task.title[: len(begins)]) == (lead, begins)


def test_a_sentence_that_ends_in_a_colon_heads_what_is_below() -> None:
    found = duties(
        "1. Các đồng chí Bộ trưởng, Thủ trưởng cơ quan ngang Bộ theo chức năng trực tiếp chỉ đạo các việc trọng tâm sau:",
        "- Tập trung rà soát nhiệm vụ.",
        "2. Sở Nông nghiệp và Môi trường chỉ đạo Chi cục Thủy sản thực hiện các nội dung sau:",
        "- Lập dự toán.",
    )
    assert [(e.lead, e.title) for e in found] == [
        ("Các đồng chí Bộ trưởng, Thủ trưởng cơ quan ngang Bộ", "Tập trung rà soát nhiệm vụ"),
        ("Sở Nông nghiệp và Môi trường", "Lập dự toán"),
    ]


def test_a_letter_that_only_names_partners_heads_the_dashes_below_it() -> None:
    found = duties(
        "V. TỔ CHỨC THỰC HIỆN",
        "1. Sở Công Thương",
        "a) Chủ trì, phối hợp với các sở, ngành",
        "- Tổ chức tập huấn.",
        "b) Phối hợp với Sở Y tế",
        "- Hỗ trợ nhà đầu tư.",
    )
    assert [(e.number, e.lead, e.partners, e.title) for e in found] == [
        ("1", "Sở Công Thương", "các sở, ngành", "Tổ chức tập huấn"),
        ("1", "Sở Công Thương", "Sở Y tế", "Hỗ trợ nhà đầu tư"),
    ]


def test_a_line_of_time_below_a_duty_is_its_time() -> None:
    found = duties(
        "IV. NHIỆM VỤ CỤ THỂ",
        "1.2. Sở Tài chính - Cơ quan thường trực Ban Chỉ đạo",
        "- Phối hợp hướng dẫn chỉ tiêu kiểm kê.",
        "Thời gian hoàn thành: Tháng 12/2025.",
        "- Làm đầu mối tổ chức tập huấn.",
        "Thời gian thực hiện: Từ tháng 11/2025 đến khi kết thúc.",
    )
    assert [(e.lead, e.timing) for e in found] == [
        ("Sở Tài chính - Cơ quan thường trực Ban Chỉ đạo", "Tháng 12/2025"),
        ("Sở Tài chính - Cơ quan thường trực Ban Chỉ đạo", "Từ tháng 11/2025 đến khi kết thúc"),
    ]


def test_an_open_numbered_line_heads_the_dashes_below_it() -> None:
    found = duties(
        "IV. NHIỆM VỤ CỤ THỂ",
        "1.3. Các cơ quan tham mưu quản lý ngành (gồm các Sở: Xây dựng, Công Thương)",
        "- Cử công chức tham gia.",
        "1.5. Trách nhiệm của đối tượng thực hiện kiểm kê:",
        "- Thành lập Tổ kiểm kê.",
    )
    assert [(e.number, e.lead) for e in found] == [
        ("1.3", "Các cơ quan tham mưu quản lý ngành"),
        ("1.5", "đối tượng thực hiện kiểm kê"),
    ]


def led(*paragraphs: str) -> list[tuple[str, str]]:
    return [(duty.lead, duty.title) for duty in duties(*paragraphs)]


def test_who_directs_others_heads_the_duties_below() -> None:
    assert led(
        "III. PHÂN CÔNG NHIỆM VỤ",
        "3.8. Tỉnh đoàn",
        "Tuyên truyền cho đoàn viên.",
        "3.9. Chủ tịch UBND các xã, phường chỉ đạo",
        "- Đẩy mạnh tuyên truyền tại địa bàn.",
        "5.2. Bộ Chỉ huy quân sự tỉnh chỉ đạo lực lượng Bộ đội Biên phòng",
        "Tuần tra khu vực biên giới.",
        "6. Ủy ban nhân dân tỉnh chỉ đạo các sở, ngành:",
        "a) Sở Tài chính tham mưu kế hoạch vốn trước ngày 31/12/2025;",
    ) == [
        ("Tỉnh đoàn", "Tuyên truyền cho đoàn viên"),
        ("Chủ tịch UBND các xã, phường", "Đẩy mạnh tuyên truyền tại địa bàn"),
        ("Bộ Chỉ huy quân sự tỉnh", "Tuần tra khu vực biên giới"),
        ("Sở Tài chính", "Tham mưu kế hoạch vốn trước ngày 31/12/2025"),
    ]


def test_what_a_letter_is_about_is_no_section_and_its_addressees_head_nothing() -> None:
    assert (
        led(
            "V/v nhân rộng các mô hình",
            "Kính gửi:",
            "- Thủ trưởng các cơ quan chuyên môn;",
            "- Chủ tịch UBND các xã.",
            "Nhằm góp phần nâng cao sự hài lòng của người dân.",
            "Ủy ban nhân dân tỉnh nhận được Công văn số 23/BNV ngày 02/11/2025 của Bộ Nội vụ về việc tham mưu Nghị quyết.",
        )
        == []
    )


@pytest.mark.parametrize(
    ("sentence", "lead", "timing"),
    [
        (
            "a) Căn cứ Kế hoạch của UBND tỉnh, các cơ quan, đơn vị xây dựng kế hoạch trong Quý I/2026.",
            "các cơ quan, đơn vị",
            "trong Quý I/2026",
        ),
        ("b) Quý I/2027, các địa phương đánh giá kết quả.", "các địa phương", "quý I/2027"),
        ("c) Tháng 3/2026, Sở Nội vụ sơ kết.", "Sở Nội vụ", "tháng 3/2026"),
    ],
)
def test_a_ground_or_a_quarter_stands_before_the_body(sentence: str, lead: str, timing: str) -> None:
    duty = duties("II. TỔ CHỨC THỰC HIỆN", sentence)[0]
    assert (duty.lead, duty.timing) == (lead, timing)


def test_what_orders_are_about_is_no_duty() -> None:
    assert led(
        "Đồng chí Phó Chủ tịch yêu cầu các sở, ban, ngành tập trung thực hiện tốt các nhiệm vụ sau:",
        "1. Về cải cách thể chế",
        "Giao Sở Tư pháp:",
        "a) Rà soát văn bản của địa phương.",
    ) == [("Sở Tư pháp", "Rà soát văn bản của địa phương")]


def test_what_begins_with_carrying_out_is_a_duty_unless_it_is_a_paper() -> None:
    heading = ("I. TỔ CHỨC THỰC HIỆN", "1. Đoàn Thanh niên nhà trường", "Giới thiệu các câu lạc bộ.")
    assert len(led(*heading, "Thực hiện tuyên truyền trong khuôn viên trường.")) == 2
    assert len(led(*heading, "Thực hiện Nghị quyết của Hội đồng, nhà trường thông báo.")) == 1


@pytest.mark.parametrize(
    ("item", "title", "partners", "timing", "product"),
    [
        (
            "a) Rà soát văn bản; Phối hợp: Sở Nội vụ; Thời gian: Quý II/2026.",
            "Rà soát văn bản",
            "Sở Nội vụ",
            "Quý II/2026",
            "",
        ),
        ("a) Tuyên truyền. Sản phẩm: Báo cáo; phối hợp: Sở Y tế.", "Tuyên truyền", "Sở Y tế", "", "Báo cáo"),
        (
            "a) Tuyên truyền; phối hợp: Sở Y tế, trước ngày 30/6/2026",
            "Tuyên truyền",
            "Sở Y tế",
            "trước ngày 30/6/2026",
            "",
        ),
        (
            "a) Tuyên truyền theo phương châm: đúng, đủ.",
            "Tuyên truyền theo phương châm: đúng, đủ",
            "",
            "",
            "",
        ),
    ],
)
def test_labels_behind_a_duty_are_no_part_of_it(
    item: str, title: str, partners: str, timing: str, product: str
) -> None:
    duty = duties("II. NHIỆM VỤ", "1. Sở Tư pháp có nhiệm vụ:", item)[0]
    assert (duty.lead, duty.title, duty.partners, duty.timing, duty.product) == (
        "Sở Tư pháp",
        title,
        partners,
        timing,
        product,
    )


@pytest.mark.parametrize(
    ("words", "timing"),
    [
        (
            "Định kỳ 6 tháng, báo cáo UBND tỉnh trước ngày 15/6 và 15/12.",
            "Định kỳ 6 tháng, trước ngày 15/6 và 15/12",
        ),
        ("Báo cáo trước ngày 15/12 hằng năm.", "trước ngày 15/12 hằng năm"),
        ("Báo cáo trước ngày 15/12/2026, hằng năm sơ kết.", "trước ngày 15/12/2026"),
        ("Hằng tháng tổ chức đối thoại.", "Hằng tháng"),
        ("Thực hiện tiêu chí 19/5 của đề án.", ""),
    ],
)
def test_days_without_a_year_go_with_their_cycle(words: str, timing: str) -> None:
    assert time_of(words) == timing


def test_articles_of_a_regulation_behind_the_addressees() -> None:
    assert led(
        "QUYẾT ĐỊNH",
        "Điều 1. Ban hành kèm theo Quyết định này Quy chế phối hợp.",
        "Nơi nhận:",
        "- Lưu: VT.",
        "QUY CHẾ",
        "Phối hợp quản lý khu công nghiệp",
        "Chương I",
        "QUY ĐỊNH CHUNG",
        "Điều 2. Đối tượng áp dụng",
        "1. Các sở, ban, ngành thuộc UBND tỉnh.",
        "2. Ban Quản lý các khu công nghiệp.",
        "Chương II",
        "TRÁCH NHIỆM PHỐI HỢP",
        "Điều 5. Trách nhiệm của Ban Quản lý các khu công nghiệp",
        "1. Kiểm tra việc chấp hành pháp luật.",
        "Điều 6. Sở Nông nghiệp và Môi trường",
        "1. Cung cấp thông tin về môi trường.",
    ) == [
        ("Ban Quản lý các khu công nghiệp", "Kiểm tra việc chấp hành pháp luật"),
        ("Sở Nông nghiệp và Môi trường", "Cung cấp thông tin về môi trường"),
    ]
    assert led("Nơi nhận:", "PHỤ LỤC", "PHÂN CÔNG NHIỆM VỤ", "1. Sở Y tế: Tham mưu kế hoạch phòng dịch.") == [
        ("Sở Y tế", "Tham mưu kế hoạch phòng dịch")
    ]


@pytest.mark.parametrize(
    "order",
    [
        "Văn phòng UBND tỉnh đề nghị các cơ quan chuyên môn thường xuyên rà soát quyết định công bố.",
        "Để thực hiện hiệu quả, Văn phòng UBND tỉnh đề nghị các cơ quan chuyên môn thường xuyên rà soát quyết định công bố.",
    ],
)
def test_who_gives_an_order_behind_other_sentences(order: str) -> None:
    told = led(f"Qua theo dõi, các cơ quan đã triển khai; một số thủ tục đã được sửa đổi. {order}")
    assert told == [("các cơ quan chuyên môn", "Thường xuyên rà soát quyết định công bố")]


def test_what_was_asked_before_and_last_words_are_no_orders() -> None:
    assert led("Qua theo dõi, việc số hóa còn chậm. UBND tỉnh đã yêu cầu các sở rà soát hồ sơ.") == []
    assert led("Văn phòng UBND tỉnh đề nghị các cơ quan quan tâm, phối hợp thực hiện./.") == []
