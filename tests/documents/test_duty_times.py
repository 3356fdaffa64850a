"""Which words of time in a sentence are those of its duty."""

import pytest

from plan.documents.duty_times import time_of


@pytest.mark.parametrize(
    ("words", "time"),
    [
        ("bổ sung nguồn vốn trước ngày 15/6/2025, bảo đảm vốn cho các dự án hoàn thành trong năm 2025", "trước ngày 15/6/2025"),
        ("Rà soát các dự án khởi công trước ngày 01/7/2024, báo cáo UBND tỉnh trước ngày 15/6/2026", "trước ngày 15/6/2026"),
        ("hoàn thành trước ngày 20/12/2025, phấn đấu thông xe trong năm 2025", "trước ngày 20/12/2025\ntrong năm 2025"),
        ("Nghiệm thu các công trình hoàn thành trong năm 2025", "trong năm 2025"),
    ],
)  # fmt: skip
def test_when_a_thing_was_made_is_no_limit_beside_one(words: str, time: str) -> None:
    assert time_of(words) == time
