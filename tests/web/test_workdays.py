"""The working calendar of a year in the browser."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from httpx2 import Response
from sqlmodel import select
from starlette.testclient import TestClient

from plan.audit.log import history
from plan.models import Obligation
from plan.storage.working_days import confirmed, days
from tests.web.conftest import Office, words

OURS = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}
Send = Callable[..., Response]
OFF = {"day": "31/12/2012", "working": "0", "label": "nghỉ bù", "source": "12/TB-VPCP"}


@pytest.fixture
def send(browser: TestClient) -> Send:
    def sent(act: str, year: int = 2012, **fields: str) -> Response:
        if "revision" not in fields:
            found = re.search(r'name="revision" value="(\w+)"', browser.get(f"/admin/workdays/{year}").text)
            fields["revision"] = found[1] if found else ""
        return browser.post(f"/admin/workdays/{year}/{act}", data=fields, headers=OURS)

    return sent


def ends_on(province: Office, day: date) -> int:
    with province.database.read() as session:
        return len(session.exec(select(Obligation.id).where(Obligation.ends == day)).all())


def test_what_a_day_moves_is_shown_then_taken_then_taken_back(
    province: Office, browser: TestClient, send: Send
) -> None:
    count = ends_on(province, date(2012, 12, 31))
    shown = words(send("set", **OFF))
    assert "Thứ Hai, 31/12/2012: nghỉ , nghỉ bù (12/TB-VPCP)" in shown
    assert f"{count} việc có ngày cuối đúng hạn khác đi" in shown
    assert "31/12/2012 02/01/2013" in shown
    assert ends_on(province, date(2012, 12, 31)) == count
    assert send("set", **OFF, confirmed="1").status_code == 303
    assert (ends_on(province, date(2012, 12, 31)), ends_on(province, date(2013, 1, 2))) == (0, count)
    assert "31/12/2012 thứ Hai nghỉ nghỉ bù 12/TB-VPCP" in words(browser.get("/admin/workdays/2012"))
    assert f"{count} việc có ngày cuối" in words(send("unset", day="31/12/2012"))
    assert send("unset", day="31/12/2012", confirmed="1").status_code == 303
    assert ends_on(province, date(2012, 12, 31)) == count
    assert send("unset", day="31/12/2012", confirmed="1").status_code == 422
    with province.database.read() as session:
        told = history(session, "calendar 2012-12-31")
        assert [(one.act, one.who) for one in told] == [("workday", "user:operator@quangngai.example")] * 2


def test_a_swap_is_two_days(province: Office, send: Send) -> None:
    assert send("set", **OFF, swap="29/12/2012", confirmed="1").status_code == 303
    with province.database.read() as session:
        found = [(row.day.day, row.working) for row in days(session, 2012)]
    assert found == [(29, True), (31, False)]
    assert "phải khác ngày nghỉ" in words(send("set", **OFF, swap="31/12/2012"))


def test_a_year_is_confirmed_and_that_taken_back(province: Office, browser: TestClient, send: Send) -> None:
    assert send("confirm", source=" ").status_code == 422
    assert send("confirm", source="1234/TB-BLĐTBXH <b>").status_code == 303
    assert "Đã xác nhận theo: 1234/TB-BLĐTBXH &lt;b&gt;." in browser.get("/admin/workdays/2012").text
    with province.database.read() as session:
        assert confirmed(session) == {2012: "1234/TB-BLĐTBXH <b>"}
    assert send("unconfirm").status_code == 303
    assert send("unconfirm").status_code == 422
    assert "Chưa ai xác nhận" in browser.get("/admin/workdays/2012").text


def test_what_cannot_be_keeps_what_was_typed(send: Send) -> None:
    for wrong, why in (
        ({"day": "31/2/2012"}, "Ngày chưa đúng"),
        ({"day": "1/1/1999"}, "Năm phải từ 2000 đến 2100"),
        ({"label": ""}, "Cần ghi tên ngày và văn bản"),
        ({"source": "x" * 301}, "Dài quá 300 chữ"),
        ({"swap": "abc"}, "Ngày chưa đúng"),
    ):
        answer = send("set", **(OFF | wrong))
        assert answer.status_code == 422
        assert why in words(answer)
        assert 'value="nghỉ bù"' in answer.text or "label" in wrong


def test_two_people_at_once(browser: TestClient, send: Send) -> None:
    old = re.search(r'name="revision" value="(\w+)"', browser.get("/admin/workdays/2012").text)
    assert old
    assert send("confirm", source="1/TB").status_code == 303
    answer = send("set", **OFF, revision=old[1], confirmed="1")
    assert answer.status_code == 412
    assert "Có người khác vừa sửa lịch năm này trước" in answer.text
    assert 'value="nghỉ bù"' in answer.text


def test_viewers_look(province: Office, browser: TestClient) -> None:
    browser.headers["Cookie"] = province.signed_in("viewer")
    page = browser.get("/admin/workdays/2012").text
    assert "Quốc khánh" in page
    assert 'action="/admin/workdays' not in page
    assert browser.post("/admin/workdays/2012/confirm", headers=OURS).status_code == 403


def test_a_form_without_its_field_is_refused(local) -> None:
    headers = {"Sec-Fetch-Site": "same-origin"}
    answer = local.post("/admin/workdays/2012/confirm", data={"revision": "none"}, headers=headers)
    assert answer.status_code == 412
