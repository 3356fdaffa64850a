"""Which cells of a column of status say that a task is done, and on which day."""

from datetime import date

import pytest

from plan.documents.statuses import read_status


@pytest.mark.parametrize(
    ("heading", "words", "on"),
    [
        ("Tình trạng", "Đã hoàn thành ngày 20/02/2026", date(2026, 2, 20)),
        ("Trạng thái", "Hoàn thành", None),
        ("Đã trình", "x", None),
        ("Đã trình", "15/3/2026", date(2026, 3, 15)),
        ("Mức độ hoàn thành", "100%", None),
        ("Kết quả hiện nay", "Đã ban hành Quyết định số 12/QĐ-UBND ngày 5.1.2026", date(2026, 1, 5)),
        ("Tình trạng", "Đã trình ngày 1/2/2026, ban hành ngày 9/2/2026", None),
    ],
)
def test_done(heading: str, words: str, on: date | None) -> None:
    status = read_status(heading, words)
    assert status is not None
    assert status.on == on


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Chưa hoàn thành",
        "Đang thực hiện",
        "Hoàn thành 80%",
        "Hoàn thành một phần",
        "Sẽ trình trong tháng 5",
        "15/3/2026",
        "Đã xin lùi thời hạn",
        "Trình Thường trực xem xét, dự kiến ngày 5/6/2026",
        "Cơ bản hoàn thành",
    ],
)
def test_not_plainly_done(words: str) -> None:
    assert read_status("Tình trạng", words) is None
