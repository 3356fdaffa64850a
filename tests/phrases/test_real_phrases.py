"""113 phrases from plans and rules of 2011-2026, each with a careful reading."""

import json
from datetime import date
from pathlib import Path

import pytest

from scheduler.phrases.read import read
from scheduler.phrases.reading import Period, Reading

CASES = json.loads(Path(__file__).with_name("time_phrases.json").read_text(encoding="utf-8"))

# Where we read a phrase in another way than the table does, and why.
DISPUTED = {
    "Thường xuyên, định kỳ hằng quý báo cáo về Sở Tài chính": (
        "high: the table leaves out quarters that had ended when the plan was signed (19/11/2025); "
        "without the day of signing nobody can know that; with it they are left out, see test_quarters_before_the_signing"
    ),
    "chậm nhất vào ngày 17 của tháng cuối thuộc kỳ báo cáo": (
        "low: the phrase does not say how long a kỳ báo cáo is; the table assumes quarters"
    ),
    "không chậm hơn 03 tháng của năm công tác tiếp theo": (
        "low: 'tháng 3' or 'trong 3 tháng đầu'? The word that would say so is missing"
    ),
    "Trong quý I của năm liền kề đánh giá": "low: 'liền kề' alone is the year before as well as the year after",
}
STATES = {"ongoing": "ongoing", "triggered": "awaiting", "unclear": "unclear"}


def days(reading: Reading) -> list[str]:
    return sorted({deadline.due.isoformat() for part in reading.parts for deadline in part.deadlines})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["phrase"][:60])
def test_reads_as_people_do(case: dict) -> None:
    expect = case["expect"]
    reading = read(case["phrase"], Period.parse(case["context_year"]))
    if case["phrase"] in DISPUTED:
        assert days(reading) != sorted(expect["deadlines"]), "no longer disputed"
        return
    state = "scheduled" if expect["deadlines"] else STATES.get(expect["kind"], "scheduled")
    assert (reading.state, reading.unclear == ()) == (state, state != "unclear")
    if expect["freq"] == "weekly":
        assert {part.every for part in reading.parts} == {"week"}
    else:
        assert days(reading) == sorted(expect["deadlines"])


def test_only_one_sure_reading_is_disputed() -> None:
    sure = [case["phrase"] for case in CASES if case["phrase"] in DISPUTED and case["confidence"] == "high"]
    assert sure == ["Thường xuyên, định kỳ hằng quý báo cáo về Sở Tài chính"]


def test_quarters_before_the_signing() -> None:
    """What recurs begins when the plan is signed; what was before is one line."""
    case = next(case for case in CASES if case["phrase"].startswith("Thường xuyên, định kỳ hằng quý"))
    reading = read(case["phrase"], Period.parse("2025-2030"), signed_on=date(2025, 11, 19))
    assert days(reading) == sorted(case["expect"]["deadlines"])
    assert reading.review == ("3 kỳ trước ngày ký 19/11/2025 không tính; kỳ đầu: 31/12/2025",)


@pytest.mark.parametrize(
    ("phrase", "number", "first", "count"),
    [
        ("trước 15 giờ ngày thứ 4 hằng tuần", 2, "2025-01-01", 53),
        ("trước 15:00 ngày thứ Sáu hàng tuần", 4, "2025-01-03", 52),
        ("thứ Hai hàng tuần", 0, "2025-01-06", 52),
        ("Chủ nhật hàng tuần", 6, "2025-01-05", 52),
        ("trước ngày thứ Sáu hàng tuần", 3, "2025-01-02", 52),
        ("Hàng tuần", 6, "2025-01-05", 52),
    ],
)
def test_weekdays(phrase: str, number: int, first: str, count: int) -> None:
    reading = read(phrase, Period.parse("2025"))
    assert days(reading)[0] == first
    assert len(days(reading)) == count
    assert {date.fromisoformat(day).weekday() for day in days(reading)} == {number}
