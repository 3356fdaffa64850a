"""Acts, bodies and rounds, each named with its own time: none is lost in the time of another."""

import pytest

from tests.phrases.test_crossings import days


@pytest.mark.parametrize(
    ("phrase", "due"),
    [
        ("Trong quý IV (nghiệm thu) và trước 20/11/2026 (báo cáo kết quả)", ["2026-11-19", "2026-12-31"]),
        ("Tháng 6 (cấp xã), trước ngày 15/6 (hoàn thành hồ sơ)", ["2026-06-14", "2026-06-30"]),
        ("Giữa quý III (xây dựng kế hoạch), cuối tháng 8 (lấy ý kiến)", ["2026-08-31", "2026-09-30"]),
        ("Khảo sát tháng 9/2026 và hoàn thành hồ sơ trước ngày 15/6", ["2026-06-14", "2026-09-30"]),
        ("Sơ kết tháng 12/2026 và tổ chức hội nghị cuối tháng 8", None),
        (
            "Báo cáo kết quả: từ tháng 3 đến tháng 5/2026, thẩm định: cuối tháng 8",
            ["2026-05-31", "2026-08-31"],
        ),
        ("Đợt 1: quý II; đợt 2: ngày 20/11/2026", ["2026-06-30", "2026-11-20"]),
        ("Quý II (đợt 1), quý IV (đợt 2)", ["2026-06-30", "2026-12-31"]),
        ("Quý IV (theo Kế hoạch số 12/KH-UBND), hoàn thành trước 20/11", ["2026-11-19"]),
    ],
)
def test_each_act_keeps_its_own_time(phrase: str, due: list[str] | None) -> None:
    assert days(phrase) == due
