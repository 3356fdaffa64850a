"""The calendars of everything, given, changed and taken back on a page."""

import re
from datetime import timedelta

from httpx2 import Response
from starlette.testclient import TestClient

from tests.web.conftest import Office, words

OURS = {"Sec-Fetch-Site": "same-origin"}


def act(browser: TestClient, **fields: str) -> Response:
    return browser.post("/calendar/feeds", data=fields, headers=OURS)


def opens(browser: TestClient, page: Response) -> int:
    found = re.search(r"/feeds/[\w-]+\.ics", page.text)
    assert found, words(page)
    return browser.get(found[0]).status_code


def test_an_address_is_given_changed_and_taken_back(province: Office, browser: TestClient) -> None:
    made = act(browser, name="Máy của Phòng CCHC")
    assert opens(browser, made) == 200
    assert "Máy của Phòng CCHC" in words(browser.get("/calendar/feeds"))
    changed = act(browser, rotate="1", leaked="")
    assert (opens(browser, made), opens(browser, changed)) == (200, 200)
    province.now += timedelta(days=15)
    browser.headers["Cookie"] = province.signed_in("operator")
    assert (opens(browser, made), opens(browser, changed)) == (410, 200)
    assert "Đã thu hồi lịch số 2" in words(act(browser, revoke="2"))
    assert opens(browser, changed) == 410


def test_one_that_others_know_ends_at_once(browser: TestClient) -> None:
    made = act(browser, name="điện thoại")
    changed = act(browser, rotate="1", leaked="1")
    assert (opens(browser, made), opens(browser, changed)) == (410, 200)


def test_what_cannot_be_is_said(province: Office, browser: TestClient) -> None:
    _, secret = province.subscribe("so-y-te", "máy của sở")
    del secret
    for fields in ({"rotate": "1"}, {"revoke": "1"}, {"rotate": "x"}, {"plan": "0/KH"}, {"name": "x" * 81}):
        answer = act(browser, **fields)
        assert answer.status_code == 422, fields
        assert "dondoc feed" not in answer.text
    assert act(browser, revoke="x").status_code == 400
