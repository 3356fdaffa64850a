"""The site as a part of the service: letters never wait for it, and never end with it."""

import asyncio
import contextlib
import logging
import socket
from contextlib import closing
from dataclasses import dataclass

import click
from fastapi import FastAPI

from cli.bootstrap import build_site
from cli.collection import nothing_collected
from cli.context import Context
from cli.examination import examine
from cli.sign_in_links import LinkPlaces, PrintedLink
from cli.systemd import listen_fds, notify, status
from cli.trial_letter import send_trial
from cli.version import this_version
from plan.people import users
from plan.storage.database import Access
from plan.storage.errors import StorageError
from scheduler.daemon import Daemon
from web.app import create_app
from web.machine import Finding, Machine
from web.server import WebServer, bind
from web.site import Site
from web.warm import warm

Address = tuple[str, int]
AGAIN = 15.0  # seconds until a port that was busy is tried again
LAST_WORDS = 5.0  # seconds for whoever reads a document to write down how far it is; it is read again at the next start
log = logging.getLogger(__name__)


def machine_of(context: Context) -> Machine:
    """What the pages may ask of this machine, each time as a command of its own: a context knows one instant alone."""

    def examined() -> list[Finding]:
        with closing(context.with_access(Access.READ)) as asking:
            return examine(asking)

    def sent(address: str) -> str:
        with closing(context.with_access(Access.READ)) as asking:
            return send_trial(asking, address)

    return Machine(str(this_version()), examined, sent)


@dataclass
class SiteService:
    """Serves the pages and calendars at one address until it is stopped.

    Where this process sends letters too, a busy port is tried again and again while they go out; a process that
    would only serve ends, with what to do.
    """

    context: Context
    daemon: Daemon
    address: Address
    scheduler: bool
    link: PrintedLink | None = None

    async def serve(self, stop: asyncio.Event) -> None:
        """Until `stop` is set. Raises ClickException where nothing else runs and the port cannot be had."""
        with nothing_collected():
            site = build_site(self.context, self.daemon, machine_of(self.context), scheduler=self.scheduler)
            app = create_app(site)
        said = await asyncio.to_thread(self._first_words)
        await asyncio.to_thread(site.read_uploads)  # what was being read when the service was last stopped
        try:
            await self._serve_on(app, site, said, stop)
        finally:
            site.reader.stop()
            await asyncio.to_thread(site.reader.wait, LAST_WORDS)

    async def _serve_on(self, app: FastAPI, site: Site, said: str | None, stop: asyncio.Event) -> None:
        given = listen_fds()
        while not stop.is_set():
            try:
                await self._serve_once(app, site, given or bind(*self.address), said, stop)
            except OSError as error:
                given = None
                await self._not_served(error, stop)

    async def _serve_once(
        self, app: FastAPI, site: Site, listening: socket.socket, said: str | None, stop: asyncio.Event
    ) -> None:
        base_url = self.context.settings.web.base_url

        def started() -> None:
            _announce_ready(listening, base_url, self.link, said)
            asyncio.get_running_loop().run_in_executor(None, warm, site)

        with contextlib.closing(listening):
            server = WebServer(app, *self.address, started)
            serving = asyncio.create_task(server.serve(sockets=[listening]))
            stopping = asyncio.create_task(stop.wait())
            await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
            server.should_exit = True
            stopping.cancel()
            await serving
        if not stop.is_set():
            raise ConnectionAbortedError(0, "máy chủ trang web tự dừng")

    def _first_words(self) -> str | None:
        """What to do where nobody can sign in yet; to ask stops no service."""
        try:
            with self.context.database.read() as session:
                nobody = users.is_empty(session)
        except StorageError:
            return None
        return (
            "Chưa có người dùng nào; mời quản trị đầu tiên: dondoc user invite ĐỊA-CHỈ-THƯ --role admin"
            if nobody
            else None
        )

    async def _not_served(self, error: OSError, stop: asyncio.Event) -> None:
        """Say it, and wait a while; the letters go out meanwhile."""
        host, port = self.address
        reason = f"không mở được {host}:{port}: {error.strerror or error}"
        if not self.scheduler:
            raise click.ClickException(f"{reason}; chọn cổng khác bằng --port") from error
        log.error("no pages and calendars: %s; letters go on, the port is tried again", reason)
        status(f"{reason}; thư vẫn đi")
        notify("READY=1")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), AGAIN)


def _announce_ready(
    listening: socket.socket, base_url: str, link: PrintedLink | None, said: str | None
) -> None:
    places = LinkPlaces(base_url, *listening.getsockname()[:2])
    status(f"đang chạy tại {places.here}")
    notify("READY=1")
    with contextlib.suppress(OSError, ValueError):  # nobody reads what we print any more
        click.echo(f"Đôn Đốc đang chạy tại {places.here}")
        if said:
            click.echo(said)
        if link:
            another = f"dondoc sign-in {link.mail} --port {places.port}"
            click.echo(f"Mở các trang bằng liên kết này (dùng một lần; lấy liên kết khác: {another}):")
            click.echo("\n".join(f"  {address}" for address in places.links(link.path)))
