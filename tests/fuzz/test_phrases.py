"""Phrases of time: whatever the words, days within sight of the plan, or a word to a person."""

import json
from datetime import date
from pathlib import Path

from hypothesis import strategies as st

from scheduler.phrases.read import read
from scheduler.phrases.reading import Period
from tests.fuzz import damage
from tests.fuzz.fuzzing import fuzz, marks

pytestmark = marks
FOLDER = Path(__file__).parents[1] / "phrases"
PERIODS = [Period.parse(years) for years in ("2012-2015", "2025", "2026-2030", "1999-2001")]
WORDS = (
    "quý", "Quý", "I", "II", "III", "IV", "tháng", "năm", "ngày", "tuần", "hàng", "hằng", "định kỳ", "trước", "sau", "chậm nhất",
    "trong", "đến", "từ", "và", "6 tháng đầu", "6 tháng cuối", "9 tháng", "đầu", "cuối", "giữa", "giai đoạn", "thường xuyên",
    "sau khi", "khi có", "phê duyệt", "ban hành", "kể từ", "không quá", "ngày làm việc", "thứ Sáu", "2012", "2013", "2015", "2025",
    "12", "31", "30", "15/12", "31/12/2012", "20/11", "theo", "kế hoạch", "hoàn thành", "báo cáo", "liền kề", "của", "một lần", "-", "–",
    "/", ",", ";", ":", "\n", "(", ")", "+",
)  # fmt: skip


def _seeds() -> list[str]:
    said = json.loads((FOLDER / "time_phrases.json").read_text(encoding="utf-8"))
    found: list[str] = []
    _gather(said, found)
    return sorted(set(found))


def _gather(said: object, found: list[str]) -> None:
    if isinstance(said, str):
        found.append(said)
    elif isinstance(said, dict | list):
        for one in said.values() if isinstance(said, dict) else said:
            _gather(one, found)


def test_no_day_out_of_sight() -> None:
    """A day outside the years of the plan is said to a person; none is ever beyond reason."""
    phrases = _seeds()
    cells = st.tuples(
        damage.text(phrases, WORDS),
        st.sampled_from(PERIODS),
        st.none() | damage.text(phrases, WORDS),
        st.none() | st.dates(date(1999, 1, 1), date(2030, 12, 31)),
    )

    def check(cell: tuple[str, Period, str | None, date | None]) -> None:
        phrase, period, product, signed = cell
        reading = read(phrase, period, product, signed_on=signed)
        assert reading.phrase == phrase
        assert reading.state != "unclear" or (reading.unclear and not reading.parts)
        json.dumps(reading.to_json())
        for part in reading.parts:
            for due in part.deadlines:
                assert due.opens <= due.due, due
                inside = period.first <= due.due <= period.last
                assert inside or reading.review or reading.assumed, due
                assert period.first.year - 30 <= due.due.year <= period.last.year + 30, due

    fuzz(check, cells)
