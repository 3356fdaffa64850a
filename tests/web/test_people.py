"""Passwords, invitations, roles and sessions of people, as browsers meet them, and the attacks on them."""

import re
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from plan.errors import NotPossibleError
from plan.models import Attempt, Audit, SignIn, User
from plan.people import password_rules, sign_ins, users
from plan.people.roles import UserRole
from tests.web.conftest import Office
from web.access import passwords
from web.access.addresses import networks, seen_address

Visit = Callable[..., TestClient]
OURS = {"Sec-Fetch-Site": "same-origin"}
GOOD = "bốn con mèo ngủ trưa"
LAN = "lan@quangngai.example"


@pytest.fixture(scope="module")
def hashed() -> str:
    return passwords.hashed(GOOD)


@pytest.fixture
def kind() -> str:
    return "sqlite"


@pytest.fixture
def lan(office: Office, hashed: str) -> int:
    """An operator with a password."""
    number = office.user("operator", LAN)
    with office.database.begin() as session:
        session.get_one(User, number).password = hashed
    return number


def post(browser: TestClient, path: str, **fields: str):
    return browser.post(path, data=fields or {"x": ""}, headers=OURS)


def sign_in(browser: TestClient, password: str = GOOD, mail: str = LAN, **more: str):
    return post(browser, "/sign-in", mail=mail, password=password, **more)


def invite(office: Office, mail: str = "moi@quangngai.example", role: str = "viewer") -> str:
    with office.database.begin() as session:
        return "/welcome/" + users.invite(session, office.act(), mail, UserRole(role), office.now)[1]


@pytest.mark.usefixtures("lan")
def test_a_password_opens_the_pages(visit: Visit) -> None:
    """By whichever keys it was typed: macOS sends the same words in another form (NFD)."""
    for mail, typed in ((LAN, GOOD), (f" {LAN.upper()} ", unicodedata.normalize("NFD", GOOD))):
        browser = visit()
        answer = sign_in(browser, typed, mail)
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert "người vận hành" in browser.get("/").text


@pytest.mark.usefixtures("lan")
def test_a_wrong_password_and_an_unknown_account_are_told_alike(visit: Visit) -> None:
    wrong, unknown = sign_in(visit(), "không phải mật khẩu"), sign_in(visit(), GOOD, "ai@quangngai.example")
    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert wrong.text.replace(LAN, "") == unknown.text.replace("ai@quangngai.example", "")
    assert "Lỗi: Đăng nhập" in wrong.text
    assert GOOD not in wrong.text
    assert LAN in wrong.text, "what was typed stays"


def test_who_is_not_there_costs_the_same_time() -> None:
    """By the parameters of the hash, which do not depend on this machine."""
    assert passwords.NOBODYS.split("$")[:4] == passwords.hashed(GOOD).split("$")[:4]
    assert not passwords.is_outdated(passwords.NOBODYS)
    assert passwords.matches(None, "nobody has this password") is False


def test_older_parameters_are_renewed_at_sign_in(office: Office, visit: Visit, lan: int) -> None:
    from argon2 import PasswordHasher

    with office.database.begin() as session:
        session.get_one(User, lan).password = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(
            GOOD
        )
    assert sign_in(visit()).status_code == 303
    with office.database.read() as session:
        assert not passwords.is_outdated(session.get_one(User, lan).password)
    assert sign_in(visit()).status_code == 303


@pytest.mark.parametrize(
    "password",
    ["bốn con mèo ngủ trưa", "correct horse battery", "7-giờ-họp-phòng-3", "数字证书密码请勿外传给他人"],
)
def test_words_make_a_password(password: str) -> None:
    assert password_rules.fault(password, LAN) is None


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("ngắn", "ít nhất 12"),
        ("x" * 257, "dài quá"),
        ("aaaaaaaaaaaaaaaa", "ai cũng thử"),
        ("123456789012", "ai cũng thử"),
        ("Matkhau@123456", "ai cũng thử"),
        ("Mật khẩu 123456", "ai cũng thử"),
        ("P@ssw0rd2026!!", "ai cũng thử"),
        ("qwertyuiop123", "ai cũng thử"),
        ("quangngai2026@", "ai cũng thử"),
        ("Admin@1234567", "ai cũng thử"),
        ("nguyenthilan-1999", "giống địa chỉ"),
    ],
)
def test_what_everybody_tries_first_is_no_password(password: str, said: str) -> None:
    assert said in (password_rules.fault(password, "nguyenthilan@quangngai.example") or "")


@pytest.mark.usefixtures("lan")
def test_ten_wrong_ones_stop_an_account_from_there_for_a_quarter_of_an_hour(
    office: Office, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "matches", lambda kept, typed: kept is not None and typed == GOOD)
    for _ in range(10):
        assert sign_in(visit(), "sai rồi").status_code == 422
    stopped = sign_in(visit())
    assert (stopped.status_code, stopped.headers["retry-after"]) == (429, "901")
    assert "Thử lại sau 09:15, 10/7/2012" in stopped.text
    assert sign_in(visit("198.51.100.4")).status_code == 303, "from elsewhere it is not"
    assert sign_in(visit(), "sai rồi", "ai@x.example").status_code == 422, "and others from there are not"
    with office.database.read() as session:
        kept = repr(session.exec(select(Attempt)).all())
    assert LAN not in kept
    assert "sai rồi" not in kept
    office.now += timedelta(minutes=15)
    assert sign_in(visit()).status_code == 303


def test_fifty_wrong_ones_stop_an_origin(
    office: Office, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "matches", lambda *_: False)
    for number in range(50):
        assert sign_in(visit(), "sai", f"a{number}@x.example").status_code == 422
    assert sign_in(visit(), "sai", "khac@x.example").status_code == 429
    assert post(visit(), office.sign_in_link()).status_code == 303, "a link is not stopped"


@pytest.mark.usefixtures("lan")
def test_the_right_one_forgives(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "matches", lambda kept, typed: kept is not None and typed == GOOD)
    for _ in range(3):
        for _ in range(9):
            sign_in(visit(), "sai rồi")
        assert sign_in(visit()).status_code == 303


@pytest.mark.parametrize(
    ("peer", "forwarded", "trusted", "seen"),
    [
        ("203.0.113.7", ["198.51.100.4"], [], "203.0.113.7"),
        ("203.0.113.7", ["198.51.100.4"], ["127.0.0.1"], "203.0.113.7"),
        ("127.0.0.1", ["198.51.100.4"], ["127.0.0.1"], "198.51.100.4"),
        ("127.0.0.1", ["6.6.6.6, 198.51.100.4"], ["127.0.0.1"], "198.51.100.4"),
        ("127.0.0.1", ["6.6.6.6", "198.51.100.4, 10.8.0.3"], ["127.0.0.1", "10.8.0.0/16"], "198.51.100.4"),
        ("127.0.0.1", ["rubbish"], ["127.0.0.1"], "127.0.0.1"),
        ("127.0.0.1", [], ["127.0.0.1"], "127.0.0.1"),
        ("", ["198.51.100.4"], ["127.0.0.1"], ""),
    ],
)
def test_only_trusted_proxies_say_from_where(
    peer: str, forwarded: list[str], trusted: list[str], seen: str
) -> None:
    assert seen_address(peer, forwarded, networks(trusted)) == seen


@pytest.mark.usefixtures("lan")
@pytest.mark.parametrize(
    ("onward", "to"),
    [
        ("/mail?kind=digest", "/mail?kind=digest"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("/sign-in?next=/", "/"),
        ("evil", "/"),
        ("", "/"),
    ],
)
def test_one_goes_on_to_a_page_of_ours_alone(visit: Visit, onward: str, to: str) -> None:
    answer = sign_in(visit(), next=onward)
    assert (answer.status_code, answer.headers["location"]) == (303, to)


@pytest.mark.usefixtures("lan")
def test_a_new_session_at_every_sign_in(office: Office, visit: Visit) -> None:
    """Nobody can plant a cookie and wait for somebody to sign in with it."""
    browser = visit()
    browser.cookies.set("dondoc", "planted")
    first = sign_in(browser).cookies["dondoc"]
    assert first != "planted"
    second = sign_in(browser).cookies["dondoc"]
    assert second != first
    with office.database.read() as session:
        assert len(session.exec(select(SignIn)).all()) == 1, "the one before is over"


def test_an_invitation_is_good_once_and_for_a_day(office: Office, visit: Visit) -> None:
    link = invite(office)
    browser = visit()
    for _ in range(2):
        shown = browser.get(link)
        assert (shown.status_code, "set-cookie" in shown.headers) == (200, False)
    assert "người xem" in shown.text
    short = post(browser, link, name="Anh Tư", password="ngắn", again="ngắn")
    assert (short.status_code, "Anh Tư" in short.text) == (422, True)
    assert "ít nhất 12" in short.text
    assert 'href="#password"' in short.text
    unlike = post(browser, link, password=GOOD, again=GOOD + "!")
    assert (unlike.status_code, "không giống nhau" in unlike.text) == (422, True)
    done = post(browser, link, name="Anh Tư", password=GOOD, again=GOOD)
    assert (done.status_code, done.headers["location"]) == (303, "/")
    assert "<b>Anh Tư</b>người xem" in browser.get("/").text
    for answer in (visit().get(link), post(visit(), link, password=GOOD, again=GOOD)):
        assert (answer.status_code, "đã dùng rồi" in answer.text) == (410, True)
    assert sign_in(visit(), mail="moi@quangngai.example").status_code == 303
    late = invite(office, "tre@quangngai.example")
    office.now += timedelta(hours=24)
    assert visit().get(late).status_code == 404


def test_twice_at_the_same_moment_an_invitation_is_used_once(office: Office, visit: Visit) -> None:
    link = invite(office)
    with ThreadPoolExecutor(4) as pool:
        answers = list(
            pool.map(lambda _: post(visit(), link, password=GOOD, again=GOOD).status_code, range(4))
        )
    assert sorted(answers) == [303, 410, 410, 410]


def test_a_new_invitation_ends_the_one_before(office: Office, visit: Visit) -> None:
    first, second = invite(office), invite(office)
    assert (visit().get(first).status_code, visit().get(second).status_code) == (404, 200)


def test_a_password_is_changed_with_the_old_one_and_others_are_signed_out(
    office: Office, visit: Visit, lan: int
) -> None:
    here, there = visit(), visit()
    sign_in(here)
    sign_in(there)
    before = here.cookies["dondoc"]
    new = "một ngày mưa tháng bảy"
    wrong = post(here, "/me/password", old="sai rồi", password=new, again=new)
    assert (wrong.status_code, "đang dùng không đúng" in wrong.text) == (422, True)
    assert post(here, "/me/password", old=GOOD, password=new, again=new).status_code == 303
    assert here.cookies["dondoc"] != before
    assert here.get("/me").status_code == 200
    assert there.get("/me").status_code == 303
    assert visit().get("/", headers={"Cookie": f"dondoc={before}"}).status_code == 303
    assert sign_in(visit()).status_code == 422
    assert sign_in(visit(), new).status_code == 303
    with office.database.read() as session:
        log = [
            (line.act, line.who) for line in session.exec(select(Audit).where(Audit.subject == f"user {lan}"))
        ]
    assert ("password", f"user:{LAN}") in log


def test_who_came_by_a_link_sets_a_password_without_the_old_one(office: Office, visit: Visit) -> None:
    browser = visit()
    post(browser, office.sign_in_link("viewer"))
    assert "Mật khẩu đang dùng" not in browser.get("/me").text
    assert post(browser, "/me/password", password=GOOD, again=GOOD).status_code == 303
    office.now += timedelta(minutes=15)
    assert "Mật khẩu đang dùng" in browser.get("/me").text, "a browser left open is not enough"


@pytest.mark.usefixtures("lan")
def test_one_browser_or_all_are_signed_out(visit: Visit) -> None:
    here, there, third = visit(), visit("198.51.100.4"), visit()
    for browser in (here, there, third):
        sign_in(browser)
    page = here.get("/me").text
    assert page.count(">máy này<") == 1
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", page, re.DOTALL)
    (key,) = re.findall(r'name="end" value="(\w+)"', next(row for row in rows if "198.51.100.4" in row))
    assert post(here, "/me/sessions", end=key).status_code == 303
    assert [browser.get("/").status_code for browser in (here, there, third)] == [200, 303, 200]
    assert post(here, "/me/sessions").status_code == 303
    assert [browser.get("/").status_code for browser in (here, there, third)] == [303, 303, 303]


def test_a_stolen_cookie_is_worth_nothing_after_another_role(office: Office, visit: Visit, lan: int) -> None:
    thief, admin = visit(), visit()
    thief.headers["Cookie"] = office.signed_in("operator", LAN)
    admin.headers["Cookie"] = office.signed_in()
    assert thief.get("/").status_code == 200
    assert post(admin, f"/admin/users/{lan}", act="role", role="viewer").status_code == 303
    assert thief.get("/").status_code == 303


def test_an_admin_invites_and_closes(office: Office, visit: Visit) -> None:
    admin, guest = visit(), visit()
    admin.headers["Cookie"] = office.signed_in()
    no_role = post(admin, "/admin/users", mail="tu@quangngai.example", name="Anh Tư")
    assert (no_role.status_code, "tu@quangngai.example" in no_role.text) == (422, True)
    no_address = post(admin, "/admin/users", mail="tu", role="viewer")
    assert (no_address.status_code, "không hợp lệ" in no_address.text) == (422, True)
    made = post(admin, "/admin/users", mail="tu@quangngai.example", name="Anh Tư", role="viewer")
    (link,) = re.findall(r"https://dondoc\.quangngai\.example(/welcome/[\w-]{43})", made.text)
    assert post(guest, link, password=GOOD, again=GOOD).status_code == 303
    everybody = admin.get("/admin/users").text
    assert "Anh Tư" in everybody
    assert "1 máy" in everybody
    (number,) = re.findall(r'/admin/users/(\d+)">Sửa<span class="sr"> Anh Tư', everybody)
    assert "mật khẩu" in admin.get(f"/admin/users/{number}").text
    assert post(admin, f"/admin/users/{number}", act="close").status_code == 303
    assert guest.get("/").status_code == 303
    assert sign_in(visit(), mail="tu@quangngai.example").status_code == 422
    assert "Đã đóng lúc" in admin.get(f"/admin/users/{number}").text
    again = post(admin, f"/admin/users/{number}", act="invite")
    assert re.search(r"/welcome/[\w-]{43}", again.text)
    assert admin.get("/admin/users/999").status_code == 404


def test_the_last_admin_cannot_be_closed_or_made_less(office: Office, visit: Visit) -> None:
    admin = visit()
    admin.headers["Cookie"] = office.signed_in()
    number = office.user("admin")
    with office.database.begin() as session:  # invited, and never came: nobody can count on that
        users.invite(session, office.act(), "hai@quangngai.example", UserRole.ADMIN, office.now)
    for fields in ({"act": "close"}, {"act": "role", "role": "viewer"}):
        answer = post(admin, f"/admin/users/{number}", **fields)
        assert (answer.status_code, "quản trị cuối cùng" in answer.text) == (409, True)
    assert admin.get("/admin/users").status_code == 200
    office.signed_in("admin", "hai@quangngai.example")
    assert post(admin, f"/admin/users/{number}", act="role", role="viewer").status_code == 303
    assert admin.get("/").status_code == 303


def test_an_invitation_of_an_admin_who_never_came_may_be_taken_back(office: Office) -> None:
    office.signed_in("admin")
    with office.database.begin() as session:
        number, _ = users.invite(
            session, office.act(), "go-nham@quangngai.example", UserRole.ADMIN, office.now
        )
        users.close(session, office.act(), number, office.now)


def test_a_role_is_not_changed_by_inviting_again(office: Office, lan: int) -> None:
    with office.database.begin() as session, pytest.raises(NotPossibleError, match="đã là người vận hành"):
        users.invite(session, office.act(), LAN, UserRole.ADMIN, office.now)
    with office.database.read() as session:
        assert session.get_one(User, lan).role == "operator"


def test_acts_are_logged_with_who_and_from_where(office: Office, lan: int) -> None:
    office.trusted_proxies = ("127.0.0.1",)
    from web.app import create_app

    with TestClient(create_app(office.site()), base_url="http://127.0.0.1", client=("127.0.0.1", 1)) as admin:
        cookie = {"Cookie": office.signed_in(), "X-Forwarded-For": "6.6.6.6, 198.51.100.4", **OURS}
        admin.post(f"/admin/users/{lan}", data={"act": "role", "role": "viewer"}, headers=cookie)
    with office.database.read() as session:
        line = session.exec(select(Audit).where(Audit.act == "user role")).one()
    assert (line.who, line.origin) == ("user:admin@quangngai.example", "198.51.100.4")
    assert line.detail == {"mail": LAN, "before": "operator", "after": "viewer"}


def test_everybody_can_be_signed_out_at_once(office: Office, visit: Visit) -> None:
    browser = visit()
    browser.headers["Cookie"] = office.signed_in()
    link = invite(office)
    with office.database.begin() as session:
        sign_ins.end_all(session, office.act())
    assert browser.get("/").status_code == 303
    assert visit().get(link).status_code == 404


def test_a_form_sent_after_the_session_ended_says_what_to_do(office: Office, visit: Visit) -> None:
    browser = visit()
    browser.headers["Cookie"] = office.signed_in()
    office.now += timedelta(hours=8)
    answer = post(browser, "/me/name", name="Lan")
    assert (answer.status_code, "Phiên đăng nhập đã hết" in answer.text) == (403, True)


def test_the_first_visitor_is_told_that_nobody_was_invited(office: Office, visit: Visit) -> None:
    assert "Chưa có người dùng nào" in visit().get("/sign-in").text
    office.user()
    assert "Chưa có người dùng nào" not in visit().get("/sign-in").text
