"""The table of forms in the design, row by row."""

from datetime import date

import pytest

from scheduler.phrases.read import read
from scheduler.phrases.reading import DueDay, Period, Reading

PLAN = "2012-2015"


def days(reading: Reading) -> list[str]:
    return [deadline.due.isoformat() for part in reading.parts for deadline in part.deadlines]


def only(phrase: str, period: str = PLAN) -> DueDay:
    (deadline,) = (
        deadline for part in read(phrase, Period.parse(period)).parts for deadline in part.deadlines
    )
    return deadline


@pytest.mark.parametrize(
    ("phrase", "label", "opens", "due"),
    [
        ("Năm 2012", "Năm 2012", "2012-01-01", "2012-12-31"),
        ("Quý II, năm 2012", "Quý II năm 2012", "2012-04-01", "2012-06-30"),
        ("Quý IV Năm 2012", "Quý IV năm 2012", "2012-10-01", "2012-12-31"),
        ("quý III/2012", "Quý III năm 2012", "2012-07-01", "2012-09-30"),
        ("Tháng 6/2012", "Tháng 6/2012", "2012-06-01", "2012-06-30"),
        ("tháng 2 năm 2012", "Tháng 2/2012", "2012-02-01", "2012-02-29"),
        ("6 tháng đầu năm 2012", "6 tháng đầu năm 2012", "2012-01-01", "2012-06-30"),
        ("6 tháng cuối năm 2013", "6 tháng cuối năm 2013", "2013-07-01", "2013-12-31"),
        ("9 tháng năm 2013", "9 tháng năm 2013", "2013-01-01", "2013-09-30"),
        ("15/12/2012", "15/12/2012", "2012-01-01", "2012-12-15"),
        ("Trước ngày 15/12/2012", "Trước ngày 15/12/2012", "2012-01-01", "2012-12-14"),
        ("Chậm nhất 30/6/2013", "30/6/2013", "2013-01-01", "2013-06-30"),
        ("trước tháng 3/2013", "Trước tháng 3/2013", "2013-01-01", "2013-02-28"),
        ("trước ngày 01/01/2013", "Trước ngày 1/1/2013", "2012-01-01", "2012-12-31"),
        ("Năm 2012-2013", "Năm 2012-2013", "2012-01-01", "2013-12-31"),
        ("Từ 2012 đến 2015", "Năm 2012-2015", "2012-01-01", "2015-12-31"),
        ("Cả giai đoạn 2012-2015", "Năm 2012-2015", "2012-01-01", "2015-12-31"),
        ("Quý II-III/2013", "Từ quý II năm 2013 đến quý III năm 2013", "2013-04-01", "2013-09-30"),
        ("trong quý IV/2013 (trước ngày 15/12/2013)", "Trước ngày 15/12/2013", "2013-10-01", "2013-12-14"),
        ("từ tháng 11 đến tháng 3/2013", "Từ tháng 11/2012 đến tháng 3/2013", "2012-11-01", "2013-03-31"),
    ],
)
def test_one(phrase: str, label: str, opens: str, due: str) -> None:
    assert only(phrase) == DueDay(label, date.fromisoformat(opens), date.fromisoformat(due))


@pytest.mark.parametrize(
    ("phrase", "rule", "every"),
    [
        ("Năm 2012", "once", None),
        ("Chậm nhất 30/6/2013", "limit", None),
        ("Năm 2012-2013", "window", None),
        ("Hàng năm", "every", "year"),
        ("6 tháng một lần", "every", "half-year"),
        ("trước ngày 20 tháng cuối quý", "every", "quarter"),
        ("trước ngày 25 hằng tháng", "every", "month"),
        ("thứ Sáu hàng tuần", "every", "week"),
        ("Thường xuyên", "ongoing", None),
        ("Sau khi có văn bản của Chính phủ", "awaiting", None),
    ],
)
def test_rules(phrase: str, rule: str, every: str | None) -> None:
    (part,) = read(phrase, Period.parse(PLAN)).parts
    assert (part.rule, part.every, part.source) == (rule, every, "time")


@pytest.mark.parametrize(
    ("phrase", "label", "opens", "due"),
    [
        ("Hằng quý", "Quý II năm 2012", "2012-04-01", "2012-06-30"),
        ("6 tháng một lần", "6 tháng cuối năm 2012", "2012-07-01", "2012-12-31"),
        ("định kỳ hàng tháng", "Tháng 2/2012", "2012-02-01", "2012-02-29"),
        ("quý I hàng năm", "Quý I năm 2013", "2013-01-01", "2013-03-31"),
        ("Tháng 3 hằng năm", "Tháng 3/2013", "2013-03-01", "2013-03-31"),
        ("trước 15/12 hàng năm", "Trước ngày 15/12/2013", "2013-01-01", "2013-12-14"),
        ("trước ngày 25 hằng tháng", "Tháng 2/2012", "2012-02-01", "2012-02-24"),
        ("trước ngày 20 tháng cuối quý", "Quý II năm 2012", "2012-04-01", "2012-06-19"),
        ("chậm nhất ngày 15 tháng đầu của quý sau", "Quý II năm 2012", "2012-04-01", "2012-07-15"),
        ("thứ Sáu hàng tuần", "Tuần 9/1 - 15/1/2012", "2012-01-09", "2012-01-13"),
    ],
)
def test_the_second_of_what_recurs(phrase: str, label: str, opens: str, due: str) -> None:
    second = read(phrase, Period.parse(PLAN)).parts[0].deadlines[1]
    assert second == DueDay(label, date.fromisoformat(opens), date.fromisoformat(due))


def test_what_falls_due_after_its_period_keeps_its_day() -> None:
    reading = read("chậm nhất ngày 15 tháng đầu của quý sau liền kề", Period.parse("2025"))
    assert days(reading) == ["2025-04-15", "2025-07-15", "2025-10-15", "2026-01-15"]
    assert reading.review == ("15/01/2026 nằm ngoài năm 2025",)


@pytest.mark.parametrize(
    ("phrase", "rules"),
    [
        ("Năm 2012, chậm nhất trong năm 2013", ["target", "limit"]),
        ("Tháng 6/2013 (có trong DS xử lý chậm nhất 31/5/2013)", ["target", "limit"]),
        ("Năm 2012; chậm nhất trong năm 2013", ["once", "limit"]),
        ("Hàng năm và tổng kết vào năm 2015", ["every", "once"]),
        ("Quý IV năm 2013 và các năm tiếp theo", ["once", "ongoing"]),
        ("Thường xuyên; báo cáo trước ngày 15/12 hàng năm", ["ongoing", "every"]),
    ],
)
def test_several_parts(phrase: str, rules: list[str]) -> None:
    reading = read(phrase, Period.parse(PLAN))
    assert (reading.state, [part.rule for part in reading.parts]) == ("scheduled", rules)


def test_a_target_after_its_own_limit_is_said() -> None:
    reading = read("Tháng 6/2026 (có trong DS xử lý chậm nhất 31/5/2026)", Period.parse("2026"))
    assert days(reading) == ["2026-06-30", "2026-05-31"]
    assert reading.review == ("hạn 31/5/2026 đứng trước mục tiêu 30/6/2026",)


def test_what_had_to_be_assumed_is_said() -> None:
    assert read("Hàng năm", Period.parse(PLAN)).assumed == ("năm không ghi ngày: hạn là ngày cuối năm",)
    assert read("đầu quý III/2013", Period.parse(PLAN)).assumed == (
        '"đầu quý" không nói ngày: tính đến ngày cuối quý',
    )
    assert read("Quý II", Period.parse("2012")).assumed == ("không ghi năm: là năm 2012 của kế hoạch",)
    assert "thời gian dự kiến, coi là thời hạn" in read("Dự kiến tháng 6/2013", Period.parse(PLAN)).assumed


def test_an_impossible_day_is_the_last_of_its_month() -> None:
    reading = read("31 tháng 11 năm 2012", Period.parse(PLAN))
    assert days(reading) == ["2012-11-30"]
    assert reading.review == ("không có ngày 31 tháng 11: hiểu là ngày cuối tháng 11",)


def test_days_outside_the_period_are_said() -> None:
    reading = read("Năm 2020", Period.parse(PLAN))
    assert (days(reading), reading.review) == (["2020-12-31"], ("31/12/2020 nằm ngoài giai đoạn 2012-2015",))


def test_days_past_when_the_plan_was_signed_are_said() -> None:
    reading = read("Quý I năm 2012", Period.parse(PLAN), signed_on=date(2012, 4, 10))
    assert days(reading) == ["2012-03-31"]
    assert reading.review == ("31/3/2012 đã qua khi kế hoạch được ký ngày 10/4/2012",)


@pytest.mark.parametrize("phrase", ["", " ", "\n", "-", "…", "\u200b", "./."])
def test_an_empty_cell_is_a_question(phrase: str) -> None:
    reading = read(phrase, Period.parse(PLAN))
    assert (reading.state, reading.unclear) == ("unclear", ("ô thời gian trống",))


def test_periods() -> None:
    assert Period.parse("2025") == Period(date(2025, 1, 1), date(2025, 12, 31))
    assert list(Period.parse("2012 – 2015").years) == [2012, 2013, 2014, 2015]
    for wrong in ("", "2015-2012", "12-15", "2012-2015-2018", "năm 2012"):
        with pytest.raises(ValueError, match="năm"):
            Period.parse(wrong)


def test_what_recurs_begins_when_the_plan_is_signed() -> None:
    reading = read("Hàng tuần / Hàng tháng", Period.parse("2026"), signed_on=date(2026, 7, 10))
    days = [due.due for part in reading.parts for due in part.deadlines]
    assert min(days) == date(2026, 7, 12)
    assert reading.review == ("33 kỳ trước ngày ký 10/7/2026 không tính; kỳ đầu: 12/7/2026",)


def test_a_cycle_without_any_time_left_is_a_question() -> None:
    reading = read("Trước ngày 15/02 hằng năm", Period.parse("2026"), signed_on=date(2026, 7, 10))
    assert reading.state == "unclear"
    assert reading.unclear == ("không còn kỳ nào sau ngày ký 10/7/2026",)
