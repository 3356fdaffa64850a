"""`dondoc run`: the service that ticks, sends and serves, or with `--once` all that is due now."""

import asyncio
import logging
from contextlib import closing

import click
import uvloop

from cli.base import Command, needs_review
from cli.bootstrap import build_daemon
from cli.context import Context, pass_context
from cli.journal import set_up_logging
from cli.service import serve
from cli.version import this_version
from notifications.channels.answers import handed
from notifications.mail.outbox import refused_on, waiting
from notifications.mail.pauses import is_paused
from notifications.mail.server_limits import failing_servers
from notifications.mail.tries import Outcome
from plan.ledger.holds import holds
from plan.storage import last_program
from plan.storage.database import Access
from plan.storage.session import Session
from scheduler.daemon import Daemon

log = logging.getLogger(__name__)


@click.command(cls=Command)
@click.option("--host", help="Địa chỉ phục vụ trang và lịch (mặc định [web] host).")
@click.option("--port", type=click.IntRange(0, 65535), help="Cổng (mặc định [web] port).")
@click.option("--no-web", is_flag=True, help="Không phục vụ trang và lịch.")
@click.option("--no-scheduler", is_flag=True, help="Không viết, không gửi thư.")
@click.option("--once", is_flag=True, help="Làm hết việc đến hạn lúc này rồi dừng.")
@pass_context
def run(
    context: Context, host: str | None, port: int | None, *, no_web: bool, no_scheduler: bool, once: bool
) -> None:
    """Chạy chương trình: nhắc việc, gửi thư, phục vụ lịch."""
    set_up_logging(as_json=context.settings.log.format == "json")
    log.info("dondoc %s", this_version())
    with closing(context.with_access(Access.CREATE if context.names_database else Access.WRITE)) as opened:
        _run(opened, host, port, no_web=no_web, no_scheduler=no_scheduler, once=once)


def _run(
    context: Context, host: str | None, port: int | None, *, no_web: bool, no_scheduler: bool, once: bool
) -> None:
    if once:
        _run_once(context)
        return
    if no_web and no_scheduler:
        raise click.UsageError("--no-web và --no-scheduler cùng lúc thì không còn gì để chạy")
    if not no_scheduler:
        _name_program(context)
    web = context.settings.web
    address = None if no_web else (host or web.host, web.port if port is None else port)
    uvloop.run(serve(context, build_daemon(context), address, scheduler=not no_scheduler))


def _name_program(context: Context) -> None:
    """So that an older one, which must refuse a newer schema, can say which to install."""
    with context.database.read() as session:
        if last_program.is_this(session):
            return
    with context.database.begin() as session:
        last_program.put_down(session)


def _run_once(context: Context) -> None:
    """Do all that is due now. Waits for the rate limit, not for a mail server that is down."""
    daemon = build_daemon(context)
    written = daemon.ticker.tick()
    if daemon.ticker.doubted:
        raise click.ClickException(f"đồng hồ máy không đáng tin ({daemon.ticker.doubted}); xem: dondoc clock")
    outcomes = asyncio.run(_send_all(daemon))
    daemon.ticker.leader.give_up(context.clock())
    with context.database.read() as session:
        taken = handed(session)
        left, why = waiting(session) - taken, _why_left(session, context, daemon)
        refused = refused_on(session, context.today)
    gone = sum(outcome.result in {"sent", "caught"} for outcome in outcomes)
    click.echo(f"{len(written)} thư viết, {gone} thư gửi xong.")
    if taken:
        click.echo(f"{taken} tin đã giao cổng tin nhắn, chờ trả lời.")
    if not written and (closed := daemon.ticker.rules().closed_because(context.clock())):
        click.echo(f"Không viết thư: {closed}.")
    if refused:
        click.echo(f"{refused} thư bị từ chối hẳn, chưa ai được báo; xem: dondoc doctor")
    if left:
        raise click.ClickException(f"còn {left} thư chưa gửi được; {why}")
    if refused:
        needs_review()


async def _send_all(daemon: Daemon) -> list[Outcome]:
    """Send in rounds while only the limit per minute is in the way."""
    outcomes = await daemon.send()
    if daemon.hooks:
        await daemon.hooks.send()
    while await asyncio.to_thread(daemon.sender.waits_for_quota, daemon.ticker.rules()):
        await asyncio.sleep(1)
        outcomes += await daemon.send()
    return outcomes


def _why_left(session: Session, context: Context, daemon: Daemon) -> str:
    if is_paused(session):
        return "việc gửi đang bị giữ (dondoc outbox release)"
    if held := holds(session):
        return held[0].message
    if closed := daemon.ticker.rules().closed_because(context.clock()):
        return closed
    if servers := failing_servers(session):
        return f"{servers[0].name}: {servers[0].said}"
    return "xem: dondoc outbox list"
