"""More half-open connections than the process may have descriptors: letters leave, pages answer, the log stays short."""

import contextlib
import http.client
import re
import resource
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.daemon.test_killed import finish, queue, start
from tests.delivery.sink import Sink, listening, until

MANY = 1150  # used up every descriptor of a service once
DESCRIPTORS = 1024  # what systemd gives a service


@contextlib.contextmanager
def half_open(port: int, many: int) -> Iterator[list[socket.socket]]:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, many + 400), hard))
    with contextlib.ExitStack() as stack:
        stack.callback(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
        opened = []
        for _ in range(many):
            opened.append(stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=30)))
            with contextlib.suppress(ConnectionError):
                opened[-1].sendall(b"GET / HTTP/1.1\r\nX: ")
        yield opened


def limited(process: subprocess.Popen[str]) -> None:
    resource.prlimit(process.pid, resource.RLIMIT_NOFILE, (DESCRIPTORS, DESCRIPTORS))


@pytest.mark.slow
@pytest.mark.stress
def test_letters_leave_while_a_thousand_connections_say_nothing(tmp_path: Path) -> None:
    db = tmp_path / "plan.db"
    queue(db, 60)
    with listening(Sink(delay=0.2)) as sink:
        process = start(db, sink, "--port", "0")
        limited(process)
        try:
            assert process.stdout is not None
            found = re.search(r":(\d+)$", process.stdout.readline().strip())
            assert found
            _all_goes_on(sink, int(found[1]))
        finally:
            process.send_signal(signal.SIGTERM)
            code, err = finish(process)
    assert code == 0, err
    assert "Traceback" not in err
    assert "Too many open files" not in err
    assert 1 <= err.count("connections closed") <= 3


def _all_goes_on(sink: Sink, port: int) -> None:
    with half_open(port, MANY):
        before = len(sink.letters)
        assert until(lambda: len(sink.letters) > before + 10)
        page = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        page.request("GET", "/robots.txt")
        assert page.getresponse().status == 200
        page.close()
        assert until(lambda: len(sink.letters) == 60)
