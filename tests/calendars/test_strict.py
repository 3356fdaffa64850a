"""The checker finds what it is there to find, and nothing in our own calendars."""

from datetime import date

import pytest

from tests.calendars.strict import faults

GOOD = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//y//VI
METHOD:PUBLISH
REFRESH-INTERVAL;VALUE=DURATION:PT6H
BEGIN:VEVENT
UID:5b0c
DTSTAMP:20120326T010203Z
DTSTART;VALUE=DATE:20120630
DTEND;VALUE=DATE:20120701
SEQUENCE:3
SUMMARY:Một\\, hai\\; ba\\nbốn
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Một
TRIGGER:-P1D
END:VALARM
END:VEVENT
BEGIN:VTODO
UID:5b0d
DTSTAMP:20120326T010203Z
DTSTART;VALUE=DATE:20120601
DUE;VALUE=DATE:20120630
STATUS:NEEDS-ACTION
END:VTODO
END:VCALENDAR
"""


def wire(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


def test_what_is_good_is_good() -> None:
    assert faults(wire(GOOD)) == []


@pytest.mark.parametrize(
    ("was", "becomes", "section"),
    [
        ("VERSION:2.0\n", "", "3.6: VCALENDAR without VERSION"),
        ("VERSION:2.0", "VERSION:1.0", "3.8: VCALENDAR VERSION"),
        (";VALUE=DURATION", "", "RFC 7986 5.7: REFRESH-INTERVAL has no"),
        ("PT6H", "6:00:00", "RFC 7986 5.7: REFRESH-INTERVAL is"),
        ("UID:5b0c", "UID:1@dondoc.example", "RFC 7986 5.3"),
        ("UID:5b0c\n", "", "3.6: VEVENT without UID"),
        ("UID:5b0d", "UID:5b0c", "3.8.4.7"),
        ("SEQUENCE:3", "SEQUENCE:-3", "3.8.7.4"),
        ("SEQUENCE:3", "SEQUENCE:3\nSEQUENCE:4", "3.6: VEVENT has SEQUENCE 2 times"),
        ("SEQUENCE:3", "DUE;VALUE=DATE:20120630", "3.8: DUE does not belong in VEVENT"),
        ("20120326T010203Z", "20120326T010203", "3.8.7: DTSTAMP"),
        ("DTSTART;VALUE=DATE:20120630", "DTSTART:20120630", "3.3.4: DTSTART is no whole day"),
        ("DTEND;VALUE=DATE:20120701", "DTEND;VALUE=DATE:20120630", "3.8.2.2"),
        ("DTEND;VALUE=DATE:20120701", "DTEND;VALUE=DATE:20120632", "3.3.4: DTEND"),
        ("DUE;VALUE=DATE:20120630", "DUE;VALUE=DATE:20120601", "3.8.2.3"),
        ("STATUS:NEEDS-ACTION", "STATUS:CONFIRMED", "3.8: VTODO STATUS"),
        ("Một\\, hai", "Một, hai", "3.3.11"),
        ("Một\\, hai", "Một\\t hai", "3.3.11"),
        ("Một\\, hai", "Một\x07 hai", "3.1: a control character"),
        ("ACTION:DISPLAY\n", "", "3.6: VALARM without ACTION"),
        ("TRIGGER:-P1D", "TRIGGER;RELATED=MIDDLE:-P1D", "3.2.14"),
        ("TRIGGER:-P1D", "TRIGGER:-1D", "3.8.6.3"),
        ("DESCRIPTION:Một\n", "", "3.6.6"),
        ("END:VALARM\n", "", "3.4"),
        ("END:VCALENDAR\n", "", "3.4: VCALENDAR is never closed"),
        ("BEGIN:VTODO", "BEGIN:VJOURNAL", "3.6: VJOURNAL"),
        ("SUMMARY:", "SUMMARY", "3.1: not a content line"),
        ("SUMMARY:", "SUMMARY;FOO=1:", "3.2: SUMMARY has"),
        ("SUMMARY:Một", "SUMMARY:" + "x" * 80, "3.1: line"),
    ],
)
def test_what_is_wrong_is_found(was: str, becomes: str, section: str) -> None:
    assert was in GOOD
    assert any(fault.startswith(section) for fault in faults(wire(GOOD.replace(was, becomes, 1))))


@pytest.mark.parametrize(
    ("was", "becomes", "section"),
    [
        (b"\r\nSEQUENCE", b"\nSEQUENCE", "3.1: a line break"),
        (b"END:VCALENDAR\r\n", b"END:VCALENDAR", "3.1: the last line"),
        ("ột".encode(), "ộ".encode()[:1] + b"\r\n " + "ộ".encode()[1:] + b"t", "3.1: line"),
    ],
)
def test_wrong_octets_are_found(was: bytes, becomes: bytes, section: str) -> None:
    assert any(fault.startswith(section) for fault in faults(wire(GOOD).replace(was, becomes, 1)))


@pytest.mark.parametrize("choice", [{}, {"alarm": 3}, {"todo": True}, {"todo": True, "alarm": 0}])
@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"status": "late"},
        {"status": "done", "done_on": date(2012, 5, 2), "document": "12/BC-SNV"},
        {"status": "cancelled", "cancelled_on": date(2012, 5, 2)},
        {"leads": (), "partners": ()},
        {"opens": date(2012, 6, 30)},
        {
            "title": "Rà soát, sửa đổi; bổ sung \\n 📅👩🏽‍💼\x00\x07\x85 " * 8,
            "part": "",
            "product": "",
            "timing": "",
        },
    ],
)
def test_our_calendars_break_no_rule(
    duty, build, choice: dict[str, object], facts: dict[str, object]
) -> None:
    assert faults(build(duty(**facts), duty(id=8), choice=choice)) == []


def test_an_empty_calendar_breaks_no_other(build) -> None:
    assert faults(build()) == []
