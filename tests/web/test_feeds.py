"""The feed over HTTP: who gets it, when it is sent again, and what never leaks."""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi import FastAPI
from icalendar import Calendar
from starlette.testclient import TestClient

from notifications.calendars.ical import build, visible
from plan.subscriptions import feeds
from tests.web.conftest import Office
from web.app import create_app

LATE = date(2012, 6, 29)
TODAY = date(2012, 7, 10)


@pytest.fixture
def app(office: Office) -> FastAPI:
    """An application of its own: it keeps what it rendered."""
    return create_app(office.site())


def events(body: bytes) -> list[str]:
    return [str(event["SUMMARY"]) for event in Calendar.from_ical(body).walk("VEVENT")]


def test_an_agency_sees_what_it_leads_and_helps_with(office, stranger) -> None:
    office.oblige("so-tai-chinh", LATE, "Quyết toán")
    office.oblige("so-y-te", date(2012, 9, 30), "Phòng dịch", partner="so-tai-chinh")
    office.oblige("so-y-te", date(2012, 9, 30), "Của riêng Sở Y tế")
    _, secret = office.subscribe("so-tai-chinh")
    answer = stranger.get(f"/feeds/{secret}.ics")
    assert answer.status_code == 200
    assert events(answer.content) == ["[Quá hạn] [Chủ trì] Quyết toán", "[Phối hợp] Phòng dịch"]
    assert str(Calendar.from_ical(answer.content)["NAME"]) == "Đôn Đốc – Sở Tài chính"


def test_without_an_agency_it_holds_everything(office, stranger) -> None:
    office.oblige("so-tai-chinh", LATE, "Quyết toán")
    office.oblige("so-y-te", date(2012, 9, 30), "Phòng dịch", partner="so-tai-chinh")
    _, secret = office.subscribe(None)
    body = stranger.get(f"/feeds/{secret}.ics").content
    assert events(body) == ["[Quá hạn] Sở Tài chính: Quyết toán", "Sở Y tế: Phòng dịch"]


def test_headers(office, stranger) -> None:
    _, secret = office.subscribe("so-y-te")
    headers = stranger.get(f"/feeds/{secret}.ics").headers
    assert headers["content-type"] == "text/calendar; charset=utf-8"
    assert headers["cache-control"] == "private, no-cache"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert "content-disposition" not in headers
    assert headers["etag"].startswith('"')


def test_a_calendar_without_events_is_a_calendar(office, stranger) -> None:
    _, secret = office.subscribe("so-y-te")
    body = stranger.get(f"/feeds/{secret}.ics").content
    assert Calendar.from_ical(body).walk("VEVENT") == []


@pytest.mark.parametrize("known", ["{}", "W/{}", '"other", {}', '"a,b" , W/{} ,"c"', "*"])
def test_what_the_reader_has_is_not_sent_again(office, stranger, known: str) -> None:
    _, secret = office.subscribe("so-y-te")
    etag = stranger.get(f"/feeds/{secret}.ics").headers["etag"]
    for method in ("GET", "HEAD"):
        answer = stranger.request(
            method, f"/feeds/{secret}.ics", headers={"If-None-Match": known.format(etag)}
        )
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == etag
        assert answer.headers["cache-control"] == "private, no-cache"


@pytest.mark.words
@pytest.mark.parametrize("known", ['"other"', 'W/"other"', "", "garbage", '"*"', "{}"])
def test_anything_else_is_sent(office, stranger, known: str) -> None:
    _, secret = office.subscribe("so-y-te")
    unquoted = stranger.get(f"/feeds/{secret}.ics").headers["etag"].strip('"')
    headers = {"If-None-Match": known.format(unquoted)}
    assert stranger.get(f"/feeds/{secret}.ics", headers=headers).status_code == 200


def test_head_tells_the_same_as_get(office, stranger) -> None:
    _, secret = office.subscribe("so-y-te")
    got, headed = (stranger.request(m, f"/feeds/{secret}.ics") for m in ("GET", "HEAD"))
    assert headed.status_code == 200
    assert headed.headers["etag"] == got.headers["etag"]
    assert headed.headers["content-length"] == got.headers["content-length"]


def test_a_change_changes_the_etag_and_only_what_changed(office, stranger) -> None:
    first = office.oblige("so-y-te", LATE, "Một")
    office.oblige("so-y-te", LATE, "Hai")
    _, secret = office.subscribe("so-y-te")
    before = stranger.get(f"/feeds/{secret}.ics")
    office.close(first, TODAY)
    after = stranger.get(f"/feeds/{secret}.ics", headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200
    assert events(after.content) == ["[Đã xong] [Chủ trì] Một", "[Quá hạn] [Chủ trì] Hai"]
    old, new = (Calendar.from_ical(a.content).walk("VEVENT") for a in (before, after))
    assert old[1].to_ical() == new[1].to_ical()


def test_the_turn_of_the_day_makes_late_and_nothing_else_does(office, stranger) -> None:
    office.oblige("so-y-te", TODAY, "Phòng dịch")
    _, secret = office.subscribe("so-y-te")
    etag = stranger.get(f"/feeds/{secret}.ics").headers["etag"]
    office.now += timedelta(hours=14, minutes=59)
    again = stranger.get(f"/feeds/{secret}.ics", headers={"If-None-Match": etag})
    assert again.status_code == 304
    office.now += timedelta(minutes=1)  # midnight in Vietnam
    late = stranger.get(f"/feeds/{secret}.ics", headers={"If-None-Match": etag})
    assert late.status_code == 200
    assert events(late.content) == ["[Quá hạn] [Chủ trì] Phòng dịch"]


def test_while_nothing_changes_nothing_is_built(office, stranger, monkeypatch) -> None:
    office.oblige("so-y-te", TODAY, "Phòng dịch")
    _, secret = office.subscribe("so-y-te")
    first = stranger.get(f"/feeds/{secret}.ics")

    def forbidden(*_args: object, **_named: object) -> None:
        raise AssertionError("done again")

    monkeypatch.setattr("notifications.calendars.publish.snapshot", forbidden)
    monkeypatch.setattr(type(office.database), "begin", forbidden)  # nothing is written either
    assert stranger.get(f"/feeds/{secret}.ics").content == first.content


def test_many_who_ask_at_once_are_answered_from_one_building(office, stranger, monkeypatch) -> None:
    office.oblige("so-y-te", TODAY, "Phòng dịch")
    _, secret = office.subscribe("so-y-te")
    built: list[bytes] = []
    start = threading.Barrier(8)

    def slowly(*args: Any, **named: Any) -> bytes:
        time.sleep(0.2)
        built.append(build(*args, **named))
        return built[-1]

    monkeypatch.setattr(
        "notifications.calendars.publish.ical", SimpleNamespace(visible=visible, build=slowly)
    )

    def ask() -> bytes:
        start.wait()
        return bytes(stranger.get(f"/feeds/{secret}.ics").content)

    with stranger, ThreadPoolExecutor(8) as pool:
        answers = {f.result() for f in [pool.submit(ask) for _ in range(8)]}
    assert answers == set(built)
    assert len(built) == 1


@pytest.mark.parametrize(
    "path", ["/feeds/nobody.ics", "/feeds/.ics", "/feeds/%00.ics", "/feeds/" + "x" * 5000 + ".ics"]
)
def test_an_unknown_secret_is_not_found(office, stranger, path: str) -> None:
    office.subscribe("so-y-te")
    answer = stranger.get(path)
    assert answer.status_code == 404
    assert "Không có trang này" in answer.text


def test_neither_the_hash_nor_the_number_opens_a_feed(office, stranger) -> None:
    number, secret = office.subscribe("so-y-te")
    for key in (feeds.hashed(secret), str(number), secret[:-1], secret + " "):
        assert stranger.get(f"/feeds/{key}.ics").status_code == 404
    assert stranger.get(f"/feeds/{secret}").status_code == 404


def test_a_revoked_feed_is_gone_and_its_successor_lives(office, stranger) -> None:
    number, old = office.subscribe("so-y-te")
    assert stranger.get(f"/feeds/{old}.ics").status_code == 200
    with office.database.begin() as session:
        _, new = feeds.rotate(session, office.act(), number, timedelta(0))
    gone = stranger.get(f"/feeds/{old}.ics", headers={"If-None-Match": "*"})
    assert gone.status_code == 410
    assert "thu hồi" in gone.text
    assert stranger.get(f"/feeds/{new}.ics").status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PROPFIND"])
def test_a_feed_is_only_read(office, stranger, method: str) -> None:
    _, secret = office.subscribe("so-y-te")
    answer = stranger.request(method, f"/feeds/{secret}.ics")
    assert answer.status_code == 405
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}


def test_the_secret_reaches_no_log_and_no_page(
    office, visit: Callable[..., TestClient], caplog, monkeypatch
) -> None:
    client = visit("203.0.113.7", raise_server_exceptions=False)
    _, secret = office.subscribe("so-y-te")
    said = [client.get(f"/feeds/{secret}.ics").text, client.post(f"/feeds/{secret}.ics").text]

    def broken(*_args: object, **_named: object) -> bytes:
        raise RuntimeError("the disk is on fire")

    monkeypatch.setattr("notifications.calendars.publish.snapshot", broken)
    office.oblige("so-y-te", TODAY)
    with caplog.at_level(logging.DEBUG):
        failed = client.get(f"/feeds/{secret}.ics")
    assert failed.status_code == 500
    assert "on fire" not in failed.text
    assert failed.headers["referrer-policy"] == "no-referrer"
    assert secret not in "".join([*said, failed.text, str(failed.headers)])
    # The client of the test logs its own requests; what counts is what the program says.
    ours = [
        r.getMessage() + str(r.exc_text) for r in caplog.records if not r.name.startswith(("http", "asyncio"))
    ]
    assert secret not in "\n".join(ours)


def test_what_has_not_changed_is_answered_without_asking_in_full(office, stranger, monkeypatch) -> None:
    if office.database.engine.dialect.name != "sqlite":
        pytest.skip("a server is asked over the network")
    office.oblige("so-y-te", TODAY, "Phòng dịch")
    feed, secret = office.subscribe("so-y-te")
    address = f"/feeds/{secret}.ics"
    first = [stranger.get(address) for _ in range(3)][-1]

    def forbidden(*_args: object, **_named: object) -> None:
        raise AssertionError("asked in full")

    with monkeypatch.context() as patched:
        patched.setattr(type(office.database), "read", forbidden)
        again = stranger.get(address)
        assert (again.status_code, again.content) == (200, first.content)
        assert dict(again.headers) == dict(first.headers)
        known = {"If-None-Match": first.headers["etag"]}
        assert stranger.get(address, headers=known).status_code == 304
        assert stranger.get(address, headers={"Accept": "application/json"}).json()["events"]
        assert stranger.get(address, headers={"Accept-Encoding": "identity"}).content == first.content
    office.oblige("so-y-te", TODAY, "Tiêm chủng")
    assert len(events(stranger.get(address).content)) == 2
    with office.database.begin() as session:
        feeds.revoke(session, office.act(), feed)
    assert stranger.get(address).status_code == 410


@pytest.mark.parametrize("later", [timedelta(hours=1), timedelta(hours=-1), timedelta(hours=15)])
def test_a_kept_calendar_is_asked_for_anew_by_the_hour_and_by_the_day(office, stranger, later) -> None:
    office.oblige("so-y-te", TODAY, "Phòng dịch")
    _, secret = office.subscribe("so-y-te")
    for _ in range(3):
        stranger.get(f"/feeds/{secret}.ics")
    office.now += later
    stranger.get(f"/feeds/{secret}.ics")
    with office.database.read() as session:
        found = feeds.find(session, secret)
        assert found is not None
        assert found.seen_at == office.now


def test_a_change_writes_its_own_calendars_anew_and_no_other(office, stranger, monkeypatch) -> None:
    first = office.oblige("so-y-te", LATE, "Một")
    office.oblige("so-tai-chinh", LATE, "Hai")
    secrets = [office.subscribe(code)[1] for code in ("so-y-te", "so-tai-chinh")]
    before = [stranger.get(f"/feeds/{secret}.ics") for secret in secrets]
    written: list[object] = []

    def counted(*args: Any, **named: Any) -> bytes:
        written.append(args)
        return build(*args, **named)

    monkeypatch.setattr(
        "notifications.calendars.publish.ical", SimpleNamespace(visible=visible, build=counted)
    )
    office.close(first, TODAY)
    after = [stranger.get(f"/feeds/{secret}.ics") for secret in secrets]
    assert [one.content == two.content for one, two in zip(before, after, strict=True)] == [False, True]
    assert len(written) == 1
