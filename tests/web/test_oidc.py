"""An office's own accounts, through a real provider: only who was invited comes in, and only the browser that began."""

from collections.abc import Iterator
from datetime import timedelta

import httpx2
import pytest
from starlette.testclient import TestClient

from plan.people import users
from plan.people.roles import UserRole
from tests.servers import oidc
from tests.servers.oidc import CLIENT, SECRET, Provider
from tests.web.conftest import Office
from web.access.oidc_provider import OidcProvider
from web.app import create_app

LAN = "lan@quangngai.example"
SAID = {"email": LAN, "email_verified": True}


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with oidc.running() as running:
        yield running


@pytest.fixture
def kind() -> str:
    return "sqlite"


@pytest.fixture
def browser(office: Office, provider: Provider) -> Iterator[TestClient]:
    provider.claims, provider.over = dict(SAID), {}
    office.base_url = "http://localhost"
    office.oidc = OidcProvider(provider.issuer, CLIENT, SECRET, "Tài khoản chung của tỉnh")
    with TestClient(create_app(office.site()), base_url="http://localhost", follow_redirects=False) as client:
        yield client


def sent_there(browser: TestClient, onward: str = "/mail") -> str:
    """The address at the provider."""
    answer = browser.get(f"/sign-in/oidc?next={onward}")
    assert answer.status_code == 303, answer.text
    assert "httponly" in answer.headers["set-cookie"].lower()
    return answer.headers["location"]


def come_back(browser: TestClient, there: str):
    """What the browser is answered when the provider has sent it back."""
    return browser.get(httpx2.get(there).headers["location"])


def test_who_was_invited_comes_in(office: Office, browser: TestClient) -> None:
    office.user("operator", LAN)
    assert (
        'href="/sign-in/oidc?next=/mail">Tài khoản chung của tỉnh</a>'
        in browser.get("/sign-in?next=/mail").text
    )
    there = sent_there(browser)
    assert "code_challenge_method=S256" in there
    answer = come_back(browser, there)
    assert (answer.status_code, answer.headers["location"]) == (303, "/mail")
    assert "người vận hành" in browser.get("/mail").text
    assert "tài khoản chung" in browser.get("/me").text


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"email": "ai@quangngai.example"}, "chưa được mời"),
        ({"email_verified": False}, "được xác minh"),
        ({"email_verified": "true"}, "được xác minh"),
        ({"email": None}, "được xác minh"),
        ({"iss": "https://evil.example"}, "không đúng"),
        ({"aud": "another program"}, "không đúng"),
        ({"nonce": "of another day"}, "không đúng"),
        ({"exp": 1}, "không đúng"),
    ],
)
def test_nobody_else_does(
    office: Office, browser: TestClient, provider: Provider, said: dict[str, object], why: str
) -> None:
    office.user("operator", LAN)
    provider.over = said
    answer = come_back(browser, sent_there(browser))
    assert (answer.status_code, why in answer.text) == (422, True), answer.text
    assert browser.get("/mail").status_code == 303


def test_a_closed_user_does_not_come_in(office: Office, browser: TestClient) -> None:
    number = office.user("operator", LAN)
    with office.database.begin() as session:
        users.close(session, office.act(), number, office.now)
    assert come_back(browser, sent_there(browser)).status_code == 422


def test_an_address_that_somebody_else_has_there_now_opens_nothing(
    office: Office, browser: TestClient, provider: Provider
) -> None:
    office.user("operator", LAN)
    assert come_back(browser, sent_there(browser)).status_code == 303
    provider.over = {"sub": "8"}
    assert come_back(browser, sent_there(browser)).status_code == 422
    with office.database.begin() as session:  # asked for anew, on purpose
        users.invite(session, office.act(), LAN, UserRole.OPERATOR, office.now)
    assert come_back(browser, sent_there(browser)).status_code == 303


def test_only_the_browser_that_began_ends_it_once_and_soon(office: Office, browser: TestClient) -> None:
    office.user("operator", LAN)
    back = httpx2.get(sent_there(browser)).headers["location"]
    with TestClient(browser.app, base_url="http://localhost", follow_redirects=False) as victim:
        assert victim.get(back).status_code == 422, "nobody is signed in as somebody else by a link"
    cookie = browser.cookies["dondoc-oidc"]
    assert browser.get(back).status_code == 303
    again = browser.get(back, headers={"Cookie": f"dondoc-oidc={cookie}"})
    assert again.status_code == 422
    late = httpx2.get(sent_there(browser)).headers["location"]
    office.now += timedelta(minutes=10)
    assert browser.get(late).status_code == 422


def test_one_goes_on_to_a_page_of_ours_alone(office: Office, browser: TestClient) -> None:
    office.user("operator", LAN)
    assert come_back(browser, sent_there(browser, "//evil.example")).headers["location"] == "/"


def test_a_provider_that_is_down_is_said(office: Office) -> None:
    office.oidc = OidcProvider("http://127.0.0.1:9", CLIENT, SECRET, "Tài khoản chung")
    with TestClient(
        create_app(office.site()), base_url="http://localhost", follow_redirects=False
    ) as browser:
        answer = browser.get("/sign-in/oidc")
    assert (answer.status_code, "không trả lời" in answer.text) == (422, True)
    assert "Mật khẩu" in answer.text


def test_the_settings_want_all_of_it(tmp_path) -> None:
    from cli.settings import SettingsError, load

    file = tmp_path / "dondoc.toml"
    for text, said in (
        ('issuer = "http://sso.example"\nclient_id = "x"\nclient_secret = "y"', "https://"),
        ('issuer = "https://sso.example"', "client_id và client_secret"),
    ):
        file.write_text(f"[oidc]\n{text}\n")
        with pytest.raises(SettingsError, match=said):
            load(file, {})
    file.write_text('[oidc]\nissuer = "https://sso.example"\nclient_id = "x"\nclient_secret = "y"\n')
    assert "y" not in repr(load(file, {}).oidc)
