"""Working days of Việt Nam, with the swaps that no package knows."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.working_days.vietnam import DayChange, calendar, unconfirmed

CALENDAR = calendar(2011, 2027)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2012, 1, 27), False),  # in exchange for Saturday 4/2
        (date(2012, 2, 4), True),
        (date(2012, 4, 2), False),  # in lieu of Giỗ Tổ on a Saturday
        (date(2014, 1, 28), False),  # Tết 2014, as it was
        (date(2014, 2, 8), True),
        (date(2026, 1, 2), False),
        (date(2026, 1, 10), True),
        (date(2026, 8, 22), True),
        (date(2012, 7, 7), False),
        (date(2012, 7, 9), True),
    ],
)
def test_known_days(day: date, works: bool) -> None:
    assert CALENDAR.works(day) is works


def test_a_deadline_on_a_day_off_ends_on_the_next_working_day() -> None:
    assert CALENDAR.on_or_after(date(2012, 3, 31)) == date(2012, 4, 3)
    assert CALENDAR.on_or_after(date(2012, 6, 29)) == date(2012, 6, 29)


def test_why_a_day_is_off() -> None:
    assert CALENDAR.why_off(date(2012, 7, 7)) == "thứ Bảy"
    assert CALENDAR.why_off(date(2012, 7, 8)) == "Chủ nhật"
    assert CALENDAR.why_off(date(2012, 9, 2)) == "Quốc khánh"
    assert CALENDAR.why_off(date(2012, 7, 9)) is None


def test_an_operators_day_wins_over_everything() -> None:
    changed = calendar(2012, 2012, [DayChange(date(2012, 7, 9), working=False, label="bão", source="CĐ 1")])
    assert changed.why_off(date(2012, 7, 9)) == "bão"
    assert calendar(2012, 2012).works(date(2012, 7, 9))


def test_no_year_is_called_confirmed_that_nobody_confirmed() -> None:
    assert "2026" in unconfirmed(2026, {})
    assert unconfirmed(2026, {2026: "12729/VPCP-KGVX"}) == ""


@given(st.dates(date(2009, 1, 1), date(2030, 1, 1)), st.integers(0, 400))
def test_counting_forth_and_back_agree(day: date, count: int) -> None:
    """Inside the years it knows and beyond them."""
    after = CALENDAR.after(day, count)
    assert CALENDAR.between(day, after) == count
    assert count == 0 or CALENDAR.works(after)


@given(st.dates(date(2012, 1, 1), date(2026, 1, 1)), st.integers(1, 60))
def test_the_nth_working_day_is_the_nth(day: date, count: int) -> None:
    walked, at = 0, day
    while walked < count:
        at += timedelta(1)
        walked += CALENDAR.works(at)
    assert CALENDAR.after(day, count) == at
