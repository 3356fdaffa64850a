"""Through a real server on loopback, byte by byte."""

import http.client
import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn

from web.server import bind


@pytest.fixture
def address(app) -> Iterator[tuple[str, int]]:
    listening = bind("127.0.0.1", 0)
    listening.listen()
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield listening.getsockname()
    server.should_exit = True
    thread.join()
    listening.close()


def ask(address: tuple[str, int], request: str) -> bytes:
    with socket.create_connection(address, timeout=30) as connection:
        connection.sendall(request.replace("\n", "\r\n").encode())
        return b"".join(iter(lambda: connection.recv(65536), b""))


def test_a_calendar_program_comes_by(office, address) -> None:
    office.oblige("so-y-te", office.now.date(), "Phòng dịch")
    _, secret = office.subscribe("so-y-te")
    connection = http.client.HTTPConnection(*address, timeout=30)
    connection.request("GET", f"/feeds/{secret}.ics", headers={"Host": "dondoc.quangngai.example"})
    answer = connection.getresponse()
    body, etag = answer.read(), answer.headers["ETag"]
    assert answer.status == 200
    assert body.startswith(b"BEGIN:VCALENDAR\r\n")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    for method, known, status in (("HEAD", "", 200), ("GET", etag, 304), ("HEAD", f"W/{etag}", 304)):
        connection.request(method, f"/feeds/{secret}.ics", headers={"If-None-Match": known})
        again = connection.getresponse()
        assert (again.status, again.read()) == (status, b"")
        assert again.headers["ETag"] == etag
        assert status == 304 or again.headers["Content-Length"] == str(len(body))
    connection.close()


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        # However it looks, who is not signed in is shown to the door.
        ("GET / HTTP/1.1\nHost: 127.0.0.1\nConnection: close\n\n", b" 303 "),
        ("GET / HTTP/1.1\nHost: evil.example\nConnection: close\n\n", b" 303 "),
        ("GET / HTTP/1.0\n\n", b" 303 "),
        ("GET / HTTP/1.1\nHost: 127.0.0.1\nX-Forwarded-For: 127.0.0.1\nConnection: close\n\n", b" 303 "),
        ("GET /static/../app.py HTTP/1.1\nHost: 127.0.0.1\nConnection: close\n\n", b" 404 "),
        ("GET /static/%2e%2e/app.py HTTP/1.1\nHost: 127.0.0.1\nConnection: close\n\n", b" 404 "),
    ],
)
def test_the_pages_over_the_wire(address, request_: str, status: bytes) -> None:
    assert status in ask(address, request_).split(b"\r\n")[0] + b" "


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_what_we_listen_on_is_known_as_tcp(host: str) -> None:
    """asyncio turns Nagle off for such sockets alone, and what is accepted is as what listens."""
    with bind(host, 0) as listening:
        assert listening.proto == socket.IPPROTO_TCP


def test_a_kept_connection_does_not_wait_for_acknowledgements(address) -> None:
    """With Nagle on every request but the first took 44 ms. The quickest of twenty is asked, for busy machines."""
    connection = http.client.HTTPConnection(*address, timeout=30)
    took = []
    for _ in range(20):
        begun = time.perf_counter()
        connection.request("GET", "/static/dondoc.css", headers={"If-None-Match": "x"})
        connection.getresponse().read()
        took.append(time.perf_counter() - begun)
    connection.close()
    assert sorted(took[1:])[9] < 0.035, took
