"""`dondoc run`: the daemon. It ticks, sends and serves until it is asked to stop."""

import asyncio
import contextlib
import logging
import signal
import socket
import sys
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import click

from cli.base import Command
from cli.commands.simulate import writer_of
from cli.context import Context
from cli.systemd import listen_fds, notify, watchdog_every

log = logging.getLogger("dondoc")


@click.command(cls=Command)
@click.option("--host", help="Địa chỉ phục vụ trang và lịch (mặc định [web] host).")
@click.option("--port", type=click.IntRange(0, 65535), help="Cổng (mặc định [web] port).")
@click.option("--no-web", is_flag=True, help="Không phục vụ trang và lịch.")
@click.option("--no-scheduler", is_flag=True, help="Không viết, không gửi thư.")
@click.option("--once", is_flag=True, help="Làm hết việc đến hạn lúc này rồi dừng.")
@click.pass_obj
def run(
    context: Context, host: str | None, port: int | None, *, no_web: bool, no_scheduler: bool, once: bool
) -> None:
    """Chạy chương trình: nhắc việc, gửi thư, phục vụ lịch."""
    set_up_logging()
    if once:
        _once(context)
        return
    if no_web and no_scheduler:
        raise click.UsageError("--no-web và --no-scheduler cùng lúc thì không còn gì để chạy")
    where = (
        None
        if no_web
        else (host or context.settings.web.host, context.settings.web.port if port is None else port)
    )
    asyncio.run(serve(context, build_daemon(context), where, scheduler=not no_scheduler))


def set_up_logging() -> None:
    """Lines for journald: level, where, what."""
    logging.basicConfig(
        stream=sys.stderr, level=logging.INFO, format="%(levelname)s %(name)s: %(message)s", force=True
    )
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    logging.getLogger("uvicorn").setLevel(logging.WARNING)


def build_daemon(context: Context, server: Any = None) -> Any:
    """The parts that tick, from the settings; `server` stands in for the mail server of the settings."""
    from cli.commands.returns import reader
    from notifications.mail.smtp import transport_for
    from plan.storage.processes import worker_id
    from scheduler.clock_guard import ClockWatch
    from scheduler.daemon import Daemon
    from scheduler.leader import Leader
    from scheduler.send_run import Sender
    from scheduler.ticker import Ticker

    rules = context.rules_keeper()
    rules()  # a policy file that cannot be read is said now, not at the first tick
    mail = server or mail_server(context)
    clock, database = context.clock, context.database
    ours = worker_id(str(clock().timestamp()))
    ticker = Ticker(
        database,
        rules,
        writer_of(context),
        clock,
        Leader(database, ours),
        watch=ClockWatch(context.options.as_of is None, context.settings.clock.steady_for),
        operator=context.settings.mail.operator,
    )
    sender = Sender(database, lambda: transport_for(mail), clock, ours, mail.name if mail.host else None)
    return Daemon(ticker, sender, context.zone, reader(context))


def mail_server(context: Context) -> Any:
    """The mail server of the settings."""
    from notifications.mail.smtp import MailServer

    mail = context.settings.mail
    return MailServer(
        host=mail.host,
        port=mail.port,
        security=mail.security,
        username=mail.username,
        password=mail.password.get_secret_value() if mail.password else None,
        catch=mail.catch,
        certificate=mail.certificate,
        key=mail.key,
        authorities=mail.authorities,
    )


def _once(context: Context) -> None:
    """All that is due now; waits for the pace of the mail server, not for one that is down."""
    from notifications.mail.outbox import waiting

    daemon = build_daemon(context)
    daemon.sender.recover()
    written = daemon.ticker.tick()
    if daemon.ticker.doubted:
        raise click.ClickException(f"đồng hồ máy không đáng tin: {daemon.ticker.doubted}")
    outcomes = asyncio.run(_send_all(daemon))
    daemon.ticker.leader.give_up(context.clock())
    with context.database.read() as session:
        left, why = waiting(session), _why_left(session, context, daemon)
    click.echo(
        f"{len(written)} thư viết, {sum(o.result in {'sent', 'caught'} for o in outcomes)} thư gửi xong."
    )
    if not written and (closed := daemon.ticker.rules().closed_because(context.clock())):
        click.echo(f"Không viết thư: {closed}.")
    if left:
        raise click.ClickException(f"còn {left} thư chưa gửi được; {why}")


async def _send_all(daemon: Any) -> list[Any]:
    """Rounds of sending, as long as nothing but the cap per minute is in the way."""
    outcomes = await daemon.send()
    while await asyncio.to_thread(daemon.sender.waits_for_quota, daemon.ticker.rules()):
        await asyncio.sleep(1)
        outcomes += await daemon.send()
    return list(outcomes)


def _why_left(session: Any, context: Context, daemon: Any) -> str:
    from notifications.mail.outbox import is_paused
    from notifications.mail.server_limits import failing_servers

    if is_paused(session):
        return "việc gửi đang bị giữ (dondoc outbox release)"
    closed: str | None = daemon.ticker.rules().closed_because(context.clock())
    if closed:
        return closed
    if lanes := failing_servers(session):
        return f"{lanes[0].name}: {lanes[0].said}"
    return "xem: dondoc outbox list"


@dataclass
class Stop:
    """One event that ends everything, set by a signal."""

    event: asyncio.Event

    def listen(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.event.set)


async def serve(context: Context, daemon: Any, where: tuple[str, int] | None, *, scheduler: bool) -> None:
    """Run the parts together; a signal, or one part ending, ends them all in order."""
    stop = Stop(asyncio.Event())
    stop.listen()
    if scheduler:
        asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, daemon.ticker.reload)
    parts = [asyncio.create_task(_watchdog(daemon, stop.event))] if scheduler else []
    if scheduler:
        parts.append(asyncio.create_task(daemon.run(stop.event)))
    if where:
        parts.append(asyncio.create_task(_web(context, daemon, where, stop.event, scheduler=scheduler)))
    else:
        notify("READY=1")
    await _until_one_ends(parts, stop.event)
    notify("STOPPING=1")
    context.database.close()


async def _until_one_ends(parts: list[asyncio.Task[None]], stop: asyncio.Event) -> None:
    done, running = await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
    stop.set()
    if running:
        await asyncio.wait(running)
    for part in (*done, *running):
        part.result()


async def _web(
    context: Context, daemon: Any, where: tuple[str, int], stop: asyncio.Event, *, scheduler: bool
) -> None:

    from web.server import WebServer

    socket_ = listen_fds() or _bind(*where)
    server = WebServer(site_app(context, daemon, scheduler=scheduler), *where, lambda: _say_ready(socket_))
    serving = asyncio.create_task(server.serve(sockets=[socket_]))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    stopping.cancel()
    await serving


def _bind(host: str, port: int) -> socket.socket:
    from web.server import bind

    try:
        return bind(host, port)
    except OSError as error:
        raise click.ClickException(
            f"không mở được {host}:{port}: {error.strerror}; chọn cổng khác bằng --port"
        ) from error


def _say_ready(listening: socket.socket) -> None:
    host, port = listening.getsockname()[:2]
    click.echo(f"Đôn Đốc đang chạy tại http://{host}:{port}")
    notify("READY=1")


def site_app(context: Context, daemon: Any, *, scheduler: bool = True) -> Any:
    """The web application, from the settings."""
    from notifications.calendars.publish import calendar_renderer
    from scheduler.ticker import TICK
    from web.app import create_app
    from web.site import Site

    env, web = context.templates, context.settings.web
    site = Site(
        database=context.database,
        clock=context.clock,
        zone=context.zone,
        templates=env,
        calendar_renderer=calendar_renderer(env, context.settings.plan.escalate_to, web.base_url),
        signing_key=context.signing_key,
        base_url=web.address,
        # A process that only serves tells of the tick of the one that thinks.
        ticked=(lambda: daemon.ticker.ticked) if scheduler else lambda: _last_tick(context),
        tick_every=TICK,
        rules=daemon.ticker.rules,
        calendar_warning=lambda: _calendar_warning(context),
    )
    return create_app(site)


def _calendar_warning(context: Context) -> str:
    """The clock anew: a service lives through New Year."""
    from plan.clock import day_of
    from plan.storage.working_days import confirmed
    from scheduler.working_days.vietnam import unconfirmed

    with context.database.read() as session:
        return unconfirmed(day_of(context.clock(), context.zone).year, confirmed(session))


def _last_tick(context: Context) -> datetime | None:
    from plan.storage.facts import fact

    with context.database.read() as session:
        written = fact(session, "ticked")
    return datetime.fromisoformat(written) if written else None


async def _watchdog(daemon: Any, stop: asyncio.Event) -> None:
    """Tell systemd that the tick is alive: from the tick's own time, not from a bare timer."""
    every = watchdog_every()
    while not stop.is_set():
        if every and daemon.ticker.ticked and daemon.ticker.is_alive():
            notify("WATCHDOG=1")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), (every or 60.0) / 2)
