"""Half-open, trickling, silent and deaf connections against the real server, whatever parser it has."""

import asyncio
import contextlib
import os
import re
import resource
import selectors
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.responses import PlainTextResponse
from starlette.requests import Request
from starlette.responses import Response
from uvicorn.protocols.http.h11_impl import H11Protocol

from web.connection_limits import ConnectionLimits
from web.gate import NO_DESCRIPTORS, Gate, descriptors_open, most_descriptors
from web.server import WebServer, bind

HASTY = ConnectionLimits(most=6, an_address=3, headers=0.5, idle=1.0, body=3.0)
WHOLE = b"GET /quick HTTP/1.1\r\nHost: x\r\n\r\n"
Served = Callable[..., tuple[str, int]]


def test_where_none_is_left_to_look_with_all_are_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Older kernels say it by a folder that must be opened: without one left the newcomer stayed, never let in nor closed."""
    cannot_be_listed = tmp_path / "fd"
    cannot_be_listed.touch()
    monkeypatch.setattr("web.gate.DESCRIPTORS", cannot_be_listed)
    assert descriptors_open() == most_descriptors()


class Sniffing(asyncio.Protocol):
    """A parser that hands over to another when the first octets have come, as some do."""

    def __init__(self, **given: object) -> None:
        self._given = given

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        other = H11Protocol(**self._given)  # type: ignore[arg-type]
        self._transport.set_protocol(other)
        other.connection_made(self._transport)  # type: ignore[arg-type]
        other.data_received(data)


def application() -> FastAPI:
    app = FastAPI()

    @app.get("/quick")
    def quick() -> Response:
        return PlainTextResponse("here")

    @app.get("/slow")
    async def slow() -> Response:
        await asyncio.sleep(2)
        return PlainTextResponse("at last")

    @app.get("/large")
    def large() -> Response:
        return PlainTextResponse(b"x" * 40_000_000)

    @app.post("/form")
    async def form(request: Request) -> Response:
        return PlainTextResponse(str(len(await request.body())))

    return app


@pytest.fixture
def served() -> Iterator[Served]:
    with contextlib.ExitStack() as stack:

        def serve(
            limits: ConnectionLimits = HASTY, host: str = "127.0.0.1", **others: object
        ) -> tuple[str, int]:
            listening, started = bind(host, 0), threading.Event()
            server = WebServer(application(), host, 0, started.set, limits, **others)
            thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
            address = listening.getsockname()[:2]
            thread.start()
            assert started.wait(30)

            def stop() -> None:
                server.should_exit = True
                thread.join(30)
                assert not thread.is_alive(), "it stops, whoever is still connected"

            stack.callback(stop)
            return address

        yield serve


@contextlib.contextmanager
def connected(address: tuple[str, int], many: int = 1) -> Iterator[list[socket.socket]]:
    with contextlib.ExitStack() as stack:
        yield [stack.enter_context(socket.create_connection(address, timeout=30)) for _ in range(many)]


def answer(connection: socket.socket, request: bytes) -> bytes:
    """What comes for it, as far as the end of the headers; nothing if the connection was closed."""
    got = b""
    with contextlib.suppress(ConnectionError):
        connection.sendall(request)
        while b"\r\n\r\n" not in got and (piece := connection.recv(65536)):
            got += piece
    return got


def open_still(connections: list[socket.socket]) -> int:
    """How many of them nobody has closed: a closed one can be read."""
    with selectors.DefaultSelector() as selector:
        for connection in connections:
            selector.register(connection, selectors.EVENT_READ)
        return len(connections) - len(selector.select(0))


def wait_until(true: Callable[[], bool], seconds: float = 10) -> None:
    until = time.monotonic() + seconds
    while not true() and time.monotonic() < until:
        time.sleep(0.02)
    assert true()


@pytest.mark.parametrize("parser", [{}, {"http": Sniffing}], ids=["h11", "another"])
def test_half_open_connections_make_room_and_go(served: Served, parser: dict[str, object], caplog) -> None:
    address = served(**parser)
    with connected(address, 30) as half:
        for each in half:
            with contextlib.suppress(ConnectionError):
                each.sendall(b"GET / HTT")
        wait_until(lambda: open_still(half) <= HASTY.most)
        with connected(address) as (mine,):
            assert b"200 OK" in answer(mine, WHOLE), "somebody with a request is served all the same"
        wait_until(lambda: open_still(half) == 0)
    said = [r.getMessage() for r in caplog.records if r.name == "web.gate"]
    assert len(said) == 1, "one line a minute"
    assert re.search(r"\d+ × more than 6 in all", said[0])


def test_headers_that_trickle_are_not_waited_for(served: Served) -> None:
    with connected(served()) as (slow,):
        begun = time.monotonic()
        with contextlib.suppress(ConnectionError):
            for octet in b"GET / HTTP/1.1\r\nX: " + b"x" * 400:
                slow.sendall(bytes([octet]))
                time.sleep(0.05)
        assert time.monotonic() - begun < 10


def test_a_kept_connection_rests_and_is_closed(served: Served) -> None:
    with connected(served()) as (kept,):
        assert b"200 OK" in answer(kept, WHOLE)
        time.sleep(0.6)  # longer than headers may take
        assert b"200 OK" in answer(kept, WHOLE)
        wait_until(lambda: open_still([kept]) == 0)


def test_a_page_that_takes_long_is_waited_for(served: Served) -> None:
    with connected(served()) as (patient,):
        assert b"200 OK" in answer(patient, WHOLE.replace(b"/quick", b"/slow"))


def test_a_body_that_does_not_come_is_not_waited_for(served: Served) -> None:
    head = b"POST /form HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc"
    with connected(served()) as (half,):
        assert answer(half, head) == b""
    with connected(served()) as (whole,):
        assert b"200 OK" in answer(whole, head + b"x" * 97)


def test_who_does_not_read_is_not_written_to_for_ever(served: Served) -> None:
    address = served()
    with connected(address) as (deaf,):
        deaf.sendall(WHOLE.replace(b"/quick", b"/large"))
        time.sleep(2.6)
        got = b""
        with contextlib.suppress(ConnectionError):
            while piece := deaf.recv(1 << 20):
                got += piece
        assert len(got) < 40_000_000


def test_twenty_of_an_address_beyond_loopback(served: Served) -> None:
    """The oldest of the same address makes room; others are not touched."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            pytest.skip("no network but loopback")
        ours = probe.getsockname()[0]
    _, port = served(ConnectionLimits(most=50, an_address=3), host="0.0.0.0")
    with connected(("127.0.0.1", port), 5) as near, connected((ours, port), 8) as far:
        wait_until(lambda: open_still(far) == 3)
        assert [open_still([one]) for one in far] == [0, 0, 0, 0, 0, 1, 1, 1]
        assert open_still(near) == 5
        assert b"200 OK" in answer(far[-1], WHOLE)


def test_descriptors_are_kept_for_mail_and_the_database(served: Served, caplog) -> None:
    """More half-open connections than the process may have descriptors: it can still open files, and says little."""
    used = len(list(Path("/proc/self/fd").iterdir()))
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    many = 150  # ours end in this process, too
    resource.setrlimit(resource.RLIMIT_NOFILE, (used + many + 164, hard))
    try:
        address = served(ConnectionLimits())
        with connected(address, many) as half:
            with connected(address) as (mine,):
                assert b"200 OK" in answer(mine, WHOLE)
            with contextlib.ExitStack() as stack:
                for _ in range(30):
                    stack.enter_context(Path(os.devnull).open())
            assert open_still(half) < many
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert len([r for r in caplog.records if r.name in ("web.gate", "asyncio")]) <= 2


def test_a_machine_without_descriptors_is_not_told_so_a_thousand_times(caplog) -> None:
    """asyncio wrote 114,000 tracebacks."""
    gate, loop = Gate(ConnectionLimits()), asyncio.new_event_loop()
    for _ in range(1000):
        gate.note_error(loop, {"message": NO_DESCRIPTORS, "exception": OSError(24, "Too many open files")})
    for second in range(60):
        gate.sweep(second)
    assert [record.getMessage() for record in caplog.records] == [
        f"connections closed: 1000 × {NO_DESCRIPTORS}"
    ]
    gate.note_error(loop, {"message": "something else"})
    assert caplog.records[-1].name == "asyncio", "what is no flood is told as ever"
    loop.close()
