"""Which words of time in a sentence are those of its duty."""

import pytest

from plan.documents.duty_times import time_of


@pytest.mark.parametrize(
    ("words", "time"),
    [
        ("bổ sung nguồn vốn trước ngày 15/6/2025, bảo đảm vốn cho các dự án hoàn thành trong năm 2025", "trước ngày 15/6/2025"),
        ("Rà soát các dự án khởi công trước ngày 01/7/2024, báo cáo UBND tỉnh trước ngày 15/6/2026", "trước ngày 15/6/2026"),
        ("hoàn thành trước ngày 20/12/2025, phấn đấu thông xe trong năm 2025", "trước ngày 20/12/2025\ntrong năm 2025"),
        ("Bảo đảm các công trình hoàn thành trước ngày 30/6/2026, báo cáo trước ngày 15/7/2026", "trước ngày 30/6/2026\ntrước ngày 15/7/2026"),
        ("Phấn đấu các dự án được phê duyệt trước ngày 30/6/2026, hoàn thành trong năm 2027", "trước ngày 30/6/2026\ntrong năm 2027"),
        ("Mọi dự án phải hoàn thành trước ngày 30/6/2026, quyết toán trước ngày 31/3/2027", "trước ngày 30/6/2026\ntrước ngày 31/3/2027"),
        ("Yêu cầu mọi dự án hoàn thành trước ngày 31/12/2026, quyết toán trước ngày 31/3/2027", "trước ngày 31/12/2026\ntrước ngày 31/3/2027"),
        ("Báo cáo hằng quý, trước 15/3, 15/6, riêng quý IV trước 15/12", "Báo cáo hằng quý, trước 15/3, 15/6, riêng quý IV trước 15/12"),
        ("Định kỳ 6 tháng báo cáo trước ngày 15/6 và 15/12", "Định kỳ 6 tháng, trước ngày 15/6 và 15/12"),
        ("Nghiệm thu các công trình hoàn thành trong năm 2025", "trong năm 2025"),
    ],
)  # fmt: skip
def test_when_a_thing_was_made_is_no_limit_beside_one(words: str, time: str) -> None:
    assert time_of(words) == time
