"""An agency answers by the link of its letter. Looking never acts."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient
from sqlmodel import col, select

from cli.base import Options
from cli.commands.doctor import doctor
from cli.commands.links import links
from cli.commands.requests import requests
from plan.dates import read_typed
from plan.links.claims import LIFE, Claim, sign
from plan.models import Agency, AgencyResponse, Audit, Declaration, Obligation, Party, Receipt
from plan.obligations import acceptance, receipts
from plan.obligations import acts as register
from plan.obligations.collectors import CollectionRules
from tests.web.conftest import KEY, NOW
from web.app import create_app

OURS = {"Sec-Fetch-Site": "same-origin"}
DUE = date(2012, 7, 31)
TODAY = date(2012, 7, 10)


def link(obligation: int | None = 1, agency: str = "so-y-te", at=NOW, purpose: str = "answer") -> str:
    return "/a/" + sign(KEY, Claim(purpose, agency, obligation, at))  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def _duty(office) -> None:
    office.oblige("so-y-te", DUE, "Phòng dịch", partner="so-tai-chinh")
    with office.database.begin() as session:
        for party in session.exec(select(Party)):
            party.next_on = TODAY
            session.add(party)


def row(office, number: int = 1) -> Obligation:
    with office.database.read() as session:
        found = session.get_one(Obligation, number)
        session.expunge(found)
        return found


def acts(office) -> list[tuple[str, str, str]]:
    with office.database.read() as session:
        return [(a.act, a.subject, a.who) for a in session.exec(select(Audit).order_by(col(Audit.id)))]


def listening(office) -> list[object]:
    with office.database.read() as session:
        return list(session.exec(select(Party.next_on)))


def replies(office) -> list[AgencyResponse]:
    with office.database.read() as session:
        found = list(session.exec(select(AgencyResponse).order_by(col(AgencyResponse.id))))
        session.expunge_all()
        return found


@pytest.fixture
def run(office):
    def ran(group, *words: str):
        options = Options(db=office.database.url, as_of="2012-07-10T09:00")
        return CliRunner().invoke(group, words, obj=options)

    return ran


def test_looking_shows_and_does_nothing(office, stranger) -> None:
    for method in ("GET", "HEAD"):
        for _ in range(3):
            assert stranger.request(method, link()).status_code == 200
    page = stranger.get(link())
    for words in ("Phòng dịch", "thứ Ba, 31/7/2012", "Sở Y tế trả lời", "39/QĐ-UBND", "Đang thực hiện"):
        assert words in page.text
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "strict-origin"
    assert "form-action 'self'" in page.headers["content-security-policy"]
    assert (acts(office), replies(office)) == ([], [])
    assert row(office).done_on is None


def test_confirming_receipt_is_noted_once_and_stops_nothing(office, stranger) -> None:
    for _ in range(2):
        answer = stranger.post(link(), data={"act": "received"}, headers=OURS)
        assert (answer.status_code, answer.headers["location"]) == (303, link())
    assert acts(office) == [("received", "obligation 1", "agency:so-y-te")]
    assert listening(office) == [TODAY, TODAY]
    assert "Đã xác nhận nhận được thư lúc 09:00, 10/7/2012" in stranger.get(link()).text
    assert 'value="received"' not in stranger.get(link()).text


def waiting(office) -> list[Declaration]:
    with office.database.read() as session:
        found = list(session.exec(select(Declaration).order_by(col(Declaration.id))))
        session.expunge_all()
        return found


def accept(office, number: int = 1, **more: object) -> None:
    rules = CollectionRules("so-noi-vu", "so-xay-dung")
    with office.database.begin() as session:
        acceptance.accept(session, register.find_obligation(session, number), office.act(), rules, **more)  # type: ignore[arg-type]


def test_declaring_with_a_file_waits_and_keeps_it(office, stranger) -> None:
    content = b"%PDF-1.7 \x00\xff" * 1000
    answer = stranger.post(
        link(),
        data={"act": "done", "on": "2012-07-09", "document": " 12/BC-SYT ", "note": "kèm phụ lục"},
        files={"file": ("..\\..\\Báo cáo\r\n quý II.pdf", content, "text/html")},
        headers=OURS,
    )
    assert answer.status_code == 303
    assert row(office).done_on is None
    (told,) = waiting(office)
    assert (told.on, told.document, told.note) == (date(2012, 7, 9), "12/BC-SYT", "kèm phụ lục")
    assert (told.declared_on, told.file) == (TODAY, content)
    assert told.file_name is not None
    assert not set(told.file_name) & set("/\\\r\n")
    page = stranger.get(link()).text
    assert "chờ Sở Nội vụ xác nhận" in page
    assert 'value="done"' not in page
    accept(office, on=date(2012, 7, 9))
    with office.database.read() as session:
        (kept,) = receipts.receipts_of(session, 1)
        stored = session.exec(select(Receipt)).one()
        assert stored.file == content
    assert kept.file_name == told.file_name
    assert waiting(office)[0].file is None, "it is kept once"
    assert listening(office) == [None, None]
    page = stranger.get(link()).text
    assert "Xong đúng hạn" in page
    assert "xong ngày 09/7/2012, văn bản 12/BC-SYT" in page
    assert kept.file_name in page
    assert '<form class="ask"' not in page
    assert [(a[0], a[2]) for a in acts(office)] == [("declared", "agency:so-y-te"), ("accept", "test")]


@pytest.mark.words
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"act": "done", "on": "2012-07-11"}, "còn ở phía trước"),
        ({"act": "done", "on": "hôm qua"}, "ngày chưa đúng"),
        ({"act": "done", "on": ""}, "ngày chưa đúng"),
        ({"act": "done", "on": "1999-01-01"}, "năm phải từ"),
        ({"act": "done", "on": "24/3/2012"}, "trước ngày ký văn bản giao việc (25/3/2012)"),
        ({"act": "done", "on": "2012-07-09", "document": "x" * 201}, "dài quá 200"),
        ({"act": "extension", "until": "2012-07-31", "reason": "x"}, "phải sau thời hạn"),
        ({"act": "extension", "until": "2012-08-31", "reason": " \n "}, "cần nêu lý do"),
        ({"act": "extension", "until": "2012-08-31", "reason": "x" * 2001}, "không quá 2000"),
        ({"act": "delete"}, "Không đọc được"),
        ({"x": "y"}, "Không đọc được"),
    ],
)
def test_what_cannot_be_is_said_and_leaves_all_as_it_was(office, stranger, given, said: str) -> None:
    answer = stranger.post(link(), data=given, headers=OURS)
    assert answer.status_code == (422 if said[0].islower() else 400)
    assert said.lower() in answer.text.lower()
    assert (acts(office), replies(office), row(office).revision) == ([], [], 0)


def test_a_file_that_is_empty_or_too_large_is_refused(office, stranger) -> None:
    given = {"act": "done", "on": "2012-07-09"}
    empty = stranger.post(link(), data=given, files={"file": ("x.pdf", b"")}, headers=OURS)
    assert empty.status_code == 422
    assert "trống" in empty.text
    large = stranger.post(
        link(), data=given, files={"file": ("x.pdf", bytes(10 * 1024 * 1024 + 1))}, headers=OURS
    )
    assert large.status_code == 413
    two = [("file", ("a", b"1")), ("file", ("b", b"2"))]
    assert stranger.post(link(), data=given, files=two, headers=OURS).status_code == 400
    assert row(office).done_on is None


def test_a_partner_confirms_and_no_more(office, stranger) -> None:
    partner = link(agency="so-tai-chinh")
    assert "Báo đã xong" not in stranger.get(partner).text
    for given in (
        {"act": "done", "on": "2012-07-09"},
        {"act": "extension", "until": "2012-08-31", "reason": "x"},
    ):
        assert stranger.post(partner, data=given, headers=OURS).status_code == 400
    assert stranger.post(partner, data={"act": "received"}, headers=OURS).status_code == 303
    assert row(office).done_on is None


def test_a_double_click_declares_once(office, stranger) -> None:
    given = {"act": "done", "on": "2012-07-09"}
    assert stranger.post(link(), data=given, headers=OURS).status_code == 303
    again = stranger.post(link(), data=given, headers=OURS)
    assert again.status_code == 422
    assert "đang chờ xác nhận; không cần báo lại" in again.text
    assert (len(acts(office)), len(waiting(office))) == (1, 1)


@pytest.mark.parametrize(
    ("token", "status"),
    [
        (link(purpose="calendar"), 404),
        (link(agency="so-xay-dung"), 404),
        (link(2), 404),
        (link(None), 404),
        (link(at=NOW - LIFE), 410),
        (link()[:-2] + "AA", 404),
    ],
)
def test_a_link_that_is_not_good_for_it(office, stranger, token: str, status: int) -> None:
    assert stranger.get(token).status_code == status
    assert stranger.post(token, data={"act": "received"}, headers=OURS).status_code == status
    assert replies(office) == []


@pytest.mark.parametrize(
    "headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}]
)
def test_another_site_cannot_answer_for_an_agency(office, stranger, headers: dict[str, str]) -> None:
    answer = stranger.post(link(), data={"act": "done", "on": "2012-07-09"}, headers=headers)
    assert answer.status_code == 403
    assert row(office).done_on is None


def test_a_link_about_one_obligation_can_be_taken_back(office, stranger, run) -> None:
    office.oblige("so-y-te", DUE, "Việc khác")
    office.now += timedelta(minutes=1)
    result = run(links, "revoke", "so-y-te", "--obligation", "1")
    assert result.exit_code == 0, result.output
    assert "về việc số 1 đã gửi cho so-y-te" in result.output
    assert stranger.get(link(1)).status_code == 410
    assert stranger.get(link(2)).status_code == 200
    for words in (("revoke", "so-la"), ("revoke", "so-y-te", "--obligation", "9")):
        result = run(links, *words)
        assert result.exit_code == 1


def test_who_took_the_place_of_an_agency_answers_for_it(office, stranger) -> None:
    with office.database.begin() as session:
        gone = session.get_one(Agency, "so-y-te")
        gone.active_to, gone.successor = date(2012, 7, 1), "so-xay-dung"
    assert stranger.get(link(agency="so-xay-dung")).status_code == 200
    given = {"act": "done", "on": "2012-07-09"}
    assert stranger.post(link(agency="so-xay-dung"), data=given, headers=OURS).status_code == 303
    assert [told.agency for told in waiting(office)] == ["so-xay-dung"]


def test_what_was_sent_back_is_read_with_its_reason_and_declared_again(office, stranger) -> None:
    given = {"act": "done", "on": "2012-07-09"}
    stranger.post(link(), data=given, headers=OURS)
    rules = CollectionRules("so-noi-vu", "so-xay-dung")
    with office.database.begin() as session:
        found = register.find_obligation(session, 1)
        acceptance.send_back(session, found, office.act(), rules, reason="thiếu <phụ lục>")
    page = stranger.get(link()).text
    assert "bị trả lại ngày 10/7/2012, thực hiện lại: thiếu &lt;phụ lục&gt;" in page
    assert 'value="done"' in page
    assert stranger.post(link(), data=given, headers=OURS).status_code == 303
    assert [told.state for told in waiting(office)] == ["sent-back", "waiting"]


def ask(stranger, until: str = "2012-08-31", reason: str = "Chờ hướng dẫn của Bộ", **who: Any):
    return stranger.post(
        link(**who), data={"act": "extension", "until": until, "reason": reason}, headers=OURS
    )


def test_a_request_waits_and_is_granted(office, stranger, run) -> None:
    assert ask(stranger).status_code == 303
    assert row(office).due == DUE
    assert listening(office) == [TODAY, TODAY]
    assert "đang chờ quyết định" in stranger.get(link()).text
    assert "đang chờ" in ask(stranger).text
    (waiting,) = json.loads(run(requests, "list", "--json").stdout)
    assert (waiting["agency"], waiting["until"], waiting["reason"]) == (
        "so-y-te",
        "2012-08-31",
        "Chờ hướng dẫn của Bộ",
    )
    assert "Sở Y tế: Phòng dịch" in run(requests, "list").output
    granted = run(requests, "accept", "1", "--json")
    assert granted.exit_code == 0, granted.output
    assert json.loads(granted.stdout)["due"] == "2012-08-31"
    assert (row(office).due, row(office).extended_from) == (date(2012, 8, 31), DUE)
    assert row(office).extended_because == "Chờ hướng dẫn của Bộ"
    assert "đã được đồng ý, gia hạn đến 31/8/2012" in stranger.get(link()).text
    assert [a[0] for a in acts(office)] == ["extension asked", "extend", "extension accepted"]
    assert json.loads(run(requests, "list", "--json").stdout) == []
    assert len(json.loads(run(requests, "list", "--all", "--json").stdout)) == 1
    assert "đã được quyết định" in str(
        run(requests, "accept", "1").exception or run(requests, "accept", "1").output
    )


def test_more_time_is_asked_for_after_the_day_and_by_one_at_a_time(office, stranger) -> None:
    with office.database.begin() as session:
        session.add(Party(obligation_id=1, agency="so-xay-dung", role="lead"))
    office.now += timedelta(days=30)
    now = office.now
    assert ask(stranger, "2012-09-30", at=now).status_code == 303
    second = ask(stranger, "2012-10-31", agency="so-xay-dung", at=now)
    assert (second.status_code, "đang chờ quyết định" in second.text) == (422, True)
    assert len(replies(office)) == 1


def test_nobody_asks_for_time_while_a_word_waits(stranger) -> None:
    stranger.post(link(), data={"act": "done", "on": "2012-07-09"}, headers=OURS)
    assert "đang chờ xác nhận; không cần gia hạn" in ask(stranger).text


def test_to_be_released_is_asked_for_and_decided_by_a_paper(stranger, run) -> None:
    given = {"act": "extension", "way": "withdraw", "until": "", "reason": "đã giao Sở Xây dựng"}
    assert stranger.post(link(), data=given, headers=OURS).status_code == 303
    assert "Đề nghị rút nhiệm vụ" in stranger.get(link()).text
    (waiting,) = json.loads(run(requests, "list", "--json").stdout)
    assert (waiting["way"], waiting["until"]) == ("withdraw", None)
    assert "rút nhiệm vụ" in run(requests, "list").output
    assert run(requests, "accept", "1", "--document", "12/TB").exit_code == 2
    granted = run(requests, "accept", "1", "--document", "12/TB-UBND", "--on", "2012-07-09", "--json")
    assert granted.exit_code == 0, granted.output
    assert json.loads(granted.stdout)["status"] == "cancelled"
    assert "rút nhiệm vụ (văn bản 12/TB-UBND ngày 09/7/2012)" in stranger.get(link()).text
    odd = {"act": "extension", "way": "never", "until": "2012-08-31", "reason": "x"}
    assert stranger.post(link(), data=odd, headers=OURS).status_code == 400


def test_an_agency_says_why_it_is_late(office, stranger) -> None:
    given = {"act": "cause", "cause": "bão <số 3>"}
    early = stranger.post(link(), data=given, headers=OURS)
    assert (early.status_code, "không trễ hạn" in early.text) == (422, True)
    assert 'value="cause"' not in stranger.get(link()).text
    office.now += timedelta(days=30)
    page = link(at=office.now)
    assert 'value="cause"' in stranger.get(page).text
    assert stranger.post(page, data=given, headers=OURS).status_code == 303
    text = stranger.get(page).text
    assert "bão &lt;số 3&gt; – chưa được xác nhận là khách quan" in text
    again = stranger.post(page, data=given, headers=OURS)
    assert (again.status_code, "đang chờ xem xét" in again.text) == (422, True)


def test_another_day_may_be_granted(office, stranger, run) -> None:
    ask(stranger)
    assert run(requests, "accept", "1", "--to", "2012-08-12").exit_code == 0
    assert row(office).due == date(2012, 8, 12)  # a Sunday: on time until Monday
    assert row(office).ends == date(2012, 8, 13)


def test_a_request_is_refused_with_its_reason(office, stranger, run) -> None:
    ask(stranger)
    assert run(requests, "refuse", "1", "--reason", "Không đủ căn cứ").exit_code == 0
    assert row(office).due == DUE
    assert "không được đồng ý – Không đủ căn cứ" in stranger.get(link()).text
    assert ask(stranger, "2012-09-30").status_code == 303, "asking again is allowed"


def test_nobody_asks_for_time_when_it_is_over(office, stranger) -> None:
    with office.database.begin() as session:
        register.cancel(session, register.find_obligation(session, 1), office.act(), reason="thôi")
    assert "không còn mở" in ask(stranger).text


def test_the_operator_is_told_that_requests_wait(office, stranger) -> None:
    ask(stranger)
    options = Options(db=office.database.url, as_of="2012-07-10")
    told = json.loads(CliRunner().invoke(doctor, ["--json"], obj=options).stdout)["problems"]
    assert "1 đề nghị gia hạn chờ quyết định: dondoc requests list" in told


def test_the_first_page_says_what_waits_and_how_to_decide(stranger, local, run) -> None:
    ask(stranger, reason="Chờ <Bộ> hướng dẫn")
    html = local.get("/").text
    assert "Sở Y tế xin lùi Phòng dịch từ 31/7/2012 đến 31/8/2012" in html
    assert "Chờ &lt;Bộ&gt; hướng dẫn" in html
    run(requests, "refuse", "1", "--reason", "phải kịp")
    assert "xin lùi" not in local.get("/").text


def test_the_first_page_and_doctor_say_what_waits(office, stranger, local) -> None:
    stranger.post(link(), data={"act": "done", "on": "2012-07-09"}, headers=OURS)
    html = local.get("/").text
    assert "Sở Y tế: Phòng dịch" in html
    assert "áo 09:00, 10/7/2012, chờ 0 ngày làm việc; nhận ngày ấy thì đúng hạn" in html
    options = Options(db=office.database.url, as_of="2012-07-12")
    told = json.loads(CliRunner().invoke(doctor, ["--json"], obj=options).stdout)["problems"]
    assert any("việc số 1 (Phòng dịch): Sở Y tế báo xong ngày 09/7/2012, chờ" in text for text in told)
    accept(office)
    assert "Sở Y tế: Phòng dịch" not in local.get("/").text


def test_words_stay_words(office, stranger) -> None:
    office.oblige("so-y-te", DUE, "<script>alert(1)</script>")
    ask(stranger, reason="<img src=x onerror=alert(1)>", obligation=2)
    page = stranger.get(link(2)).text
    assert "&lt;img" in page
    assert "<script>alert" not in page
    assert "<img" not in page


def test_a_day_is_typed_as_pages_print_it(office, stranger) -> None:
    """The picker of a browser set to English shows the month first: 3 July as 07/03/2012."""
    page = stranger.get(link()).text
    assert 'type="date"' not in page
    assert 'id="on" name="on" required autocomplete="off" value="10/7/2012"' in page
    assert stranger.post(link(), data={"act": "done", "on": "09/7/2012"}, headers=OURS).status_code == 303
    assert [told.on for told in waiting(office)] == [date(2012, 7, 9)]


def test_a_day_is_read_however_it_is_typed() -> None:
    ninth = ("9/7/2012", "09/07/2012", "9-7-2012", "09.7.12", "09072012", "9/7", " NGÀY 9 tháng 7 năm 2012")
    for typed in (*ninth, "2012-07-09"):
        assert read_typed(typed, TODAY) == date(2012, 7, 9), typed
    assert read_typed("Hôm nay", TODAY) == TODAY


def test_no_day_is_guessed(office, stranger) -> None:
    for typed in ("07/13/2012", "20120709", "9/7/212", "٩/7/2012", "2012-W28-1", "9//2012", "31/6"):
        given = {"act": "done", "on": typed, "note": "kèm <phụ lục>"}
        answer = stranger.post(link(), data=given, headers=OURS)
        assert answer.status_code == 422, typed
        assert "ngày/tháng/năm: 10/7/2012" in answer.text or "Năm phải từ" in answer.text
        assert f'value="{typed}"' in answer.text, "what was typed is still there"
        assert "kèm &lt;phụ lục&gt;</textarea>" in answer.text
    assert row(office).done_on is None


def test_characters_that_no_database_keeps_are_left_out(office, stranger) -> None:
    given = {"act": "extension", "until": "31/8/2012", "reason": "chờ\x00 ý kiến\x1b"}
    assert stranger.post(link(), data=given, headers=OURS).status_code == 303
    assert [reply.reason for reply in replies(office)] == ["chờ ý kiến"]


def test_a_refusal_names_no_command_and_leads_to_its_field(office, stranger) -> None:
    """Whoever answers a letter has no shell; the sentence is a link to the field, and nothing typed is lost."""
    with office.database.begin() as session:
        register.cancel(session, session.get_one(Obligation, 1), office.act(), reason="thử")
    given = {"act": "done", "on": "09/7/2012", "document": "12/BC-SYT", "note": "kèm phụ lục"}
    done = stranger.post(link(), data=given, headers=OURS)
    late = stranger.post(link(), data={"act": "cause", "cause": "bão"}, headers=OURS)
    for answer in (done, late):
        assert answer.status_code == 422
        assert "<title>Lỗi: " in answer.text
        assert "dondoc " not in answer.text
        assert "--" not in answer.text.partition("<main")[2]
    assert '<a href="#on">' in done.text


def test_the_origin_of_an_answer_is_the_browsers_behind_a_trusted_proxy(office) -> None:
    office.trusted_proxies = ("203.0.113.7",)
    proxy = TestClient(
        create_app(office.site()),
        base_url=office.base_url,
        client=("203.0.113.7", 50000),
        follow_redirects=False,
    )
    forged = OURS | {"X-Forwarded-For": "10.9.9.9, 198.51.100.4"}
    assert proxy.post(link(), data={"act": "done", "on": "09/7/2012"}, headers=forged).status_code == 303
    with office.database.read() as session:
        assert session.exec(select(Audit.origin).order_by(col(Audit.number))).all()[-1] == "198.51.100.4"
