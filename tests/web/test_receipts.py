"""A list of what came in, taken from a file on a page: looked through first, recorded, and never recorded twice."""

import pytest
from httpx2 import Response
from sqlmodel import col, select
from starlette.testclient import TestClient

from plan.models import Audit, Obligation
from tests.web.conftest import Office, words

OURS = {"Sec-Fetch-Site": "same-origin"}
HEADING = "cơ quan,việc,ngày,số văn bản\n"
RIGHT = "Sở Y tế,Báo cáo quý II năm 2012,3/7/2012,45/BC-SYT\n"
WRONG = "Sở Y tê,Báo cáo quý II năm 2012,3/7/2012,45/BC-SYT\n"


def send(browser: TestClient, rows: str, name: str = "nhan.csv", **fields: str) -> Response:
    file = {"file": (name, rows.encode())}
    return browser.post("/reports/receipts", data={"do": "record"} | fields, files=file, headers=OURS)


def received(province: Office) -> list[str]:
    with province.database.read() as session:
        return list(session.exec(select(Obligation.document).where(col(Obligation.document).is_not(None))))


def test_a_list_is_recorded_under_the_persons_name(province: Office, browser: TestClient) -> None:
    answer = send(browser, HEADING + RIGHT)
    assert answer.status_code == 200
    assert "Đã ghi nhận 1 dòng" in words(answer)
    assert received(province) == ["45/BC-SYT"]
    with province.database.read() as session:
        last = session.exec(select(Audit).order_by(col(Audit.number).desc())).first()
        assert last is not None
        assert last.who == "user:operator@quangngai.example"
    again = words(send(browser, HEADING + RIGHT))
    assert "Đã ghi nhận 0 dòng , 1 dòng đã ghi từ trước" in again
    assert received(province) == ["45/BC-SYT"]


def test_looked_through_first_nothing_is_recorded(province: Office, browser: TestClient) -> None:
    said = words(send(browser, HEADING + RIGHT + WRONG, do="try"))
    assert "1 dòng ghi nhận được" in said
    assert "1 dòng cần sửa" in said
    assert "Chưa ghi gì" in said
    assert "có phải: Sở Y tế?" in said
    assert received(province) == []


def test_a_wrong_line_holds_no_other_back_unless_it_is_to(province: Office, browser: TestClient) -> None:
    refused = send(browser, HEADING + RIGHT + WRONG, whole="1")
    assert refused.status_code == 422
    assert received(province) == []
    assert 'value="1" checked' in refused.text
    assert send(browser, HEADING + RIGHT + WRONG).status_code == 200
    assert received(province) == ["45/BC-SYT"]


@pytest.mark.parametrize(
    ("name", "rows", "why"),
    [
        ("nhan.csv", "", "tệp gửi lên trống"),
        ("nhan.csv", "a,b\n1,2\n", "thiếu cột cơ quan, việc, ngày"),
        ("../../nhan.pdf", "%PDF-1.4", "cần là CSV hoặc Excel"),
        ("nhan.csv", HEADING + WRONG, "không có cơ quan"),
        ("nhan.csv", HEADING + "<script>alert(1)</script>,x,3/7/2012,1\n", "&lt;script&gt;"),
        ("x" * 300 + ".csv", HEADING + "Sở Y tế,Báo cáo quý II năm 2012,31/12/2012,1\n", "Chưa ghi gì"),
    ],
)
def test_what_is_wrong_is_said(province: Office, browser: TestClient, name: str, rows: str, why: str) -> None:
    answer = send(browser, rows, name)
    assert answer.status_code == 422
    assert why.casefold() in answer.text.casefold()
    assert "dondoc reopen" not in answer.text
    assert received(province) == []


def test_without_a_file(browser: TestClient) -> None:
    answer = browser.post("/reports/receipts", data={"do": "record"}, headers=OURS)
    assert answer.status_code == 422
    assert "Hãy chọn một tệp" in words(answer)
