"""Documents by the axis on their pages: taken in once, recorded on the day they arrived, sent back, answered by a file."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from plan.agencies.organ_codes import set_codes
from plan.documents.edxml.reading import read_edxml
from plan.documents.edxml.values import Envelope, EnvelopeFile, Organ, StatusNote
from plan.documents.edxml.writer import envelope_bytes
from plan.models import Obligation
from tests.web.conftest import Office, words

OURS = {"Sec-Fetch-Site": "same-origin"}
AT = datetime(2012, 7, 9, 9, 0)  # noqa: DTZ001 - local
REPORT = Envelope(
    "H48.02,2012/07/09,9/BC-STC", Organ("H48.02", "Sở Tài chính"), (), "9/BC-STC", date(2012, 7, 9), "Báo cáo <b>",
    files=(EnvelopeFile("9_BC-STC.pdf", b"%PDF-1.4"),),
)  # fmt: skip


@pytest.fixture
def duty(office: Office) -> int:
    with office.database.begin() as session:
        set_codes(session, office.act(), "so-noi-vu", ["H48.05"])
        set_codes(session, office.act(), "so-tai-chinh", ["H48.02"])
    return office.oblige("so-tai-chinh", date(2012, 7, 31))


@pytest.fixture
def clerk(office: Office, visit) -> TestClient:
    browser: TestClient = visit()
    browser.headers["Cookie"] = office.signed_in("operator")
    return browser


def send(browser: TestClient, found: Envelope = REPORT) -> Response:
    file = {"file": ("den.edxml", envelope_bytes(found, AT))}
    return browser.post("/reports/incoming", files=file, headers=OURS, follow_redirects=False)


def test_it_waits_until_a_person_says_of_which_duty_it_is(
    office: Office, duty: int, clerk: TestClient
) -> None:
    page = send(clerk).headers["location"]
    assert "9/BC-STC" in words(clerk.get("/todo"))
    assert "chưa nói" not in words(clerk.get(page))
    assert "không nói trả lời công văn nào" in words(clerk.get(page))
    assert clerk.get(f"{page}/files/1").content == b"%PDF-1.4"
    assert clerk.get(f"{page}/files/2").status_code == 404
    assert clerk.get(f"{page}/answer.edxml").status_code == 422
    form = {"duty": str(duty), "on": "09/7/2012"}
    assert clerk.post(f"{page}/receive", data=form, headers=OURS, follow_redirects=False).status_code == 303
    with office.database.read() as session:
        row = session.get_one(Obligation, duty)
    assert (row.done_on, row.document) == (date(2012, 7, 9), "9/BC-STC")
    note = read_edxml(clerk.get(f"{page}/answer.edxml").content, "tra-loi")
    assert isinstance(note, StatusNote)
    assert note.code == "03"
    assert "9/BC-STC" not in words(clerk.get("/todo"))
    again = send(clerk)
    assert again.status_code == 422
    assert "không ghi hai lần" in words(again)


def test_sent_back_with_a_reason(office: Office, duty: int, clerk: TestClient) -> None:
    page = send(clerk).headers["location"]
    assert clerk.post(f"{page}/return", data={"reason": " "}, headers=OURS).status_code == 422
    clerk.post(f"{page}/return", data={"reason": "Thiếu biểu"}, headers=OURS)
    note = read_edxml(clerk.get(f"{page}/answer.edxml").content, "tra-loi")
    assert isinstance(note, StatusNote)
    assert (note.code, note.said) == ("02", "Thiếu biểu")
    assert clerk.post(f"{page}/note", data={"x": "1"}, headers=OURS).status_code == 422  # it was decided on
    with office.database.read() as session:
        assert session.get_one(Obligation, duty).done_on is None


def test_a_strangers_envelope_is_shown_and_can_only_be_noted_or_sent_back(
    duty: int, clerk: TestClient
) -> None:
    page = send(clerk, replace(REPORT, sender=Organ("H48.77", "Sở Lạ"))).headers["location"]
    assert "chưa có mã định danh H48.77" in words(clerk.get(page))
    refused = clerk.post(f"{page}/receive", data={"duty": str(duty), "on": "09/7/2012"}, headers=OURS)
    assert refused.status_code == 422
    assert clerk.post(f"{page}/note", data={"x": "1"}, headers=OURS).status_code == 303


@pytest.mark.usefixtures("duty")
def test_identifiers_are_entered_on_the_page_of_the_agency(clerk: TestClient) -> None:
    codes = "/agencies/so-tai-chinh/codes"
    assert clerk.post(codes, data={"codes": "H48.02\n000.00.02.H48"}, headers=OURS).status_code == 303
    assert "H48.02; 000.00.02.H48" in words(clerk.get("/agencies/so-tai-chinh"))
    assert "không phải mã định danh" in words(clerk.post(codes, data={"codes": "STC"}, headers=OURS))
