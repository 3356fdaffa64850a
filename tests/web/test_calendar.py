"""The calendar of a month and of a year."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import event
from starlette.testclient import TestClient

from plan.views.calendar_days import CalendarDuty
from plan.vocabulary import Kind
from tests.web.conftest import RULES, Office, words
from web.calendar_month import MOST, CalendarDay, MonthFacts, month_weeks

See = Callable[[str], str]
TODAY = date(2012, 7, 17)


def test_a_month_folds_the_reports_of_a_round(province: Office, see: See) -> None:
    text = words(see("/calendar/2012/6"))
    assert (
        "75 việc đến hạn, tất cả vào ngày 30/6/2012 (thứ Bảy): đúng hạn đến hết thứ Hai 02/7/2012; 75 quá hạn"
        in text
    )
    assert (
        "30 nghỉ → 02/7 BC 6 tháng đầu: 0/35 đã gửi BC quý II: 0/35 đã gửi I.3 Sở Tư pháp và 4 việc khác"
        in text
    )
    july = words(see("/calendar/2012/7"))
    assert "2 hạn cuối: BC 6 tháng đầu: 0/35 đã gửi" in july
    with province.database.read() as session:
        number = next(iter(session.connection().exec_driver_sql(
            "select id from obligation where label = 'Báo cáo quý II năm 2012' and holder = 'so-y-te'")))[0]  # fmt: skip
    province.close(number, date(2012, 7, 5))
    assert "BC quý II: 1/35 đã gửi" in words(see("/calendar/2012/6"))
    assert "5 nhận 1 báo cáo" in words(see("/calendar/2012/7"))
    assert "nhận Báo cáo quý II năm 2012, Sở Y tế" in words(see("/calendar/2012/7?day=5"))


def test_holidays_are_named(see: See) -> None:
    assert re.search(r"30 Ngày Chiến thắng", words(see("/calendar/2012/4")))
    assert "Monday" not in see("/calendar/2012/4")


def test_filters_stay_in_the_address(see: See) -> None:
    page = see("/calendar/2012/6?kind=report&agency=so-y-te")
    assert "2 việc đến hạn" in words(page)
    assert 'href="/calendar/2012/7?kind=report&amp;agency=so-y-te"' in page
    assert "Không có việc nào đến hạn" in words(see("/calendar/2012/6?agency=khong-co"))
    assert "bỏ bộ lọc" in see("/calendar/2012/6?agency=khong-co")


def test_a_year_counts_its_days(see: See) -> None:
    page = see("/calendar/2012")
    assert "338 việc đến hạn vào 7 ngày; 116 quá hạn" in words(page)
    assert 'href="/calendar/2012/6?day=30#day">30<span class="n">75</span>' in page
    assert "Không có việc nào đến hạn trong năm này" in words(see("/calendar/2030"))


def test_days_that_are_none(browser: TestClient) -> None:
    paths = (
        "/1999",
        "/2101",
        "/2012/0",
        "/2012/13",
        "/x",
        "/2012/6?day=31",
        "/2012/6?kind=x",
        f"/{'9' * 20}",
    )
    assert {browser.get(f"/calendar{path}").status_code for path in paths} == {404}


def test_at_the_ends_of_what_is_shown(see: See) -> None:
    for path in ("/2000/1", "/2100/12", "/2000", "/2100"):
        page = see(f"/calendar{path}")
        assert (page.count('rel="prev"'), page.count('rel="next"')) == ((0, 1) if "2000" in path else (1, 0))


def test_few_questions_are_asked(province: Office, see: See) -> None:
    see("/calendar/2012/12")
    said: list[str] = []
    event.listen(province.database.engine, "before_cursor_execute", lambda *args: said.append(args[2]))
    for path in ("/calendar/2012/12", "/calendar/2012"):
        said.clear()
        see(path)
        assert (
            len([one for one in said if "sign_in" not in one and "PRAGMA" not in one and one != "BEGIN"]) <= 6
        ), said


def duty(number: int, due: date, ends: date | None = None) -> CalendarDuty:
    return CalendarDuty(
        number, number, Kind.TASK, "", "I", str(number), "a", date(2012, 1, 1), due, ends or due, None, None, None
    )  # fmt: skip


def cell(day: date, *duties: CalendarDuty) -> CalendarDay:
    weeks = month_weeks(day.year, day.month, MonthFacts(duties, {}), TODAY, RULES.calendar)
    assert all(len(week) == 7 and week[0].day.weekday() == 0 for week in weeks)
    return next(one for week in weeks for one in week if one.day == day)


@pytest.mark.parametrize(("count", "shown", "more"), [(0, 0, 0), (4, 4, 0), (5, 3, 2), (40, 3, 37)])
def test_at_most_four_lines_a_day(count: int, shown: int, more: int) -> None:
    day = date(2012, 8, 15)
    found = cell(day, *(duty(n, day) for n in range(count)))
    assert (len(found.shown), found.more) == (shown, more)
    assert len(found.shown) + bool(found.more) <= MOST


def test_a_day_of_another_month_shows_nothing() -> None:
    day = date(2012, 8, 31)
    weeks = month_weeks(2012, 9, MonthFacts([duty(1, day, date(2012, 9, 3))], {}), TODAY, RULES.calendar)
    assert not weeks[0][4].lines
    (line,) = next(one for week in weeks for one in week if one.day == date(2012, 9, 3)).lines
    assert line.words == "hạn cuối: I.1 chưa rõ cơ quan"
