"""`dondoc doctor`: everything that a person should look at, each with the command that helps."""

from urllib.parse import urlsplit

import click
from sqlmodel import Session, col, select

from cli.base import Command, json_option, needs_review, print_json
from cli.commands.clock import clock_facts, clock_lines
from cli.commands.doctor_mail import find_mail_faults
from cli.commands.doctor_state import find_state_faults
from cli.context import Context, pass_reading_context
from plan import dates
from plan.agencies.store import load_directory
from plan.audit.log import verify
from plan.labels import BOUNCE_KINDS
from plan.ledger.bounces import open_bounces
from plan.ledger.stray_bounces import open_strays
from plan.models import Agency, Party
from plan.obligations.responses import count_waiting
from plan.storage import nightly
from plan.storage.working_days import confirmed
from plan.subscriptions.reads import silent
from plan.tasks.open_questions import open_questions
from plan.tasks.question_groups import grouped, untold
from scheduler.working_days.vietnam import unconfirmed
from web.origin import is_loopback


@click.command(cls=Command)
@json_option
@pass_reading_context
def doctor(context: Context, *, as_json: bool) -> None:
    """Kiểm tra cài đặt, cơ sở dữ liệu, lịch, địa chỉ, hàng đợi thư."""
    context.rules()  # a policy file that cannot be read is the first thing to report
    with context.database.read() as session:
        found = [
            *find_state_faults(session, context),
            *_find_questions(session, context),
            *_find_address_faults(session, context),
            *find_mail_faults(session, context),
            *_find_bounces(session),
            *_find_unread_calendars(session, context),
            *_find_requests(session),
            *_find_differences(session),
            *_find_unconfirmed_year(session, context),
            *_find_open_wire(context),
        ]
        time = clock_facts(session, context)
    if as_json:
        print_json({"problems": found, "clock": time})
    else:
        for line in found or ["Không thấy điều gì bất thường."]:
            click.echo(f"- {line}")
        click.echo(clock_lines(time, context)[0])
    if found:
        needs_review()


def _find_questions(session: Session, context: Context) -> list[str]:
    """What waits for a person: phrases not understood, unknown names, work that nobody leads."""
    groups = grouped(open_questions(session, load_directory(session), context.today))
    nobody = [f"không ai được báo việc của: {', '.join(names)}"] if (names := untold(groups)) else []
    return [*nobody, *(f"{group.title}: {group.message} → {group.commands[0]}" for group in groups)]


def _find_address_faults(session: Session, context: Context) -> list[str]:
    """Agencies that are due to be told something but have no address; recipients of escalations missing from the directory."""
    due = select(Party.agency).where(col(Party.next_on).is_not(None)).distinct()
    rows = session.exec(select(Agency).where(col(Agency.code).in_(due)).order_by(Agency.code))
    found = [
        f"{row.name} ({row.code}) chưa có địa chỉ thư: chưa ai được nhắc" for row in rows if not row.emails
    ]
    plan = context.settings.plan
    missing = [code for code in (plan.escalate_to, plan.above) if session.get(Agency, code) is None]
    return found + [f"sổ cơ quan không có {code!r}, nơi nhận báo cáo đôn đốc" for code in missing]


def _find_bounces(session: Session) -> list[str]:
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
        for feed in silent(session, None, context.now)
    ]


def _find_requests(session: Session) -> list[str]:
    """Requests for more time that nobody has decided."""
    many = count_waiting(session)
    return [f"{many} đề nghị gia hạn chờ quyết định: dondoc requests list"] if many else []


def _find_differences(session: Session) -> list[str]:
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


def _find_unconfirmed_year(session: Session, context: Context) -> list[str]:
    """Whether nobody has compared this year's working calendar with the official text."""
    warning = unconfirmed(context.today.year, confirmed(session))
    return [warning] if warning else []


def _find_open_wire(context: Context) -> list[str]:
    """An address over which everybody on the way reads the links of letters, and nobody signs in."""
    parts = urlsplit(context.settings.web.base_url)
    if parts.scheme != "http" or is_loopback(parts.hostname or ""):
        return []
    said = "[web] base_url là http://: trên đường mạng ai cũng đọc được liên kết trong thư, và không đăng nhập được ở đó"
    return [f"{said}; hãy đặt nginx hoặc Caddy với https:// đứng trước (deploy/)"]
