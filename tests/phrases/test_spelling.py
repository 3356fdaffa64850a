"""The many ways a phrase is typed read the same."""

import time
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.phrases.grammar.spelling import tidy
from scheduler.phrases.read import read, released, task_deadlines
from scheduler.phrases.reading import Period, Reading

PLAN = Period.parse("2012-2015")

SPELLINGS = [
    ["Quý II năm 2012", "Quý II, năm 2012", "quý ii/2012", "Quý II - 2012", "Quý 2/2012", "Quý 02 năm 2012", "Quí II/2012"],
    ["Quý II năm 2012", "Qúy II năm 2012", "QuýII/2012", "Quý  II\u00a0 năm 2012", "Quý Ⅱ năm ２０１２", "Quý ll năm 2012"],
    ["Quý IV năm 2012", "Quý IV Năm 2012", "QUÝ IV NĂM 2012", "Quý lV năm 2012", "Quý 4 của năm 2012", "Q.IV/2012", "Q4/2012"],
    ["Tháng 6/2012", "Tháng 06/2012", "tháng 6 năm 2012", "Tháng 6 / 2012", "6/2012", "06-2012", "T6/2012", "tháng sáu năm 2012"],
    ["Hàng năm", "Hằng năm", "hàng năm.", "HÀNG NĂM", "mỗi năm", "Định kỳ hằng năm", "01 lần/năm", "mỗi năm một lần"],
    ["trước ngày 15/12/2012", "Trước 15/12/2012", "Trước ngày 15-12-2012", "trước ngày 15.12.2012", "Trước ngày 15 tháng 12 năm 2012"],
    ["Từ 2012 đến 2015", "Từ năm 2012-2015", "Năm 2012 – 2015", "2012—2015", "Từ năm 2012 đến hết năm 2015", "Giai đoạn 2012 - 2015"],
    ["6 tháng một lần", "06 tháng/lần", "6 tháng 1 lần", "sáu tháng một lần", "hằng 6 tháng", "định kỳ 6 tháng"],
    ["quý I hàng năm", "Quý 1 hằng năm", "Hàng năm, quý I", "vào quý I của mỗi năm", "Hàng năm (Quý I)", "định kỳ hằng năm vào quý I"],
    ["thứ Sáu hàng tuần", "Thứ 6 hằng tuần", "ngày thứ sáu mỗi tuần", "trước 15 giờ ngày thứ Sáu hàng tuần", "trước 10h00 thứ 6 hàng tuần"],
    ["Quý II năm 2012", "Quy II nam 2012"],
    ["- Quý III năm 2012\n- Quý IV năm 2012", "• Quý III/2012\r\n• Quý IV/2012", "+ Quý III/2012; + Quý IV/2012", "1. Quý III/2012\n\n2. Quý IV/2012"],
    [
        "trước ngày 05 của tháng sau", "trước ngày 5 tháng kế tiếp", "trước ngày 05 tháng tiếp theo",
        "trước ngày 05 của tháng liền kề sau", "trước ngày 05 tháng tiếp sau", "trước ngày 05 tháng kế",
        "trước ngày 05 tháng tới", "trước ngày 05 tháng sau liền kề", "trước ngày 05 tháng liền sau",
    ],
    [
        "trước ngày 20 của tháng cuối quý", "trước ngày 20 tháng cuối cùng của quý", "trước ngày 20 tháng thứ ba của quý",
        "trước ngày 20 tháng thứ 3 trong quý", "trước ngày 20 tháng cuối mỗi quý", "trước ngày 20 tháng cuối từng quý",
        "trước ngày 20 tháng cuối hằng quý",
    ],
    ["ngày 15 tháng 12 năm 2012", "ngày 15 tháng 12 của năm 2012", "ngày 15 của tháng 12 năm 2012", "15 tháng 12 trong năm 2012"],
    ["6 tháng: trước ngày 15/6", "sáu tháng: trước ngày 15/6", "06 tháng (trước ngày 15/6)", "6 tháng (trước 15/6)"],
    ["quý: trước ngày 20 tháng cuối quý", "Quý (trước ngày 20 tháng cuối quý)"],
    [
        "chậm nhất ngày 15 tháng đầu quý sau", "chậm nhất ngày 15 của tháng thứ nhất của quý kế tiếp",
        "chậm nhất ngày 15 tháng đầu tiên của quý liền kề sau",
    ],
]  # fmt: skip


def meaning(reading: Reading) -> tuple[object, ...]:
    """What a reading says, apart from the words it was written in and the owning up."""
    days = [
        (part.rule, part.every, tuple((due.opens, due.due) for due in part.deadlines))
        for part in reading.parts
    ]
    return (reading.state, *days)


@pytest.mark.parametrize("spellings", SPELLINGS, ids=lambda spellings: spellings[0])
def test_spellings_read_the_same(spellings: list[str]) -> None:
    readings = {spelling: meaning(read(spelling, PLAN)) for spelling in spellings}
    assert readings == dict.fromkeys(spellings, readings[spellings[0]])
    assert readings[spellings[0]][0] == "scheduled"


@given(
    phrase=st.sampled_from([spelling for group in SPELLINGS for spelling in group]),
    form=st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]),
    blanks=st.sampled_from([" ", "  ", "\u00a0", "\t", " \u200b"]),
    case=st.sampled_from([str.lower, str.upper, str.title, str]),
    around=st.sampled_from(["{}", " {} ", "{}.", "{};", "({})", "{},", "\n{}\n", "“{}”"]),
)
def test_form_case_blanks_and_stops_do_not_matter(
    phrase: str, form: str, blanks: str, case, around: str
) -> None:  # type: ignore[no-untyped-def]
    lines = [blanks.join(line.split(" ")) for line in case(phrase).split("\n")]
    around = around if len(lines) == 1 else "{}"
    typed = unicodedata.normalize(form, around.format("\n".join(lines)))  # type: ignore[arg-type]
    assert meaning(read(typed, PLAN)) == meaning(read(phrase, PLAN))
    assert read(typed, PLAN).phrase == typed


WORDS = [
    *("Quý", "II", "năm", "2012", "tháng", "6", "/", "-", ",", "trước", "ngày", "15", "hàng", "quý", "và", "(", ")", "\n"),
    *("đến", "từ", "chậm nhất", "sau khi", "thường xuyên", "một lần", "của", "sau", "cuối", "đầu", ";", ":", "thứ Sáu"),
    *("hằng tuần", "giờ", "Ban hành", "Kế hoạch", "6 tháng", "liền kề", "kỳ báo cáo", "giai đoạn", "các", "IV", "12h00"),
]  # fmt: skip
CELLS = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))


@settings(max_examples=400)
@given(phrase=CELLS, product=st.none() | CELLS, period=st.sampled_from(["2012", "2012-2015", "2025-2030"]))
def test_no_cell_breaks_the_grammar(phrase: str, product: str | None, period: str) -> None:
    plan = Period.parse(period)
    reading = read(phrase, plan, product)
    deadlines = task_deadlines(reading)
    assert reading.state in ("scheduled", "ongoing", "awaiting", "unclear")
    assert (reading.state == "unclear") == (not reading.parts) == bool(reading.unclear)
    assert all(due.opens <= due.due for due in deadlines)
    assert list(deadlines) == sorted(deadlines, key=lambda due: due.due)
    assert reading == replace(read(phrase, plan, product), phrase=phrase)
    released(phrase, plan, plan.first, lambda day, _count: day)
    reading.to_json()


@pytest.mark.parametrize(
    "piece",
    ["a", "1/", "1 ", "quý ", "năm 2012 ", "😀", "\x00", "\n;", "trước ", "6 tháng ", "(", ")", ".", "...x", "sau khi ", ", và ",
     "ngày 1 ", "số 1/", "/qđ", "luật a ", "iso ", "- ", "\n1. ", "hằng năm ", "hằng quý, 6 tháng, năm, ", "(nếu có) ", "tại sở ", "sáu tháng năm 2026, ", "chín tháng, năm 1911, "],
)  # fmt: skip
def test_long_cells_take_milliseconds(piece: str) -> None:
    cell = piece * (10_000 // len(piece))
    began = time.process_time()
    assert read(cell, PLAN).state == "unclear"
    read(cell[:2000], PLAN)
    read("Năm 2012", PLAN, cell)
    released(cell, PLAN, PLAN.first, lambda day, _count: day)
    assert time.process_time() - began < 0.5  # milliseconds each; other programs do not count


def test_words_that_end_otherwise_than_they_began_take_milliseconds() -> None:
    began = time.process_time()
    assert read("trong thời gian " * 60 + "12 thán năm 2012", PLAN).state == "unclear"
    assert read("nếu hồ sơ " + "a" * 1500 + "1", PLAN).state == "unclear"
    read("quý i 2011" + ", chín tháng, năm 1911" * 40, PLAN)
    rule = "Cục quyết định thưởng hằng năm (trừ thẩm quyền quy định tại khoản 1 Điều 10 Quy chế thực hiện chế độ tiền thưởng năm 2012)"
    assert read(rule, PLAN).state == "unclear"
    assert time.process_time() - began < 0.5


def test_numbers_in_circles_are_no_figures() -> None:
    """What Python calls a digit and cannot count."""
    assert read("①①①2026 ngày 20-21/5", PLAN).state == "unclear"


def test_a_number_said_twice_is_one_in_decomposed_letters_too() -> None:
    phrase = "Hội đồng họp định kỳ 6 (sáu) tháng một lần"
    assert tidy(unicodedata.normalize("NFD", phrase)).key == tidy(phrase).key
