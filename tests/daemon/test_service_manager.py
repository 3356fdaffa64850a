"""The service and whoever manages it: nothing that systemd, a terminal or another program does ends the letters."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import click
import pytest

from cli import site_service, systemd
from cli.base import Options
from cli.bootstrap import build_daemon
from cli.context import Context
from cli.hangup import Hangup
from cli.site_service import SiteService
from notifications.mail.smtp import MailServer
from tests.daemon.processes import environment
from tests.delivery.sink import Sink, listening, until

MORNING = "2012-07-04T08:00"


@pytest.fixture
def deaf(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Addresses of service managers that hear nothing, by what is wrong with them."""
    closed, full = tmp_path / "closed", tmp_path / "full"
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as gone:
        gone.bind(str(closed))
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as busy:
        busy.bind(str(full))
        with closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as pushy:
            pushy.setblocking(False)
            with suppress(BlockingIOError):
                for _ in range(100_000):
                    pushy.sendto(b"x", str(full))
        yield {
            "nothing there": str(tmp_path / "nothing"),
            "closed": str(closed),
            "full": str(full),
            "too long": f"/{'x' * 200}",
            "abstract": "@dondoc-nobody",
            "vsock": "vsock:2:1234",
            "a folder": str(tmp_path),
        }


def test_a_manager_that_does_not_hear_is_no_error(
    deaf: dict[str, str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(systemd, "PATIENCE", 0.05)
    for address in deaf.values():
        systemd._silent.clear()
        monkeypatch.setenv("NOTIFY_SOCKET", address)
        assert not systemd.notify("READY=1")
        assert not systemd.notify("WATCHDOG=1")
    said = [record.getMessage() for record in caplog.records]
    assert len(said) == len(deaf), "each once, not at every beat"
    monkeypatch.setenv("NOTIFY_SOCKET", deaf["full"])
    with systemd.more_time("nâng", extension=0.03, longest=0.05):
        pass


@pytest.mark.parametrize("given", ["", "0", "x", "-5", "9" * 5000, "٣"])
def test_numbers_of_the_environment_that_are_none(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHDOG_USEC", given)
    monkeypatch.setenv("LISTEN_FDS", given)
    monkeypatch.setenv("LISTEN_PID", str(os.getpid()))
    assert systemd.watchdog_every() is None
    assert systemd.listen_fds() is None


def test_a_watchdog_meant_for_another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHDOG_USEC", "3000000")
    assert systemd.watchdog_every() == 3
    monkeypatch.setenv("WATCHDOG_PID", "1")
    assert systemd.watchdog_every() is None


def test_a_hangup_before_the_service_is_up_is_not_forgotten() -> None:
    before, hangup, done = signal.getsignal(signal.SIGHUP), Hangup(), []
    try:
        hangup.listen()
        signal.raise_signal(signal.SIGHUP)
        with hangup.answered_by(lambda: done.append("again")):
            assert done == ["again"]
            signal.raise_signal(signal.SIGHUP)
        signal.raise_signal(signal.SIGHUP)  # while it ends: nothing is read, nothing is ended
        assert done == ["again", "again"]
    finally:
        signal.signal(signal.SIGHUP, before)


@contextmanager
def _running(url: str, sink: Sink, folder: Path, **more: str) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    """Every mode of the service at once, one process each."""
    modes = {
        "all": ["run", "--port", "0"],
        "letters": ["run", "--no-web"],
        "pages": ["run", "--no-scheduler", "--port", "0"],
    }
    env = {**os.environ, **environment(sink), **more}
    program = [sys.executable, "-c", "from cli.main import main; main()"]
    started = {}
    for name, args in modes.items():
        with (folder / f"{name}.log").open("wb") as log:
            command = [*program, *args, "--db", url, "--as-of", MORNING]
            started[name] = subprocess.Popen(command, env=env, stdout=log, stderr=log)
    try:
        yield started
    finally:
        for process in started.values():
            process.terminate()
        for process in started.values():
            process.wait(60)


def _said(folder: Path, name: str, text: str) -> bool:
    return text in (folder / f"{name}.log").read_text(encoding="utf-8")


@pytest.mark.slow  # three processes that import everything
@pytest.mark.timeout(300)
def test_neither_a_hangup_nor_a_deaf_manager_ends_any_mode(plan_db: Path, tmp_path: Path) -> None:
    with (
        listening(Sink()) as sink,
        _running(f"sqlite:///{plan_db}", sink, tmp_path, NOTIFY_SOCKET=str(tmp_path / "nobody")) as modes,
    ):
        time.sleep(0.5)  # while they import, long before the loop runs
        _hang_up(modes)
        assert until(lambda: bool(sink.letters), 120)
        assert until(lambda: _said(tmp_path, "pages", "đang chạy tại"), 120)
        assert until(lambda: _said(tmp_path, "all", "đang chạy tại"), 120)
        _hang_up(modes)
        assert until(lambda: all(_said(tmp_path, name, "policy was read again") for name in modes), 120)
        assert {name: process.poll() for name, process in modes.items()} == dict.fromkeys(modes)
    assert {name: process.returncode for name, process in modes.items()} == dict.fromkeys(modes, 0)


def _hang_up(modes: dict[str, subprocess.Popen[bytes]]) -> None:
    for process in modes.values():
        process.send_signal(signal.SIGHUP)


async def test_letters_go_out_while_the_port_is_busy_and_pages_as_soon_as_it_is_free(
    plan_db: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(site_service, "AGAIN", 0.1)
    with closing(Context(Options(db=f"sqlite:///{plan_db}", as_of=MORNING))) as context:
        daemon, stop = build_daemon(context, MailServer()), asyncio.Event()
        with closing(socket.socket()) as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            address = other.getsockname()
            serving = asyncio.create_task(SiteService(context, daemon, address, scheduler=True).serve(stop))
            while f"không mở được 127.0.0.1:{address[1]}" not in caplog.text:
                assert not serving.done()
                await asyncio.sleep(0.05)
        assert b"200" in await _first_line(address)
        stop.set()
        await serving


async def _first_line(address: tuple[str, int]) -> bytes:
    for _ in range(100):
        try:
            reader, writer = await asyncio.open_connection(*address)
        except OSError:
            await asyncio.sleep(0.1)
            continue
        writer.write(b"GET /help/calendars HTTP/1.0\r\n\r\n")
        line = await reader.readline()
        writer.close()
        return line
    raise AssertionError("nothing answers")


@pytest.mark.parametrize("host", ["192.0.2.1", "no-such-host.invalid", "::ffff:192.0.2.1"])
async def test_an_address_that_cannot_be_had_is_said_where_only_pages_would_run(
    host: str, plan_db: Path
) -> None:
    with closing(Context(Options(db=f"sqlite:///{plan_db}", as_of=MORNING))) as context:
        daemon = build_daemon(context, MailServer())
        with pytest.raises(click.ClickException, match="chọn cổng khác"):
            await SiteService(context, daemon, (host, 8080), scheduler=False).serve(asyncio.Event())
