"""One sentence that the width of its cell broke, or a deadline a line: where both may be meant, a question."""

import pytest

from scheduler.phrases.grammar.wrapped_lines import ONE_OR_MANY
from scheduler.phrases.read import read
from scheduler.phrases.reading import Period
from tests.readings.phrases import days_of


@pytest.mark.parametrize(
    ("phrase", "due"),
    [
        ("Ngày 15 tháng 8\nnăm 2026 (dự kiến)", ["2026-08-15"]),
        ("Tháng 2\nnăm 2026, tháng 8\nnăm 2026", ["2026-02-28", "2026-08-31"]),
        ("Tháng 5 và tháng 10\nhằng năm", ["2026-05-31", "2026-10-31"]),
        ("Trước 20/6 và 20/11\nhằng năm", ["2026-06-19", "2026-11-19"]),
        ("1/4\n- 30/6/2026", ["2026-06-30"]),
        ("Trong quý II/2026 (hoàn thành\ntrước 15/6)", ["2026-06-14"]),
        ("Trước 15/3\n15/6\n15/9", ["2026-03-14", "2026-06-14", "2026-09-14"]),
        ("Quý I\n15/3/2026", ["2026-03-15"]),
        ("- Quý II\n- 2026", ["2026-06-30"]),
        ("Quý\n6 tháng\nNăm", ["2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31"]),
        ("Hạn chót: 17h00\nngày 20/10/2026", ["2026-10-20"]),
    ],
)
def test_a_sentence_over_several_lines(phrase: str, due: list[str]) -> None:
    assert days_of(read(phrase, Period.parse("2026"))) == due


@pytest.mark.parametrize(
    ("phrase", "due"),
    [
        ("Xây dựng kế hoạch: quý I\nTriển khai: quý II\nBáo cáo: trước 15/12", ["2026-03-31", "2026-06-30", "2026-12-14"]),
        ("Xây dựng kế hoạch trong quý I\nTổng kết trong quý IV", ["2026-03-31", "2026-12-31"]),
        ("Tháng 3/2026\n- Tháng 6/2026", ["2026-03-31", "2026-06-30"]),
        ("Hằng năm\nTháng 6/2026", ["2026-06-30", "2026-12-31"]),
    ],
)  # fmt: skip
def test_a_deadline_a_line(phrase: str, due: list[str]) -> None:
    assert days_of(read(phrase, Period.parse("2026"))) == due


@pytest.mark.parametrize(
    "phrase",
    ["Ngày 01 hằng tháng\nQuý II/2026", "Trong suốt cả năm\nTrước 31/5/2026", "chậm nhất ngày 18 hằng tháng\nĐến hết 30/6/2026"],
)  # fmt: skip
def test_both_may_be_meant(phrase: str) -> None:
    reading = read(phrase, Period.parse("2026"))
    assert (reading.state, reading.unclear[-1]) == ("unclear", ONE_OR_MANY)
