"""The composition root: builds the parts of a running program from the settings and joins them."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from secrets import token_bytes

from jinja2 import Environment

from cli.context import Context
from cli.sections.mail import ReturnsSettings
from cli.settings import SettingsError
from notifications.calendars.publish import CalendarRenderer, calendar_renderer
from notifications.channels import channel_at
from notifications.channels.channel import Channel
from notifications.heartbeat import Heartbeat
from notifications.hooks import HookSender
from notifications.letters import Letterhead, LetterWriter
from notifications.mail.dns_records import TextRecords, name_server
from notifications.mail.mailbox import ImapSettings, Mailbox, imap, maildir
from notifications.mail.mime import parse_sender
from notifications.mail.smtp import MailServer, transport_for
from notifications.mail.vouchers import Vouchers
from notifications.papers.signature_block import Signer
from notifications.rendering import environment
from plan.addresses import MAIL
from plan.clock import day_of
from plan.links.revocation import signing_key, stored_key
from plan.storage.database import Access
from plan.storage.newest import last_tick
from plan.storage.processes import worker_id
from plan.storage.working_days import confirmed
from scheduler.archivist import KeepingPolicy, NightlyKeeping
from scheduler.bounces import collect
from scheduler.clock_guard import ClockWatch
from scheduler.daemon import Daemon
from scheduler.hook_run import HookRun
from scheduler.leader import Leader
from scheduler.mail_answers import AnswerGate
from scheduler.papers.report_issue import PaperSettings
from scheduler.papers.statistics import ReportOptions
from scheduler.policy.rules import Rules
from scheduler.pulse import Pulse
from scheduler.send_run import Sender
from scheduler.ticker import TICK, Ticker
from scheduler.working_days.vietnam import unconfirmed
from web.access.addresses import networks
from web.access.oidc_provider import OidcProvider
from web.machine import Machine
from web.site import Site

log = logging.getLogger(__name__)


def build_templates(context: Context) -> Environment:
    """The templates of letters, calendars and pages; the office's own win over the shipped ones."""
    own = context.settings.office.templates
    if own and not own.is_dir():
        raise SettingsError(f"[office] templates: không có thư mục {own}")
    return environment(own)


def build_calendar_renderer(context: Context, templates: Environment) -> CalendarRenderer:
    """What calendars are written with."""
    return calendar_renderer(templates, context.settings.plan.escalate_to, context.settings.web.base_url)


def build_writer(context: Context, address: str = "") -> LetterWriter:
    """The writer of letters and papers; `address` is where links lead if the settings name none."""
    mail, web, office = context.settings.mail, context.settings.web, context.settings.office
    base_url = web.base_url or address
    letterhead = Letterhead(
        sender=mail.sender,
        base_url=base_url,
        signer=Signer(**office.model_dump(exclude={"templates"})),
        key=_signing_key(context) if base_url else b"",
        identity=_stored_key(context),
        reply_to=(parse_sender(mail.reply_to),) if mail.reply_to else (),
        reads_replies=context.settings.returns.answers,
    )
    return LetterWriter(build_templates(context), letterhead)


def build_papers(context: Context, rules: Callable[[], Rules] | None = None) -> PaperSettings:
    """What reports, urging letters and evidence sheets are made with."""
    reports = context.settings.reports
    return PaperSettings(
        rules or context.rules,
        build_writer(context),
        reports.verdicts,
        reports.outline,
        ReportOptions(reports.bands, reports.undated_months),
    )


def _signing_key(context: Context) -> bytes:
    """The key that signs links in letters: from the settings, or one that the database keeps.

    A command that only looks writes none down: what it shows is signed by a key of its own.
    """
    if given := context.settings.web.signing_key:
        return given.get_secret_value().encode()
    if context.access == Access.READ:
        return stored_key(context.database) or token_bytes(32)
    return signing_key(context.database)


def _stored_key(context: Context) -> bytes:
    """The key that marks Message-IDs. Before a service first runs there may be none, and what is shown has no mark."""
    given = context.settings.web.signing_key
    return given.get_secret_value().encode() if given else stored_key(context.database)


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
    _signing_key(context)  # made now: no tick may begin without it, or anybody could guess Message-IDs
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
    return HookRun(context.database, HookSender(_signing_key(context), allowed), context.clock, ours)


def hook_key(context: Context) -> bytes:
    """What secrets of webhooks are made from: the same for whoever shows them and whoever signs."""
    return _signing_key(context)


def build_bounce_reader(context: Context) -> Callable[[], int] | None:
    """A function that reads new bounces from the mailbox and returns their number; None if no mailbox is configured."""
    settings = context.settings.returns
    if settings.maildir is None and settings.host is None:
        return None
    left_to_people: set[str] = set()  # messages that are no bounces: this process does not read them again

    def read_new() -> int:
        gate = AnswerGate(_vouchers(settings), context.rules) if settings.answers else None
        with open_mailbox(settings) as box:
            return collect(context.database, box, context.clock, left_to_people, gate)

    return read_new


def _vouchers(settings: ReturnsSettings) -> Vouchers:
    """Made for each run: what name servers said is kept no longer."""
    servers = tuple(name_server(one) for one in settings.dns)
    return Vouchers(settings.authserv_id.strip(), TextRecords(servers) if settings.dkim else None)


@contextmanager
def open_mailbox(settings: ReturnsSettings) -> Iterator[Mailbox]:
    """The configured mailbox, open. Raises MailboxError that says what to check."""
    if settings.maildir is not None:
        with maildir(settings.maildir) as box:
            yield box
        return
    password = settings.password.get_secret_value() if settings.password else ""
    host, user = settings.host or "", settings.username or ""
    with imap(ImapSettings(host, settings.port, settings.security, user, password, settings.folder)) as box:
        yield box


def build_site(context: Context, daemon: Daemon, machine: Machine, *, scheduler: bool) -> Site:
    """What the pages need. If this process has no scheduler, the last tick is read from the database."""
    templates = build_templates(context)
    return Site(
        database=context.database,
        clock=context.clock,
        zone=context.zone,
        templates=templates,
        calendar_renderer=build_calendar_renderer(context, templates),
        signing_key=_signing_key(context),
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
