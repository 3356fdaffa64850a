"""What waits for a person, on one page, each line with its act on it."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from httpx2 import Response
from sqlmodel import col, select
from starlette.testclient import TestClient

from plan.audit.log import Act
from plan.ledger.holds import HoldReason, hold, holds
from plan.ledger.stray_bounces import StrayReport, open_strays, store_stray
from plan.models import (
    Agency,
    Audit,
    Bounce,
    Extension,
    Letter,
    MailAnswer,
    Notice,
    Obligation,
    Resolution,
    Role,
    Task,
)
from plan.obligations import acceptance, acts, responses
from plan.obligations.acceptance import Said
from plan.storage.changes import note_act, note_change
from plan.storage.nightly import Differences, record_differences
from plan.storage.working_days import confirmed
from plan.vocabulary import BounceKind, LetterState
from tests.web.conftest import RULES, Office, words

NOW = datetime(2012, 7, 17, 2, tzinfo=UTC)
TODAY = date(2012, 7, 17)
OURS = {"Sec-Fetch-Site": "same-origin"}
Send = Callable[..., Response]


@pytest.fixture
def send(browser: TestClient) -> Send:
    headers = OURS | {"Content-Type": "application/x-www-form-urlencoded"}
    return lambda act, **fields: browser.post(f"/todo/{act}", data=fields, headers=headers)


def number_of(province: Office, agency: str, label: str) -> int:
    with province.database.read() as session:
        rows = select(Obligation.id).where(Obligation.holder == agency, Obligation.label == label)
        return session.exec(rows).one()


def declare(province: Office, agency: str, label: str, now: datetime) -> int:
    number = number_of(province, agency, label)
    with province.database.begin() as session:
        act = Act(f"agency:{agency}", now, now.date())
        said = Said(now.date(), f"{number}/BC")
        acceptance.declare(
            session, acts.find_obligation(session, number), agency, act, said, RULES.collection
        )
    return number


def test_what_was_declared_stands_first_whoever_waits_longest_first(
    province: Office, browser: TestClient
) -> None:
    declare(province, "so-y-te", "Báo cáo quý II năm 2012", datetime(2012, 7, 16, 2, tzinfo=UTC))
    first = declare(province, "ban-dan-toc", "Báo cáo quý II năm 2012", datetime(2012, 7, 6, 3, tzinfo=UTC))
    page = browser.get("/todo")
    text = words(page)
    assert "2 việc cơ quan đã báo chưa ai xác nhận, việc lâu nhất đã chờ 7 ngày làm việc." in text
    assert re.search(r"Ban Dân tộc Báo cáo quý II năm 2012 · đúng hạn đến hết 02/7/2012", text)
    assert re.search(r"chờ 7 ngày .*? thì trễ 4 ngày", text)
    (on,) = re.findall(r'id="on-\d+" name="on" inputmode="numeric" value="(06/7/2012)"', page.text)
    headers = OURS | {"Content-Type": "application/x-www-form-urlencoded"}
    done = browser.post(f"/obligations/{first}/accept", data={"on": on, "back": "/todo"}, headers=headers)
    assert (done.status_code, done.headers["location"]) == (303, "/todo")
    assert "1 việc cơ quan đã báo" in words(browser.get("/todo"))


def test_a_request_is_granted_to_that_day_or_another_or_not(
    province: Office, browser: TestClient, send: Send
) -> None:
    number = number_of(province, "so-y-te", "Báo cáo quý III năm 2012")
    with province.database.begin() as session:
        act = Act("agency:so-y-te", NOW, TODAY)
        row = acts.find_obligation(session, number)
        responses.request_extension(session, row, "so-y-te", act, until=date(2012, 10, 31), reason="chờ Bộ")
    text = words(browser.get("/todo"))
    assert "Sở Y tế , Báo cáo quý III năm 2012: từ 30/9/2012 đến 31/10/2012 “chờ Bộ”" in text
    assert "Cần ghi lý do không gia hạn." in words(send("deny", number="1", reason=" "))
    half = send("grant", number="1", to="15/10/2012", paper="33/TB-UBND")
    assert half.status_code == 422
    assert 'value="33/TB-UBND"' in half.text
    whole = {"number": "1", "to": "15/10/2012", "paper": "33/TB-UBND", "paper_on": "16/7/2012"}
    assert send("grant", **whole).status_code == 303
    with province.database.read() as session:
        assert session.get_one(Obligation, number).due == date(2012, 10, 15)
        assert session.exec(select(Extension.document)).one() == "33/TB-UBND"
        last = session.exec(select(Audit).order_by(col(Audit.number).desc())).first()
        assert last is not None
        assert last.who == "user:operator@quangngai.example"
    assert "Xin gia hạn" not in words(browser.get("/todo"))


def test_a_name_is_answered_once_for_every_task(browser: TestClient, send: Send) -> None:
    assert "Sở Thông tin và ru ền thông · 1 việc" in words(browser.get("/todo"))
    answer = send("name", name="Sở Thông tin và ru ền thông", agency="Sở không có thật")
    assert answer.status_code == 422
    assert "dondoc " not in words(answer)
    assert (
        send("name", name="Sở Thông tin và ru ền thông", agency="so-thong-tin-va-truyen-thong").status_code
        == 303
    )
    assert "ru ền thông" not in words(browser.get("/todo"))


def test_a_lead_is_named_where_the_plan_names_none(province: Office, browser: TestClient, send: Send) -> None:
    with province.database.read() as session:
        task = session.exec(select(Task.id).where(col(Task.lead).startswith("Các xã chưa"))).one()
    assert "Các xã chưa xây dựng Đề án một cửa · 1 việc" in words(browser.get("/todo"))
    assert send("settle", tasks=str(task), cell="row", words="x").status_code == 422
    assert send("settle", tasks=str(task), cell="lead", words="UBND huyện Ba Tơ").status_code == 303
    assert "Các xã chưa xây dựng" not in words(browser.get("/todo"))


def test_letters_that_wait_for_somebody(province: Office, browser: TestClient, send: Send) -> None:
    province.post(TODAY, state=LetterState.REFUSED, error="550 no such user")
    with province.database.begin() as session:
        hold(session, HoldReason.RESTORED, NOW, "")
        store_stray(session, NOW, b"x", StrayReport("a@x.example", "Undelivered", ""))
    text = words(browser.get("/todo"))
    assert "1 thư bị từ chối chưa đến tay ai." in text
    assert "Thư đang được giữ lại" in text
    assert "a@x.example" in text
    assert send("retry").status_code == send("release").status_code == 303
    assert send("stray", number="1").status_code == 303
    assert "Chưa ghi được" in words(send("stray", number="1"))
    with province.database.read() as session:
        assert not holds(session)
        assert not open_strays(session)
        assert session.exec(select(Letter.state)).one() == LetterState.WITHDRAWN


def test_a_year_is_confirmed_with_the_paper_it_was_held_against(
    province: Office, browser: TestClient, send: Send
) -> None:
    province.calendar_warning = "lịch năm 2012 chưa xác nhận"
    assert "Lịch làm việc năm 2012 chưa có người xác nhận" in words(browser.get("/todo"))
    assert send("year", number="2012", source="Thông báo 6150/TB-BLĐTBXH").status_code == 303
    with province.database.read() as session:
        assert confirmed(session)[2012] == "Thông báo 6150/TB-BLĐTBXH"


@pytest.mark.parametrize("name", ["grant", "deny", "returned", "stray", "name", "outside", "settle", "year"])
def test_an_empty_form_changes_nothing(send: Send, name: str) -> None:
    assert send(name).status_code == 422
    assert (
        send(name, number="999999", to="x", cell="lead", tasks="999", words="x", source="").status_code == 422
    )


def test_one_kind_alone_is_whole_and_of_all_the_first_twenty(province: Office, browser: TestClient) -> None:
    with province.database.read() as session:
        late = select(Obligation.holder).where(Obligation.label == "Báo cáo quý II năm 2012").limit(21)
        holders = session.exec(late).all()
    for agency in holders:
        declare(province, agency, "Báo cáo quý II năm 2012", NOW)
    first, whole = browser.get("/todo").text, browser.get("/todo?kind=declared").text
    assert first.count("chờ 0 ngày") == 20
    assert "20 dòng đầu Xem hết 21 dòng" in words(first)
    assert whole.count("chờ 0 ngày") == 21
    assert "Cần hỏi" in first
    assert 'id="questions"' not in whole
    assert "Cần hỏi" in browser.get("/todo?kind=nothing").text


def test_of_letters_and_of_what_the_machine_says_the_first_ten_and_the_way_to_all(
    province: Office, browser: TestClient
) -> None:
    found = Differences(TODAY, NOW, tuple(f"việc {n}: chưa ai được báo" for n in range(12)))
    with province.database.begin() as session:
        for n in range(11):
            store_stray(session, NOW, b"%d" % n, StrayReport(f"a{n}@x.example", "Undelivered", ""))
        record_differences(session, found)
    first = browser.get("/todo").text
    assert first.count("@x.example") == 10
    assert first.count("chưa ai được báo") == 10
    for kind, total, lines in (("letters", 11, "@x.example"), ("machine", 12, "chưa ai được báo")):
        assert f'<span>10 dòng đầu</span><a href="/todo?kind={kind}">Xem hết {total} dòng</a>' in first
        whole = browser.get(f"/todo?kind={kind}").text
        assert whole.count(lines) == total
        assert "dòng đầu" not in whole


def test_a_line_leads_to_where_it_is_mended(province: Office, browser: TestClient) -> None:
    """An address to the register, a difference of the nightly check to the work that it is about."""
    letter = province.post(TODAY, agency="so-y-te")
    said = (
        "số 363, Báo cáo quý II (so-y-te): bước đáng ra đã nói",
        "tuần từ 09/7/2012 không có thư tổng hợp",
    )
    with province.database.begin() as session:
        back = {"kind": BounceKind.DEAD, "status": "5.1.1", "text": "550 no such user"}
        session.add(Bounce(key="b", at=NOW, letter_id=letter, address="yt+1@x.example", **back))
        session.get_one(Agency, "so-y-te").addresses = []
        record_differences(session, Differences(TODAY, NOW, said))
        note_change(session)
    page = browser.get("/todo").text
    assert '<a class="do2" href="/agencies?q=yt%2B1%40x.example">Sửa địa chỉ…</a>' in page
    assert '<a class="do2" href="/agencies?q=S%E1%BB%9F%20Y%20t%E1%BA%BF">Thêm địa chỉ…</a>' in page
    assert page.count(">Xem việc…<") == page.count('<a class="do2" href="/obligations/363">Xem việc…') == 1


def test_a_refused_act_is_shown_on_the_page_of_its_kind(
    province: Office, browser: TestClient, send: Send
) -> None:
    """Where the row is, however far down, with what was typed."""
    number = number_of(province, "so-y-te", "Báo cáo quý III năm 2012")
    with province.database.begin() as session:
        row = acts.find_obligation(session, number)
        act = Act("agency:so-y-te", NOW, TODAY)
        responses.request_extension(session, row, "so-y-te", act, until=date(2012, 10, 31), reason="chờ Bộ")
    answer = send("deny", number="1", reason="")
    assert answer.status_code == 422
    assert 'aria-current="page">Tất cả' not in answer.text
    assert 'action="/todo/deny?kind=requests"' in answer.text
    done = send("deny?kind=requests", number="1", reason="đã có số liệu")
    assert (done.status_code, done.headers["location"]) == (303, "/todo?kind=requests")
    assert 'aria-current="page">Tất cả' in browser.get("/todo?kind=requests").text, "none of it is left"
    late = send("deny?kind=requests", number="1", reason="Bộ đã gửi số liệu ngày 10/7")
    assert late.status_code == 422
    assert "Điều anh/chị đã gõ, chưa được ghi Bộ đã gửi số liệu ngày 10/7" in words(late), "its row is gone"


def test_what_was_typed_for_one_name_is_not_in_the_form_of_another(browser: TestClient, send: Send) -> None:
    """And a form is found again though a browser sends the lines of a name as it sends lines."""
    form = r'action="/todo/name"><input type="hidden" name="name" value="([^"]+)">\s*<p>'
    first, *_ = re.findall(form, browser.get("/todo").text)
    answer = send("name", name=first.replace(" ", "\r\n", 1), agency="Sở không có thật")
    assert answer.text.count('value="Sở không có thật"') == 1
    assert "Điều anh/chị đã gõ" not in words(answer)


def test_what_was_typed_for_one_cell_is_not_in_the_form_of_another(
    province: Office, browser: TestClient, send: Send
) -> None:
    with province.database.begin() as session:
        task = session.exec(select(Task).where(col(Task.lead).startswith("Các xã chưa"))).one()
        number, task.timing, task.state, task.review = (
            str(task.id),
            "Quý mấy cũng được",
            "unclear",
            ["chưa hiểu"],
        )
        session.add(task)
        note_change(session)
    assert browser.get("/todo?kind=questions").text.count(f'name="tasks" value="{number}"') == 2
    answer = send("settle", tasks=number, cell="timing", words="bao giờ cũng được")
    assert answer.text.count('value="bao giờ cũng được"') == 1
    assert "Điều anh/chị đã gõ" not in words(answer)


def test_who_answers_second_does_not_undo_what_the_first_said(
    province: Office, browser: TestClient, send: Send
) -> None:
    with province.database.read() as session:
        task = session.exec(select(Task.id).where(col(Task.lead).startswith("Các xã chưa"))).one()
    assert "Các xã chưa" in words(browser.get("/todo"))
    assert send("settle", tasks=str(task), cell="lead", words="UBND huyện Ba Tơ").status_code == 303
    second = send("settle", tasks=str(task), cell="lead", words="UBND huyện Trà Bồng")
    assert second.status_code == 422
    assert "Có người vừa trả lời câu hỏi này" in words(second)
    assert "Điều anh/chị đã gõ, chưa được ghi UBND huyện Trà Bồng" in words(second)
    with province.database.read() as session:
        assert (
            session.exec(select(Resolution.words).where(Resolution.task_id == task)).one()
            == "UBND huyện Ba Tơ"
        )


def test_a_question_about_a_thousand_tasks_can_be_answered(send: Send) -> None:
    answer = send("settle", tasks=",".join(map(str, range(10_000, 11_000))), cell="lead", words="Sở Nội vụ")
    assert answer.status_code == 422


def test_it_is_sent_back_from_a_row_below_that_asks_why(province: Office, browser: TestClient) -> None:
    number = declare(province, "ban-dan-toc", "Báo cáo quý II năm 2012", NOW)
    (link,) = re.findall(r'href="(/todo\?back=\d+)#back"', browser.get("/todo").text)
    opened = browser.get(link).text
    assert "Trả lại Ban Dân tộc, Báo cáo quý II năm 2012" in words(opened)
    headers = OURS | {"Content-Type": "application/x-www-form-urlencoded"}
    sent = {
        "revision": re.findall(r'name="revision" value="(\d+)"', opened)[-1],
        "back": "/todo",
        "reason": "thiếu biểu 2",
    }
    done = browser.post(f"/obligations/{number}/send-back", data=sent, headers=headers)
    assert (done.status_code, done.headers["location"]) == (303, "/todo")
    assert "Đã báo, chờ xác nhận" not in words(browser.get("/todo"))


def test_what_an_answer_by_mail_says_is_recorded_in_one_act(
    province: Office, browser: TestClient, send: Send
) -> None:
    letter = province.post(TODAY, agency="ban-dan-toc")
    number = number_of(province, "ban-dan-toc", "Báo cáo quý II năm 2012")
    with province.database.begin() as session:
        told = Notice(
            obligation_id=number,
            step="due",
            agency="ban-dan-toc",
            role=Role.LEAD,
            day=TODAY,
            reason="",
            letter_id=letter,
        )
        answer = MailAnswer(
            key="k",
            message_id="<k>",
            letter_id=letter,
            at=NOW,
            sender="bdt@x.example",
            subject="Re",
            text="đã gửi",
            why="thư không có số",
        )
        session.add_all([told, answer])
        note_act(session)
    page = browser.get("/todo").text
    assert re.search(r"<option value=\"\d+\">Báo cáo quý II năm 2012</option>", page)
    assert 'value="17/7/2012"' in page
    assert send("received", number="1", duty=str(number), on="32/7", document="45/BC-BDT").status_code == 422
    other = number_of(province, "so-y-te", "Báo cáo quý II năm 2012")
    assert send("received", number="1", duty=str(other), on="16/7").status_code == 422, "of another letter"
    assert "trả lời" in words(browser.get("/todo")), "neither was done"
    assert send("received", number="1", duty=str(number), on="16/7", document="45/BC-BDT").status_code == 303
    with province.database.read() as session:
        row = session.get_one(Obligation, number)
        assert (row.done_on, row.document) == (date(2012, 7, 16), "45/BC-BDT")
        assert row.note == f"trả lời thư số {letter}, từ bdt@x.example"
        assert session.exec(select(MailAnswer.settled_at)).one() is not None
    assert send("received", number="1", duty=str(number), on="16/7").status_code == 422, "seen to already"
