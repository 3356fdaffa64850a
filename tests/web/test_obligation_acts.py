"""What the collector does on the page of an obligation: the same acts as in the shell, under the person's name."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from httpx2 import Response
from sqlmodel import col, select
from starlette.testclient import TestClient

from plan.audit.log import Act
from plan.models import Audit, Extension, Obligation, Receipt
from plan.obligations import acceptance, acts
from plan.obligations.acceptance import Said
from tests.web.conftest import RULES, Office, words

TODAY = date(2012, 7, 17)
LABEL = "Báo cáo quý II năm 2012"
OURS = {"Sec-Fetch-Site": "same-origin"}
Send = Callable[..., Response]


@pytest.fixture
def number(province: Office) -> int:
    with province.database.read() as session:
        rows = select(Obligation.id).where(Obligation.holder == "ban-dan-toc", Obligation.label == LABEL)
        return session.exec(rows).one()


@pytest.fixture
def send(browser: TestClient, number: int) -> Send:
    def sent(name: str, **fields: Any) -> Response:
        files = {"file": fields.pop("file", ("", b""))}
        return browser.post(f"/obligations/{number}/{name}", data=fields, files=files, headers=OURS)

    return sent


def row(province: Office, number: int) -> Obligation:
    with province.database.read() as session:
        found = session.get_one(Obligation, number)
        session.expunge(found)
        return found


def last_act(province: Office) -> tuple[str, str, str]:
    with province.database.read() as session:
        found = session.exec(select(Audit).order_by(col(Audit.number).desc())).first()
        assert found is not None
        return found.act, found.who, found.subject


def test_a_report_is_recorded_as_it_is_typed(province: Office, number: int, send: Send) -> None:
    answer = send("done", on="13.7.12", document=" 45/BC-BDT ", file=("45.pdf", b"%PDF-1.4"), revision="0")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/obligations/{number}")
    now = row(province, number)
    assert (now.done_on, now.document) == (date(2012, 7, 13), "45/BC-BDT")
    act, who, subject = last_act(province)
    assert (act, subject) == ("done", f"obligation {number}")
    assert who.startswith("user:operator@")
    with province.database.read() as session:
        kept = session.exec(select(Receipt).where(Receipt.obligation_id == number)).one()
        assert (kept.file_name, kept.file) == ("45.pdf", b"%PDF-1.4")


def test_a_number_of_several_lines_is_no_header(browser: TestClient, number: int, send: Send) -> None:
    """What is made of it (the sheet to be signed, the file of the board) is named by us, and a page says it in one line."""
    smuggled = "45/BC\r\nSet-Cookie: dondoc=x\r\n\r\n<b>"
    assert send("done", on="13/7", document=smuggled, revision="0").status_code == 303
    sheet = browser.post(f"/papers/sheet/{number}", data={"x": ""}, headers=OURS)
    for answer in (browser.get(f"/obligations/{number}"), browser.get("/reports?year=2012"), sheet):
        assert answer.status_code in (200, 303)
        assert "set-cookie" not in answer.headers
        assert not any("\n" in value for value in answer.headers.values())
    page = browser.get(f"/obligations/{number}").text
    assert "45/BC Set-Cookie: dondoc=x &lt;b&gt;" in page


def test_what_was_typed_stays_where_it_is_refused(province: Office, number: int, send: Send) -> None:
    for day, why in (
        ("32/7", "Ngày chưa đúng; hãy ghi ngày/tháng/năm: 17/7/2012."),
        ("18/7/2012", "Ngày hoàn thành 18/7/2012 còn ở phía trước; hãy ghi khi việc đã xong."),
    ):
        answer = send("done", on=day, document="45/BC-BDT")
        assert answer.status_code == 422
        assert why in words(answer)
        assert f'value="{day}"' in answer.text
        assert 'value="45/BC-BDT"' in answer.text
        assert "<title>Lỗi: " in answer.text
    assert row(province, number).done_on is None


def test_who_comes_second_sees_what_the_first_did(province: Office, number: int, send: Send) -> None:
    assert send("done", on="13/7", document="45/BC-BDT", revision="0").status_code == 303
    answer = send("done", on="16/7", document="46/BC-BDT", revision="0")
    assert answer.status_code == 412
    assert "Có người khác vừa ghi việc này trước." in words(answer)
    assert "Nhận ngày 13/7/2012, số 45/BC-BDT" in words(answer)
    assert row(province, number).document == "45/BC-BDT"


def test_it_is_corrected_reopened_extended_and_cancelled(province: Office, number: int, send: Send) -> None:
    send("done", on="13/7", document="45/BC-BDT")
    assert send("correct", on="12/7", document="45/BC-BDT", reason="gõ nhầm ngày").status_code == 303
    assert row(province, number).done_on == date(2012, 7, 12)
    assert send("reopen", reason="nhầm cơ quan").status_code == 303
    assert row(province, number).done_on is None
    assert send("extend", to="31/8/2012", reason="Công văn 96/UBND").status_code == 303
    assert (row(province, number).due, row(province, number).extended_from) == (
        date(2012, 8, 31),
        date(2012, 6, 30),
    )
    assert send("cancel", reason="").status_code == 422
    assert send("cancel", reason="cơ quan đã giải thể").status_code == 303
    assert row(province, number).cancelled_on == TODAY


def test_no_page_says_what_to_type_in_a_shell(send: Send) -> None:
    send("done", on="13/7")
    for answer in (send("done", on="14/7"), send("accept"), send("correct", on="13/7", reason="x")):
        assert answer.status_code == 422
        assert "dondoc " not in words(answer)


def test_what_was_declared_is_accepted_or_sent_back(province: Office, number: int, send: Send) -> None:
    declare(province, number)
    assert "Cần nêu lý do trả lại" in words(send("send-back"))
    assert send("send-back", reason="Thiếu Biểu số 2").status_code == 303
    assert row(province, number).done_on is None
    declare(province, number)
    assert send("accept").status_code == 303
    assert row(province, number).done_on == TODAY
    assert last_act(province)[0] == "accept"


def test_the_board_shows_what_was_declared(
    province: Office, number: int, browser: TestClient, send: Send
) -> None:
    declare(province, number)
    board = words(browser.get("/reports"))
    assert "1 báo cáo đã báo, chờ xác nhận" in board
    assert "báo 17/7 : Đã báo ngày 17/7, chờ xác nhận" in board
    send("send-back", reason="Thiếu Biểu số 2")
    assert "trả lại, trễ 11" in words(browser.get("/reports"))


def test_one_goes_on_where_one_was_and_never_elsewhere(send: Send) -> None:
    assert send("done", on="13/7", back="/reports?year=2012").headers["location"] == "/reports?year=2012"
    assert send("reopen", reason="x", back="//evil.example").headers["location"] == "/"


def test_a_viewer_sees_no_form_and_may_not_act(
    province: Office, number: int, browser: TestClient, send: Send
) -> None:
    assert '<form class="ask' in browser.get(f"/obligations/{number}").text
    browser.headers["Cookie"] = province.signed_in("viewer")
    assert '<form class="ask' not in browser.get(f"/obligations/{number}").text
    assert send("done", on="13/7").status_code == 403
    assert row(province, number).done_on is None


def declare(province: Office, number: int) -> None:
    with province.database.begin() as session:
        act = Act("agency:ban-dan-toc", province.now, TODAY)
        found = acts.find_obligation(session, number)
        acceptance.declare(session, found, "ban-dan-toc", act, Said(date(2012, 7, 16)), RULES.collection)


def test_a_report_is_recorded_in_its_row_on_the_board(number: int, browser: TestClient) -> None:
    board = browser.get("/reports?year=2012&sort=late").text
    (place,) = re.findall(rf'href="(\?sort=late&amp;open={number})"', board)
    opened = browser.get("/reports" + place.replace("&amp;", "&")).text
    (row_below,) = re.findall(
        r'Ban Dân tộc</th>.*?</tr>\s*<tr class="edit" id="edit">(.*?)</tr>', opened, re.DOTALL
    )
    (back,) = re.findall(r'name="back" value="([^"]+)"', row_below)
    (revision,) = re.findall(r'name="revision" value="(\d+)"', row_below)
    fields = {"on": "13/7", "document": "45/BC-BDT", "revision": revision, "back": back.replace("&amp;", "&")}
    headers = OURS | {"Content-Type": "application/x-www-form-urlencoded"}
    done = browser.post(f"/obligations/{number}/done", data=fields, headers=headers)
    assert done.headers["location"] == f"/reports?year=2012&sort=late&recorded={number}"
    after = browser.get(done.headers["location"])
    assert "Đã ghi nhận: Ban Dân tộc, quý II, 45/BC-BDT" in words(after)
    assert len(re.findall(r" autofocus", after.text)) == 1  # the next late one of that round
    assert "trễ 11 : Quá hạn 11 ngày làm việc " in words(after)


def test_a_viewer_has_no_form_on_the_board(province: Office, number: int, browser: TestClient) -> None:
    browser.headers["Cookie"] = province.signed_in("viewer")
    board = browser.get(f"/reports?year=2012&open={number}").text
    assert 'id="edit"' not in board
    assert f'href="/obligations/{number}"' in board


def test_a_cause_is_written_down_and_decided_by_a_document(
    number: int, browser: TestClient, send: Send
) -> None:
    assert send("cause", reason="Trụ sở mất điện sau lốc").status_code == 303
    assert "Trụ sở mất điện sau lốc" in words(browser.get("/todo"))
    assert "cần số văn bản" in words(send("objective", document="không số", by="UBND tỉnh")).lower()
    assert send("objective", document="33/TB-UBND", on="12/7", by="UBND tỉnh").status_code == 303
    page = words(browser.get(f"/obligations/{number}"))
    assert (
        "“Trụ sở mất điện sau lốc” Nêu ngày 17/7/2012. Khách quan, UBND tỉnh, 33/TB-UBND ngày 12/7/2012."
        in page
    )
    assert "Trụ sở mất điện" not in words(browser.get("/todo"))


def test_the_file_that_came_in_is_handed_on_and_never_shown(
    number: int, browser: TestClient, send: Send
) -> None:
    send("done", on="13/7", document="45/BC-BDT", file=("báo cáo.html", b"<script>alert(1)</script>"))
    page = browser.get(f"/obligations/{number}").text
    (place,) = re.findall(rf'href="(/obligations/{number}/files/[0-9a-f]{{64}})"', page)
    file = browser.get(place)
    assert file.content == b"<script>alert(1)</script>"
    assert file.headers["content-type"] == "application/octet-stream"
    assert file.headers["content-disposition"].startswith(
        "attachment; filename*=UTF-8''b%C3%A1o%20c%C3%A1o.html"
    )
    assert "sandbox" in file.headers["content-security-policy"]
    assert browser.get(place[:-1] + "0").status_code == 404
    assert browser.get(place.replace(f"/{number}/", "/1/")).status_code == 404


def test_an_extension_rests_on_a_paper_and_is_taken_back(
    province: Office, browser: TestClient, number: int, send: Send
) -> None:
    half = send("extend", to="31/8/2021", reason="chờ Bộ", paper="33/TB-UBND", paper_on="")
    assert half.status_code == 422
    assert "hãy ghi cả hai" in words(half)
    assert 'value="33/TB-UBND"' in half.text
    whole = {"to": "31/8/2021", "reason": "chờ Bộ", "paper": "33/TB-UBND", "paper_on": "16/7/2012"}
    assert send("extend", **whole, revision="0").status_code == 303
    assert row(province, number).due == date(2021, 8, 31)
    with province.database.read() as session:
        kept = session.exec(select(Extension).where(Extension.obligation_id == number)).one()
        assert (kept.document, kept.document_on) == ("33/TB-UBND", date(2012, 7, 16))
    assert "Rút lại lần gia hạn…" in words(browser.get(f"/obligations/{number}"))
    assert send("undo-extension", reason=" ").status_code == 422
    assert send("undo-extension", reason="gõ nhầm năm", revision="0").status_code == 412
    assert send("undo-extension", reason="gõ nhầm năm", revision="1").status_code == 303
    now = row(province, number)
    assert (now.due, now.ends, now.extended_from) == (date(2012, 6, 30), date(2012, 7, 2), None)
    assert last_act(province)[0] == "extension undone"
    assert "Rút lại lần gia hạn…" not in words(browser.get(f"/obligations/{number}"))


def test_what_came_in_goes_to_the_agency_whose_it_was(province: Office, number: int, send: Send) -> None:
    assert send("move", agency="Sở Y tế", reason="nhầm").status_code == 422
    assert send("done", on="13/7/2012", document="269/BC-SYT").status_code == 303
    refused = send("move", agency="Sở không có thật", reason="nhầm cơ quan")
    assert refused.status_code == 422
    assert 'value="Sở không có thật"' in refused.text
    assert "dondoc " not in words(refused)
    assert send("move", agency="Sở Y tế", reason=" ").status_code == 422
    assert send("move", agency="Sở Y tế", reason="nhầm cơ quan", revision="1").status_code == 303
    assert row(province, number).done_on is None
    with province.database.read() as session:
        query = select(Obligation).where(Obligation.holder == "so-y-te", Obligation.label == LABEL)
        other = session.exec(query).one()
        assert (other.done_on, other.document) == (date(2012, 7, 13), "269/BC-SYT")


def test_what_was_sent_back_and_is_late_says_both_and_can_be_recorded(
    province: Office, browser: TestClient, number: int, send: Send
) -> None:
    with province.database.begin() as session:
        act = Act("agency:ban-dan-toc", province.now, TODAY)
        one = acts.find_obligation(session, number)
        acceptance.declare(session, one, "ban-dan-toc", act, Said(TODAY, "45/BC"), RULES.collection)
    assert send("send-back", reason="thiếu biểu số 2").status_code == 303
    text = words(browser.get(f"/obligations/{number}"))
    assert "Trả lại, thực hiện lại; quá hạn 11 ngày làm việc" in text
    assert "Ghi nhận đã gửi…" in text
