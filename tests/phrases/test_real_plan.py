"""Every row of the plan of Quảng Ngãi 2012-2015, time and product cells together."""

import importlib.util
from datetime import date
from pathlib import Path

import pytest

from scheduler.phrases.read import read, released, task_deadlines
from scheduler.phrases.reading import DueDay, Period, Reading

PLAN = Period.parse("2012-2015")


def _rows() -> dict[str, tuple[str, str]]:
    # Tests are no package, so the table is loaded by its path.
    found = importlib.util.spec_from_file_location("quang_ngai", Path(__file__).with_name("quang_ngai.py"))
    assert found
    assert found.loader
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return {f"{section}.{number}": (time, product) for section, number, time, product in module.ROWS}


ROWS = _rows()
YEARS = ["2012-12-31", "2013-12-31", "2014-12-31", "2015-12-31"]
YEARLY = ("scheduled", YEARS)
AWAITING: tuple[str, list[str]] = ("awaiting", [])


def once(*days: str) -> tuple[str, list[str]]:
    return ("scheduled", list(days))


EXPECTED = {
    "I.1": YEARLY,
    "I.2": once("2012-03-31"),
    "I.3": once("2012-06-30"),
    "I.4": once("2012-06-30"),
    "I.5": YEARLY,
    "I.6": once("2012-12-31", "2013-12-31"),
    "I.7": once("2012-09-30"),
    "II.1": once("2012-03-31", "2015-12-31"),
    "II.2": YEARLY,
    "II.3": YEARLY,
    "II.4": once("2013-12-31"),
    "II.5.1": once("2013-12-31"),
    "II.5.2": once("2012-12-31"),
    "II.5.3": once("2012-12-31"),
    "II.5.4": once("2013-12-31"),
    "II.5.5": once("2012-12-31"),
    "II.-": once("2013-12-31"),
    "II.6": YEARLY,
    "II.7": ("ongoing", []),
    "II.8": AWAITING,
    "II.9": once("2012-12-31"),
    "III.1": AWAITING,
    "III.2": once("2012-12-31"),
    "III.3": once("2012-06-30"),
    "III.4": once("2012-12-31", "2013-12-31"),
    "III.5": once("2012-12-31"),
    "III.6": AWAITING,
    "IV.1": once("2012-12-31"),
    "IV.2": ("awaiting", ["2013-12-31"]),
    "IV.3": once("2012-12-31"),
    "IV.4": once("2012-12-31"),
    "IV.5": YEARLY,
    "IV.6": once("2012-12-31"),
    "IV.7": once("2012-12-31"),
    "IV.8": once("2012-06-30"),
    "IV.9": YEARLY,
    "V.1": once("2012-12-31"),
    "V.2": once("2015-12-31"),
    "V.3": once("2012-09-30", "2015-12-31"),
    "V.4": once("2015-12-31"),
    "VI.1": once("2015-12-31"),
    "VI.2": once("2012-12-31", "2014-12-31"),
    "VI.3": once("2012-06-30"),
    "VI.4": once("2015-12-31"),
    "VI.5": once("2012-09-30", "2012-12-31"),
    "VII.1": ("scheduled", sorted([f"{year}-03-31" for year in PLAN.years] + YEARS)),
    "VII.2": once("2012-12-31"),
    "VII.3": YEARLY,
}


def row(name: str) -> Reading:
    time, product = ROWS[name]
    return read(time, PLAN, product or None)


def deadlines(name: str) -> tuple[DueDay, ...]:
    return task_deadlines(row(name))


def test_the_table_is_whole() -> None:
    assert len(ROWS) == 48
    assert set(ROWS) == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_row(name: str) -> None:
    state, days = EXPECTED[name]
    reading = row(name)
    assert reading.unclear == ()
    assert reading.review == ()
    assert (reading.state, [due.due.isoformat() for due in task_deadlines(reading)]) == (state, days)


def test_each_year_of_row_ii_6_has_its_own_agencies() -> None:
    assert [due.agencies for due in deadlines("II.6")] == [
        "Sở Kế hoạch và Đầu tư, Sở Tài nguyên và môi trường và UBND các huyện Sơn Hà, Đức Phổ",
        "Ban Quản lý KKT Dung Quất, Ban Quản lý các KCN và UBND các huyện Mộ Đức, Bình Sơn",
        "Sở Xây dựng, Sở Lao động-TB và UBND huyện Tư Nghĩa, Nghĩa Hành",
        "các huyện còn lại",
    ]


def test_lines_of_time_borrow_the_words_of_the_product() -> None:
    assert [due.label for due in deadlines("III.4")] == [
        "Báo cáo đánh giá việc phân cấp, ủy quyền của các sở, ban, ngành",
        "Các quyết định của UBND tỉnh về phân cấp, ủy quyền",
    ]
    assert [due.label for due in deadlines("VI.5")] == [
        "Báo cáo rà soát",
        "Quyết định của UBND tỉnh ban hành Kế hoạch",
    ]


def test_milestones_keep_the_words_of_the_product() -> None:
    assert deadlines("V.3")[0].label == "Quyết định của UBND tỉnh ban hành Kế hoạch"
    assert [due.label[:40] for due in deadlines("VI.2")] == [
        "Kế hoạch và triển khai thực hiện nâng cấ",
        "thường xuyên duy trì và nâng cấp các tra",
    ]
    assert deadlines("IV.2")[0].label.startswith("Thành lập Hội đồng và tổ chức tuyển chọn; cử")


def test_parts_with_their_own_words() -> None:
    build, run = deadlines("II.1")
    assert (build.label, build.opens) == ("Xây dựng KH", date(2012, 1, 1))
    assert run.label == "Triển khai thực hiện theo kế hoạch Trung ương"
    assert (run.opens, row("II.1").parts[1].rule) == (date(2012, 1, 1), "window")


def test_target_and_limit() -> None:
    assert [part.rule for part in row("I.6").parts] == ["target", "limit"]
    assert [due.target for due in deadlines("I.6")] == [True, False]


def test_the_yearly_ones_and_the_one_of_2015() -> None:
    assert row("VII.3").to_json() == {
        "phrase": "Hàng năm và tổng kết việc thực hiện kế hoạch vào năm 2015",
        "state": "scheduled",
        "parts": [
            {
                "rule": "every",
                "every": "year",
                "source": "time",
                "label": None,
                "deadlines": [
                    {"label": f"Năm {year}", "opens": f"{year}-01-01", "due": f"{year}-12-31"}
                    for year in PLAN.years
                ],
            },
            {
                "rule": "once",
                "every": None,
                "source": "time",
                "label": "tổng kết việc thực hiện kế hoạch",
                "deadlines": [{"label": "Năm 2015", "opens": "2015-01-01", "due": "2015-12-31"}],
            },
        ],
        "assumed": ["năm không ghi ngày: hạn là ngày cuối năm"],
        "unclear": [],
        "review": [],
    }


def test_first_quarter_of_every_year() -> None:
    part = row("VII.1").parts[1]
    assert (part.rule, part.every, part.source) == ("every", "year", "product")
    assert [due.label for due in part.deadlines] == [f"Quý I năm {year}" for year in PLAN.years]
    assert part.deadlines[1].opens == date(2013, 1, 1)


def test_what_is_waited_for() -> None:
    assert [row(name).parts[0].awaiting for name in ("II.8", "III.1", "IV.2")] == [
        "Chính phủ phê duyệt Đề án",
        "có văn bản của Chính phủ",
        "Dự án của Chính phủ và Kế hoạch triển khai thực hiện của Bộ Nội vụ",
    ]
    assert row("II.8").to_json()["parts"][0]["awaiting"] == "Chính phủ phê duyệt Đề án"  # type: ignore[index]


def test_what_follows_once_it_has_happened() -> None:
    time, _ = ROWS["II.8"]
    after = released(time, PLAN, date(2013, 5, 20), lambda day, _count: day)
    assert [due.due.isoformat() for due in after] == YEARS[1:]
    assert after[0].label == "Năm 2013"
    assert released(ROWS["III.1"][0], PLAN, date(2013, 5, 20), lambda day, _count: day) == ()
