"""What the head of a document says of the plan: number, day, title, years; and what has to be asked."""

from datetime import date

import pytest

from plan.documents.periods import read_period
from plan.documents.preamble import read_preamble

SIGNED = date(2025, 11, 24)


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("KẾ HOẠCH Cải cách hành chính năm 2025", (2025, 2025)),
        ("KẾ HOẠCH Cải cách hành chính năm 2026", (2026, 2026)),
        ("Kế hoạch cải cách hành chính tỉnh Quảng Ngãi giai đoạn 2026 - 2030", (2026, 2030)),
        ("KẾ HOẠCH chuyển đổi số đến năm 2026 giai đoạn 2025–2026, tầm nhìn đến năm 2045", (2025, 2026)),
        ("CHƯƠNG TRÌNH công tác quý I/2026", (2026, 2026)),
        ("KẾ HOẠCH thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị năm 2025", (2025, 2025)),
        ("KẾ HOẠCH Thực hiện nhiệm vụ năm học 2025-2026", (2025, 2026)),
        ("NGHỊ QUYẾT nhiệm vụ phát triển kinh tế - xã hội 5 năm từ năm 2026 đến năm 2030", (2026, 2030)),
    ],
)
def test_years_of_its_own_are_sure(title, years):
    reading = read_period(title, SIGNED)
    assert (reading.years, reading.ground) == (years, "")


@pytest.mark.parametrize(
    ("title", "proposal"),
    [
        ("KẾ HOẠCH Phát triển hạ tầng 5G đến năm 2030", (2025, 2030)),
        ("KẾ HOẠCH Phát triển đô thị đến năm 2030, tầm nhìn đến năm 2050", (2025, 2030)),
        ("KẾ HOẠCH Triển khai thi hành Luật Cán bộ, công chức năm 2025", (2025, 2025)),
        ("KẾ HOẠCH Triển khai thi hành Bộ luật Lao động năm 2019", (2025, 2025)),
        ("KẾ HOẠCH Kiểm kê tài sản thời điểm 0h00 ngày 01 tháng 01 năm 2026", (2025, 2025)),
        ("KẾ HOẠCH Thực hiện Đề án “Nâng cao nhận thức, đến năm 2030” trên địa bàn", (2025, 2030)),
        ("THÔNG BÁO KẾT LUẬN TẠI CUỘC HỌP VỀ CHƯƠNG TRÌNH GIAI ĐOẠN 2026 - 2035", (2026, 2035)),
        ("KẾ HOẠCH Phòng cháy trên địa bàn tỉnh, tầm nhìn 2045", (2025, 2025)),
        (
            "KẾ HOẠCH THỰC HIỆN CHƯƠNG TRÌNH “NÂNG CAO CHẤT LƯỢNG GIAI ĐOẠN 2025 - 2035, ĐỊNH HƯỚNG ĐẾN NĂM 2045”",
            (2025, 2035),
        ),
        ("KẾ HOẠCH Triển khai Đề án phát triển du lịch giai đoạn 2021-2030", (2021, 2030)),
        ("KẾ HOẠCH Cải cách hành chính năm 2019", (2019, 2019)),
        ("KẾ HOẠCH Bảo đảm trật tự trên địa bàn", (2025, 2025)),
    ],
)
def test_doubtful_years_are_proposed_with_their_ground(title, proposal):
    reading = read_period(title, SIGNED)
    assert reading.years == proposal
    assert reading.ground


def test_rows_show_how_far_a_plan_reaches():
    reading = read_period("KẾ HOẠCH Phát triển du lịch", SIGNED, ["Quý III/2026", "Thường xuyên"])
    assert reading.years == (2025, 2026)
    assert reading.ground == "ký ngày 24/11/2025, nên từ năm 2025; các dòng nói đến năm 2026"


def test_without_any_ground_nothing_is_proposed():
    reading = read_period("KẾ HOẠCH Phát triển du lịch", None)
    assert reading.years is None
    assert reading.ground


@pytest.mark.parametrize(
    ("head", "code", "day"),
    [
        ("TỈNH ỦY KON TUM\nSố: 12-KH/TU\nKon Tum, ngày 05 tháng 02 năm 2026", "12-KH/TU", "2026-02-05"),
        ("Số: 07-TB/CQTTBCĐ\nHà Nội, ngày 5/3/2025", "07-TB/CQTTBCĐ", "2025-03-05"),
        ("Số 45 - CTr/ĐU\nXã A, ngày 1 tháng 3 năm 2026", "45-CTr/ĐU", "2026-03-01"),
        ("Số: 88/KH-THCS.NT\nBa Tơ, ngày 05 tháng 9 năm 2025", "88/KH-THCS.NT", "2025-09-05"),
        ("Số: 1131/QĐ-ĐHQGHN\nHà Nội, ngày 05 tháng 9 năm 2025", "1131/QĐ-ĐHQGHN", "2025-09-05"),
        ("Số: 624/KH-UBND              Hà Tĩnh, ngày 19 tháng 11 năm 2025", "624/KH-UBND", "2025-11-19"),
        ("Số: 05/2026/QĐ-UBND\nHuế, ngày 02 tháng 01 năm 2026", "05/2026/QĐ-UBND", "2026-01-02"),
        (
            "PHỤ LỤC\n(Kèm theo Kế hoạch số 617/KH-UBND ngày 01/12/2025 của Ủy ban nhân dân tỉnh)",
            "617/KH-UBND",
            "2025-12-01",
        ),
        (
            "(Ban hành kèm theo Thông báo số: 07-TB/BCĐ, ngày 05 tháng 03 năm 2026)",
            "07-TB/BCĐ",
            "2026-03-05",
        ),
        ("Số:       /KH-UBND\nHà Nội, ngày     tháng 11 năm 2025", "", None),
        ("Căn cứ Chương trình kèm theo Quyết định số 2270/QĐ-TTg ngày 14/10/2025", "", None),
    ],
)
def test_number_and_day(head, code, day):
    read = read_preamble(head)
    assert (read.code, read.issued_on and str(read.issued_on)) == (code, day)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("KẾ HOẠCH\nPhát triển hạ tầng 5G\n\nCăn cứ", "KẾ HOẠCH Phát triển hạ tầng 5G"),
        (
            "KẾ HOẠCH\n\nThực hiện Nghị quyết số 57-NQ/TW năm 2026\n\n",
            "KẾ HOẠCH Thực hiện Nghị quyết số 57-NQ/TW năm 2026",
        ),
        ("THÔNG BÁO\nKết luận của Trưởng ban\n-----\nNgày", "THÔNG BÁO Kết luận của Trưởng ban"),
        ("NGHỊ QUYẾT\nVề nhiệm vụ năm 2026\n\nBAN CHẤP HÀNH", "NGHỊ QUYẾT Về nhiệm vụ năm 2026"),
        ("PHỤ LỤC I\n\nDANH MỤC NHIỆM VỤ NĂM 2026\n(Kèm theo", "PHỤ LỤC I DANH MỤC NHIỆM VỤ NĂM 2026"),
        (
            "Chương trình hành động\nThực hiện Nghị quyết Đại hội\n\n",
            "Chương trình hành động Thực hiện Nghị quyết Đại hội",
        ),
        (
            "QUYẾT ĐỊNH\nVề việc phân công nhiệm vụ\n\nCHỦ TỊCH ỦY BAN NHÂN DÂN\nQUYẾT ĐỊNH:",
            "QUYẾT ĐỊNH Về việc phân công nhiệm vụ",
        ),
        (
            "Số: 9/UBND-NV\nV/v triển khai nhiệm vụ\nquý I năm 2026\n\nKính gửi: Các sở",
            "triển khai nhiệm vụ quý I năm 2026",
        ),
        (
            "THÔNG BÁO\nKẾT LUẬN CỦA BỘ TRƯỞNG TẠI\nBUỔI LÀM VIỆC\nChiều ngày 09 tháng 11 năm 2025, tại trụ sở",
            "THÔNG BÁO KẾT LUẬN CỦA BỘ TRƯỞNG TẠI BUỔI LÀM VIỆC",
        ),
    ],
)
def test_titles(text, title):
    assert read_preamble(text).title == title


def test_what_is_missing_is_asked_once():
    asked = [question.field for question in read_preamble("").questions()]
    assert asked == ["number", "title", "issued_on", "period"]


def test_a_number_and_its_day_in_brackets() -> None:
    found = read_preamble("KẾ HOẠCH CÔNG TÁC THÁNG 8 NĂM 2025\n(Số 03/KH-VP ngày 31/7/2025)\n", [])
    assert (found.code, found.issued_on) == ("03/KH-VP", date(2025, 7, 31))
    cited = read_preamble(
        "KẾ HOẠCH NĂM 2025\n(Kèm theo Công văn của Văn phòng, số 03/VP ngày 31/7/2025)\n", []
    )
    assert cited.code == ""


@pytest.mark.parametrize("gap", ["      ", " … ", " ..... "])
def test_the_month_of_a_draft_says_from_when_it_holds(gap: str) -> None:
    head = f"Số:      /TB-UBND\nLâm Đồng, ngày{gap}tháng 01 năm 2026\n\nTHÔNG BÁO\n"
    of_two = read_preamble(head + "Kết luận tại Hội nghị đánh giá năm 2025 và triển khai nhiệm vụ năm 2026\n")
    assert of_two.years.years == (2026, 2026)
    assert of_two.issued_on is None
    of_none = read_preamble(head + "Kết luận về công tác phòng, chống thiên tai\n")
    assert of_none.years.years == (2026, 2026)
    assert of_none.years.ground.startswith("phần đầu ghi tháng 1/2026, chưa ghi ngày")
