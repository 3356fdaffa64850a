"""Until there is sign-in, pages answer only at the machine itself."""

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

PAGES = ("/", "/mail", "/mail/1", "/mail/1/html", "/mail/1/raw", "/mail/no-number")
Visit = Callable[..., TestClient]


@pytest.mark.parametrize("peer", ["127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"])
@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:8080", "localhost:9", "LOCALHOST", "[::1]", "[::1]:8080"]
)
def test_the_machine_itself_may_look(visit: Visit, peer: str, host: str) -> None:
    assert visit(peer).get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_nobody_else_may(visit: Visit, path: str) -> None:
    answer = visit("203.0.113.7").get(path)
    assert answer.status_code == 403
    assert "ssh -L 80:127.0.0.1:80" in answer.text
    assert "đường hầm SSH" in answer.text


@pytest.mark.parametrize("peer", ["10.0.0.1", "::ffff:10.0.0.1", "fe80::1", "testclient", ""])
def test_a_peer_elsewhere_may_not_whatever_it_says(visit: Visit, peer: str) -> None:
    assert visit(peer).get("/", headers={"Host": "127.0.0.1"}).status_code == 403


@pytest.mark.parametrize(
    "host",
    [
        "dondoc.quangngai.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example:8080",
        "evil.example@127.0.0.1",
        "127.0.0.1:x",
        "127.0.0.1 ",
        "2130706433",
        "[::1",
        "",
    ],
)
def test_a_foreign_name_for_this_machine_is_refused(visit: Visit, host: str) -> None:
    assert visit().get("/", headers={"Host": host}).status_code == 403


def test_two_names_are_refused(visit: Visit) -> None:
    answer = visit().get("/", headers=[("Host", "127.0.0.1"), ("Host", "evil.example")])
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "mark",
    ["Forwarded", "X-Forwarded-For", "X-Real-IP", "x-forwarded-host", "X-Forwarded-Proto", "Via"],
)
def test_what_came_through_a_proxy_is_refused(visit: Visit, mark: str) -> None:
    assert visit().get("/", headers={mark: "127.0.0.1"}).status_code == 403


@pytest.mark.parametrize("path", ["/healthz", "/static/dondoc.css", "/api/v1/openapi.json"])
def test_what_is_open_is_open_to_anyone(stranger, path: str) -> None:
    assert stranger.get(path, headers={"X-Forwarded-For": "198.51.100.4"}).status_code == 200


def test_feeds_are_open_through_a_proxy(office, stranger) -> None:
    _, secret = office.subscribe("so-y-te")
    assert (
        stranger.get(f"/feeds/{secret}.ics", headers={"X-Forwarded-For": "198.51.100.4"}).status_code == 200
    )
