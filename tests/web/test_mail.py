"""The letters in the browser."""

import re
from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from sqlalchemy import event

from plan.models import LetterState

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


@pytest.mark.parametrize(
    "path", ["/mail/1", "/mail/1/html", "/mail/1/raw", "/mail/x", "/mail/-1", "/mail/1/other"]
)
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
    assert "Đôn Đốc &lt;dondoc@quangngai.example&gt;" in html
    assert "Kính gửi quý cơ quan,\nNội dung chữ của" in html
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
    assert '<dd class="address">+84901234567</dd>' in shown
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
