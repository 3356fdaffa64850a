"""Programs that others wrote read our calendars, and read what we wrote."""

import unicodedata
from datetime import date, timedelta

import pytest

from tests.calendars.readers import READERS, by_icalendar, by_the_rules

EVIL = (
    "Rà soát, sửa đổi; bổ sung “chức năng”\\nhiệm vụ,\r\nquyền hạn – 📅👩🏽‍💼🇻🇳 Nghị định: số 04/2007/NĐ-CP;\x00\x07\x0b\x1b\x7f "
    '\\, \\; \\\\ ^n ^\' "BEGIN:VEVENT" %0A &amp; <b>\t\u00a0\u200b\u2028 e\u0301 '
)
TITLE = (EVIL * 4)[:300]
READ = pytest.mark.parametrize("reader", READERS)


def kept(text: str) -> str:
    """What of a title can be in a calendar at all: no control characters, breaks of the line as blanks."""
    return " ".join("".join(c for c in text if unicodedata.category(c) != "Cc" or c.isspace()).split())


@READ
@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("choice", [{}, {"todo": True, "alarm": 2}])
def test_a_title_of_300_characters_comes_through(duty, build, reader: str, form: str, choice: dict) -> None:
    title = unicodedata.normalize(form, TITLE)
    (said,) = READERS[reader](build(duty(title=title, product=title, part=""), choice=choice))
    assert said["SUMMARY"] == f"[Chủ trì] {kept(title)}"
    assert f"\nSản phẩm: {kept(title)}\n" in said["DESCRIPTION"]
    assert unicodedata.is_normalized(form, kept(title))


@READ
@pytest.mark.parametrize("cut", range(12))
def test_wherever_a_line_is_folded(duty, build, reader: str, cut: int) -> None:
    title = "x" * cut + "ộ📅ữ, ;\\" * 30
    (said,) = READERS[reader](build(duty(title=title, part="")))
    assert said["SUMMARY"] == f"[Chủ trì] {kept(title)}"


@READ
def test_all_read_the_same(duty, build, reader: str) -> None:
    body = build(
        duty(id=1),
        duty(id=2, status="late", revision=3),
        duty(id=3, status="done", done_on=date(2012, 5, 2), leads=("so-y-te",), partners=("so-noi-vu",)),
        duty(id=4, status="cancelled", cancelled_on=date(2012, 5, 2), kind="report", section="", number=""),
        duty(id=5, due=date(2012, 12, 31), extended_from=date(2012, 6, 30)),
    )
    said = READERS[reader](body)
    assert said == by_the_rules(body)
    assert [s["DTSTART"] for s in said] == ["20120630"] * 4 + ["20121231"]
    assert said[3]["STATUS"] == "CANCELLED"


@READ
@pytest.mark.slow
def test_ten_thousand_events(duty, build, reader: str) -> None:
    body = ten_thousand(duty, build)
    said = READERS[reader](body)
    assert len(said) == 10_000
    assert said[0]["SUMMARY"].startswith("[Chủ trì] 0 Rà soát")
    assert len({s["UID"] for s in said}) == 10_000
    assert said[::1000] == by_icalendar(body)[::1000]


def ten_thousand(duty, build) -> bytes:
    return build(
        *(
            duty(id=n, title=f"{n} {kept(TITLE)[:120]}", due=date(2012, 1, 1) + timedelta(n % 1400))
            for n in range(10_000)
        )
    )


@READ
def test_an_empty_calendar_is_read(build, reader: str) -> None:
    assert READERS[reader](build()) == []
