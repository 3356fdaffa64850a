"""What letters, calendars and papers are written with, as the settings say."""

from collections.abc import Callable
from secrets import token_bytes

from jinja2 import Environment

from cli.context import Context
from cli.settings import SettingsError
from notifications.calendars.publish import CalendarRenderer, calendar_renderer
from notifications.letters import Letterhead, LetterWriter
from notifications.mail.mime import parse_sender
from notifications.papers.signature_block import Signer
from notifications.rendering import environment
from plan.links.revocation import signing_key, stored_key
from plan.storage.database import Access
from scheduler.papers.report_issue import PaperSettings
from scheduler.papers.statistics import ReportOptions
from scheduler.policy.rules import Rules


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
        key=link_key(context) if base_url else b"",
        identity=_marking_key(context),
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


def link_key(context: Context) -> bytes:
    """The key that signs links in letters: from the settings, or one that the database keeps.

    A command that only looks writes none down: what it shows is signed by a key of its own.
    """
    if given := context.settings.web.signing_key:
        return given.get_secret_value().encode()
    if context.access == Access.READ:
        return stored_key(context.database) or token_bytes(32)
    return signing_key(context.database)


def _marking_key(context: Context) -> bytes:
    """The key that marks Message-IDs. Before a service first runs there may be none, and what is shown has no mark."""
    given = context.settings.web.signing_key
    return given.get_secret_value().encode() if given else stored_key(context.database)
