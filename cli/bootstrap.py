"""The composition root: builds the parts of a running program from the settings and joins them."""

import logging
from datetime import datetime, timedelta
from pathlib import Path

from cli.context import Context
from cli.return_mailbox import build_bounce_reader
from cli.writers import build_calendar_renderer, build_papers, build_templates, build_writer, link_key
from notifications.channels import channel_at
from notifications.channels.channel import Channel
from notifications.heartbeat import Heartbeat
from notifications.hooks import HookSender
from notifications.mail.smtp import MailServer, transport_for
from plan.addresses import MAIL
from plan.clock import day_of
from plan.storage.newest import last_tick
from plan.storage.processes import worker_id
from plan.storage.working_days import confirmed
from scheduler.archivist import KeepingPolicy, NightlyKeeping
from scheduler.clock_guard import ClockWatch
from scheduler.daemon import Daemon
from scheduler.hook_run import HookRun
from scheduler.leader import Leader
from scheduler.pulse import Pulse
from scheduler.send_run import Sender
from scheduler.ticker import TICK, Ticker
from scheduler.working_days.vietnam import unconfirmed
from web.access.addresses import networks
from web.access.oidc_provider import OidcProvider
from web.machine import Machine
from web.site import Site

log = logging.getLogger(__name__)


def build_mail_server(context: Context) -> MailServer:
    """The mail server that letters are handed to."""
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


def build_channels(context: Context, server: MailServer | None = None) -> tuple[Channel, ...]:
    """Mail, and every other channel at its place; where mail is captured, so is what has no place.

    Where `server` stands in for the mail server of the settings, nothing leaves by other channels either.
    """
    used = server or build_mail_server(context)
    places: dict[str, Path | None] = dict(context.settings.channels)
    others = (
        channel_at(name, place, captured=server is not None or (place is None and used.host is None))
        for name, place in places.items()
    )
    host = used.name if used.host else None
    return Channel(MAIL, host, lambda: transport_for(used), connections=None), *others


def build_daemon(context: Context, server: MailServer | None = None) -> Daemon:
    """The daemon; `server` stands in for the mail server of the settings."""
    rules = context.rules_keeper()
    if fault := rules.start():
        log.error("the policy file is wrong, the last good one goes on: %s", fault)
    clock, database = context.clock, context.database
    link_key(context)  # made now: no tick may begin without it, or anybody could guess Message-IDs
    ours = worker_id(str(clock().timestamp()))
    ticker = Ticker(
        database,
        rules,
        build_writer(context),
        clock,
        Leader(database, ours),
        watch=ClockWatch(context.options.as_of is None, context.settings.clock.steady_for),
        operator=context.settings.mail.operator,
        messages=context.settings.watch.messages,
    )
    sender = Sender(database, build_channels(context, server), clock, ours)
    hooks = None if server else build_hooks(context, ours)
    keeping = NightlyKeeping(database, build_keeping(context), clock, rules) if server is None else None
    pulse = None if server else build_pulse(context, ticker)
    return Daemon(
        ticker, sender, context.zone, build_bounce_reader(context), hooks, pulse=pulse, keeping=keeping
    )


def build_pulse(context: Context, ticker: Ticker) -> Pulse | None:
    """What tells a monitor elsewhere that the service lives; None where none is named."""
    said = context.settings.watch
    if said.heartbeat is None:
        return None
    every = timedelta(minutes=said.every_minutes)
    return Pulse(Heartbeat(said.heartbeat.get_secret_value()), ticker, context.database, every)


def build_keeping(context: Context) -> KeepingPolicy:
    """How long letters keep their bytes in the database."""
    said = context.settings.keeping
    return KeepingPolicy(said.letters_years, said.archive)


def build_hooks(context: Context, ours: str) -> HookRun:
    """What tells endpoints: to inner networks only where the settings allow it."""
    allowed = networks(context.settings.webhooks.allow)
    return HookRun(context.database, HookSender(link_key(context), allowed), context.clock, ours)


def build_site(context: Context, daemon: Daemon, machine: Machine, *, scheduler: bool) -> Site:
    """What the pages need. If this process has no scheduler, the last tick is read from the database."""
    templates = build_templates(context)
    return Site(
        database=context.database,
        clock=context.clock,
        zone=context.zone,
        templates=templates,
        calendar_renderer=build_calendar_renderer(context, templates),
        signing_key=link_key(context),
        base_url=context.settings.web.address,
        ticked=(lambda: daemon.ticker.ticked) if scheduler else lambda: _last_tick(context),
        tick_every=TICK,
        rules=daemon.ticker.rules,
        policy_fault=lambda: daemon.ticker.rules.fault,
        calendar_warning=lambda: _calendar_warning(context),
        office=context.settings.office.name,
        oidc=_oidc_provider(context),
        writer=build_writer(context),
        webhooks_allowed=networks(context.settings.webhooks.allow),
        trusted_proxies=networks(context.settings.web.trusted_proxies),
        papers=build_papers(context, daemon.ticker.rules),
        machine=machine,
    )


def _oidc_provider(context: Context) -> OidcProvider | None:
    said = context.settings.oidc
    if not said.issuer or said.client_secret is None:
        return None
    return OidcProvider(said.issuer, said.client_id, said.client_secret.get_secret_value(), said.label)


def _calendar_warning(context: Context) -> str:
    """Reads the clock at each call: a service runs through New Year."""
    with context.database.read() as session:
        return unconfirmed(day_of(context.clock(), context.zone).year, confirmed(session))


def _last_tick(context: Context) -> datetime | None:
    with context.database.read() as session:
        return last_tick(session)
