"""The register of agencies in the browser: looked at, edited, merged, split, its calendars and links."""

import html
import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from httpx2 import Response
from sqlalchemy import event
from sqlmodel import select
from starlette.testclient import TestClient

from notifications.mail.pauses import pauses
from plan.models import Agency, Alias, Bounce, BounceKind, LetterState, LinkRevocation
from plan.views.feeds import all_feeds
from tests.web.conftest import Office, words

OURS = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}
TODAY = date(2012, 7, 17)
ODD = "Sở “Y” & <script>alert(1)</script>; 'x' \\ 100%_"
Send = Callable[..., Response]


@pytest.fixture
def send(browser: TestClient) -> Send:
    """A form of the page of an agency, with the revision of the page as it is."""

    def sent(code: str, act: str, **fields: str) -> Response:
        if "revision" not in fields:
            found = re.search(r'name="revision" value="(\w+)"', browser.get(f"/agencies/{code}").text)
            fields["revision"] = found[1] if found else ""
        return browser.post(f"/agencies/{code}/{act}", data=fields, headers=OURS)

    return sent


def edited(**other: str) -> dict[str, str]:
    before = {"name": "Sở Y tế", "short_name": "SYT", "aliases": "", "groups": "các sở, ban, ngành"}
    return before | {"addresses": "so-y-te@quangngai.example"} | other


def test_the_register_with_what_each_owes(see) -> None:
    text = words(see("/agencies"))
    assert re.search(r"\d\d cơ quan: \d+ có việc quá hạn", text)
    assert re.search(r"Sở Tư pháp .*? so-tu-phap@quangngai.example", text)
    assert "Sở Tư pháp" in words(see("/agencies?q=so+tu+phap"))
    assert "Sở Y tế" not in words(see("/agencies?q=so+tu+phap"))
    assert "Không có cơ quan nào như vậy" in words(see("/agencies?q=%25_x"))


def test_few_questions_are_asked(province: Office, see) -> None:
    """Once the counts of the rail are known, which are kept until something changes."""
    see("/agencies")
    see("/agencies/so-y-te")
    said: list[str] = []
    event.listen(
        province.database.engine,
        "before_cursor_execute",
        lambda *args: args[2] == "BEGIN" or said.append(args[2]),
    )
    see("/agencies")
    assert len(said) <= 8
    said.clear()
    see("/agencies/so-y-te")
    assert len(said) <= 18


def test_an_agency_that_is_not_there(browser: TestClient) -> None:
    for code in ("khong-co", "x" * 81, "..%2f", "cac-so"):
        assert browser.get(f"/agencies/{code}").status_code == 404
        assert browser.post(f"/agencies/{code}/links", headers=OURS).status_code in (404, 422)


def test_names_groups_and_addresses_are_edited(browser: TestClient, send: Send) -> None:
    answer = send("so-y-te", "edit", **edited(name=ODD, addresses="moi@quangngai.example\nsms:+84901234567"))
    assert (answer.status_code, answer.headers["location"]) == (303, "/agencies/so-y-te")
    page = browser.get("/agencies/so-y-te")
    assert html.escape(ODD, quote=True).replace("&#x27;", "&#39;") in page.text.replace("&#34;", "&quot;")
    assert "<script>alert" not in page.text
    text = words(page)
    assert "moi@quangngai.example +84901234567 (tin nhắn)" in text
    assert "địa chỉ: thêm moi@quangngai.example, sms:+84901234567; địa chỉ: bỏ" in text
    assert "operator@quangngai.example" in text


def test_what_is_wrong_is_said_at_its_field_and_all_that_was_typed_stays(send: Send) -> None:
    answer = send(
        "so-y-te", "edit", **edited(name="x" * 301, addresses="a@b.example\nkhông phải", aliases="Ôi")
    )
    assert answer.status_code == 422
    assert "<title>Lỗi: " in answer.text
    assert '<a href="#addresses">Không phải: địa chỉ thư điện tử không hợp lệ.</a>' in answer.text
    assert '<a href="#name">Tên dài quá 300 chữ.</a>' in answer.text
    assert "a@b.example\nkhông phải</textarea>" in answer.text
    assert "Ôi</textarea>" in answer.text


def test_a_group_that_a_plan_names_begins_with_its_first_member(browser: TestClient, send: Send) -> None:
    """Where nobody of it is known the page says where that is filled in; and there it can be."""
    name = "UBND các xã, phường, thị trấn"
    asks = f"{name} · 2 việc Nhóm này chưa có cơ quan nào trong sổ (thành viên ghi ở ô Nhóm của từng cơ quan)"
    assert asks in words(browser.get("/todo"))
    assert send("so-y-te", "edit", **edited(groups="đoàn thể lạ hoắc")).status_code == 422
    assert send("so-y-te", "edit", **edited(groups=f"các sở, ban, ngành\n{name}")).status_code == 303
    assert f"{name} · 2 việc" not in words(browser.get("/todo"))


def test_a_header_cannot_be_smuggled_in(province: Office, send: Send) -> None:
    assert send("so-y-te", "edit", **edited(addresses="a@b.example%0d%0aBcc: x@y.example")).status_code == 422
    assert send("so-y-te", "edit", **edited(short_name="a\r\nBcc: x@y.example")).status_code == 303
    with province.database.read() as session:
        assert session.get_one(Agency, "so-y-te").short_name == "a Bcc: x@y.example"


def test_who_comes_second_loses_nothing(browser: TestClient, send: Send) -> None:
    old = re.search(r'name="revision" value="(\w+)"', browser.get("/agencies/so-y-te").text)
    assert old
    assert send("so-y-te", "edit", **edited(short_name="Y tế tỉnh")).status_code == 303
    for act, fields in (
        ("edit", edited(short_name="Tôi gõ")),
        ("merge", {"into": "so-noi-vu", "day": "1/8/2012"}),
    ):
        answer = send("so-y-te", act, revision=old[1], **fields)
        assert answer.status_code == 412
        assert "Có người khác vừa sửa cơ quan này trước" in answer.text
    again = send("so-y-te", "edit", revision=old[1], **edited(short_name="Tôi gõ"))
    assert 'value="Tôi gõ"' in again.text
    assert "Viết tắt Y tế tỉnh" in words(again)
    new = re.search(r'name="revision" value="(\w+)"', again.text)
    assert new
    assert send("so-y-te", "edit", revision=new[1], **edited(short_name="Tôi gõ")).status_code == 303


def test_a_merger_is_shown_before_it_is_done(province: Office, browser: TestClient, send: Send) -> None:
    asked = {"into": "so-giao-thong-van-tai", "day": "17/7/2012"}
    shown = send("so-xay-dung", "merge", **asked)
    assert shown.status_code == 200
    text = words(shown)
    assert re.search(r"Xem trước: sáp nhập vào Sở Giao thông vận tải từ 17/7/2012 \d+ việc chuyển sang", text)
    assert "việc hai cơ quan cùng có" in text
    assert "thư sáng 18/7/2012 trở đi" in text
    with province.database.read() as session:
        assert session.get_one(Agency, "so-xay-dung").successor is None
    done = send("so-xay-dung", "merge", **asked, confirmed="1")
    assert done.status_code == 303
    after = words(browser.get("/agencies/so-xay-dung"))
    assert "Đã thôi hoạt động từ 17/7/2012; Sở Giao thông vận tải trả lời thay." in after
    heir = words(browser.get("/agencies/so-giao-thong-van-tai"))
    assert "Nhận từ Sở Xây dựng , 17/7/2012" in heir
    assert "Sáp nhập; Sở Xây dựng vào cơ quan này; từ 17/7/2012" in heir
    assert send("so-xay-dung", "undo-merge").status_code == 303
    assert "Đã thôi" not in words(browser.get("/agencies/so-xay-dung"))


IMPOSSIBLE = [
    ("so-y-te", "1/8/2012", "Không sáp nhập một cơ quan vào chính nó."),
    ("", "1/8/2012", "Sổ cơ quan không có cơ quan nào"),
    ("khong-co", "1/8/2012", "Sổ cơ quan không có cơ quan nào"),
    ("so-noi-vu", "32/8/2012", "Ngày chưa đúng"),
    ("so-noi-vu", "1/8/1912", "Năm phải từ 2000 đến 2100"),
]


def test_mergers_that_cannot_be(send: Send) -> None:
    for into, day, why in IMPOSSIBLE:
        for confirmed in ("", "1"):
            answer = send("so-y-te", "merge", into=into, day=day, confirmed=confirmed)
            assert answer.status_code == 422
            assert why in words(answer)


def test_a_merger_on_a_past_day_takes_effect_today(send: Send) -> None:
    text = words(send("so-xay-dung", "merge", into="so-noi-vu", day="1/2/2012"))
    assert "Xem trước: sáp nhập vào Sở Nội vụ từ 01/02/2012" in text
    assert "thư sáng 18/7/2012 trở đi" in text


def test_a_split(browser: TestClient, send: Send) -> None:
    bad = send("so-y-te", "split", new_name="Sở Nội vụ", new_addresses="x", split_day="1/8/2012", ends="0")
    assert bad.status_code == 422
    assert '<a href="#new_name">“Sở Nội vụ” đã là tên của Sở Nội vụ.</a>' in bad.text
    good = send("so-y-te", "split", new_name="Chi cục Dân số", new_addresses="ds@q.example", split_day="1/8/2012", ends="0")  # fmt: skip
    assert good.status_code == 303
    assert "Chia tách; ra từ Sở Y tế" in words(browser.get("/agencies/chi-cuc-dan-so"))


def test_a_calendar_is_shown_once_rotated_and_taken_back(province: Office, browser, send: Send) -> None:
    made = send("so-y-te", "feed", device="Văn thư")
    assert re.search(r"/feeds/[\w-]{43}\.ics", made.text)
    assert made.headers["cache-control"] == "no-store"
    assert "/feeds/" not in browser.get("/agencies/so-y-te").text
    assert send("so-y-te", "feed", device="Văn thư").status_code == 422  # the name is taken
    assert send("so-y-te", "feed", device="x" * 81).status_code == 422
    assert send("so-noi-vu", "revoke", number="1").status_code == 422  # another's
    assert send("so-y-te", "rotate", number="1").status_code == 200
    for number in ("1", "x", "9" * 12):
        assert send("so-y-te", "rotate", number=number).status_code == 422
    assert send("so-y-te", "revoke", number="2").status_code == 303
    with province.database.read() as session:
        assert all(feed.revoked_at for feed in all_feeds(session))


def test_links_letters_names_and_what_came_back(province: Office, browser, send: Send) -> None:
    letter = province.post(TODAY, state=LetterState.REFUSED, agency="so-y-te", error="550 no such user")
    with province.database.begin() as session:
        session.add(Bounce(key="k", at=datetime(2012, 7, 16, 2, tzinfo=UTC), kind=BounceKind.DEAD, letter_id=letter,
            address="so-y-te@quangngai.example", status="5.1.1", text="User <b>unknown</b>"))  # fmt: skip
    text = words(browser.get("/agencies/so-y-te"))
    assert "hộp thư không còn, 09:00, 16/7/2012" in text
    assert "1 thư bị từ chối" in text
    assert "hộp thư không còn" in words(browser.get("/agencies"))
    for act, fields in (
        ("links", {}),
        ("hold", {}),
        ("name", {"called": "Ngành y"}),
        ("returned", {"number": "1"}),
    ):
        assert send("so-y-te", act, **fields).status_code == 303, act
    with province.database.read() as session:
        assert pauses(session).agencies == {"so-y-te"}
        assert session.exec(select(LinkRevocation.agency)).one() == "so-y-te"
        assert "Ngành y" in session.exec(select(Alias.name)).all()
    assert "hộp thư không còn" not in words(browser.get("/agencies"))
    assert send("so-y-te", "release").status_code == 303
    assert send("so-y-te", "unname", called="Ngành y").status_code == 303
    assert send("so-y-te", "unname", called="Ngành y").status_code == 422
    assert "Giữ thư gửi cơ quan này" in words(browser.get("/agencies/so-y-te?all=1"))


def test_a_new_line(browser: TestClient) -> None:
    bad = browser.post("/agencies", data={"new_name": "Sở Mới", "new_addresses": "không"}, headers=OURS)
    assert bad.status_code == 422
    assert 'value="Sở Mới"' in bad.text
    good = browser.post(
        "/agencies", data={"new_name": "Sở Mới", "new_addresses": "a@b.example"}, headers=OURS
    )
    assert (good.status_code, good.headers["location"]) == (303, "/agencies/so-moi")
    assert "Thêm vào sổ cơ quan" in words(browser.get("/agencies/so-moi"))


def test_a_viewer_sees_no_act(province: Office, browser: TestClient) -> None:
    browser.headers["Cookie"] = province.signed_in("viewer")
    for path in ("/agencies", "/agencies/so-y-te"):
        assert 'method="post" action="/agencies' not in browser.get(path).text
    assert browser.post("/agencies/so-y-te/release", headers=OURS).status_code == 403
