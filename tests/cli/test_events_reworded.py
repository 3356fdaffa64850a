"""An event answers the words it was recorded for: other words wait anew, and say so."""

from pathlib import Path

import pytest

from tests.cli.conftest import Dondoc, small_plan, taken

WAITS = "Sau khi Chính phủ phê duyệt Đề án và thực hiện hàng năm"
OTHER = "Trong 10 ngày kể từ ngày nhận Kế hoạch của Bộ Nội vụ"
NOW = ("--as-of", "2012-06-05")


def with_words(dondoc: Dondoc, folder: Path, time: str) -> None:
    taken(dondoc, small_plan(folder, ("Triển khai Đề án", "Sở Tư pháp", time)), "2012-06-05")


@pytest.fixture
def happened(dondoc: Dondoc, tmp_path: Path) -> Dondoc:
    with_words(dondoc, tmp_path, WAITS)
    assert dondoc("occurred", 1, "--on", "2012-05-02", *NOW).code == 0
    return dondoc


def due(dondoc: Dondoc) -> list[str]:
    rows = dondoc("obligations", "--json", *NOW).json
    return [o["due"] for o in rows if o["status"] != "cancelled"]


def test_another_event_is_waited_for_anew(happened: Dondoc, tmp_path: Path) -> None:
    with_words(happened, tmp_path, OTHER)
    assert due(happened) == []
    (question,) = happened("questions", "--json", *NOW).json
    assert "dondoc occurred 1 --on 2012-05-02" in question["message"]
    happened("occurred", 1, "--on", "2012-06-01", *NOW)
    assert due(happened) == ["2012-06-11"]
    assert happened("questions", *NOW).code == 0


def test_the_same_event_in_other_words_of_time_holds(happened: Dondoc, tmp_path: Path) -> None:
    with_words(happened, tmp_path, WAITS.replace("hàng năm", "hàng quý"))
    assert due(happened)[:2] == ["2012-06-30", "2012-09-30"]


def test_an_answer_that_waits_for_something_else_waits(happened: Dondoc) -> None:
    happened("settle", 1, "--timing", "Sau khi Bộ Nội vụ ban hành hướng dẫn, thực hiện hàng quý", *NOW)
    assert due(happened) == []
    happened("settle", 1, "--forget", "timing", *NOW)
    assert due(happened) == ["2012-12-31", "2013-12-31", "2014-12-31", "2015-12-31"]


@pytest.mark.parametrize(
    "time", ["Sau khi Chính phủ phê duyệt Đề án", "Theo Dự án của Chính phủ và Kế hoạch của Bộ Nội vụ"]
)
def test_an_event_that_gives_no_day_becomes_a_question(dondoc: Dondoc, tmp_path: Path, time: str) -> None:
    with_words(dondoc, tmp_path, time)
    assert dondoc("questions", *NOW).code == 0
    ran = dondoc("occurred", 1, "--on", "2012-05-02", "--json", *NOW)
    assert (ran.code, ran.json, "dondoc settle 1 --timing" in ran.err) == (3, [], True)
    (question,) = dondoc("questions", "--json", *NOW).json
    assert "đã xảy ra ngày 02/5/2012" in question["message"]
    assert any("--timing" in command for command in question["commands"])
    assert dondoc("settle", 1, "--timing", "30/9/2012", *NOW).code == 0
    assert due(dondoc) == ["2012-09-30"]
    assert dondoc("questions", "--json", *NOW).json == []


def test_that_there_is_no_day_is_an_answer_too(dondoc: Dondoc, tmp_path: Path) -> None:
    with_words(dondoc, tmp_path, "Sau khi Chính phủ phê duyệt Đề án")
    dondoc("occurred", 1, "--on", "2012-05-02", *NOW)
    assert dondoc("settle", 1, "--accept", *NOW).code == 0
    assert dondoc("questions", "--json", *NOW).json == []


def test_an_event_that_gives_days_asks_nothing(happened: Dondoc) -> None:
    assert due(happened)
    assert happened("questions", "--json", *NOW).json == []


def test_a_withdrawn_task_takes_neither_event_nor_answer(happened: Dondoc, tmp_path: Path) -> None:
    taken(happened, small_plan(tmp_path, ("Việc khác hẳn", "Sở Y tế", WAITS)), "2012-06-05", "--withdraw")
    for command in (("occurred", 1, "--on", "2012-05-02"), ("settle", 1, "--lead", "Sở Y tế")):
        ran = happened(*command, *NOW)
        assert (ran.code, "đã rút" in ran.err) == (1, True)
    assert happened("occurred", ".1", "--on", "2012-05-02", *NOW).code == 0  # the row that is there now
