"""A limit, a cycle or an exception beside another time is read or asked about; it never vanishes into a name or a label."""

import pytest

from scheduler.phrases.read import read
from scheduler.phrases.reading import Period, Wait

PLAN = Period.parse("2026-2027")


@pytest.mark.parametrize(
    "phrase",
    [
        "Trước ngày 30/6/2026, sau đó báo cáo hằng quý",
        "Trước ngày 30/6/2026, sau đó gửi Bộ Nội vụ hằng năm",
        "Giai đoạn 1 trong năm 2026, giai đoạn 2",
        "Trong 10 ngày kể từ ngày nhận hồ sơ đối với trường hợp cấp mới và 20 ngày đối với trường hợp cấp lại",
        "Định kỳ hằng quý, riêng Công an tỉnh",
        "Trước 30/6/2026 (riêng Sở Y tế)",
        "Tham mưu trong năm và quyết toán trước 30/6/2027",
        "Báo cáo trong quý để tổng hợp trước 30/6/2026",
        "Rà soát văn bản hết hiệu lực thi hành trước 30/6/2026",
        "Công bố danh sách (trừ đặc khu Lý Sơn, xong sau) trước ngày 30/6/2026",
        "Tuyên truyền pháp luật, kiểm tra hằng năm 2026, báo cáo trước 15/12/2026",
    ],
)
def test_what_goes_with_no_day_is_asked_about(phrase: str) -> None:
    assert read(phrase, PLAN).state == "unclear"


@pytest.mark.parametrize(
    ("phrase", "days"),
    [
        ("Xây dựng Luật, hoàn thành trong năm 2026", ["2026-12-31"]),
        ("Tham mưu sửa đổi Luật Đất đai, xong trước năm 2027, báo cáo trước ngày 30/6/2026", ["2026-12-31", "2026-06-29"]),
        ("Luật Phòng, chống tham nhũng và hoàn thành năm 2026, tổng kết trước 30/6/2027", ["2026-12-31", "2027-06-29"]),
        ("Góp ý Luật Đất đai, trình Quốc hội trong năm 2026; hoàn thiện trước 30/9/2026", ["2026-12-31", "2026-09-29"]),
        ("Rà soát theo Luật Đầu tư công 2024, xong trước 30/6/2026", ["2026-06-29"]),
        ("Trước 15/3\n15/6\nhằng năm", ["2026-03-14", "2026-06-14", "2027-03-14", "2027-06-14"]),
    ],
)  # fmt: skip
def test_every_day_is_read(phrase: str, days: list[str]) -> None:
    assert [str(day.due) for part in read(phrase, PLAN).parts for day in part.deadlines] == days


@pytest.mark.parametrize(
    ("phrase", "awaiting", "days"),
    [
        ("Sau khi được phê duyệt 10 ngày", "được phê duyệt", 10),
        ("Sau hội nghị Tỉnh ủy 10 ngày", "hội nghị Tỉnh ủy", 10),
        ("Trước kỳ họp thường lệ cuối năm 2026 của HĐND tỉnh 20 ngày", "kỳ họp thường lệ cuối năm 2026 của HĐND tỉnh", -20),
    ],
)  # fmt: skip
def test_days_counted_behind_an_event_are_waited(phrase: str, awaiting: str, days: int) -> None:
    (part,) = read(phrase, PLAN).parts
    assert (part.awaiting, part.wait) == (awaiting, Wait(days, "day"))
