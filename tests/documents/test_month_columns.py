"""Columns of months, weeks and days beside each other, and days under a month: which day a row says."""

import pytest

from plan.documents.above import month_above
from plan.documents.month_columns import in_units
from plan.documents.month_words import within_month

MONTH_AND_WEEK = ("Tháng", "Tuần", "Nội dung")
MONTH_AND_DAY = ("Tháng", "Ngày", "Nội dung")
ALL = ("Tháng", "Tuần", "Ngày", "Nội dung")
BESIDE = ("Tháng", "Thời gian", "Nội dung")
BACKWARDS = ("Ngày", "Tháng", "Nội dung")


@pytest.mark.parametrize(
    ("headings", "cells", "words"),
    [
        (MONTH_AND_WEEK, ("9/2026", "1", "Khai giảng"), "Tuần 1 tháng 9/2026"),
        (MONTH_AND_WEEK, ("9/2026", "", "Khai giảng"), "tháng 9/2026"),
        (MONTH_AND_DAY, ("9/2026", "5", "Khai giảng"), "Ngày 5 tháng 9/2026"),
        (MONTH_AND_DAY, ("9/2026", "5/9", "Khai giảng"), "Ngày 5/9/2026"),
        (MONTH_AND_DAY, ("9", "05/9/2026", "Khai giảng"), "Ngày 05/9/2026"),
        (MONTH_AND_DAY, ("9", "Cuối tháng", "Khai giảng"), "Cuối tháng 9"),
        (MONTH_AND_DAY, ("9", "cả tháng", "Khai giảng"), "tháng 9"),
        (ALL, ("9", "1", "5", "Khai giảng"), "Ngày 5 tháng 9"),
        (ALL, ("9", "1", "", "Khai giảng"), "Tuần 1 tháng 9"),
        (BACKWARDS, ("5", "9/2026", "Khai giảng"), "Ngày 5 tháng 9/2026"),
        # What does not go together is said together, and so asked about.
        (MONTH_AND_DAY, ("10", "5/9", "Khai giảng"), "Ngày 5/9 tháng 10"),
        (MONTH_AND_DAY, ("9/2026", "5/9/2027", "Khai giảng"), "Ngày 5/9/2027 tháng 9/2026"),
        (MONTH_AND_DAY, ("9", "Thứ hai", "Khai giảng"), "Thứ hai tháng 9"),
        (("Thời gian", "Tuần", "Nội dung"), ("Quý I", "1", "Khai giảng"), "Quý I"),
        (BESIDE, ("9/2026", "05/09", "Khai giảng"), "05/09/2026"),
        (BESIDE, ("9/2026", "05–07/09", "Nhập học"), "05–07/09/2026"),
        (BESIDE, ("9/2026", "", "Nhập học"), "tháng 9/2026"),
        (BESIDE, ("9/2026", "05/10", "Nhập học"), "05/10"),
        (BESIDE, ("12/2026", "21/12–09/01", "Thi"), "21/12–09/01"),
    ],
)
def test_the_finest_unit_says_the_day(headings: tuple[str, ...], cells: tuple[str, ...], words: str) -> None:
    assert in_units(headings, 1 if headings == BESIDE else 0, cells) == words


@pytest.mark.parametrize(
    ("timing", "words"),
    [
        ("30/9", "30/9/2026"),
        ("Ngày 30-9", "Ngày 30-9/2026"),
        ("Ngày 5-9", "Ngày 5-9 tháng 9/2026"),  # from the fifth to the ninth, or the fifth of September
        ("30/8", "30/8"),
        ("Ngày 5", "Ngày 5 tháng 9/2026"),
    ],
)
def test_a_day_under_a_month(timing: str, words: str) -> None:
    assert within_month(timing, "THÁNG 9/2026") == words


@pytest.mark.parametrize(
    ("timing", "words"),
    [
        ("7h00 - 7h15", "7h00 - 7h15 ngày 24/8/2026"),
        ("Từ 7 giờ 30 phút đến 8 giờ", "Từ 7 giờ 30 phút đến 8 giờ ngày 24/8/2026"),
        ("14:00", "14:00 ngày 24/8/2026"),
        ("Sáng thứ ba", "Sáng thứ ba"),
        ("25/8/2026", "25/8/2026"),
    ],
)
def test_hours_under_a_day(timing: str, words: str) -> None:
    assert within_month(timing, "NGÀY 24/8/2026") == words


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("NGÀY 1: THỨ HAI, NGÀY 24/8/2026", "NGÀY 24/8/2026"),
        ("Thứ ba, ngày 25 tháng 8 năm 2026", "ngày 25 tháng 8 năm 2026"),
        ("2. Thứ 4 (26/8/2026):", "26/8/2026"),
        ("Hà Nội, ngày 24/8/2026", ""),
        ("Kèm theo Kế hoạch ngày 24/8/2026", ""),
    ],
)
def test_the_day_right_above_a_table(line: str, day: str) -> None:
    assert month_above([line, ""]) == day
