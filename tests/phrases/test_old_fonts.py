"""TCVN3 and VNI, look-alikes and soft hyphens: understood where certain, named where not, kept as written."""

import pytest

from plan.agencies.naming.names import split
from plan.legacy_encodings import decoded, legacy_encoding
from plan.text import fold, keep, nfc
from scheduler.phrases.read import OLD_FONT, read
from scheduler.phrases.reading import Period

TCVN3 = {
    "Th\xadêng xuyªn": "Thường xuyên",
    "Quý II n¨m 2026": "Quý II năm 2026",
    "Th¸ng 12/2026": "Tháng 12/2026",
    "tr\xadíc ngµy 15/12 hµng n¨m": "trước ngày 15/12 hàng năm",
    "6 th¸ng ®Çu n¨m": "6 tháng đầu năm",
    "®Þnh kú hµng quý": "định kỳ hàng quý",
}
VNI = {
    "Thöôøng xuyeân": "Thường xuyên",
    "Quyù II naêm 2026": "Quý II năm 2026",
    "Tröôùc ngaøy 15/12 haøng naêm": "Trước ngày 15/12 hàng năm",
    "Ñònh kyø haøng quyù": "Định kỳ hàng quý",
    "HAØNG NAÊM": "HÀNG NĂM",
}


@pytest.mark.parametrize(
    ("typed", "meant", "encoding"),
    [(*pair, "TCVN3") for pair in TCVN3.items()] + [(*pair, "VNI") for pair in VNI.items()],
)
def test_old_encodings_are_understood(typed: str, meant: str, encoding: str) -> None:
    assert legacy_encoding(typed) == encoding
    assert decoded(typed, encoding) == meant
    old, new = read(typed, Period.parse("2026")), read(meant, Period.parse("2026"))
    assert (old.state, old.parts) == (new.state, new.parts)
    assert old.phrase == typed
    assert any(encoding in line and meant in line for line in old.assumed)


@pytest.mark.parametrize(
    "text",
    [
        "Quý II",
        "báo cáo",
        "Hoàn thành",
        "thi hành",
        "Ðến 30/6",
        "naïve",
        "café",
        "Tháng 12¹/2026",
        "30/6¹",
        "â",
    ],
)
def test_unicode_is_left_alone(text: str) -> None:
    assert legacy_encoding(text) is None


def test_what_cannot_be_told_is_named_as_the_cause() -> None:
    reading = read("Tháng xuyªn ôø 6", Period.parse("2026"))
    assert reading.state == "unclear"
    assert OLD_FONT in reading.unclear


def test_look_alikes_are_compared_alike_and_kept() -> None:
    assert fold("Ðảng ủy") == fold("Đảng ủy")
    assert fold("ủy ban Thƣờng vụ") == fold("Ủy ban Thường vụ")
    assert keep("Ðảng ủy, Thƣờng vụ") == "Ðảng ủy, Thƣờng vụ"


def test_names_typed_in_old_fonts_are_split_like_others() -> None:
    typed = [name.name for name in split("Së Néi vô, Së Tµi chÝnh")]
    assert typed == [name.name for name in split("Sở Nội vụ, Sở Tài chính")] == ["Sở Nội vụ", "Sở Tài chính"]


def test_soft_hyphens_are_kept_and_passed_over() -> None:
    assert keep("n\xadăm") == "n\xadăm"
    assert nfc("n\xadăm") == "năm"
    assert read("Hàng n\xadăm", Period.parse("2026")).state == "scheduled"
