"""A day by the moon beside one by the sun says the same day again, or is asked about."""

from datetime import date, timedelta

import pytest

from scheduler.phrases.grammar.moon_days import DISAGREE
from scheduler.phrases.read import read
from scheduler.phrases.reading import Period

# The first days of years by the moon, as Vietnam kept them.
NEW_YEARS = ["2012-01-23", "2013-02-10", "2015-02-19", "2018-02-16", "2023-01-22", "2024-02-10", "2025-01-29"]
NEW_YEARS += ["2026-02-17", "2027-02-06", "2029-02-13", "2030-02-02"]


@pytest.mark.parametrize("said", NEW_YEARS)
def test_new_years_agree_and_the_days_beside_them_do_not(said: str) -> None:
    day = date.fromisoformat(said)
    phrase = f"{day:%d/%m/%Y} (tức ngày mùng %s tháng Giêng)"
    assert _days(phrase % 1, day.year) == [day]
    assert _days(phrase % 4, day.year) == []


@pytest.mark.parametrize("first", NEW_YEARS)
def test_before_the_new_year_is_the_day_before_its_first(first: str) -> None:
    day = date.fromisoformat(first)
    assert _days(f"Trước Tết Nguyên đán {day.year}", day.year) == [day - timedelta(days=1)]


@pytest.mark.parametrize(
    "beside", ["Tháng 01/2026, %s", "%s, 2027", "%s (23 tháng Chạp)", "10 ngày %s", "%s hai tuần"]
)
def test_the_new_year_beside_another_time_is_asked_about(beside: str) -> None:
    assert _days(beside % "trước Tết Nguyên đán 2026", 2026) == []


@pytest.mark.parametrize(
    ("phrase", "agrees"),
    [
        ("20/11/2026 (tức ngày 15 tháng Chạp)", False),
        ("26/4/2026 (tức ngày mùng 10 tháng 3 âm lịch)", True),
        ("ngày 26/4 (tức mùng 10/3 âm lịch)", True),
        ("ngày 26/4 (tức mùng 10/4 âm lịch)", False),
        ("03/3/2026 (nhằm ngày rằm tháng Giêng năm Bính Ngọ)", True),
        ("03/3/2026 (nhằm năm Bính Ngọ)", False),
        ("Từ ngày 14/02/2026 đến ngày 22/02/2026 (tức từ ngày 27 tháng Chạp đến mùng 6 tháng Giêng)", True),
    ],
)
def test_a_day_by_the_moon_is_held_against_the_other(phrase: str, agrees: bool) -> None:
    reading = read(phrase, Period.parse("2026"))
    assert reading.state == ("scheduled" if agrees else "unclear")
    assert (DISAGREE in reading.unclear) is not agrees


def _days(phrase: str, year: int) -> list[date]:
    reading = read(phrase, Period.parse(str(year)))
    return [deadline.due for part in reading.parts for deadline in part.deadlines]
