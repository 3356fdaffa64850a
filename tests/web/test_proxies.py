"""Behind the real nginx and the real Caddy: pages stay shut, forms come through, secrets stay out of their logs."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import httpx2
import pytest

from plan.links.claims import Claim, sign
from tests.conftest import ROOT
from tests.servers import certificates, proxies
from tests.web.conftest import KEY, NOW, Office
from web.app import create_app
from web.server import WebServer, bind

SHUT = ("/", "/mail", "/mail/1", "/mail/1/html", "/mail/1/raw")
# What a hurried administrator writes: Host becomes 127.0.0.1:8080, nothing tells the proxy from a browser.
BARE = """
server {{
    listen 127.0.0.1:{port} ssl;
    ssl_certificate {folder}/proxy.pem;
    ssl_certificate_key {folder}/proxy.key;
    location / {{
        proxy_pass http://127.0.0.1:{ours};
        {more}
    }}
}}
"""
KEPT_OPEN = 'proxy_http_version 1.1; proxy_set_header Connection "";'
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def bare(folder: Path, port: int, ours: int, more: str = KEPT_OPEN) -> str:
    return BARE.format(folder=folder, port=port, ours=ours, more=more)


def nginx_example(folder: Path, port: int, ours: int) -> str:
    """deploy/nginx.conf, at ports and in folders of our own."""
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    for old, new in {
        "127.0.0.1:8080": f"127.0.0.1:{ours}",
        "listen 80;": f"listen 127.0.0.1:{proxies.free_port()};",
        "listen 443 ssl;": f"listen 127.0.0.1:{port} ssl;",
        "/etc/ssl/certs/dondoc.pem": f"{folder}/proxy.pem",
        "/etc/ssl/private/dondoc.key": f"{folder}/proxy.key",
        "/var/log/nginx": str(folder),
    }.items():
        assert old in text
        text = text.replace(old, new)
    return text


def caddy_example(folder: Path, port: int, ours: int) -> str:
    """deploy/Caddyfile, with a certificate of our own."""
    text = (ROOT / "deploy" / "Caddyfile").read_text(encoding="utf-8")
    for old, new in {
        "127.0.0.1:8080": f"127.0.0.1:{ours}",
        "{\n\tservers": "{\n\tadmin off\n\tauto_https disable_redirects\n\tservers",
        "dondoc.example.gov.vn {": f"127.0.0.1:{port} {{\n\ttls {folder}/proxy.pem {folder}/proxy.key",
    }.items():
        assert old in text
        text = text.replace(old, new)
    return text


Config = Callable[[Path, int, int], str]
Proxied = Callable[[str, Config], httpx2.Client]


@pytest.fixture
def proxied(office: Office, tmp_path: Path) -> Iterator[Proxied]:
    """A browser on the far side of a proxy; `base_url` is what it sees."""
    certificates.make(tmp_path, "proxy")
    with ExitStack() as stack:

        def behind(kind: str, config: Config) -> httpx2.Client:
            port, listening, started = proxies.free_port(), bind("127.0.0.1", 0), threading.Event()
            office.base_url = f"https://127.0.0.1:{port}"
            server = WebServer(create_app(office.site()), "127.0.0.1", 0, started.set)
            thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
            thread.start()
            stack.callback(thread.join, 30)
            stack.callback(setattr, server, "should_exit", True)
            assert started.wait(30)
            start = proxies.nginx if kind == "nginx" else proxies.caddy
            text = config(tmp_path, port, listening.getsockname()[1])
            stack.enter_context(start(tmp_path, text, port))
            context = proxies.trusting(tmp_path)
            return stack.enter_context(httpx2.Client(base_url=office.base_url, verify=context, timeout=60))

        yield behind


def form_link(office: Office) -> str:
    number = office.oblige("so-y-te", date(2012, 7, 31), "Phòng dịch")
    return "/a/" + sign(KEY, Claim("answer", "so-y-te", number, NOW))


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("more", ["", KEPT_OPEN, KEPT_OPEN + "proxy_set_header Host localhost;"])
def test_no_proxy_opens_the_pages(office, proxied: Proxied, more: str) -> None:
    """With HTTP/1.1 and no mark of its own, nginx looked like somebody at the machine itself."""
    office.post(NOW.date())
    world = proxied("nginx", lambda folder, port, ours: bare(folder, port, ours, more))
    for path in SHUT:
        answer = world.get(path)
        assert (answer.status_code, "/sign-in" in answer.headers["location"]) == (303, True)


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "front",
    [
        ("nginx", bare),
        pytest.param(("nginx", nginx_example), marks=pytest.mark.slow),
        pytest.param(("caddy", caddy_example), marks=pytest.mark.slow),
    ],
)
def test_all_that_people_do_comes_through(
    office, proxied: Proxied, tmp_path: Path, front: tuple[str, Config]
) -> None:
    office.post(NOW.date())
    door = office.sign_in_link()
    answer_link, (_, secret) = form_link(office), office.subscribe("so-y-te")
    browser = proxied(*front)
    ours = {"Origin": office.base_url}
    # A calendar, and nothing new the second time.
    feed = browser.get(f"/feeds/{secret}.ics")
    assert (
        browser.get(f"/feeds/{secret}.ics", headers={"If-None-Match": feed.headers["etag"]}).status_code
        == 304
    )
    # A form: ours by the address that the browser sees, with its port.
    page = browser.get(answer_link)
    style = re.search(r'rel="stylesheet" href="([^"]+)"', page.text)
    assert style
    assert browser.get(style[1]).status_code == 200
    for foreign in (
        "https://127.0.0.1",
        "https://127.0.0.1:1",
        office.base_url.replace("https", "http"),
        "null",
    ):
        assert browser.post(answer_link, headers=FORM | {"Origin": foreign}).status_code == 403
    size = 1_000_000 if front[1] is bare else 10_000_000  # nginx by itself takes a megabyte
    size -= 10_000 if front[1] is bare else 0
    sent = browser.post(
        answer_link,
        headers=ours,
        data={"act": "done", "on": "9/7/2012"},
        files={"file": ("a.pdf", bytes(size))},
    )
    assert (sent.status_code, sent.headers["location"]) == (303, answer_link)
    # Signing in.
    opened = browser.post(door, headers=FORM | ours)
    assert (opened.status_code, opened.headers["location"]) == (303, "/")
    assert "__Host-dondoc" in opened.headers["set-cookie"]
    assert browser.get("/mail/1/raw").status_code == 200
    assert browser.post("/sign-out", headers=FORM | ours).status_code == 303
    assert browser.get("/mail").status_code == 303
    for log in tmp_path.glob("*.log"):
        text = log.read_text(encoding="utf-8")
        assert not any(word in text for word in (secret, door, answer_link)), log.name
