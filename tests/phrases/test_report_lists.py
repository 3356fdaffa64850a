"""Reports crossed with their limits, against an oracle of their own: lists of reports, and cycles parted from their limits."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

import pytest

from scheduler.phrases.read import read
from scheduler.phrases.reading import Period
from tests.readings.phrases import days_of

PLAN = Period.parse("2026")
NAMES = (
    ("quý I", "6 tháng", "9 tháng", "năm"),
    ("Báo cáo quý I", "6 tháng đầu năm", "quý III", "cả năm"),
    ("Báo cáo quý I", "báo cáo 6 tháng", "báo cáo 9 tháng đầu năm", "báo cáo năm"),
    ("báo cáo sơ kết 6 tháng", "báo cáo tổng kết năm"),
    ("6 tháng", "năm"),
)
LIMITS = {
    " trước ngày {}": 1,
    " gửi trước ngày {}": 1,
    ": trước ngày {}": 1,
    " (trước ngày {})": 1,
    ": chậm nhất ngày {}": 0,
    " nộp chậm nhất là ngày {}": 0,
    " vào ngày {}": 0,
    ": ngày {}": 0,
    ": trước {}": 1,
}
JOINS = (", ", "; ", " và ", ", và ", "\n", "\n- ")
DAYS = {
    "15/3": date(2026, 3, 15),
    "15/6": date(2026, 6, 15),
    "15/9": date(2026, 9, 15),
    "10/01 năm sau": date(2027, 1, 10),
}


def lists() -> Iterator[tuple[str, list[str]]]:
    for names, (limit, less), join in product(NAMES, LIMITS.items(), JOINS):
        days = list(DAYS.items()) if len(names) == 4 else [list(DAYS.items())[place] for place in (1, 3)]
        words = join.join(name + limit.format(day) for name, (day, _) in zip(names, days, strict=True))
        yield words, [(due - timedelta(days=less)).isoformat() for _, due in days]


def test_every_report_of_a_list_has_its_day_and_no_other() -> None:
    wrong = [(words, found) for words, due in lists() if (found := days_of(read(words, PLAN))) != due]
    assert wrong == []


def test_a_list_in_a_plan_of_several_years_comes_every_year() -> None:
    words = "Báo cáo quý I trước ngày 15/3, 6 tháng trước ngày 15/6, cả năm trước ngày 15/12"
    reading = read(words, Period.parse("2026-2028"))
    assert {part.every for part in reading.parts} == {"year"}
    assert len(days_of(reading)) == 9


def test_words_of_the_list_stay_with_their_days() -> None:
    reading = read("quý I: trước ngày 15/3; 6 tháng (trước ngày 15/6)", PLAN)
    assert [part.label for part in reading.parts] == ["quý I", "6 tháng"]


CYCLES = {
    ("Hằng tháng", "ngày 20 của tháng sau"): [(month, 20) for month in range(2, 14)],
    ("Báo cáo định kỳ hằng tháng", "ngày 20 hằng tháng"): [(month, 20) for month in range(1, 13)],
    ("Báo cáo quý", "ngày 20 của tháng cuối quý"): [(month, 20) for month in (3, 6, 9, 12)],
    ("Định kỳ hằng quý", "ngày 20 tháng đầu quý sau"): [(month, 20) for month in (4, 7, 10, 13)],
    ("06 tháng một lần", "ngày 20/6 và ngày 20/12"): [(6, 20), (12, 20)],
    ("Định kỳ 6 tháng và năm", "ngày 20/6 và 20/12"): [(6, 20), (12, 20)],
    ("Hằng năm", "ngày 20 tháng 11"): [(11, 20)],
    ("Báo cáo năm", "ngày 20 tháng 01 năm sau"): [(13, 20)],
}
LINKS = (", ", " (", ": ", " - ", ", gửi ", "; gửi ", ". Thời hạn gửi báo cáo ", "\n", "; báo cáo ")
BY = {"trước ": 1, "chậm nhất ": 0, "không muộn hơn ": 0, "trước 17 giờ ": 0}
TAILS = ("", "./.", "; đột xuất khi có yêu cầu", " để tổng hợp, báo cáo UBND tỉnh")


@pytest.mark.parametrize("link", LINKS)
def test_a_cycle_and_its_limit_are_one_however_they_are_parted(link: str) -> None:
    for ((cycle, place), days), (by, less), tail in product(CYCLES.items(), BY.items(), TAILS):
        words = f"{cycle}{link}{by}{place}{')' if link == ' (' else ''}{tail}"
        due = [
            date(2026 + month // 13, (month - 1) % 12 + 1, day) - timedelta(days=less) for month, day in days
        ]
        assert days_of(read(words, PLAN)) == [one.isoformat() for one in due], words
