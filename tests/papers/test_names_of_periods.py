"""A period is asked for by its Vietnamese name too: what a page shows may be typed there."""

import pytest

from scheduler.papers.periods import PeriodError, ReportPeriod, parts_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("quý II năm 2012", "2012-Q2"),
        ("Quý  4/2012", "2012-Q4"),
        ("QUÝ IV 2012", "2012-Q4"),
        ("6 tháng đầu năm 2012", "2012-H1"),
        ("sáu tháng cuối năm 2012", "2012-H2"),
        ("9 tháng năm 2012", "2012-9M"),
        ("chín tháng đầu năm 2012", "2012-9M"),
        ("năm 2012", "2012"),
        ("tháng 6 năm 2012", "2012-06"),
        ("tháng 12/2012", "2012-12"),
    ],
)
def test_as_people_write_it(text: str, code: str) -> None:
    assert ReportPeriod.parse(text).code == code
    year, mark = parts_of(text)
    assert ReportPeriod.parse(f"{year}" if mark == "Y" else f"{year}-{mark}").code == code


@pytest.mark.parametrize("code", ["2012-Q1", "2012-Q3", "2012-H1", "2012-H2", "2012-9M", "2012", "2012-06"])
def test_its_own_name_is_read_back(code: str) -> None:
    assert ReportPeriod.parse(ReportPeriod.parse(code).name).code == code


@pytest.mark.parametrize(
    "text", ["quý V năm 2012", "quý II", "9 tháng cuối năm 2012", "tháng 13 năm 2012", "năm 1999"]
)
def test_no_period(text: str) -> None:
    with pytest.raises(PeriodError):
        ReportPeriod.parse(text)
