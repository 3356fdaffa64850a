"""A period beside the limit of its report, an event beside the month it is expected in, and counts beside what they count."""

import pytest

from scheduler.phrases.read import read
from scheduler.phrases.reading import Period
from tests.phrases.test_more_phrases import said

QUARTERS = "scheduled 2026-04-30 2026-07-31 2026-10-31 2027-01-31"


@pytest.mark.parametrize(
    ("phrase", "says"),
    [
        ("quý II: chậm nhất 15/7", "scheduled 2026-07-15"),
        ("Quý II/2026 (chậm nhất 15/7/2026)", "scheduled 2026-07-15"),
        ("Tháng 6: trước ngày 05/7", "scheduled 2026-07-04"),
        ("6 tháng đầu năm: chậm nhất ngày 10/7", "scheduled 2026-07-10"),
        ("Trong quý II/2026, chậm nhất 15/7/2026", "scheduled 2026-06-30 2026-07-15"),
        ("cả năm (trước 20-12) của năm báo cáo", "scheduled 2026-12-19"),
        (
            "6 tháng đầu năm (trước 20-6) và cả năm (trước 20-12) của năm báo cáo",
            "scheduled 2026-06-19 2026-12-19",
        ),
        ("Định kỳ 6 tháng: ngày 15/6 hằng năm", "unclear"),
        ("6 tháng, năm (trước 15/6; trước 15/12)", "scheduled 2026-06-14 2026-12-14"),
        ("Khai theo quý: chậm nhất ngày cuối tháng đầu quý sau", QUARTERS),
        ("chậm nhất tại Kỳ họp thứ 5 (tháng 5/2026)", "scheduled 2026-05-31"),
        ("sau khi có Nghị quyết của Quốc hội (dự kiến tháng 7/2026)", "awaiting 2026-07-31"),
        (
            "ngày 20 hằng tháng, hoàn thành trước 31/12/2026",
            "scheduled 2026-01-20 2026-02-20 … 2026-12-30 (13)",
        ),
        ("Hằng tháng, hoàn thành trước 31/12/2026", "unclear"),
        ("Mỗi năm 4 lần (cuối mỗi quý)", "scheduled 2026-03-31 2026-06-30 2026-09-30 2026-12-31"),
        ("Báo cáo tình hình 12 tháng, ước 13 tháng trước ngày 25/12", "scheduled 2026-12-24"),
        ("báo cáo 9 tháng, ước cả năm trước ngày 15/9", "scheduled 2026-09-14"),
    ],
)
def test_reads_the_limit_alone_or_asks(phrase: str, says: str) -> None:
    assert said(phrase, "2026") == says


def test_a_period_that_only_heads_its_limit_is_said() -> None:
    reading = read("quý II: chậm nhất 15/7", Period.parse("2026"))
    assert any("chỉ nói báo cáo của kỳ nào" in line for line in reading.assumed)
