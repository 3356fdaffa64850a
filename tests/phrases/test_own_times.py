"""Acts, bodies and rounds, each named with its own time: none is lost in the time of another."""

import pytest

from scheduler.phrases.read import read
from scheduler.phrases.reading import Period
from tests.phrases.test_crossings import days
from tests.readings.phrases import days_of

PLAN = Period.parse("2026")


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


@pytest.mark.parametrize(
    ("phrase", "due"),
    [
        ("Báo cáo năm:\n- nộp chậm nhất ngày 15 tháng 12", ["2026-12-15"]),
        ("Hằng quý:\n- gửi trước ngày 20 của tháng cuối quý", ["2026-03-19", "2026-06-19", "2026-09-19", "2026-12-19"]),
        ("Thường niên. Ngày 15 tháng 12", ["2026-12-15"]),
        ("01 lần/năm; hạn chót là ngày 15/01 năm sau", ["2027-01-15"]),
        ("Hằng năm: ngày 15/12/2026", None),
        ("Mỗi năm một lần (báo cáo trước ngày 15/12/2026)", None),
        ("Định kỳ hằng năm; gửi trước ngày 15/12/2026 về Sở Nội vụ", None),
    ],
)  # fmt: skip
def test_a_cycle_keeps_its_limit_wherever_that_stands(phrase: str, due: list[str] | None) -> None:
    assert (None if read(phrase, PLAN).state == "unclear" else days_of(read(phrase, PLAN))) == due


@pytest.mark.parametrize(
    ("phrase", "due"),
    [
        ("Giao tại Nghị quyết số 66.7/2025/NĐ-CP ngày 15/11 năm 2025, hoàn thành trước 30/11/2026", ["2026-11-29"]),
        ("Giao tại Nghị quyết số 66.7/2025/NĐ-CP ngày 15 tháng 11/2025, hoàn thành trước 30/11/2026", ["2026-11-29"]),
        ("Sơ kết 5 năm ( 2021-2025 ) trong quý II/2026", ["2026-06-30"]),
        ("Trước ngày 15/3; 15/6; 15/9; 15.12.2026", ["2026-03-14", "2026-06-14", "2026-09-14", "2026-12-14"]),
        ("Trước ngày 15/3;\n15/6", ["2026-03-14", "2026-06-14"]),
        ("Thời hạn: Tháng 9/2026 trở đi", []),
    ],
)  # fmt: skip
def test_nothing_is_due_on_the_day_of_a_document(phrase: str, due: list[str]) -> None:
    assert days_of(read(phrase, PLAN)) == due
