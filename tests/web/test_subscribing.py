"""An agency adds a calendar itself, from the link in its letters."""

import re
from datetime import timedelta
from html import unescape

import pytest
from icalendar import Calendar
from sqlmodel import col, select

from plan.audit.log import Act
from plan.links import revocation
from plan.links.claims import LIFE, Claim, ExpiredLinkError, LinkError, read, sign
from plan.models import Agency, Audit, Feed
from plan.views.feeds import all_feeds
from tests.web.conftest import KEY, NOW

OURS = {"Sec-Fetch-Site": "same-origin"}


def link(agency: str = "so-y-te", purpose: str = "calendar", key: bytes = KEY, at=NOW) -> str:
    return "/s/" + sign(key, Claim(purpose, agency, None, at))  # type: ignore[arg-type]


def addresses(html: str) -> dict[str, str]:
    found = re.search(r'<code class="secret">(.*?)</code>', html)
    webcal = re.search(r'href="(webcal:.*?)"', html)
    assert found is not None
    assert webcal is not None
    return {"url": unescape(found[1]), "webcal": unescape(webcal[1])}


def count(office) -> int:
    with office.database.read() as session:
        return len(all_feeds(session))


def test_looking_changes_nothing(office, stranger) -> None:
    for method in ("GET", "HEAD"):
        answer = stranger.request(method, link())
        assert answer.status_code == 200
    page = stranger.get(link())
    assert "Lịch của Sở Y tế" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "strict-origin"
    assert "noindex" in page.headers["x-robots-tag"]
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "<script>" not in page.text
    assert count(office) == 0
    assert 'href="/mail"' not in page.text


def test_asking_gives_an_address_once(office, stranger) -> None:
    office.oblige("so-y-te", office.now.date(), "Phòng dịch")
    given = {"name": "Điện thoại", "role": "lead", "kind": "task", "alarm": "3", "only_open": "1"}
    made = stranger.post(link(), data=given, headers=OURS)
    assert made.status_code == 200
    told = addresses(made.text)
    assert told["webcal"] == told["url"].replace("https://", "webcal://")
    assert told["url"].startswith("https://dondoc.quangngai.example/feeds/")
    assert "<svg" in made.text
    assert "style=" not in made.text, "the policy allows none"
    body = stranger.get("/feeds/" + told["url"].rpartition("/")[2]).content
    assert len(Calendar.from_ical(body).walk("VALARM")) == 1
    again = stranger.get(link()).text
    assert told["url"].rpartition("/")[2] not in again
    assert "Điện thoại" in again
    with office.database.read() as session:
        (act,) = session.exec(select(Audit))
        assert (act.act, act.who) == ("feed add", "agency:so-y-te")


@pytest.mark.words
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "https://dondoc.quangngai.example"}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
    ],
)
def test_only_our_own_page_may_send_the_form(office, stranger, headers: dict[str, str], status: int) -> None:
    answer = stranger.post(link(), data={"name": "x"}, headers=headers)
    assert answer.status_code == status
    assert count(office) == (status == 200)
    if status == 403:
        assert "không được gửi từ trang" in answer.text


@pytest.mark.parametrize(
    ("token", "status", "said"),
    [
        (link(key=b"another key"), 404, "không đúng"),
        (link(purpose="answer"), 404, "không đúng"),
        (link()[:-1], 404, "không đúng"),
        (link() + "A", 404, "không đúng"),
        (link().replace(".", "="), 404, "không đúng"),
        ("/s/" + "A" * 5000, 404, "không đúng"),
        ("/s/.", 404, "chép thiếu"),
        ("/s/%C3%A9.%00", 404, "không đúng"),
        (link("so-la"), 404, "không đúng"),
        (link(at=NOW - LIFE), 410, "hết hạn"),
    ],
)
def test_a_link_that_is_not_good(office, stranger, token: str, status: int, said: str) -> None:
    for answer in (stranger.get(token), stranger.post(token, data={"name": "x"}, headers=OURS)):
        assert answer.status_code == status
        assert said in answer.text
    assert count(office) == 0


def test_a_link_taken_back_opens_nothing(office, stranger) -> None:
    office.now += timedelta(minutes=1)
    with office.database.begin() as session:
        revocation.revoke(session, office.act(), "so-y-te")
    gone = stranger.get(link())
    assert gone.status_code == 410
    assert "thu hồi" in gone.text
    assert stranger.get(link("so-xay-dung")).status_code == 200
    office.now += timedelta(minutes=1)
    assert stranger.get(link(at=office.now)).status_code == 200


def test_an_agency_revokes_its_own_and_no_other(office, stranger) -> None:
    own, secret = office.subscribe("so-y-te")
    other, _ = office.subscribe("so-xay-dung")
    assert stranger.post(link(), data={"revoke": str(other)}, headers=OURS).status_code == 400
    done = stranger.post(link(), data={"revoke": str(own)}, headers=OURS)
    assert "Đã thu hồi lịch số 1" in done.text
    assert stranger.get(f"/feeds/{secret}.ics").status_code == 410
    with office.database.read() as session:
        assert session.get_one(Feed, other).revoked_at is None


@pytest.mark.words
@pytest.mark.parametrize(
    ("given", "status", "said"),
    [
        ({"role": "boss"}, 400, "Không đọc được"),
        ({"kind": "x"}, 400, "Không đọc được"),
        ({"alarm": "soon"}, 400, "Không đọc được"),
        ({"alarm": "99"}, 400, "từ 0 đến 60"),
        ({"plan": "1/QĐ-UBND"}, 400, "không có kế hoạch"),
        ({"name": "x" * 81}, 400, "dài quá 80"),
        ({"name": "x" * 9000}, 400, "Không đọc được"),
        ({"revoke": "9" * 30}, 400, "không còn"),
        ({"revoke": "1234"}, 400, "không còn"),
        ({f"f{n}": "x" for n in range(60)}, 400, "Không đọc được"),
    ],
)
def test_what_cannot_be_is_refused(office, stranger, given: dict[str, str], status: int, said: str) -> None:
    answer = stranger.post(link(), data=given, headers=OURS)
    assert answer.status_code == status
    assert said in answer.text
    assert count(office) == 0


def test_a_body_without_end_is_cut_off(office, stranger) -> None:
    form = OURS | {"Content-Type": "application/x-www-form-urlencoded"}
    endless = b"name=" + b"x" * (12 * 1024 * 1024)
    assert stranger.post(link(), content=endless, headers=form).status_code == 413
    assert stranger.post(link(), content=b"name=x", headers=OURS).status_code == 400  # no form
    assert count(office) == 0


def test_twenty_calendars_are_enough(office, stranger) -> None:
    for _ in range(20):
        office.subscribe("so-y-te")
    answer = stranger.post(link(), data={"name": ""}, headers=OURS)
    assert answer.status_code == 400
    assert "đã có 20 lịch" in answer.text


def test_names_are_text(office, stranger) -> None:
    with office.database.begin() as session:
        session.add(Agency(code="x", name="<script>alert(1)</script>"))
    stranger.post(link("x"), data={"name": "<img src=x onerror=alert(1)>"}, headers=OURS)
    html = stranger.get(link("x")).text
    assert "<script>" not in html
    assert "<img" not in html
    assert "&lt;img" in html


def test_a_claim_comes_back_whole() -> None:
    claim = Claim("answer", "so-y-te", 12, NOW)
    token = sign(KEY, claim)
    assert re.fullmatch(r"[\w-]+\.[\w-]{22}", token)
    assert read(KEY, token, "answer", NOW) == claim
    with pytest.raises(ExpiredLinkError):
        read(KEY, token, "answer", NOW + LIFE)
    with pytest.raises(LinkError):
        read(KEY, token, "calendar", NOW)


def test_the_key_is_made_once_and_kept(office, caplog) -> None:
    first = revocation.signing_key(office.database)
    assert len(first) == 32
    assert revocation.signing_key(office.database) == first
    assert first.hex() not in caplog.text


def test_taking_back_is_written_down(office) -> None:
    with office.database.begin() as session:
        revocation.revoke(session, Act("shell:x", NOW, NOW.date()), "so-y-te", None)
        with pytest.raises(LookupError):
            revocation.revoke(session, Act("shell:x", NOW, NOW.date()), "so-la")
        rows = session.exec(select(Audit).order_by(col(Audit.id))).all()
        assert [(r.act, r.subject) for r in rows] == [("links revoke", "agency so-y-te")]


def test_the_help_page_is_for_anyone(stranger) -> None:
    page = stranger.get("/help/calendars")
    assert page.status_code == 200
    for program in (
        "Google",
        "Outlook trên máy tính",
        "Outlook trên web",
        "Apple",
        "Thunderbird",
        "DAVx5",
        "ICSx5",
    ):
        assert program in page.text
    assert page.text.count("Không làm được") == 3
