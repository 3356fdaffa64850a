"""One round of reports: who has not sent and whom to call; many recorded at once, or none; an urging letter by ticking."""

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from httpx2 import Response
from sqlmodel import col, select
from starlette.testclient import TestClient

from plan.models import Audit, Obligation, Party, UrgingLetter
from plan.vocabulary import Role
from tests.web.conftest import Office, words

OURS = {"Sec-Fetch-Site": "same-origin"}
Send = Callable[..., Response]


@pytest.fixture
def owed(province: Office) -> dict[str, Obligation]:
    """The reports of the second quarter, by agency."""
    with province.database.read() as session:
        rows = session.exec(select(Obligation).where(Obligation.label == "Báo cáo quý II năm 2012")).all()
        for row in rows:
            session.expunge(row)
        return {row.holder: row for row in rows}


@pytest.fixture
def address(owed: dict[str, Obligation]) -> str:
    return f"/reports/{owed['so-y-te'].deadline_id}"


@pytest.fixture
def send(browser: TestClient, owed: dict[str, Obligation], address: str) -> Send:
    """The form with these agencies ticked, each with a number; `more` beside."""

    def sent(name: str, agencies: dict[str, str], **more: str) -> Response:
        data: dict[str, Any] = {"on": "13/7", "take": [str(owed[code].id) for code in agencies]}
        for code, row in owed.items():
            data |= {f"revision-{row.id}": str(row.revision), f"document-{row.id}": agencies.get(code, "")}
        return browser.post(f"{address}/{name}", data=data | more, headers=OURS)

    return sent


def received(province: Office) -> dict[str, str | None]:
    """What came in by now, by agency."""
    with province.database.read() as session:
        query = select(Obligation.holder, Obligation.document).where(
            col(Obligation.done_on).is_not(None), Obligation.label == "Báo cáo quý II năm 2012"
        )
        return dict(session.exec(query).all())


def test_it_says_whom_to_call_and_when_each_was_last_told(
    province: Office, browser: TestClient, owed: dict[str, Obligation], address: str
) -> None:
    with province.database.begin() as session:
        party = session.exec(
            select(Party).where(Party.obligation_id == owed["so-y-te"].id, Party.role == Role.LEAD)
        ).first()
        assert party is not None
        party.told_on = date(2012, 7, 16)
    html = browser.get(address).text
    (row,) = [line for line in html.split("<tr>") if f'href="/obligations/{owed["so-y-te"].id}"' in line]
    assert "Sở Y tế" in words(row)
    assert "Quá hạn 11 ngày làm việc" in words(row)
    assert re.search(r"16/7/2012\s+so-y-te@", words(row))
    assert "chưa nhắc" in words(html)


def test_many_are_recorded_together(province: Office, send: Send, browser: TestClient) -> None:
    answer = send("receipts", {"so-y-te": " 12/BC-SYT ", "so-tu-phap": "", "ban-dan-toc": "45/BC-BDT"})
    assert answer.status_code == 303
    assert received(province) == {"so-y-te": "12/BC-SYT", "so-tu-phap": None, "ban-dan-toc": "45/BC-BDT"}
    assert "Đã ghi nhận 3 báo cáo." in words(browser.get(answer.headers["location"]))
    with province.database.read() as session:
        who = session.exec(select(Audit.who).order_by(col(Audit.number).desc())).first()
    assert who == "user:operator@quangngai.example"


def test_all_or_none_and_nothing_typed_is_lost(
    province: Office, send: Send, owed: dict[str, Obligation], browser: TestClient
) -> None:
    number = owed["so-y-te"].id
    browser.post(f"/obligations/{number}/done", data={"on": "12/7"}, headers=OURS)
    browser.post(f"/obligations/{number}/reopen", data={"reason": "nhầm"}, headers=OURS)
    answer = send("receipts", {"so-y-te": "12/BC-SYT", "ban-dan-toc": "45/BC-BDT"})
    assert answer.status_code == 412
    assert received(province) == {}
    text = words(answer)
    assert "Chưa báo cáo nào được ghi" in text
    assert "Sở Y tế: Có người khác vừa ghi việc này" in text
    assert f'href="#document-{number}"' in answer.text
    assert 'value="45/BC-BDT"' in answer.text
    assert len(re.findall(r'name="take" value="\d+" form="round"[^>]* checked', answer.text)) == 2
    assert "<title>Lỗi: " in answer.text


@pytest.mark.parametrize(
    ("agencies", "day", "why"),
    [
        ({}, "13/7", "Chưa chọn cơ quan nào"),
        ({"so-y-te": "1"}, "33/7", "Ngày chưa đúng"),
        ({"so-y-te": "1"}, "18/7/2012", "Sở Y tế: Ngày hoàn thành 18/7/2012 còn ở phía trước"),
        ({"so-y-te": "x" * 201}, "13/7", "Số văn bản dài quá 200 chữ"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    province: Office, send: Send, agencies: dict[str, str], day: str, why: str
) -> None:
    answer = send("receipts", agencies, on=day)
    assert answer.status_code == 422
    assert why in words(answer)
    assert f'value="{day}"' in answer.text
    assert received(province) == {}


def test_reports_of_another_round_are_passed_over(
    province: Office, send: Send, owed: dict[str, Obligation]
) -> None:
    with province.database.read() as session:
        other = session.exec(
            select(Obligation.id).where(Obligation.label == "Báo cáo quý I năm 2012")
        ).first()
    answer = send("receipts", {}, take=str(other))
    assert answer.status_code == 422
    assert "Chưa chọn" in words(answer)
    assert send("receipts", {}, take="x" * 30).status_code == 422
    assert owed


def test_an_urging_letter_goes_to_those_that_were_ticked_or_to_all_that_are_late(
    province: Office, send: Send
) -> None:
    few = send("letter", {"so-y-te": "", "so-tu-phap": ""})
    assert few.headers["content-disposition"].endswith("cong-van-don-doc-2012-001.docx")
    text = " ".join(p.text for p in Document(BytesIO(few.content)).paragraphs)
    assert "Sở Y tế" in text
    send("receipts", {"so-y-te": "12/BC-SYT"})
    assert send("letter", {}).status_code == 200
    with province.database.read() as session:
        drafts = session.exec(select(UrgingLetter).order_by(col(UrgingLetter.number))).all()
        assert sorted(drafts[0].agencies) == ["so-tu-phap", "so-y-te"]
        assert "so-y-te" not in drafts[1].agencies
        assert len(drafts[1].agencies) == 33, "of 35 one has sent, and nobody urges itself"


def test_where_nothing_is_late_there_is_nothing_to_urge(province: Office, browser: TestClient) -> None:
    with province.database.read() as session:
        later = session.exec(
            select(Obligation.deadline_id).where(Obligation.label == "Báo cáo quý III năm 2012")
        ).first()
    answer = browser.post(f"/reports/{later}/letter", data={"on": "13/7"}, headers=OURS)
    assert answer.status_code == 422
    assert "Không có báo cáo nào quá hạn" in words(answer)
    assert "dondoc " not in words(answer)


def test_a_viewer_sees_the_list_and_no_form(province: Office, browser: TestClient, address: str) -> None:
    browser.headers["Cookie"] = province.signed_in("viewer")
    html = browser.get(address).text
    assert 'type="checkbox"' not in html
    assert "Gọi ai" in html
    for name in ("receipts", "letter"):
        assert browser.post(f"{address}/{name}", data={"on": "1/7"}, headers=OURS).status_code == 403
