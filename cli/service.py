"""The service: the daemon and the site run together, until a signal comes or one of them ends."""

import asyncio
import contextlib
import signal
from collections.abc import Callable

from cli.context import Context
from cli.hangup import HANGUP
from cli.sign_in_links import PrintedLink
from cli.site_service import Address, SiteService
from cli.systemd import notify, watchdog_every
from scheduler.daemon import Daemon


async def serve(
    context: Context,
    daemon: Daemon,
    address: Address | None,
    *,
    scheduler: bool,
    link: PrintedLink | None = None,
) -> None:
    """Run the parts together until a signal comes or one part ends; then stop them all in order. No address: no site.

    `link` signs somebody in, and is printed where the pages are.
    """
    stop = _stop_on_signal()
    with HANGUP.answered_by(_reload_soon(daemon)):
        await _until_one_ends(
            _start_parts(context, daemon, address, stop, scheduler=scheduler, link=link), stop
        )
    notify("STOPPING=1")
    context.database.close()


def _start_parts(
    context: Context,
    daemon: Daemon,
    address: Address | None,
    stop: asyncio.Event,
    *,
    scheduler: bool,
    link: PrintedLink | None,
) -> list[asyncio.Task[None]]:
    parts: list[asyncio.Task[None]] = []
    if scheduler:
        parts += [asyncio.create_task(_watchdog(daemon, stop)), asyncio.create_task(daemon.run(stop))]
    if address:
        site = SiteService(context, daemon, address, scheduler=scheduler, link=link)
        parts.append(asyncio.create_task(site.serve(stop)))
    else:
        notify("READY=1")
    return parts


def _reload_soon(daemon: Daemon) -> Callable[[], object]:
    """SIGHUP comes between any two steps of this thread: the policy is read in another, which may wait for the database."""
    loop = asyncio.get_running_loop()
    return lambda: loop.call_soon_threadsafe(loop.run_in_executor, None, daemon.ticker.reload)


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


async def _watchdog(daemon: Daemon, stop: asyncio.Event) -> None:
    """Tell systemd that the tick is alive: from the tick's own time, not from a bare timer. A wait by design is alive."""
    every = watchdog_every()
    while not stop.is_set():
        if every and daemon.ticker.is_alive():
            notify("WATCHDOG=1")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), (every or 60.0) / 2)
