"""`dondoc doctor`, `testmail`, `backup`, `restore`, `migrate`: keeping the program well."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.base import Command, json_option, needs_review, print_json
from cli.commands.doctor_mail import mail_faults
from cli.context import Context

if TYPE_CHECKING:
    from sqlmodel import Session


@click.command(cls=Command)
@json_option
@click.pass_obj
def doctor(context: Context, *, as_json: bool) -> None:
    """Kiểm tra cài đặt, cơ sở dữ liệu, lịch, địa chỉ, hàng đợi thư."""
    from cli.commands.returns import faults as return_faults
    from plan.storage.working_days import confirmed
    from scheduler.working_days.vietnam import unconfirmed

    context.rules()
    with context.database.read() as session:
        found = [
            *_questions(context, session),
            *_address_faults(session, context),
            *mail_faults(session, context),
            *return_faults(session),
            *_unread(session, context),
            *_requests(session),
            *_differences(session),
        ]
        checked = confirmed(session)
    if warning := unconfirmed(context.today.year, checked):
        found.append(warning)
    if as_json:
        print_json({"problems": found})
    else:
        for line in found or ["Không thấy điều gì bất thường."]:
            click.echo(f"- {line}")
    if found:
        needs_review()


def _differences(session: "Session") -> list[str]:
    """What the nightly check found, and whether the log of acts is whole."""
    from plan.audit import log as audit
    from plan.storage import nightly

    found = nightly.latest_differences(session)
    verdict = audit.verify(session)
    lines = (
        [f"kiểm tra cuối ngày {found.day:%d/%m/%Y}: {text}" for text in found.differences] if found else []
    )
    if verdict.faults:
        lines.append(f"nhật ký không nguyên vẹn ({len(verdict.faults)} chỗ); xem: dondoc audit verify")
    return lines


def _questions(context: Context, session: "Session") -> list[str]:
    """What waits for a person: phrases not understood, unknown names, work that nobody leads."""
    from plan.agencies.store import load_directory
    from plan.tasks.open_questions import open_questions
    from plan.tasks.question_groups import grouped, untold

    groups = grouped(open_questions(session, load_directory(session), context.today))
    nobody = [f"không ai được báo việc của: {', '.join(names)}"] if (names := untold(groups)) else []
    return [*nobody, *(f"{group.title}: {group.message} → {group.commands[0]}" for group in groups)]


def _address_faults(session: "Session", context: Context) -> list[str]:
    from sqlmodel import col, select

    from plan.models import Agency, Party

    hears = select(Party.agency).where(col(Party.next_on).is_not(None)).distinct()
    rows = session.exec(select(Agency).where(col(Agency.code).in_(hears)).order_by(Agency.code))
    found = [
        f"{row.name} ({row.code}) chưa có địa chỉ thư: chưa ai được nhắc" for row in rows if not row.emails
    ]
    plan = context.settings.plan
    missing = [code for code in (plan.escalate_to, plan.above) if session.get(Agency, code) is None]
    return found + [f"sổ cơ quan không có {code!r}, nơi nhận báo cáo đôn đốc" for code in missing]


def _unread(session: "Session", context: Context) -> list[str]:
    """Calendars of everything that nobody reads; those of an agency are told to it in its letters."""
    from plan.subscriptions.reads import silent

    return [
        f"lịch số {feed.id} (mọi việc) đã 30 ngày không ai đọc; không dùng nữa thì: dondoc feed revoke {feed.id}"
        for feed in silent(session, None, context.now)
    ]


def _requests(session: "Session") -> list[str]:
    from plan.obligations.responses import count_waiting

    many = count_waiting(session)
    return [f"{many} đề nghị gia hạn chờ quyết định: dondoc requests list"] if many else []


@click.command(cls=Command)
@click.argument("address")
@click.pass_obj
def testmail(context: Context, address: str) -> None:
    """Gửi một thư thử tới ADDRESS bằng đúng cài đặt đang dùng."""
    from cli.commands.run import mail_server
    from notifications.mail import mime
    from notifications.mail.outbox import ClaimedLetter
    from notifications.mail.smtp import transport_for

    sender = context.settings.mail.sender
    domain = mime.parse_sender(sender)[1].rpartition("@")[2]
    headers = {
        "From": sender,
        "Subject": "[Đôn đốc] Thư thử",
        "Message-ID": f"<testmail.{context.now.timestamp():.0f}@{domain}>",
        "Auto-Submitted": "auto-generated",
    }
    words = "Nhận được thư này nghĩa là Đôn Đốc gửi thư được."
    try:
        raw = mime.build(
            headers=headers, to=[("", address)], sent_at=context.now, text=words, html=f"<p>{words}</p>"
        )
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    letter = ClaimedLetter(
        0, mime.parse_sender(sender)[1], (address,), raw, headers["Message-ID"], context.today.isoformat()
    )

    async def deliver() -> object:
        async with transport_for(mail_server(context)) as transport:
            return await transport.deliver(letter)

    outcome = asyncio.run(deliver())
    _tell(outcome, address, context.settings.mail.host)


def _tell(outcome: object, address: str, host: str | None) -> None:
    from notifications.mail.outbox import Outcome

    assert isinstance(outcome, Outcome), "what a transport gives"
    if outcome.result == "sent":
        click.echo(f"{host} đã nhận thư gửi {address}.")
    elif outcome.result == "caught":
        raise click.ClickException("chưa khai báo máy chủ thư ([mail] host), nên thư thử không đi đâu cả")
    else:
        raise click.ClickException(f"chưa gửi được: {outcome.error}")


@click.command(cls=Command)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def backup(context: Context, file: Path) -> None:
    """Sao lưu toàn bộ vào một tệp SQLite, kể cả khi chương trình đang chạy."""
    from plan.storage.copy import copy_to

    if file.exists():
        raise click.ClickException(f"{file} đã có; hãy chọn tên khác")
    if not file.resolve().parent.is_dir():
        raise click.ClickException(f"không có thư mục {file.resolve().parent}")
    copy_to(context.database, file).close()
    click.echo(f"Đã sao lưu vào {file} ({file.stat().st_size // 1024} KiB).")


@click.command(cls=Command)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Ghi đè cơ sở dữ liệu đang có.")
@click.pass_obj
def restore(context: Context, file: Path, *, yes: bool) -> None:
    """Khôi phục từ một tệp sao lưu. Hãy dừng dondoc trước."""
    from plan.storage.database import Database

    url = context.options.db or context.settings.database.url
    if not url.startswith("sqlite:///"):
        raise click.ClickException(
            "chỉ khôi phục được vào tệp SQLite; với PostgreSQL hãy tạo một cơ sở dữ liệu trống rồi: "
            f"dondoc move --db sqlite:///{file} --to URL"
        )
    target = Path(url.removeprefix("sqlite:///"))
    if target.exists() and not yes:
        raise click.ClickException(f"{target} đang có dữ liệu; thêm --yes để ghi đè")
    _check_backup(file)
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(target)) as out:
        source.backup(out)
    Database(url).close()
    click.echo(f"Đã khôi phục {target} từ {file}.")


def _check_backup(file: Path) -> None:
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as source:
            tables = {row[0] for row in source.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            sound = source.execute("PRAGMA quick_check").fetchone()[0] == "ok"
    except sqlite3.DatabaseError as error:
        raise click.ClickException(f"{file} không phải bản sao lưu của dondoc: {error}") from error
    if not sound or not {"plan", "obligation", "alembic_version"} <= tables:
        raise click.ClickException(f"{file} không phải bản sao lưu nguyên vẹn của dondoc")


@click.command(cls=Command)
@click.pass_obj
def migrate(context: Context) -> None:
    """Nâng lược đồ cơ sở dữ liệu lên bản này (mọi lệnh đều tự làm khi cần)."""
    from plan.storage.upgrade import HEAD

    click.echo(f"{context.database.shown}: lược đồ đã đúng bản này ({HEAD}).")
