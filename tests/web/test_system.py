"""The page of the machine: what is watched, what waits, what the checks found, a letter to try; no command on it."""

from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from cli.base import Options
from cli.context import Context
from cli.site_service import machine_of
from tests.delivery.sink import Sink, listening
from tests.web.conftest import Office, words
from web.app import create_app
from web.machine import Finding

OURS = {"Sec-Fetch-Site": "same-origin"}


def post(browser: TestClient, name: str, **fields: str) -> str:
    return words(browser.post(f"/admin/system/{name}", data=fields or {"x": ""}, headers=OURS))


def test_before_anybody_looked(local: TestClient) -> None:
    page = words(local.get("/admin/system"))
    assert "Chưa kiểm tra từ khi dịch vụ chạy" in page
    assert "Sao lưu gần nhất chưa lần nào" in page


def test_what_the_checks_found_stays_until_the_next(office: Office, local: TestClient) -> None:
    office.findings = [
        Finding("mail", ("mail.x:25: không mở được kết nối; xem: dondoc outbox plan",)),
        Finding("policy", ()),
    ]
    assert "Mail.x:25: không mở được kết nối." in post(local, "check")
    page = words(local.get("/admin/system"))
    assert "Mail.x:25: không mở được kết nối." in page
    assert "Không có gì bất thường: chính sách" in page
    assert "dondoc " not in page
    office.findings = [Finding("mail", ())]
    assert "Không thấy điều gì bất thường" in post(local, "check")


def test_every_check_has_a_name() -> None:
    from cli.examination import CHECKS as MADE
    from web.routes.system import CHECKS

    assert set(CHECKS) == {name for name, _ in MADE}


@pytest.mark.parametrize("address", ["", "không phải", "a@b\r\nBcc: c@d", "a@b.c, d@e.f"])
def test_an_address_that_is_none(office: Office, local: TestClient, address: str) -> None:
    assert "Địa chỉ thư chưa đúng" in post(local, "letter", address=address)
    assert office.tried == []


def test_a_letter_that_does_not_go_says_why(office: Office, local: TestClient) -> None:
    office.mail_fault = "chưa gửi được: 535 sai mật khẩu"
    page = post(local, "letter", address="lan@x.example")
    assert "Chưa gửi được: 535 sai mật khẩu." in page


def test_a_letter_that_goes_is_in_the_log(office: Office, local: TestClient) -> None:
    assert "đã nhận thư thử gửi lan@x.example" in post(local, "letter", address="lan@x.example")
    assert office.tried == ["lan@x.example"]
    assert "Gửi thư thử" in words(local.get("/admin/log"))


def test_before_a_real_mail_server(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine as the service builds it: every check is made, and the letter is taken."""
    with listening(Sink()) as sink:
        for name, value in (("MAIL__HOST", "127.0.0.1"), ("MAIL__PORT", str(sink.port))):
            monkeypatch.setenv(f"DONDOC_{name}", value)
        machine = machine_of(Context(Options(db=office.database.url)))
        app = create_app(replace(office.site(), machine=machine))
        with TestClient(app, base_url="http://127.0.0.1", client=("127.0.0.1", 1)) as browser:
            browser.headers["Cookie"] = office.signed_in()
            page = post(browser, "check")
            assert "Chưa sao lưu lần nào" in page
            assert "dondoc " not in page
            assert "127.0.0.1 đã nhận thư thử gửi lan@x.example" in post(
                browser, "letter", address="lan@x.example"
            )
            assert len(sink.letters) == 1
