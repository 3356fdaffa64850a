"""A letter in one line: what fits into a message, whatever the names are."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.notice import Contact, LetterContent, LetterLine
from notifications.short_message import MOST, finish, one_line, plain, read
from tests.delivery.queue import DAY, OFFICE, line, message

GSM = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,:;/()+&%'\"!?*=<>@#-")
HEALTH = Contact("so-y-te", "Sở Y tế", ("sms:+84901234567",))


def content(*lines: LetterLine, to: Contact = HEALTH, office: Contact = OFFICE) -> LetterContent:
    return replace(message(1), to=to, lines=lines, office=office)


def late(by: int, ends: date) -> LetterLine:
    return replace(line(by), late_by=by, ends=ends, due=ends)


def test_it_says_office_how_many_late_and_the_nearest_day() -> None:
    said = one_line(content(late(3, date(2012, 6, 29)), line(), replace(line(2), ends=date(2012, 7, 6))))
    assert said == "Don doc: So Y te co 1 viec qua han, 2 viec khac; han gan nhat 06/7/2012. Hoi: So Noi vu"


def test_where_all_are_late_the_nearest_day_is_past() -> None:
    said = one_line(content(late(3, date(2012, 6, 29)), late(1, date(2012, 7, 3))))
    assert "co 2 viec qua han; han gan nhat da qua 03/7/2012." in said


def test_where_none_is_late_nothing_is_called_late() -> None:
    assert "co 1 viec duoc nhac; han gan nhat 09/7/2012." in one_line(content(line()))


def test_who_watches_others_reads_how_many_they_are() -> None:
    leads = (Contact("so-a", "Sở A", ()), Contact("so-b", "Sở B", ()))
    of_others = replace(late(2, date(2012, 7, 2)), role="watch", leads=leads)
    assert "So Y te theo doi 2 co quan: 1 viec qua han; " in one_line(content(of_others))


def test_its_bytes_are_what_a_gateway_reads() -> None:
    finished = finish(content(line()), "spool", "digest.2012-07-04.so-y-te.spool")
    facts = json.loads(finished.raw)
    assert facts == {
        "id": "digest.2012-07-04.so-y-te.spool",
        "to": "+84901234567",
        "agency": "so-y-te",
        "text": finished.subject,
        "day": "2012-07-04",
    }
    assert finished.raw.isascii()
    assert (finished.recipients, finished.sender) == (("sms:+84901234567",), "")
    assert read(finished.raw) == ("+84901234567", finished.subject)


@pytest.mark.parametrize(
    ("written", "as_plain"),
    [
        ("Sở Nội vụ tỉnh Quảng Ngãi", "So Noi vu tinh Quang Ngai"),
        ("Đảng ủy – “Khối”", 'Dang uy - "Khoi"'),
        ("a\u0300\nb\t{c}[d]", "a b c d"),
        ("Ủy ban\u00a0nhân dân", "Uy ban nhan dan"),
    ],
)
def test_marks_and_what_costs_more_are_left_out(written: str, as_plain: str) -> None:
    assert plain(written) == as_plain


@given(name=st.text(max_size=400), office=st.text(max_size=400), many=st.integers(1, 300))
def test_whatever_the_names_it_is_one_plain_line(name: str, office: str, many: int) -> None:
    lines = [late(2, DAY.replace(day=2)), *[line()] * many]
    said = one_line(content(*lines, to=replace(HEALTH, name=name), office=replace(OFFICE, name=office)))
    assert len(said) <= MOST
    assert set(said) <= GSM
    assert "http" not in one_line(content(*lines))
    assert f"1 viec qua han, {many} viec khac; han gan nhat 09/7/2012" in said
