"""The report board as its script asks for it: parts of the page, never less than the page says without a script."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from httpx2 import Response
from sqlmodel import select
from starlette.testclient import TestClient

from plan.models import Obligation
from plan.people import sign_ins
from tests.web.conftest import Office, words

BACK = "/reports?year=2012"
IN_PLACE = {"Sec-Fetch-Site": "same-origin", "HX-Request": "true"}
Send = Callable[..., Response]


@pytest.fixture
def number(province: Office) -> int:
    with province.database.read() as session:
        rows = select(Obligation.id).where(
            Obligation.holder == "ban-dan-toc", Obligation.label == "Báo cáo quý II năm 2012"
        )
        return session.exec(rows).one()


@pytest.fixture
def send(browser: TestClient, number: int) -> Send:
    """A form of the board, sent by its script; a browser follows where it is led."""

    def sent(name: str, revision: int = 0, after: str = "recorded", **fields: str) -> Response:
        data = {"revision": str(revision), "back": f"{BACK}&{after}={number}", **fields}
        answer = browser.post(f"/obligations/{number}/{name}", data=data, headers=IN_PLACE)
        led = answer.headers.get("location")
        return browser.get(led, headers=IN_PLACE) if led else answer

    return sent


def parts(answer: Response) -> dict[str, str]:
    found = re.findall(
        r'<hx-partial hx-target="([^"]+)" hx-swap="\w+">(.*?)</hx-partial>', answer.text, re.DOTALL
    )
    return dict(found)


def done_on(province: Office, number: int) -> date | None:
    with province.database.read() as session:
        return session.get_one(Obligation, number).done_on


def test_a_cell_opens_its_form_and_nothing_else(browser: TestClient, number: int) -> None:
    answer = browser.get(f"{BACK}&open={number}", headers={"HX-Request": "true"})
    assert answer.text.strip().startswith('<tr class="edit" id="edit">')
    assert "HX-Request" in answer.headers["vary"]
    assert answer.headers["cache-control"] == "no-store"
    assert len(answer.text) < 3000
    whole = browser.get(f"{BACK}&open={number}")
    assert "HX-Request" in whole.headers["vary"]
    assert answer.text.strip() in whole.text


def test_recorded_it_answers_with_what_it_changed(province: Office, number: int, send: Send) -> None:
    answer = send("done", on="13/7", document="45/BC-BDT")
    assert answer.status_code == 200
    assert "<html" not in answer.text
    found = parts(answer)
    assert set(found) >= {"#lede", f".r{number}", "#said", "#undo"}
    assert f'<tr class="r{number}">' in answer.text, "what is done next finds the row again"
    assert "107 báo cáo quá hạn" in words(found["#lede"])
    assert "13/7, trễ 9" in words(found[f".r{number}"])
    (head,) = [html for target, html in found.items() if target.startswith("#h-")]
    assert "1/35 đã nhận · 34 chậm" in words(head)
    assert words(found["#said"]).strip() == "Đã ghi nhận: Ban Dân tộc, quý II, 45/BC-BDT"
    assert done_on(province, number) == date(2012, 7, 13)
    assert len(answer.text) < 6000


def test_the_next_late_one_of_the_column_is_where_one_goes_on(number: int, send: Send) -> None:
    (onward,) = re.findall(r'data-focus="([^"]+)"', send("done", on="13/7").text)
    assert re.fullmatch(r"open=\d+", onward)
    assert onward != f"open={number}"


def test_what_is_wrong_is_said_in_the_row_with_all_that_was_typed(
    province: Office, number: int, send: Send
) -> None:
    answer = send("done", on="18/7/2012", document="45/BC-BDT")
    assert (answer.status_code, answer.headers["hx-reswap"]) == (422, "outerHTML")
    assert '<tr class="edit" id="edit">' in answer.text
    assert "còn ở phía trước" in words(answer)
    assert 'value="18/7/2012"' in answer.text
    assert 'value="45/BC-BDT"' in answer.text
    assert "Chưa ghi được" in words(parts(answer)["#said"])
    assert done_on(province, number) is None


def test_who_comes_second_sees_what_the_first_recorded(province: Office, number: int, send: Send) -> None:
    send("done", on="13/7", document="45/BC-BDT")
    answer = send("done", on="16/7", document="46/BC-BDT")
    assert (answer.status_code, answer.headers["hx-reswap"]) == (412, "outerHTML")
    text = words(answer)
    assert "Có người khác vừa ghi trước: Ghi nhận đã xong; ngày 13/7/2012; số 45/BC-BDT" in text
    assert "operator@quangngai.example" in text
    assert 'value="46/BC-BDT"' in answer.text
    assert "13/7, trễ 9" in words(parts(answer)[f".r{number}"])
    assert done_on(province, number) == date(2012, 7, 13)
    # What the first recorded may be wrong: the same row corrects it, with a reason.
    (revision,) = re.findall(r'name="revision" value="(\d+)"', answer.text)
    assert f'hx-post="/obligations/{number}/correct"' in answer.text
    again = send("correct", int(revision), on="16/7", document="46/BC-BDT", reason="gõ nhầm số")
    assert "Đã ghi nhận: Ban Dân tộc, quý II, 46/BC-BDT" in words(again)


def test_what_was_recorded_is_taken_back_in_place(province: Office, number: int, send: Send) -> None:
    undo = parts(send("done", on="13/7", document="45/BC-BDT"))["#undo"]
    assert f'hx-post="/obligations/{number}/reopen"' in undo
    (revision,) = re.findall(r'name="revision" value="(\d+)"', undo)
    answer = send("reopen", int(revision), "undone", reason="nhầm cơ quan")
    assert words(parts(answer)["#said"]).strip() == "Đã hoàn tác: Ban Dân tộc, quý II"
    assert parts(answer)["#undo"].strip() == ""
    assert "trễ 11" in words(parts(answer)[f".r{number}"])
    assert done_on(province, number) is None
    late = send("reopen", int(revision), "undone", reason="nhầm cơ quan")
    assert (late.status_code, late.headers["hx-reswap"]) == (412, "none")


def test_nothing_is_said_to_be_recorded_that_is_not(browser: TestClient, number: int) -> None:
    assert "Đã ghi nhận" not in browser.get(f"{BACK}&recorded={number}").text
    assert "Đã hoàn tác" in browser.get(f"{BACK}&undone={number}").text


def test_a_session_that_ended_leaves_what_was_typed(
    province: Office, browser: TestClient, number: int, send: Send
) -> None:
    province.now += sign_ins.IDLE + timedelta(hours=1)
    for answer in (send("done", on="13/7"), browser.get(f"{BACK}&open={number}", headers=IN_PLACE)):
        assert (answer.status_code, answer.headers["hx-reswap"]) == (403, "none")
        assert "Phiên đăng nhập đã hết" in words(parts(answer)["#said"])
        assert 'href="/sign-in" target="_blank"' in answer.text
        assert "<html" not in answer.text


@pytest.mark.parametrize("back", ["", "/todo", "//evil.example/reports", "/reports/7", "/reportsx?year=1"])
def test_a_form_from_elsewhere_is_answered_by_the_page(send: Send, back: str) -> None:
    answer = send("done", on="hôm qua", back=back)
    assert answer.status_code == 422
    assert "<html" in answer.text


def test_a_viewer_opens_no_form_in_place(province: Office, browser: TestClient, number: int) -> None:
    browser.headers["Cookie"] = province.signed_in("viewer")
    answer = browser.get(f"{BACK}&open={number}", headers=IN_PLACE)
    assert '<form method="post" action="/obligations' not in answer.text
