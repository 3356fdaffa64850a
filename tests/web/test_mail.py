"""The letters in the browser."""

import re
import time
from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from sqlalchemy import event

from plan.alphabet import sort_key
from plan.models import Bounce, BounceKind, LetterState, Notice, Role
from plan.views.letters import letters
from tests.web.conftest import words

DAY = date(2012, 7, 2)
WITH_ATTACHMENT = b"""Content-Type: multipart/mixed; boundary=b\r
\r
--b\r
\r
hi\r
--b\r
Content-Disposition: attachment; filename="<i>.xlsx"\r
\r
x\r
--b--\r
"""


def numbers(html: str) -> list[int]:
    return [int(n) for n in re.findall(r'href="/mail/(\d+)"', html)]


def test_newest_first_fifty_a_page(office, local) -> None:
    made = [office.post(DAY - timedelta(n)) for n in range(53)]
    first = local.get("/mail").text
    assert numbers(first) == sorted(made, reverse=True)[:50]
    assert 'rel="next" href="/mail?page=2"' in first
    assert 'rel="prev"' not in first
    second = local.get("/mail?page=2").text
    assert numbers(second) == sorted(made, reverse=True)[50:]
    assert 'rel="next"' not in second
    assert 'rel="prev" href="/mail?page=1"' in second
    assert "Không có thư nào" in local.get("/mail?page=3").text


def test_filters_by_kind_and_state(office, local) -> None:
    digest = office.post(DAY)
    refused = office.post(DAY, "summary", LetterState.REFUSED, error="550 no such <user>")
    assert numbers(local.get("/mail?kind=digest").text) == [digest]
    assert numbers(local.get("/mail?kind=escalation").text) == []
    page = local.get("/mail?kind=summary&state=refused").text
    assert numbers(page) == [refused]
    assert "550 no such &lt;user&gt;" in page


@pytest.mark.parametrize("part", ["", "/html", "/raw"])
def test_a_number_that_no_letter_has_is_not_found(local, part: str) -> None:
    for number in (0, -1, 2**31, 2**63 - 1, 2**63, 2**64, 10**30, "9" * 5000):
        assert local.get(f"/mail/{number}{part}").status_code == 404, number


@pytest.mark.parametrize(
    "query", ["kind=none", "state=none", "page=0", "page=-1", "page=x", "page=99999999999999999999"]
)
def test_nonsense_is_not_found(local, query: str) -> None:
    assert local.get(f"/mail?{query}").status_code == 404


@pytest.mark.parametrize("path", ["/mail/1", "/mail/1/html", "/mail/1/raw", "/mail/x", "/mail/-1"])
def test_a_letter_that_is_not_there(local, path: str) -> None:
    assert local.get(path).status_code == 404


def test_the_list_leaves_the_bytes_where_they_are(office, local) -> None:
    office.post(DAY)
    said: list[str] = []
    event.listen(office.database.engine, "before_cursor_execute", lambda *args: said.append(args[2]))
    assert local.get("/mail").status_code == 200
    assert said
    assert not any(re.search(r"\braw\b", statement) for statement in said)


def test_a_letter_as_its_reader_sees_it(office, local) -> None:
    number = office.post(DAY, subject="[Đôn đốc] Sở <b>Tài chính</b>, Sở Y tế: 1 việc quá hạn (02/7/2012)")
    html = local.get(f"/mail/{number}").text
    assert "<h1>[Đôn đốc] Sở &lt;b&gt;Tài chính&lt;/b&gt;, Sở Y tế: 1 việc quá hạn (02/7/2012)</h1>" in html
    assert "Đôn Đốc &lt;dondoc@quangngai.example&gt;" in local.get(f"/mail/{number}?as=raw").text
    assert "Kính gửi quý cơ quan,\nNội dung chữ của" in local.get(f"/mail/{number}?as=text").text
    assert f'<iframe class="letter" sandbox src="/mail/{number}/html"' in html


def test_the_body_is_kept_in_a_box_of_its_own(office, local) -> None:
    number = office.post(DAY)
    answer = local.get(f"/mail/{number}/html")
    assert "<p style='color:red'>Nội dung trình bày</p>" in answer.text
    policy = answer.headers["content-security-policy"]
    assert policy == "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
    assert answer.headers["x-frame-options"] == "SAMEORIGIN"
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_the_bytes_come_out_as_they_went_in(office, local) -> None:
    number = office.post(DAY)
    answer = local.get(f"/mail/{number}/raw")
    assert answer.headers["content-type"] == "message/rfc822"
    assert answer.headers["content-disposition"] == f'attachment; filename="{number}.eml"'
    message = message_from_bytes(answer.content, policy=default)
    assert message["Subject"] == "[Đôn đốc] Sở Tài chính: 1 việc quá hạn"


def test_a_message_is_shown_with_its_channel(office, local) -> None:
    raw = b'{"id": "m", "to": "+84901234567", "agency": "so-y-te", "text": "Don doc: So Y te <i>", "day": "2012-07-02"}\n'
    number = office.post(
        DAY, agency="so-y-te", subject="Don doc: So Y te <i>", channel="spool", beside=True, raw=raw
    )
    listed = local.get("/mail").text
    assert "Thư nhắc việc, tin nhắn" in listed
    shown = local.get(f"/mail/{number}").text
    assert "<dt>Kênh</dt><dd>tin nhắn, đi cùng thư điện tử</dd>" in shown
    assert '<dd class="address">+84901234567</dd>' in local.get(f"/mail/{number}?as=raw").text
    assert "Don doc: So Y te &lt;i&gt;</pre>" in shown
    assert "Tải thư gốc (.json)" in shown
    answer = local.get(f"/mail/{number}/raw")
    assert (answer.content, answer.headers["content-type"]) == (raw, "application/json")
    assert answer.headers["content-disposition"] == f'attachment; filename="{number}.json"'
    assert local.get(f"/mail/{number}/html").text == ""


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\x00",
        b"Content-Type: multipart/mixed\r\n\r\nx",
        WITH_ATTACHMENT,
    ],
)
def test_an_odd_letter_is_still_shown(office, local, raw: bytes) -> None:
    number = office.post(DAY, raw=raw)
    for path in ("", "/html", "/raw"):
        answer = local.get(f"/mail/{number}{path}")
        assert answer.status_code == 200
        assert path or "<i>" not in answer.text


OURS = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}


def test_filters_by_agency_and_day_stay_with_the_page(office, local) -> None:
    for n in range(52):
        office.post(DAY, agency="so-y-te", edition=n + 1, message_id=f"<{n}>")
    other = office.post(DAY - timedelta(1))
    page = local.get("/mail?agency=so-y-te&day=02/7/2012").text
    assert len(numbers(page)) == 50
    assert 'href="/mail?agency=so-y-te&amp;day=02%2F7%2F2012&amp;page=2"' in page
    assert numbers(local.get("/mail?day=1/7/2012").text) == [other]
    assert numbers(local.get("/mail?kind=&state=&agency=&day=&agency=khong").text) == []
    assert "Xem mọi thư" in local.get("/mail?agency=khong-co").text
    for bad in ("day=32/7/2012", "day=hôm nay", f"agency={'x' * 81}"):
        assert local.get(f"/mail?{bad}").status_code == 404


def test_what_the_server_said_of_each_recipient(office, local) -> None:
    number = office.post(DAY, state=LetterState.SENT, recipients=["a@x.example", "b@x.example"],
        accepted=["a@x.example"], refused={"b@x.example": "550 <none>"}, attempts=2, tried_at=office.now, finished_at=office.now)  # fmt: skip
    text = words(local.get(f"/mail/{number}"))
    assert "a@x.example máy chủ đã nhận b@x.example 550 &lt;none&gt;" in text
    assert "Thử gửi 09:00, 10/7/2012, lần thứ 2 Máy nhận 09:00, 10/7/2012" in text


def test_what_it_told_and_what_came_back(office, local) -> None:
    duty = office.oblige("so-tai-chinh", date(2012, 6, 29))
    number = office.post(DAY, state=LetterState.SENT)
    with office.database.begin() as session:
        session.add(Notice(obligation_id=duty, step="late+1", agency="so-tai-chinh", role=Role.LEAD, day=DAY,
            reason="quá hạn", letter_id=number))  # fmt: skip
        session.add(Bounce(key="k", at=office.now, kind=BounceKind.DEAD, letter_id=number,
            address="stc@quangngai.example", status="5.1.1", text="no <such> user"))  # fmt: skip
    text = words(local.get(f"/mail/{number}"))
    assert f"Việc {duty} II.1, quá hạn 1 ngày quá hạn Trễ 7 ngày" in text
    assert "Hộp thư không còn: stc@quangngai.example , 09:00, 10/7/2012 no &lt;such&gt; user" in text


def test_a_held_letter_says_by_whom_and_until_when(office, local) -> None:
    number = office.post(office.now.date(), state=LetterState.WAITING)
    assert local.post("/mail/hold", headers=OURS).headers["location"] == "/mail?state=waiting"
    page = words(local.get(f"/mail/{number}"))
    assert "admin@quangngai.example giữ mọi thư lúc 09:00, 10/7/2012, đến khi có người cho đi." in page
    assert "Mọi thư đang được giữ : admin@quangngai.example giữ lúc" in words(local.get("/mail"))
    assert local.post("/mail/release", headers=OURS).status_code == 303
    assert "Đi trong vài phút tới." in words(local.get(f"/mail/{number}"))
    form = {"agency": "so-tai-chinh"}
    assert local.post(f"/mail/{number}/hold", data=form, headers=OURS).status_code == 303
    assert "giữ thư gửi cơ quan này" in words(local.get(f"/mail/{number}"))
    assert "Đang giữ thư gửi: Sở Tài chính." in words(local.get("/mail"))
    assert local.post(f"/mail/{number}/release", data=form, headers=OURS).status_code == 303
    assert local.post(f"/mail/{number}/hold", data={"agency": "so-y-te"}, headers=OURS).status_code == 422


def test_letters_that_wait_by_themselves_say_until_when(office, local) -> None:
    later = office.post(
        office.now.date(), state=LetterState.WAITING, try_at=office.now + timedelta(hours=1), attempts=1
    )
    assert "Thử lại lúc 10:00, 10/7/2012." in words(local.get(f"/mail/{later}"))
    old = office.post(DAY, state=LetterState.WAITING)
    assert "sẽ được rút lại và viết mới" in words(local.get(f"/mail/{old}"))


def test_a_refused_letter_is_tried_again_once(office, local) -> None:
    number = office.post(office.now.date(), state=LetterState.REFUSED, error="550")
    assert local.post(f"/mail/{number}/retry", headers=OURS).status_code == 303
    assert "Đã rút lại" in words(local.get(f"/mail/{number}"))
    again = local.post(f"/mail/{number}/retry", headers=OURS)
    assert again.status_code == 422
    assert f"Không có thư số {number} đang chờ hoặc bị từ chối." in words(again)


def test_a_viewer_holds_and_releases_nothing(office, visit) -> None:
    number = office.post(office.now.date(), state=LetterState.WAITING)
    viewer = visit()
    viewer.headers["Cookie"] = office.signed_in("viewer")
    for path in ("hold", "release", f"{number}/hold", f"{number}/release", f"{number}/retry"):
        assert viewer.post(f"/mail/{path}", data={"agency": "so-tai-chinh"}, headers=OURS).status_code == 403
    for path in ("/mail", f"/mail/{number}"):
        assert 'method="post" action="/mail' not in viewer.get(path).text


def test_what_would_be_sent_is_written_anew_after_letters(office) -> None:
    site, last = office.site(), office.now.date()
    assert site.coming_until(last) is None
    site.coming.wait(60)
    assert site.coming_until(last) is not None
    office.post(last)  # the morning comes: what it wrote comes no more
    assert site.coming_until(last) is None
    site.coming.wait(60)


@pytest.mark.slow
def test_what_would_be_sent_is_written_in_the_background_and_kept(province, browser) -> None:
    page = asked_until_made(browser, "/mail/coming?to=18/7/2012")
    assert re.search(r"\d+ thư từ nay đến 18/7/2012, vào \d ngày, nếu không có gì xảy ra thêm", words(page))
    assert "Sở Y tế" in page
    assert "quá hạn" in page
    begun = time.monotonic()
    assert words(browser.get("/mail/coming?to=18/7/2012&agency=so-y-te")).count("Thư nhắc việc") <= 2
    assert time.monotonic() - begun < 1
    with province.database.read() as session:
        assert not letters(session)
    for bad in ("to=abc", f"to={'1' * 41}"):
        assert browser.get(f"/mail/coming?{bad}").status_code == 404


def asked_until_made(browser, path: str) -> str:
    end = time.monotonic() + 60
    while 'http-equiv="refresh"' in (page := browser.get(path).text):
        assert time.monotonic() < end
    return page


def test_whom_a_letter_went_to_is_chosen_by_the_alphabet(local) -> None:
    chosen = re.search(r'<select class="in" name="agency">(.*?)</select>', local.get("/mail").text, re.DOTALL)
    names = re.findall(r"<option[^>]*>([^<]+)</option>", chosen[1])[1:]
    assert names == sorted(names, key=sort_key)
    assert "các sở, ban, ngành" not in names
