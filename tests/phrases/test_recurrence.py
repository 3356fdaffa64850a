"""Rules and periods give days; events release what waited for them."""

from datetime import date, timedelta

import pytest
from dateutil.rrule import DAILY, FR, MONTHLY, WEEKLY, YEARLY, rrule
from hypothesis import given
from hypothesis import strategies as st

from scheduler.phrases.grammar.recurrence import Rule, days_of
from scheduler.phrases.grammar.spans import a_day, a_quarter, day
from scheduler.phrases.read import released
from scheduler.phrases.reading import Period

PLAN = Period.parse("2012-2015")


def due(rule: Rule, period: Period = PLAN) -> list[date]:
    return [deadline.due for deadline in days_of(rule, period)]


def peer(frequency: int, **places: object) -> list[date]:
    """What python-dateutil says of the same rule."""
    found = rrule(frequency, dtstart=PLAN.first, until=PLAN.last, **places)  # type: ignore[arg-type]
    return [moment.date() for moment in found]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Rule("month"), peer(MONTHLY, bymonthday=-1)),
        (Rule("quarter"), peer(MONTHLY, bymonth=(3, 6, 9, 12), bymonthday=-1)),
        (Rule("half-year"), peer(MONTHLY, bymonth=(6, 12), bymonthday=-1)),
        (Rule("year"), peer(YEARLY, bymonth=12, bymonthday=31)),
        (Rule("week"), peer(DAILY, byweekday=6)),
        (Rule("week", weekday=4), peer(WEEKLY, byweekday=FR)),
        (Rule("year", a_quarter(1)), peer(YEARLY, bymonth=3, bymonthday=31)),
        (Rule("year", a_day(12, 15)), peer(YEARLY, bymonth=12, bymonthday=15)),
        (Rule("year", a_day(12, 15), before=True), peer(YEARLY, bymonth=12, bymonthday=14)),
        (Rule("year", a_day(2, 29)), peer(MONTHLY, bymonth=2, bymonthday=-1)),
    ],
)
def test_days_agree_with_a_peer(rule: Rule, expected: list[date]) -> None:
    assert due(rule) == expected


@given(st.integers(1950, 2050), st.integers(-30, 30), st.integers(1, 31))
def test_a_day_is_clamped_to_its_month(year: int, month: int, number: int) -> None:
    found = day(year, month, number)
    assert (found.year * 12 + found.month) == year * 12 + month
    assert found.day == number or (found + timedelta(days=1)).month != found.month


def test_only_whole_units_of_a_period_count() -> None:
    assert due(Rule("quarter"), Period(date(2012, 2, 1), date(2012, 11, 30))) == [
        date(2012, 6, 30),
        date(2012, 9, 30),
    ]


def workday_after(start: date, count: int) -> date:
    """Working days without holidays, enough for a test."""
    while count:
        start += timedelta(days=1)
        count -= start.weekday() < 5
    return start


def after(phrase: str, event_on: date) -> list[str]:
    return [deadline.due.isoformat() for deadline in released(phrase, PLAN, event_on, workday_after)]


@pytest.mark.parametrize(
    ("phrase", "event_on", "expected"),
    [
        ("trong 10 ngày kể từ ngày nhận Kế hoạch", date(2012, 5, 20), ["2012-05-30"]),
        ("trong 5 ngày làm việc kể từ ngày ký", date(2012, 5, 18), ["2012-05-25"]),
        ("Trong vòng 30 ngày sau khi Nghị định có hiệu lực", date(2012, 1, 31), ["2012-03-01"]),
        ("chậm nhất 15 ngày (mười lăm ngày) kể từ ngày ban hành", date(2012, 1, 1), []),
        ("trong thời hạn 02 tháng, kể từ ngày ban hành", date(2012, 12, 31), ["2013-02-28"]),
        ("05 ngày trước khi họp", date(2012, 5, 20), ["2012-05-15"]),
        ("trong 24 giờ kể từ khi xảy ra", date(2012, 5, 20), ["2012-05-21"]),
        (
            "Sau khi Chính phủ phê duyệt Đề án và thực hiện hàng năm",
            date(2014, 2, 1),
            ["2014-12-31", "2015-12-31"],
        ),
        ("Sau khi Chính phủ phê duyệt Đề án và thực hiện hàng năm", date(2016, 2, 1), []),
        ("Sau khi có hướng dẫn, định kỳ hằng quý", date(2015, 8, 1), ["2015-09-30", "2015-12-31"]),
        ("Sau khi có hướng dẫn, định kỳ hằng quý", date(2015, 12, 31), ["2015-12-31"]),
        ("trong 2 tuần kể từ khi ban hành", date(2012, 5, 20), ["2012-06-03"]),
        ("trong 01 năm kể từ ngày ký", date(2012, 2, 29), ["2013-02-28"]),
        ("03 tháng trước khi Luật có hiệu lực", date(2013, 1, 31), ["2012-10-31"]),
        ("trong 30 giờ kể từ khi nhận được", date(2012, 5, 20), []),
        ("Sau khi có văn bản của Chính phủ", date(2013, 2, 1), []),
        ("Năm 2012", date(2013, 2, 1), []),
    ],
)
def test_an_event_releases_what_waited(phrase: str, event_on: date, expected: list[str]) -> None:
    assert after(phrase, event_on) == expected


def test_what_is_released_says_where_it_comes_from() -> None:
    (deadline,) = released("trong 10 ngày kể từ ngày nhận Kế hoạch", PLAN, date(2012, 5, 20), workday_after)
    assert (deadline.label, deadline.opens) == ("10 ngày từ ngày 20/5/2012", date(2012, 5, 20))
