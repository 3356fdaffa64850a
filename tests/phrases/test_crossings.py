"""Forms crossed with each other against an oracle of their own: the days it counts, or a question; never other days."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

import pytest

from scheduler.phrases.read import read
from scheduler.phrases.reading import Period
from tests.readings.phrases import days_of

ASIDES = (
    ("", ""),
    (" (6 tháng)", " (năm)"),
    (" (báo cáo 6 tháng)", " (báo cáo năm)"),
    (" đối với báo cáo 6 tháng", " đối với báo cáo năm"),
    (" (đợt 1)", " (đợt 2)"),
    (" gửi báo cáo 6 tháng", " gửi báo cáo năm"),
)
JOINS = (" và ", ", ", " và ngày ", ", ngày ", "; ", "; trước ngày ", " và trước ngày ")
LIMITS = {"Trước ngày ": 1, "Chậm nhất ngày ": 0, "Trước 17 giờ ngày ": 0, "Chậm nhất trước ngày ": 1}
PAIRS = (((10, 6), (10, 12)), ((30, 6), (31, 12)), ((1, 7), (1, 12)))
YEARS = ("", "/2026")


def days(phrase: str, period: str = "2026") -> list[str] | None:
    """What is read, None where it is asked about."""
    reading = read(phrase, Period.parse(period))
    return None if reading.state == "unclear" or reading.review else days_of(reading)


def pairs() -> Iterator[tuple[str, list[str]]]:
    for limit, join, (one, two), (first, second), year in product(LIMITS, JOINS, ASIDES, PAIRS, YEARS):
        words = f"{limit}{first[0]}/{first[1]}{year}{one}{join}{second[0]}/{second[1]}{year}{two}"
        before = [LIMITS[limit], 1 if "trước" in join else LIMITS[limit]]
        dues = [
            date(2026, month, day) - timedelta(days=less)
            for (day, month), less in zip((first, second), before, strict=True)
        ]
        yield words, [due.isoformat() for due in dues]


def test_a_limit_said_once_holds_for_all_its_days_or_is_asked_about() -> None:
    read_otherwise = [
        (words, found) for words, due in pairs() if (found := days(words)) is not None and found != due
    ]
    assert read_otherwise == []


def test_most_of_them_are_read() -> None:
    asked = [words for words, _ in pairs() if days(words) is None]
    assert len(asked) < len(list(pairs())) // 4


def ends_of(size: int, last: date) -> list[str]:
    """The last day of every so many months of 2026-2030, up to that day."""
    ends = []
    for year, month in product(range(2026, 2031), range(size, 13, size)):
        end = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        ends += [end.isoformat()] if end <= last else []
    return ends


CYCLES = {"Hằng tháng": 1, "Hằng quý": 3, "6 tháng một lần": 6, "Hằng năm": 12, "Định kỳ hằng quý": 3}
UNTIL = {
    "năm 2028": date(2028, 12, 31),
    "hết năm 2027": date(2027, 12, 31),
    "hết quý II/2027": date(2027, 6, 30),
    "hết tháng 6/2028": date(2028, 6, 30),
    "ngày 30/6/2029": date(2029, 6, 30),
    "hết ngày 31/12/2028": date(2028, 12, 31),
}


def test_what_recurs_until_a_day_ends_there() -> None:
    for (cycle, size), (until, last), link in product(CYCLES.items(), UNTIL.items(), (" ", ", ", " cho ")):
        words = f"{cycle}{link}đến {until}"
        found = days(words, "2026-2030")
        assert found is None or found == ends_of(size, last), words


@pytest.mark.parametrize(
    "phrase",
    [
        "báo cáo 6 tháng trước ngày 15/7, báo cáo năm trước ngày 15/01",
        "Trước ngày 15/7 đối với báo cáo 6 tháng và trước ngày 15/01 đối với báo cáo năm",
        "6 tháng (trước ngày 10/7), năm (trước ngày 10/01)",
        "Báo cáo tổng kết năm gửi trước ngày 10/01",
        "Trước 15/7 và trước 15/01",
        "định kỳ trước ngày 15/7 và trước ngày 15/01",
        "Báo cáo năm: trước ngày 28/02",
    ],
)
def test_a_day_of_january_after_one_of_july_is_asked_about(phrase: str) -> None:
    assert days(phrase) is None


@pytest.mark.parametrize(
    ("phrase", "due"),
    [
        (
            "báo cáo 6 tháng trước ngày 15/7, báo cáo năm trước ngày 15/01 năm sau",
            ["2026-07-14", "2027-01-14"],
        ),
        ("6 tháng một lần: trước ngày 10/7 và trước ngày 10/01", ["2026-01-09", "2026-07-09"]),
        ("Trước ngày 15/01 hằng năm", ["2026-01-14"]),
        ("Trước ngày 15/01 và trước ngày 15/7", ["2026-01-14", "2026-07-14"]),
    ],
)
def test_where_the_year_is_said_nobody_is_asked(phrase: str, due: list[str]) -> None:
    assert days_of(read(phrase, Period.parse("2026"))) == due


@pytest.mark.parametrize(
    "phrase", ["trước ngày 20 tháng 6 và tháng 12", "Ngày 15 tháng 3, tháng 6, tháng 9, tháng 12"]
)
def test_a_month_after_a_day_is_asked_about(phrase: str) -> None:
    assert days(phrase) is None


@pytest.mark.parametrize(
    "phrase",
    [
        "từ tháng 11 đến tháng 02",
        "15/12 - 15/01",
        "Từ tháng 9 đến tháng 5 hằng năm",
        "từ tháng 11/2026 đến tháng 02/2026",
    ],
)
def test_a_window_over_the_end_of_a_year_is_asked_about(phrase: str) -> None:
    assert days(phrase) is None


def test_a_window_that_says_the_year_it_ends_in_is_read() -> None:
    assert days_of(read("từ tháng 11 đến tháng 02 năm sau", Period.parse("2026"))) == ["2027-02-28"]


REPORTS = ("Hằng quý", "Báo cáo quý", "Định kỳ hàng quý")
LINKS = (", ", " (", ": ", " ", " gửi ", " báo cáo UBND tỉnh ")
TAILS = ("", "; đột xuất khi có yêu cầu", " để tổng hợp", " (qua Sở Nội vụ)")
PLACES = {
    "{day} của tháng cuối quý": (3, 6, 9, 12),
    "{day} tháng đầu quý sau": (4, 7, 10, 13),
    "{day} của tháng đầu tiên quý tiếp theo": (4, 7, 10, 13),
}


def test_days_of_every_quarter_however_they_are_joined() -> None:
    for report, limit, link, tail, (place, months) in product(REPORTS, LIMITS, LINKS, TAILS, PLACES.items()):
        close = ")" if link == " (" else ""
        words = f"{report}{link}{limit.lower()}{place.format(day=20)}{close}{tail}"
        dues = [
            date(2026 + month // 13, (month - 1) % 12 + 1, 20) - timedelta(days=LIMITS[limit])
            for month in months
        ]
        reading = read(words, Period.parse("2026"))
        assert reading.state == "unclear" or days_of(reading) == [due.isoformat() for due in dues], words


@pytest.mark.parametrize(
    "phrase",
    [
        "Hằng năm: muộn nhất ngày 20 hằng tháng",
        "Định kỳ 6 tháng, gửi UBND tỉnh trước ngày 25 hằng tháng",
        "Định kỳ hằng quý; gửi trước ngày 25 hằng tháng",
        "Hằng tháng, muộn nhất ngày 5/12 hằng năm",
        "Định kỳ 6 tháng, chậm nhất ngày 10/12 hằng năm",
        "Định kỳ hằng quý\ntrước ngày 15/12 của năm báo cáo",
        "Hằng tháng, trước ngày 3 tháng cuối quý",
        "quý I trước 15/4, năm trước 15/01",
        "Ban hành Kế hoạch quý I/2026 và hoàn thành trước ngày 15/7/2026",
        "không muộn hơn ngày 20/9/2026 (báo cáo quý III) hằng năm",
    ],
)
def test_a_cycle_with_the_day_of_another_is_asked_about(phrase: str) -> None:
    assert days(phrase) is None


@pytest.mark.parametrize(
    ("phrase", "due"),
    [
        ("báo cáo 6 tháng (chậm nhất là ngày 10/6) hàng năm", ["2026-06-10"]),
        (
            "Hàng quý (chậm nhất ngày 20 tháng cuối quý) hằng năm",
            ["2026-03-20", "2026-06-20", "2026-09-20", "2026-12-20"],
        ),
        ("Báo cáo quý III - hoàn thành trước ngày 05/09 hằng năm", ["2026-09-04"]),
        ("báo cáo 9 tháng, gửi trước ngày 10/9/2026; đột xuất khi có yêu cầu", ["2026-09-09"]),
        ("không muộn hơn ngày 5/7 (quý II) của năm báo cáo", ["2026-07-05"]),
        ("6 tháng đầu năm, gửi trước ngày 5/6", ["2026-06-04"]),
        ("6 tháng đầu năm - trước 17h00 ngày 10/6/2026", ["2026-06-10"]),
        ("Trước 20/11/2026: xây dựng dự thảo. quý I/2026: khảo sát", ["2026-03-31", "2026-11-19"]),
        ("Báo cáo lao động cuối năm 2026 phải gửi trước ngày 20/12/2026", ["2026-12-19"]),
        ("Hằng tuần, trước thứ Năm", None),
        ("Trong quý IV năm 2026 trình UBND tỉnh, trước 20/11/2026 khảo sát", ["2026-11-19", "2026-12-31"]),
        ("6 tháng đầu năm 2026: khảo sát (quý I/2026: tổ chức hội nghị)", ["2026-03-31", "2026-06-30"]),
        ("quý I (trước ngày 20/4/2026), 9 tháng (trước ngày 20/10/2026)", ["2026-04-19", "2026-10-19"]),
    ],
)
def test_nothing_is_due_besides_the_day_that_is_said(phrase: str, due: list[str] | None) -> None:
    assert days(phrase) == due
