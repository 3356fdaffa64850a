"""The same calendar in four forms, each with its validators."""

import gzip
import json
from datetime import date, timedelta
from email.utils import parsedate_to_datetime

import pytest
from icalendar import Calendar

from plan.subscriptions.reads import client_of

LATE = date(2012, 6, 29)


@pytest.fixture
def address(office) -> str:
    office.oblige("so-y-te", LATE, "Phòng dịch")
    return f"/feeds/{office.subscribe('so-y-te')[1]}.ics"


def test_gzip_is_for_who_takes_it(stranger, address) -> None:
    plain, squeezed = (
        stranger.get(address, headers={"Accept-Encoding": said}) for said in ("identity", "br, gzip;q=0.5")
    )
    assert "content-encoding" not in plain.headers
    assert squeezed.headers["content-encoding"] == "gzip"
    assert squeezed.content == plain.content  # the client unpacks it
    assert int(squeezed.headers["content-length"]) < int(plain.headers["content-length"])
    assert plain.headers["vary"] == squeezed.headers["vary"] == "Accept, Accept-Encoding"
    assert squeezed.headers["etag"] != plain.headers["etag"], (
        "strong validators are of bytes (RFC 9110, 8.8.3.3)"
    )


@pytest.mark.words
@pytest.mark.parametrize("said", ["gzip;q=0", "identity, *;q=0", "br", "gzip;q=much"])
def test_who_does_not_take_it_is_not_sent_it(stranger, address, said: str) -> None:
    assert "content-encoding" not in stranger.get(address, headers={"Accept-Encoding": said}).headers


def test_squeezed_bytes_are_the_same_at_each_read(stranger, address) -> None:
    def raw() -> bytes:
        with stranger.stream("GET", address, headers={"Accept-Encoding": "gzip"}) as answer:
            return b"".join(answer.iter_raw())

    assert raw() == raw()
    assert gzip.decompress(raw()).startswith(b"BEGIN:VCALENDAR\r\n")


def test_either_encoding_known_is_known(stranger, address) -> None:
    squeezed = stranger.get(address, headers={"Accept-Encoding": "gzip"}).headers["etag"]
    headers = {"Accept-Encoding": "identity", "If-None-Match": squeezed}
    assert stranger.get(address, headers=headers).status_code == 304


def test_since_when_is_asked_too(office, stranger, address) -> None:
    first = stranger.get(address)
    modified = first.headers["last-modified"]
    assert parsedate_to_datetime(modified) == office.now
    again = stranger.get(address, headers={"If-Modified-Since": modified})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["last-modified"] == modified
    office.now += timedelta(hours=1)
    office.rename("so-y-te", "Sở Y tế tỉnh")
    assert stranger.get(address, headers={"If-Modified-Since": modified}).status_code == 200


def test_the_etag_goes_before_the_time(stranger, address) -> None:
    first = stranger.get(address).headers
    known = {"If-None-Match": '"other"', "If-Modified-Since": first["last-modified"]}
    assert stranger.get(address, headers=known).status_code == 200
    known = {"If-None-Match": first["etag"], "If-Modified-Since": "Mon, 01 Jan 1990 00:00:00 GMT"}
    assert stranger.get(address, headers=known).status_code == 304


@pytest.mark.words
@pytest.mark.parametrize("said", ["yesterday", "", "Tue, 40 Jul 2012 02:00:00 GMT", "2012-07-10"])
def test_what_is_no_date_is_passed_over(stranger, address, said: str) -> None:
    assert stranger.get(address, headers={"If-Modified-Since": said}).status_code == 200


@pytest.mark.parametrize(
    "said", ["application/json", "application/json, text/calendar;q=0.5", "application/json, */*"]
)
def test_programs_ask_for_json(stranger, address, said: str) -> None:
    answer = stranger.get(address, headers={"Accept": said})
    assert answer.headers["content-type"] == "application/json"
    told = json.loads(answer.content)
    assert told["name"] == "Đôn Đốc – Sở Y tế"
    (event,) = told["events"]
    assert (event["id"], event["status"], event["due"], event["agencies"]) == (
        1,
        "late",
        "2012-06-29",
        ["so-y-te"],
    )
    assert (event["role"], event["sequence"]) == ("lead", 0)
    (shown,) = Calendar.from_ical(stranger.get(address).content).walk("VEVENT")
    assert (event["uid"], event["summary"]) == (str(shown["UID"]), str(shown["SUMMARY"]))
    known = {"Accept": said, "If-None-Match": answer.headers["etag"]}
    assert stranger.get(address, headers=known).status_code == 304


@pytest.mark.words
@pytest.mark.parametrize(
    "said",
    [
        "*/*",
        "text/calendar",
        "text/html,application/xhtml+xml,*/*;q=0.8",
        "application/json;q=0.3, text/calendar",
    ],
)
def test_everybody_else_gets_the_calendar(stranger, address, said: str) -> None:
    answer = stranger.get(address, headers={"Accept": said})
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"


def test_the_json_of_one_is_no_etag_for_the_other(stranger, address) -> None:
    etag = stranger.get(address, headers={"Accept": "application/json"}).headers["etag"]
    assert stranger.get(address, headers={"If-None-Match": etag}).status_code == 200


def test_who_read_it_last_is_known_to_the_hour(office, stranger, address) -> None:
    from plan.views.feeds import all_feeds

    def seen():
        with office.database.read() as session:
            (feed,) = all_feeds(session)
            return feed.seen_at, feed.client

    begun = office.now
    assert seen() == (None, "")
    stranger.get(address, headers={"User-Agent": "Google-Calendar-Importer"})
    assert seen() == (begun, "Google Calendar")
    office.now += timedelta(minutes=59)
    stranger.get(address, headers={"User-Agent": "Thunderbird/153.0"})
    assert seen() == (begun, "Google Calendar")
    office.now += timedelta(minutes=1)
    etag = stranger.get(address).headers["etag"]
    office.now += timedelta(hours=1)
    known = {"User-Agent": "ICSx5/2.2 (at.bitfire.icsdroid)", "If-None-Match": etag}
    assert stranger.get(address, headers=known).status_code == 304
    assert seen() == (begun + timedelta(hours=2), "ICSx5")


def test_a_database_that_cannot_be_written_to_is_still_read_from(
    office, stranger, address, monkeypatch
) -> None:
    from plan.storage.errors import StorageError

    before = stranger.get(address)
    office.now += timedelta(hours=2)

    def full(_database: object) -> None:
        raise StorageError("đĩa đầy")

    monkeypatch.setattr(type(office.database), "begin", full)
    after = stranger.get(address)
    assert after.content == before.content
    assert after.headers["etag"] == before.headers["etag"]


@pytest.mark.parametrize(
    ("said", "known_as"),
    [
        ("Google-Calendar-Importer", "Google Calendar"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Thunderbird/153.0", "Thunderbird"),
        ("macOS/14.1 (23B74) dataaccessd/1.0", "Lịch của iPhone, iPad"),
        ("Mac OS X/10.15.7 (19H2) CalendarAgent/930.5.1", "Lịch của Mac"),
        ("Microsoft.Exchange/15.20 (OutlookCalendar)", "Outlook trên web"),
        ("Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0)", "Outlook"),
        ("vdirsyncer/0.19.0", "vdirsyncer"),
        ("<script>\x00 alert", "<script>"),
        ("", ""),
        ("x" * 5000, "x" * 40),
    ],
)
def test_programs_are_called_by_their_names(said: str, known_as: str) -> None:
    assert client_of(said) == known_as


def test_everything_does_not_grow_for_ever(office, stranger) -> None:
    done = {"done_on": date(2010, 12, 1)}
    office.oblige("so-y-te", date(2010, 12, 31), "Xong đã lâu", **done)
    office.oblige("so-y-te", date(2010, 12, 31), "Vẫn mở")
    office.oblige("so-y-te", date(2011, 1, 1), "Xong năm ngoái", done_on=date(2011, 1, 1))
    every, one = (stranger.get(f"/feeds/{office.subscribe(a)[1]}.ics").content for a in (None, "so-y-te"))
    said = [str(e["SUMMARY"]) for e in Calendar.from_ical(every).walk("VEVENT")]
    assert said == ["[Quá hạn] Sở Y tế: Vẫn mở", "[Đã xong] Sở Y tế: Xong năm ngoái"]
    assert len(Calendar.from_ical(one).walk("VEVENT")) == 3
