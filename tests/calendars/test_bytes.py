"""The bytes on the wire: folded, escaped, equal."""

import random
import unicodedata
from collections.abc import Callable

import pytest
from icalendar import Calendar, Event
from icalendar.parser import Contentline

from notifications.calendars.ical import WORDS, folded, line_of
from plan.obligations.duty import Duty

LONG = (
    "Rà soát, sửa đổi; bổ sung “chức năng”\\nhiệm vụ,\r\nquyền hạn – 📅👩🏽‍💼 Nghị định: số 04/2007/NĐ-CP; "
)
TITLE = (LONG * 4)[:300]


def lines(body: bytes) -> list[bytes]:
    assert body.endswith(b"\r\n")
    return body[:-2].split(b"\r\n")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("cut", range(8))
def test_long_titles_survive_folding(duty, build, form: str, cut: int) -> None:
    title = unicodedata.normalize(form, "x" * cut + TITLE)
    body = build(duty(title=title, product=title, part=title[:40]), title=title)
    for line in lines(body):
        assert len(line) <= 75
        assert b"\n" not in line
        line.decode()  # no character is cut in two: old programs unfold bytes after decoding
    calendar = Calendar.from_ical(body)
    (event,) = calendar.walk("VEVENT")
    said = " ".join(title.split())
    assert str(event["SUMMARY"]) == f"[Chủ trì] {said.rstrip(' ;')} – {' '.join(title[:40].split())}"
    assert f"\nSản phẩm: {said}\n" in str(event["DESCRIPTION"])


def test_a_title_cannot_write_lines_of_its_own(duty, build) -> None:
    evil = "Một\r\nEND:VEVENT\r\nBEGIN:VALARM\nX:1\x00\x07\x0b\x85\u2028hai"
    body = build(duty(title=evil, product=evil, part=evil), title=evil, scene={"office": evil})
    assert sorted(line for line in lines(body) if line.startswith((b"BEGIN", b"END"))) == [
        b"BEGIN:VCALENDAR",
        b"BEGIN:VEVENT",
        b"END:VCALENDAR",
        b"END:VEVENT",
    ]
    assert not any(n in body.replace(b"\r\n", b"") for n in (*range(32), 127))
    assert b"NAME:M\xe1\xbb\x99t END:VEVENT BEGIN:VALARM X:1 hai\r\n" in body


def test_the_head(build) -> None:
    body = build(title="Kế hoạch, 2012; x")
    assert lines(body) == [
        b"BEGIN:VCALENDAR",
        b"VERSION:2.0",
        b"PRODID:-//dondoc//Don Doc//VI",
        b"CALSCALE:GREGORIAN",
        b"METHOD:PUBLISH",
        "NAME:Kế hoạch\\, 2012\\; x".encode(),
        "X-WR-CALNAME:Kế hoạch\\, 2012\\; x".encode(),
        b"REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        b"X-PUBLISHED-TTL:PT6H",
        b"END:VCALENDAR",
    ]


def test_the_same_duties_give_the_same_bytes(duty: Callable[..., Duty], build) -> None:
    def made() -> bytes:
        return bytes(build(*(duty(id=n, title=f"Việc {n}, {TITLE}") for n in range(50))))

    assert made() == made()


def test_every_event_has_what_the_standard_asks_for(duty, build) -> None:
    for event in Calendar.from_ical(build(duty(), duty(id=8))).walk("VEVENT"):
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(event)
        assert event.errors == []


def test_lines_are_folded_as_icalendar_folds_them() -> None:
    dice = random.Random(1)
    for _ in range(300):
        line = "".join(dice.choices("a b\\^,;đỗ€👩🏽", k=dice.randrange(1, 260)))
        assert folded(line) == Contentline(line).to_ical(), line


@pytest.mark.parametrize("name", sorted(WORDS))
@pytest.mark.parametrize(
    "words", ["", "a, b; c: d", "C:\\n", 'một "hai" ^', "dòng\r\nhai\nba", "Xây dựng Đề án; " * 20]
)
def test_lines_of_words_are_those_of_icalendar(name: str, words: str) -> None:
    """They are written without an event of their own, which would first ask what kind of value they are."""
    event = Event()
    event.add(name, words)
    assert line_of(name, words) == event.content_line(name, event[name]).to_ical() + b"\r\n"
