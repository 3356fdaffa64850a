"""What holds for every answer: headers, friendly refusals, nothing from elsewhere."""

import re

import pytest
from starlette.routing import Match, Route
from starlette.testclient import TestClient

from web.routes import all_routes

PATHS = (
    "/",
    "/mail",
    "/mail/77",
    "/healthz",
    "/nowhere",
    "/feeds/x.ics",
    "/a/x",
    "/s/x",
    "/help/calendars",
    "/robots.txt",
    "/static/dondoc.css",
    "/static/none",
    "/api/v1/none",
)


@pytest.mark.words
@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_headers(local, path: str) -> None:
    headers = local.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] in ("no-referrer", "strict-origin")
    assert headers["cache-control"]
    assert headers["x-robots-tag"] == "noindex, nofollow"


def test_addresses_of_words_go_before_those_with_a_number(province) -> None:
    """A module that was given another name had `/mail/coming` answered by the page of one letter: 404."""
    routes = [route for route in all_routes(province.site()).routes if isinstance(route, Route)]
    for wanted in (route for route in routes if "{" not in route.path):
        scope = {"type": "http", "method": min(wanted.methods or ()), "path": wanted.path, "headers": []}
        first = next(route for route in routes if route.matches(scope)[0] == Match.FULL)
        assert first.path == wanted.path


def test_robots_are_asked_to_stay_away(stranger) -> None:
    answer = stranger.get("/robots.txt")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/plain; charset=utf-8")
    assert answer.text == "User-agent: *\nDisallow: /\n"


def test_a_calendar_is_for_no_search_engine(office, stranger) -> None:
    _, secret = office.subscribe("so-y-te")
    first = stranger.get(f"/feeds/{secret}.ics")
    again = stranger.get(f"/feeds/{secret}.ics", headers={"If-None-Match": first.headers["etag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    for answer in (first, again, stranger.get("/feeds/none.ics")):
        assert "noindex" in answer.headers["x-robots-tag"]


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/static/none",
        "/static/../app.py",
        "/docs",
        "/redoc",
        "/openapi.json",
        "/feeds/",
        "/mail/",
    ],
)
def test_what_is_not_there_says_so(stranger, path: str) -> None:
    answer = stranger.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert '<html lang="vi">' in answer.text


def test_a_refusal_does_not_repeat_the_address(stranger) -> None:
    assert "tuyet-mat" not in stranger.get("/feeds/tuyet-mat.ics?x=tuyet-mat").text


@pytest.mark.parametrize("path", ["/", "/mail", "/healthz"])
def test_nothing_is_written_over_http(local, path: str) -> None:
    answer = local.post(path)
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]


def test_a_browser_keeps_a_style_for_good_by_its_digest(local) -> None:
    """And asks anew for what it knows by another digest, or by none."""
    address = re.search(r'rel="stylesheet" href="([^"]+)"', local.get("/").text)[1]
    kept = local.get(address)
    assert kept.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert local.get(address, headers={"If-None-Match": kept.headers["etag"]}).status_code == 304
    for other in ("/static/dondoc.css", "/static/dondoc.css?0123456789ab"):
        assert local.get(other).headers["cache-control"] == "no-cache"


def test_a_first_visit_is_small_on_the_wire(local) -> None:
    """Page, style and script together; later ones load only the page."""
    wanted = {"Accept-Encoding": "gzip"}
    size = 0
    for path in ("/me", "/static/dondoc.css", "/static/dondoc.js"):
        with local.stream("GET", path, headers=wanted) as answer:
            assert answer.headers["content-encoding"] == "gzip", path
            size += len(b"".join(answer.iter_raw()))
    assert size <= 45_000


@pytest.mark.words
@pytest.mark.parametrize(
    "path", ["/feeds/x.ics", "/a/x", "/s/x", "/mail/1", "/mail/1/raw", "/sign-in/x", "/welcome/x"]
)
def test_what_holds_a_secret_is_not_made_small(office, local, path: str) -> None:
    """Else its length gives the secret away, bit by bit, to who can put words beside it."""
    office.post(office.now.date())
    answer = local.get(path, headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in answer.headers
    invited = local.post(
        "/admin/users",
        data={"mail": "a@x.example", "role": "viewer"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert "/welcome/" in invited.text
    assert "content-encoding" not in invited.headers


def test_a_database_that_does_not_answer_is_a_page_that_says_so(local, monkeypatch) -> None:
    from plan.storage.errors import StorageError

    def busy(*_args: object) -> None:
        raise StorageError("sqlite:////var/lib/dondoc/plan.db: locked")

    monkeypatch.setattr("web.routes.home.due_counts", busy)
    answer = local.get("/")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
    assert "Máy chủ đang bận" in answer.text
    assert "plan.db" not in answer.text


def test_programs_are_refused_in_json(stranger) -> None:
    answer = stranger.get("/api/v1/none")
    assert (answer.status_code, answer.json()["status"]) == (404, 404)


def test_a_fault_shows_no_traceback(office, visit, monkeypatch) -> None:
    def broken(*_args: object) -> None:
        raise ZeroDivisionError("mật khẩu")

    monkeypatch.setattr("web.routes.home.due_counts", broken)
    answer = visit(raise_server_exceptions=False).get("/", headers={"Cookie": office.signed_in()})
    assert answer.status_code == 500
    assert "Máy chủ gặp lỗi" in answer.text
    assert "mật khẩu" not in answer.text
    assert "Traceback" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_pages_load_nothing_from_elsewhere_and_run_nothing(office, local: TestClient) -> None:
    number = office.post(office.now.date())
    for path in ("/", "/mail", f"/mail/{number}", "/nowhere"):
        text = local.get(path).text
        assert not re.search(
            r"<script(?! type=\"module\" src=\"/static/dondoc)|<style|style=|https?://|\son\w+=", text
        ), path
        style = re.search(r'rel="stylesheet" href="([^"]+)"', text)
        assert style
        answer = local.get(style[1])
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "text/css; charset=utf-8"
