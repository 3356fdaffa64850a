"""Endpoints on their pages and at the shell: a secret is shown once, and what was sent is seen."""

import re
from datetime import date

from fastapi import FastAPI
from sqlmodel import select
from standardwebhooks import Webhook
from starlette.testclient import TestClient

from plan.hooks import endpoints
from plan.models import Audit
from plan.secrecy import without_secrets
from tests.web.conftest import Office
from tests.webhooks.conftest import Listening
from web.app import create_app

OURS = {"Sec-Fetch-Site": "same-origin"}
SECRET = re.compile(r"whsec_[\w+/=]{40,}")


def admin(office: Office) -> TestClient:
    app: FastAPI = create_app(office.site())
    browser = TestClient(app, base_url="http://localhost", client=("127.0.0.1", 1), follow_redirects=False)
    browser.headers["Cookie"] = office.signed_in("admin")
    return browser


async def test_an_admin_adds_tries_rotates_and_closes(listening: Listening) -> None:
    office = listening.office
    with admin(office) as browser:
        shown = browser.post(
            "/admin/webhooks",
            data={"name": "VNPT iOffice", "url": "https://ioffice.tinh.example/dd"},
            headers=OURS,
        )
        secret = SECRET.search(shown.text)
        assert shown.status_code == 200
        assert secret
        page = f"/admin/webhooks/{listening.number}"
        assert browser.post(page, data={"act": "ping"}, headers=OURS).status_code == 303
        await listening.run.send()
        seen = browser.get(page).text
        assert "ping" in seen
        assert "204" in seen
        (told,) = listening.receiver.told
        assert Webhook(listening.secret).verify(told.body, told.headers)["type"] == "ping"
        number = told.headers["webhook-id"].removeprefix("msg_")
        assert browser.post(page, data={"act": "resend", "delivery": number}, headers=OURS).status_code == 303
        await listening.run.send()
        assert len(set(listening.receiver.ids)) == 1
        assert len(listening.receiver.told) == 2
    with office.database.read() as session:
        acts = [line.act for line in session.exec(select(Audit)) if line.act.startswith("webhook")]
        written = str([line.detail for line in session.exec(select(Audit))])
    assert acts == [f"webhook {name}" for name in ("add", "add", "ping", "resend")]
    assert "whsec_" not in written
    assert "token=x" not in written


def test_a_secret_is_shown_once_and_what_is_wrong_is_said(listening: Listening) -> None:
    page = f"/admin/webhooks/{listening.number}"
    with admin(listening.office) as browser:
        rotated = SECRET.search(browser.post(page, data={"act": "rotate"}, headers=OURS).text)
        assert rotated
        assert rotated[0] != listening.secret
        assert browser.post(page, data={"act": "close"}, headers=OURS).status_code == 303
        for path in (page, "/admin/webhooks"):
            assert not SECRET.search(browser.get(path).text)
        assert browser.post(page, data={"act": "ping"}, headers=OURS).status_code == 409
        bad = browser.post("/admin/webhooks", data={"name": "x", "url": "https://10.0.0.1/"}, headers=OURS)
        assert bad.status_code == 422
        assert "nội bộ" in bad.text


async def test_one_that_closed_itself_is_on_the_first_page_until_seen(listening: Listening) -> None:
    office = listening.office
    listening.receiver.always = (410, {})
    listening.done(office.oblige("so-y-te", date(2012, 7, 20)))
    await listening.run.send()
    with admin(office) as browser:
        for path in ("/", "/todo"):
            assert "Hệ thống của tỉnh" in browser.get(path).text
        browser.post(f"/admin/webhooks/{listening.number}", data={"act": "close"}, headers=OURS)
        assert "Hệ thống của tỉnh" not in browser.get("/todo").text
    with office.database.read() as session:
        assert endpoints.closed_unseen(session) == []


def test_a_secret_is_kept_out_of_what_people_read() -> None:
    assert without_secrets("mã whsec_" + "a" * 44 + "= đây") == "mã whsec_*** đây"
