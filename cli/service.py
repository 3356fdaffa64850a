"""The service: the daemon and the site run together, until a signal comes or one of them ends."""

import asyncio
import contextlib
import logging
import signal
import socket
import sys

import click

from cli.bootstrap import build_site
from cli.context import Context
from cli.systemd import listen_fds, notify, watchdog_every
from scheduler.daemon import Daemon
from web.app import create_app
from web.server import WebServer, bind

Address = tuple[str, int]


def set_up_logging() -> None:
    """Lines for journald: level, where, what."""
    logging.basicConfig(
        stream=sys.stderr, level=logging.INFO, format="%(levelname)s %(name)s: %(message)s", force=True
    )
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    logging.getLogger("uvicorn").setLevel(logging.WARNING)


async def serve(context: Context, daemon: Daemon, address: Address | None, *, scheduler: bool) -> None:
    """Run the parts together until a signal comes or one part ends; then stop them all in order. No address: no site."""
    stop = _stop_on_signal()
    parts: list[asyncio.Task[None]] = []
    if scheduler:
        asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, daemon.ticker.reload)
        parts += [asyncio.create_task(_watchdog(daemon, stop)), asyncio.create_task(daemon.run(stop))]
    if address:
        parts.append(asyncio.create_task(_serve_site(context, daemon, address, stop, scheduler=scheduler)))
    else:
        notify("READY=1")
    await _until_one_ends(parts, stop)
    notify("STOPPING=1")
    context.database.close()


def _stop_on_signal() -> asyncio.Event:
    """One event that ends everything."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def _until_one_ends(parts: list[asyncio.Task[None]], stop: asyncio.Event) -> None:
    done, running = await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
    stop.set()
    if running:
        await asyncio.wait(running)
    for part in (*done, *running):
        part.result()


async def _serve_site(
    context: Context, daemon: Daemon, address: Address, stop: asyncio.Event, *, scheduler: bool
) -> None:
    listening = listen_fds() or _bind(*address)
    app = create_app(build_site(context, daemon, scheduler=scheduler))
    server = WebServer(app, *address, lambda: _announce_ready(listening))
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    stopping.cancel()
    await serving


def _bind(host: str, port: int) -> socket.socket:
    try:
        return bind(host, port)
    except OSError as error:
        raise click.ClickException(
            f"không mở được {host}:{port}: {error.strerror}; chọn cổng khác bằng --port"
        ) from error


def _announce_ready(listening: socket.socket) -> None:
    host, port = listening.getsockname()[:2]
    click.echo(f"Đôn Đốc đang chạy tại http://{host}:{port}")
    notify("READY=1")


async def _watchdog(daemon: Daemon, stop: asyncio.Event) -> None:
    """Tell systemd that the tick is alive: from the tick's own time, not from a bare timer."""
    every = watchdog_every()
    while not stop.is_set():
        if every and daemon.ticker.ticked and daemon.ticker.is_alive():
            notify("WATCHDOG=1")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), (every or 60.0) / 2)
