"""A form that nobody looked at is shown again on the page that refuses it, never with a secret in it."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from plan.people import sign_ins
from plan.storage.errors import StorageError
from tests.web.conftest import Office, words
from web.uploads import MOST

OURS = {"Sec-Fetch-Site": "same-origin"}
TYPED = {"revision": "0", "back": "/todo", "on": "13/7", "document": '45/"BC"-BDT', "note": "<b>ghi chú</b>"}


@pytest.fixture
def ended(province: Office, browser: TestClient) -> None:
    """The browser was left alone after it was signed in."""
    assert browser
    province.now += sign_ins.IDLE + timedelta(hours=1)


def fields_of(answer: Response) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', answer.text)
    return {
        name: value.replace("&#34;", '"').replace("&lt;", "<").replace("&gt;", ">") for name, value in found
    }


@pytest.mark.usefixtures("ended")
def test_a_session_that_ended_loses_nothing(province: Office, browser: TestClient) -> None:
    files = {"file": ("45.pdf", b"%PDF-1")}
    answer = browser.post("/obligations/363/done", data=TYPED, files=files, headers=OURS)
    assert answer.status_code == 403
    assert "Phiên đăng nhập đã hết" in words(answer)
    assert "Ngày 13/7 Số, ký hiệu 45/&#34;BC&#34;-BDT" in words(answer)
    assert fields_of(answer) == TYPED
    assert "Tệp, cần chọn lại" in words(answer)
    assert answer.headers["referrer-policy"] == "strict-origin"
    browser.headers["Cookie"] = province.signed_in("operator")
    again = browser.post("/obligations/363/done", data=fields_of(answer), headers=OURS)
    assert (again.status_code, again.headers["location"]) == (303, "/todo")


@pytest.mark.usefixtures("ended")
def test_a_secret_is_not_put_into_a_page(browser: TestClient) -> None:
    for path, fields in (
        ("/me/password", {"old": "mật khẩu cũ", "password": "bốn con mèo ngủ trưa", "again": "x"}),
        ("/me/passkeys", {"credential": "{}", "name": "máy"}),
    ):
        answer = browser.post(path, data=fields, headers=OURS)
        assert answer.status_code == 403
        assert "Gửi lại" not in answer.text
        assert not any(value in answer.text for value in fields.values() if len(value) > 3)


@pytest.mark.usefixtures("ended")
@pytest.mark.parametrize("sent", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
def test_a_form_of_another_site_is_not_shown(browser: TestClient, sent: dict[str, str]) -> None:
    answer = browser.post("/obligations/363/done", data=TYPED, headers=sent)
    assert answer.status_code == 403
    assert "45/" not in answer.text


def test_a_database_that_is_busy_loses_nothing(browser: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object, **__: object) -> None:
        raise StorageError("locked")

    with monkeypatch.context() as patch:
        patch.setattr("plan.obligations.acts.perform", busy)
        answer = browser.post("/obligations/363/done", data=TYPED, headers=OURS)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
    assert "Máy chủ đang bận" in words(answer)
    assert fields_of(answer) == TYPED
    assert browser.post("/obligations/363/done", data=fields_of(answer), headers=OURS).status_code == 303


def test_a_file_that_is_too_large_is_asked_for_again_alone(browser: TestClient) -> None:
    files = {"file": ("to.pdf", b"x" * (MOST + 1))}
    answer = browser.post("/obligations/363/done", data=TYPED, files=files, headers=OURS)
    assert answer.status_code == 413
    assert fields_of(answer) == TYPED
    assert 'type="file" name="file"' in answer.text


def test_a_page_that_was_only_looked_at_keeps_nothing(see: Callable[[str], str]) -> None:
    assert "Gửi lại" not in see("/nowhere")
