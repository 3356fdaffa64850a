"""A raised mark calls a footnote: it is never part of the number before it, and whatever was repaired is said."""

import pytest

from plan.agencies.naming.names import split
from scheduler.phrases.read import read
from scheduler.phrases.reading import Period


def days(phrase: str, period: str = "2026") -> list[str]:
    reading = read(phrase, Period.parse(period))
    return sorted({due.due.isoformat() for part in reading.parts for due in part.deadlines})


@pytest.mark.parametrize("mark", ["¹", "²", "³", "¹²", "⁽¹⁾", "ª", "†", "(1)", "[1]", " [2]"])
@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("Quý I{} năm 2026", "2026-03-31"),
        ("Quý I{}", "2026-03-31"),
        ("Tháng 1{}", "2026-01-31"),
        ("Tháng 12{}/2026", "2026-12-31"),
        ("Chậm nhất 30/6{}", "2026-06-30"),
        ("Chậm nhất 30/6/2026{}", "2026-06-30"),
        ("Năm 2026{}", "2026-12-31"),
    ],
)
def test_a_mark_changes_no_number(phrase: str, day: str, mark: str) -> None:
    marked = phrase.format(mark)
    reading = read(marked, Period.parse("2026"))
    assert days(marked) == [day]
    assert reading.phrase == marked
    assert any(mark.strip() in line for line in reading.assumed)


@pytest.mark.parametrize("mark", ["¹", "(1)", " [2]", "¹, ²", "⁽¹⁾", " ᵃ"])
def test_a_mark_behind_a_name_is_no_part_of_it(mark: str) -> None:
    found = split(f"Sở Nội vụ{mark}, Sở Y tế{mark}; UBND các xã{mark}")
    assert [one.name for one in found] == [one.name for one in split("Sở Nội vụ, Sở Y tế; UBND các xã")]


def test_a_numeral_of_other_letters_is_said() -> None:
    reading = read("Quý \u0406\u0406 năm 2026", Period.parse("2026"))
    assert any("hiểu là II" in line for line in reading.assumed)


def test_units_keep_their_raised_numbers() -> None:
    reading = read("Xây dựng 100 m² nhà trước 30/6/2026", Period.parse("2026"))
    assert not any("chú thích" in line for line in reading.assumed)


@pytest.mark.parametrize("phrase", ["Tháng 1½", "Quý ①", "Tháng ⑫/2026"])
def test_numbers_apart_are_questions(phrase: str) -> None:
    assert read(phrase, Period.parse("2026")).state == "unclear"


@pytest.mark.parametrize(
    ("phrase", "day", "repair"),
    [("Quý l năm 2026", "2026-03-31", "hiểu là I"), ("Quý ll/2026", "2026-06-30", "hiểu là II")],
)
def test_a_repaired_numeral_is_said(phrase: str, day: str, repair: str) -> None:
    assert days(phrase) == [day]
    assert any(repair in line for line in read(phrase, Period.parse("2026")).assumed)
