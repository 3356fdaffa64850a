"""Pages open to a session: by a link that is good once, and then by a cookie. Nothing else opens them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from plan.models import Audit, SignIn, SignInLink
from web.app import create_app

Visit = Callable[..., TestClient]
OURS = {"Sec-Fetch-Site": "same-origin"}
PAGES = ("/", "/mail", "/mail/1", "/mail/1/html", "/mail/1/raw", "/mail/no-number")


def new_link(office) -> str:
    return office.sign_in_link()


@pytest.fixture
def link(office) -> str:
    return new_link(office)


def kept(office) -> tuple[list[SignInLink], list[SignIn]]:
    with office.database.read() as session:
        found = list(session.exec(select(SignInLink))), list(session.exec(select(SignIn)))
        session.expunge_all()
        return found


def cookie_of(answer) -> tuple[str, str, set[str]]:
    """Its name, its value, and how it is guarded."""
    pair, *guards = (part.strip() for part in answer.headers["set-cookie"].split(";"))
    name, _, value = pair.partition("=")
    return name, value, {guard.lower() for guard in guards}


def test_who_is_not_signed_in_is_shown_to_the_door(visit: Visit) -> None:
    """Whatever the request says of where it comes from: from this machine, by its own name, with nothing between."""
    for peer in ("127.0.0.1", "::1", "203.0.113.7"):
        browser = visit(peer)
        for path in PAGES:
            for method, host in (("GET", "127.0.0.1"), ("GET", ""), ("HEAD", "dondoc.quangngai.example")):
                answer = browser.request(method, path, headers={"Host": host})
                onward = "" if path == "/" else f"?next={path}"
                assert (answer.status_code, answer.headers["location"]) == (303, f"/sign-in{onward}")
                assert answer.headers["cache-control"] == "no-store"
                assert answer.content == b""


def test_a_link_becomes_a_cookie_once(office, visit: Visit, link: str) -> None:
    browser = visit()
    for _ in range(3):  # mail scanners and previews look
        shown = browser.get(link)
        assert shown.status_code == 200
        assert "set-cookie" not in shown.headers
        assert "Đăng nhập trên máy này" in shown.text
        assert shown.headers["referrer-policy"] == "strict-origin"
        assert (browser.head(link).status_code, kept(office)[1]) == (200, [])
    opened = browser.post(link, data={}, headers=OURS | {"Content-Type": "application/x-www-form-urlencoded"})
    assert (opened.status_code, opened.headers["location"]) == (303, "/")
    name, value, guards = cookie_of(opened)
    assert (name, guards) == ("dondoc", {"httponly", "samesite=lax", "path=/"})
    assert browser.get("/").status_code == 200
    assert "Tổng quan" in browser.get("/").text
    (used,), (session,) = kept(office)
    assert used.used_at == office.now
    assert value not in repr(session)
    assert link.removeprefix("/sign-in/") not in repr(used)
    with office.database.read() as reading:
        line = reading.exec(select(Audit).where(Audit.act == "sign in")).one()
        assert (line.who, line.detail) == ("user:admin@quangngai.example", {"way": "link"})
        assert line.origin == "127.0.0.1"


def post(browser: TestClient, path: str, **headers: str):
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    return browser.post(path, headers={**(headers or OURS), **form})


def test_a_used_link_says_so_and_opens_nothing(visit: Visit, link: str) -> None:
    first, second = visit(), visit()
    assert post(first, link).status_code == 303
    for answer in (second.get(link), post(second, link)):
        assert answer.status_code == 410
        assert "đã dùng rồi" in answer.text
        assert "người quản trị máy chủ" in answer.text
        assert "set-cookie" not in answer.headers
    assert second.get("/").status_code == 303
    again = post(first, link)  # pressed twice
    assert (again.status_code, again.headers["location"]) == (303, "/")


def test_a_link_is_over_after_a_day_and_a_made_up_one_opens_nothing(office, visit: Visit, link: str) -> None:
    made_up = ("/sign-in/x", "/sign-in/" + "A" * 43, "/sign-in/" + "x" * 5000, link[:-1], "/sign-in/%00")
    for path in made_up:
        assert visit().get(path).status_code == 404, path
        assert post(visit(), path).status_code == 404, path
    office.now += timedelta(hours=24)
    assert visit().get(link).status_code == 404
    assert post(visit(), link).status_code == 404
    office.now -= timedelta(days=3)  # the clock was wrong when it was made
    assert post(visit(), link).status_code == 404


def test_the_link_may_be_typed_where_it_cannot_be_opened(office, visit: Visit, link: str) -> None:
    """Through a tunnel from another port, or where a proxy does not pass the printed name on."""
    assert 'name="link"' in visit().get("/sign-in").text
    for typed in (f"http://127.0.0.1:8080{link}/", new_link(office).rpartition("/")[2]):
        browser = visit()
        answer = browser.post("/sign-in", data={"link": f" {typed} "}, headers=OURS)
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert browser.get("/mail").status_code == 200
    assert visit().post("/sign-in", data={"link": "x"}, headers=OURS).status_code == 404


def test_the_cookie_is_guarded_as_the_browser_sees_the_address(office, visit: Visit) -> None:
    """Not as a proxy rewrites it."""
    for headers, name in (
        ({"Origin": "https://dondoc.quangngai.example"}, "__Host-dondoc"),
        ({"Origin": "https://dondoc.quangngai.example", "Host": "127.0.0.1:8080"}, "__Host-dondoc"),
        ({"Sec-Fetch-Site": "same-origin", "Host": "dondoc.quangngai.example"}, "__Host-dondoc"),
        ({"Origin": "http://127.0.0.1:8080", "Host": "127.0.0.1:8080"}, "dondoc"),
        ({"Origin": "http://localhost:9000", "Host": "localhost:9000"}, "dondoc"),
        ({"Origin": "http://[::1]:8080", "Host": "[::1]:8080"}, "dondoc"),
    ):
        given, _, guards = cookie_of(post(visit(), new_link(office), **headers))
        assert given == name
        assert {"httponly", "samesite=lax"} <= guards
        assert ("secure" in guards) is name.startswith("__Host-")
        assert not any(guard.startswith("domain") for guard in guards)


def test_over_a_wire_that_others_hear_nobody_signs_in(office, link: str) -> None:
    office.base_url = "http://dondoc.quangngai.example"
    browser = TestClient(
        create_app(office.site()), base_url="http://dondoc.quangngai.example", follow_redirects=False
    )
    with browser:
        answer = post(browser, link, Origin="http://dondoc.quangngai.example")
        assert answer.status_code == 403
        assert "không mã hóa" in answer.text
        assert "set-cookie" not in answer.headers
    assert kept(office)[0][0].used_at is None, "the link is still good"


def test_another_site_signs_nobody_in_or_out(office, local, link: str) -> None:
    foreign = (
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"X": "y"},
    )
    for headers in foreign:
        for path in ("/sign-in", "/sign-out", link):
            assert post(local, path, **headers).status_code == 403
    assert local.get("/").status_code == 200
    assert len(kept(office)[1]) == 1


def test_who_signs_out_is_out(office, visit: Visit, link: str) -> None:
    browser = visit()
    stolen = cookie_of(post(browser, link))[1]
    assert 'action="/sign-out"' in browser.get("/").text
    gone = post(browser, "/sign-out")
    assert (gone.status_code, gone.headers["location"]) == (303, "/sign-in")
    assert kept(office)[1] == []
    for cookie in (
        f"dondoc={stolen}",
        f"__Host-dondoc={stolen}",
        "dondoc=",
        "dondoc=" + "x" * 5000,
    ):
        assert visit().get("/", headers={"Cookie": cookie}).status_code == 303


def test_a_session_ends_after_eight_idle_hours_or_seven_days(office, local) -> None:
    for _ in range(23):
        office.now += timedelta(hours=7)
        assert local.get("/mail").status_code == 200
    assert kept(office)[1][0].seen_at == office.now
    office.now += timedelta(hours=8)
    assert local.get("/mail").status_code == 303  # by now both are over
    office.now -= timedelta(hours=3)
    assert local.get("/mail").status_code == 200
    office.now += timedelta(hours=5)
    local.headers["Cookie"] = office.signed_in()
    assert len(kept(office)[1]) == 1, "what is over is forgotten"
    office.now += timedelta(hours=8)
    assert local.get("/mail").status_code == 303


def test_looking_writes_at_most_once_in_five_minutes(office, local) -> None:
    began = office.now
    office.now += timedelta(minutes=4)
    local.get("/")
    assert kept(office)[1][0].seen_at == began
    office.now += timedelta(minutes=1)
    local.get("/")
    assert kept(office)[1][0].seen_at == office.now


def test_a_session_opens_what_a_proxy_passes_on(office, visit: Visit) -> None:
    cookie = {"Cookie": office.signed_in(), "X-Forwarded-For": "198.51.100.4"}
    assert visit("203.0.113.7").get("/", headers=cookie).status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/static/dondoc.css", "/api/v1/openapi.json", "/sign-in"])
def test_what_is_open_is_open_to_anyone(stranger, path: str) -> None:
    assert stranger.get(path, headers={"X-Forwarded-For": "198.51.100.4"}).status_code == 200


def test_feeds_are_open_through_a_proxy(office, stranger) -> None:
    _, secret = office.subscribe("so-y-te")
    assert (
        stranger.get(f"/feeds/{secret}.ics", headers={"X-Forwarded-For": "198.51.100.4"}).status_code == 200
    )
