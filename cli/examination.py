"""Everything that a person should look at: one check a row, for `dondoc doctor` and for the page of the machine."""

from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from cli.commands.doctor_acceptance import find_undecided_causes, find_waiting
from cli.commands.doctor_channels import find_channel_faults
from cli.commands.doctor_hooks import find_closed_hooks
from cli.commands.doctor_mail import find_mail_faults
from cli.commands.doctor_service import (
    find_empty_settings,
    find_machine_faults,
    find_policy_faults,
    find_returns_faults,
    find_service_faults,
    find_site_faults,
    find_unconfirmed_years,
)
from cli.commands.doctor_state import find_state_faults
from cli.context import Context
from plan import dates
from plan.agencies.store import load_directory
from plan.audit.log import verify
from plan.errors import ExpectedError
from plan.labels import BOUNCE_KINDS
from plan.ledger.bounces import open_bounces
from plan.ledger.stray_bounces import open_strays
from plan.obligations.responses import count_waiting
from plan.secrecy import without_secrets
from plan.storage import nightly
from plan.storage.errors import explaining
from plan.storage.session import Session
from plan.subscriptions.reads import silent
from plan.tasks.open_questions import open_questions
from plan.tasks.question_groups import grouped, untold
from plan.views.agencies import is_agency, unaddressed_agencies
from web.machine import Finding
from web.origin import is_loopback

Find = Callable[[Session, Context], Iterable[str]]


def examine(context: Context) -> list[Finding]:
    """Every check, and what it found; nothing secret is in it."""
    with context.database.read() as session:
        return [
            Finding(name, tuple(without_secrets(text) for text in _found(find, session, context)))
            for name, find in CHECKS
        ]


def _found(find: Find, session: Session, context: Context) -> list[str]:
    """What one check finds; one that cannot be made is a finding, and holds up no other."""
    try:
        with explaining(context.url):
            return list(find(session, context))
    except ExpectedError as error:
        return [str(error)]


def _find_questions(session: Session, context: Context) -> list[str]:
    """What waits for a person: phrases not understood, unknown names, work that nobody leads."""
    groups = grouped(open_questions(session, load_directory(session), context.today))
    nobody = [f"không ai được báo việc của: {', '.join(names)}"] if (names := untold(groups)) else []
    return [*nobody, *(f"{group.title}: {group.message} → {group.commands[0]}" for group in groups)]


def _find_address_faults(session: Session, context: Context) -> list[str]:
    """Agencies that are due to be told something but have no address; recipients of escalations missing from the directory."""
    silent_ones = unaddressed_agencies(session).items()
    found = [f"{name} ({code}) chưa có địa chỉ: chưa ai được nhắc" for code, name in silent_ones]
    plan = context.settings.plan
    missing = [code for code in (plan.escalate_to, plan.above) if not is_agency(session, code)]
    return found + [f"sổ cơ quan không có {code!r}, nơi nhận báo cáo đôn đốc" for code in missing]


def _find_bounces(session: Session, _context: Context) -> list[str]:
    """Mail that came back and that nobody has dealt with."""
    return [
        f"{row.address}: {BOUNCE_KINDS[row.kind.value]} ({row.status or '–'}: {row.text}); "
        f"sửa sổ cơ quan rồi: dondoc returns settle {row.id}"
        for row in open_bounces(session)
    ] + _find_strays(session)


def _find_strays(session: Session) -> list[str]:
    """Reports that nobody could match with a letter, and messages that could not be read."""
    many = len(open_strays(session))
    return (
        [f"{many} thư trả lại không rõ của thư nào hoặc không đọc được; xem: dondoc returns list"]
        if many
        else []
    )


def _find_unread_calendars(session: Session, context: Context) -> list[str]:
    """Calendars of everything that nobody reads; those of an agency are told to it in its letters."""
    return [
        f"lịch số {feed.id} (mọi việc) đã 30 ngày không ai đọc; không dùng nữa thì: dondoc feed revoke {feed.id}"
        for feed in silent(session, context.now).get(None, ())
    ]


def _find_requests(session: Session, _context: Context) -> list[str]:
    """Requests for more time that nobody has decided."""
    many = count_waiting(session)
    return [f"{many} đề nghị gia hạn chờ quyết định: dondoc requests list"] if many else []


def _find_differences(session: Session, _context: Context) -> list[str]:
    """What the nightly check found, and whether the log of acts is whole."""
    checked, verdict = nightly.latest_differences(session), verify(session)
    found = (
        [f"kiểm tra cuối ngày {dates.day(checked.day)}: {text}" for text in checked.differences]
        if checked
        else []
    )
    if verdict.faults:
        found.append(f"nhật ký không nguyên vẹn ({len(verdict.faults)} chỗ); xem: dondoc audit verify")
    return found


def _find_open_wire(_session: Session, context: Context) -> list[str]:
    """An address over which everybody on the way reads the links of letters, and nobody signs in."""
    parts = urlsplit(context.settings.web.base_url)
    if parts.scheme != "http" or is_loopback(parts.hostname or ""):
        return []
    said = "[web] base_url là http://: trên đường mạng ai cũng đọc được liên kết trong thư, và không đăng nhập được ở đó"
    return [f"{said}; hãy đặt nginx hoặc Caddy với https:// đứng trước (deploy/)"]


# One check a row, the most urgent first; a new one is one line here.
CHECKS: tuple[tuple[str, Find], ...] = (
    ("state", find_state_faults),
    ("service", find_service_faults),
    ("policy", find_policy_faults),
    ("machine", find_machine_faults),
    ("questions", _find_questions),
    ("addresses", _find_address_faults),
    ("mail", find_mail_faults),
    ("settings", find_empty_settings),
    ("channels", find_channel_faults),
    ("returns", _find_bounces),
    ("mailbox", find_returns_faults),
    ("site", find_site_faults),
    ("calendars", _find_unread_calendars),
    ("requests", _find_requests),
    ("acceptance", find_waiting),
    ("causes", find_undecided_causes),
    ("nightly", _find_differences),
    ("year", find_unconfirmed_years),
    ("wire", _find_open_wire),
    ("webhooks", find_closed_hooks),
)
