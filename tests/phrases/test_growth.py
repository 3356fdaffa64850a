"""Longer phrases take longer in proportion: calls are counted, for the clock of a busy machine says nothing."""

import sys
from types import FrameType

import pytest

from scheduler.phrases.read import read
from scheduler.phrases.reading import Period

PLAN = Period.parse("2026")


def calls(phrase: str) -> int:
    count = 0

    def told(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(told)
    try:
        read(phrase, PLAN)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(
    "unit", ["ngày ", "tháng 1, ", "1/1, ", "quý I, ", "quý I\n", "15/6\n", "- quý I\n", "(quý I\n"]
)
def test_twice_the_length_takes_about_twice_the_calls(unit: str) -> None:
    times = 1900 // len(unit) // 2
    calls(unit)
    assert calls(unit * 2 * times) < 2.4 * calls(unit * times)
