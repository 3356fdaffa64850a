"""`dondoc outbox`: letters and what became of them."""

import sys
from datetime import date, datetime
from email import message_from_bytes, policy
from typing import Any

import click
from sqlalchemy.orm import defer
from sqlmodel import col, select

from cli.base import DAY, Group, json_option, print_json
from cli.commands.outbox_plan import plan
from cli.commands.outbox_release import agency_option, release, set_pause
from cli.context import Context, pass_context, pass_reading_context
from cli.words import shown_day
from notifications.mail import outbox as queue
from plan.audit.log import write_down
from plan.labels import LETTER_STATES
from plan.models import Letter, LetterState
from plan.models.columns import LARGEST_NUMBER
from scheduler.letters.kinds import LABELS


@click.group("outbox", cls=Group)
def outbox() -> None:
    """Thư đi: xem, gửi lại, giữ lại, cho đi tiếp."""


@outbox.command("list")
@click.option("--state", type=click.Choice(list(LETTER_STATES)), help="Chỉ thư ở trạng thái này.")
@json_option
@pass_reading_context
def list_(context: Context, state: str | None, *, as_json: bool) -> None:
    """Các thư, cũ trước mới sau."""
    query = select(Letter).options(defer(Letter.raw)).order_by(col(Letter.id))  # type: ignore[arg-type]  # a column to SQLAlchemy
    if state:
        query = query.where(Letter.state == LetterState(state))
    keys = ("id", "day", "kind", "agency", "state", "subject", "attempts", "fault", "error", "refused")
    with context.database.read() as session:
        rows = [{key: _json_value(getattr(row, key)) for key in keys} for row in session.exec(query)]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        what = f"{LABELS[row['kind']]:<16} {LETTER_STATES[row['state']]:<16}"
        fault = f"  ! {row['error']}" if row["error"] else ""
        click.echo(f"{row['id']:>6}  {shown_day(row['day']):<10}  {what} {row['subject']}{fault}")
    if not rows:
        click.echo("Không có thư nào.")


def _json_value(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else getattr(value, "value", value)


@outbox.command()
@click.argument("number", metavar="ID", type=int)
@click.option("--raw", is_flag=True, help="Đúng từng byte như đã gửi.")
@pass_reading_context
def show(context: Context, number: int, *, raw: bool) -> None:
    """Toàn văn một thư."""
    with context.database.read() as session:
        letter = session.get(Letter, number) if number <= LARGEST_NUMBER else None
        if letter is None:
            raise click.ClickException(f"không có thư số {number}")
        content = letter.raw
    if raw:
        sys.stdout.buffer.write(content)
        return
    message = message_from_bytes(content, policy=policy.default)
    for name in ("Date", "From", "To", "Subject", "Message-ID"):
        click.echo(f"{name}: {message[name]}")
    body = message.get_body(("plain",))
    click.echo(f"\n{body.get_content() if body else ''}")


@outbox.command()
@click.argument("number", metavar="[ID]", type=int, required=False)
@click.option("--refused", is_flag=True, help="Mọi thư bị từ chối hẳn.")
@click.option("--since", metavar="NGÀY", type=DAY, help="Với --refused: chỉ thư từ ngày này.")
@pass_context
def retry(context: Context, number: int | None, since: datetime | None, *, refused: bool) -> None:
    """Xếp lại vào hàng đợi một thư bị từ chối hoặc đang chờ thử lại, hay (--refused) mọi thư bị từ chối."""
    if refused == (number is not None) or (since and not refused):
        raise click.UsageError("cần số của một thư, hoặc --refused (có thể thêm --since NGÀY)")
    if number is None:
        _retry_refused(context, since.date() if since else date.min)
    else:
        _retry_one(context, number)


def _retry_refused(context: Context, since: date) -> None:
    act = context.act
    with context.database.begin() as session:
        count = queue.retry_refused(session, since, context.now, context.today)
        if count:
            detail = {"letters": count, "since": since.isoformat()}
            write_down(session, act, "letter retry", "refused letters", detail)
    if count:
        click.echo(
            f"{count} thư được rút lại; nội dung sẽ được viết lại, đúng với hôm gửi và địa chỉ hiện nay."
        )
    else:
        click.echo("Không có thư nào bị từ chối.")


def _retry_one(context: Context, number: int) -> None:
    act = context.act
    with context.database.begin() as session:
        done = queue.retry(session, number, context.now, context.today) if number <= LARGEST_NUMBER else None
        if done is None:
            raise click.ClickException(f"không có thư số {number} đang chờ hoặc bị từ chối")
        write_down(session, act, "letter retry", f"letter {number}", {})
    click.echo(
        f"Thư {number} sẽ được thử lại ngay."
        if done == "queued"
        else f"Thư {number} được rút lại; nội dung sẽ được viết lại, đúng với hôm gửi và địa chỉ hiện nay."
    )


@outbox.command()
@agency_option
@pass_context
def hold(context: Context, agency: str | None) -> None:
    """Ngừng gửi mọi thư, hoặc thư gửi một cơ quan; thư vẫn được viết và xếp hàng."""
    set_pause(context, agency, paused=True)
    more = f" --agency {agency}" if agency else ""
    click.echo(f"Đã ngừng gửi. Cho đi tiếp bằng: dondoc outbox release{more}")


outbox.add_command(plan)
outbox.add_command(release)
