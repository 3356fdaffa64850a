"""A report asked for by itself, on a page: the same act as in the shell, under the person's name."""

from datetime import date

import pytest
from httpx2 import Response
from sqlmodel import col, select
from starlette.testclient import TestClient

from plan.models import Audit, Obligation
from tests.web.conftest import Office, words

OURS = {"Sec-Fetch-Site": "same-origin"}
ASKED = {"title": "Báo cáo thiệt hại do bão", "due": "31/7", "to": "Sở Y tế; ban-dan-toc"}


def ask(browser: TestClient, **fields: str) -> Response:
    return browser.post("/reports/request", data=ASKED | fields, headers=OURS)


def owed(province: Office) -> list[tuple[str, date]]:
    with province.database.read() as session:
        query = select(Obligation.holder, Obligation.due).where(Obligation.label == ASKED["title"])
        return sorted(session.exec(query).all())


def test_it_is_owed_by_those_that_were_named(province: Office, browser: TestClient) -> None:
    answer = ask(browser, document="96/UBND-NC", kind="Công văn", on="16/7", issuer="UBND tỉnh")
    assert answer.status_code == 303
    assert owed(province) == [("ban-dan-toc", date(2012, 7, 31)), ("so-y-te", date(2012, 7, 31))]
    page = words(browser.get(answer.headers["location"]))
    assert "Báo cáo thiệt hại do bão Hạn 31/7/2012. Tính đến 17/7/2012, đã nhận 0/2" in page
    with province.database.read() as session:
        act = session.exec(select(Audit).order_by(col(Audit.number).desc())).first()
        assert act is not None
        assert (act.act, act.who) == ("request report", "user:operator@quangngai.example")


def test_a_form_sent_twice_asks_once(province: Office, browser: TestClient) -> None:
    first, again = ask(browser), ask(browser)
    assert (again.status_code, again.headers["location"]) == (303, first.headers["location"])
    assert len(owed(province)) == 2
    assert ask(browser, due="1/8").headers["location"] != first.headers["location"], (
        "another day is another one"
    )


def test_everybody_who_reports_is_asked_at_once(province: Office, browser: TestClient) -> None:
    assert ask(browser, to="", all="yes").status_code == 303
    assert len(owed(province)) == 35


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"title": " "}, "Báo cáo cần có tên"),
        ({"title": "Báo cáo " * 50}, "dài quá 300 chữ"),
        ({"due": ""}, "Cần ghi ngày phải gửi"),
        ({"due": "32/7"}, "Ngày chưa đúng"),
        ({"due": "16/7/2012"}, "Ngày gửi 16/7/2012 đã qua"),
        ({"to": ""}, "Hãy nêu cơ quan"),
        ({"all": "yes"}, "một trong hai"),
        ({"to": "Sở Y tê"}, "có phải: Sở Y tế?"),
        ({"kind": "Công văn"}, "Cần ghi số, ký hiệu của văn bản yêu cầu"),
        ({"document": "1/A", "on": "18/7/2012"}, "còn ở phía trước"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    province: Office, browser: TestClient, fields: dict[str, str], why: str
) -> None:
    answer = ask(browser, **fields)
    assert answer.status_code == 422
    assert why in words(answer)
    assert "<title>Lỗi: " in answer.text
    assert 'class="summary' in answer.text
    for value in (ASKED | fields).values():
        assert value.strip().replace("'", "&#39;") in answer.text
    assert "dondoc " not in words(answer)
    assert owed(province) == []


def test_a_viewer_asks_nobody(province: Office, browser: TestClient) -> None:
    browser.headers["Cookie"] = province.signed_in("viewer")
    assert browser.get("/reports/request").status_code == 403
    assert "/reports/request" not in browser.get("/reports").text
    assert ask(browser).status_code == 403
