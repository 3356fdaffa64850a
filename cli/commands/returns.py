"""`dondoc returns`: what came back for letters, and what is to be done about it."""

from datetime import datetime

import click

from cli.base import Group, json_option, needs_review, print_json
from cli.context import Context, pass_context, pass_reading_context
from cli.return_mailbox import build_bounce_reader
from plan import dates
from plan.labels import BOUNCE_KINDS
from plan.ledger import bounces
from plan.ledger.waiting_mail import resolve_stray
from plan.views.returns import StrayRecord, returned_letters, stray_messages

STRAY = "lạ "


@click.group(cls=Group)
def returns() -> None:
    """Thư trả lại: địa chỉ hỏng, thư không tới, trả lời tự động."""


@returns.command("list")
@click.option("--all", "every", is_flag=True, help="Cả những điều chỉ để ghi nhận và đã xử lý.")
@json_option
@pass_reading_context
def list_(context: Context, *, every: bool, as_json: bool) -> None:
    """Những điều đang chờ người xử lý, mới nhất trước."""
    with context.database.read() as session:
        found, strays = returned_letters(session, every=every), stray_messages(session)
    if as_json:
        print_json([*(one.to_json() for one in found), *(one.to_json() for one in strays)])
    else:
        for row in found:
            click.echo(f"{row.id:>5}  {_day(context, row.at):<10}  {BOUNCE_KINDS[row.kind]}: {row.address}")
            click.echo(f"       thư {row.letter} gửi {row.agency}: {row.subject}")
            click.echo(f"       {row.status} {row.text}")
        for stray in strays:
            click.echo(f" {STRAY}{stray.id:<4} {_day(context, stray.at):<10}  {_stray_words(stray)}")
    if strays or any(row.waits for row in found):
        needs_review()


def _day(context: Context, instant: datetime) -> str:
    return dates.day(instant.astimezone(context.zone))


def _stray_words(stray: StrayRecord) -> str:
    what = "không đọc được" if stray.unread else "không rõ của thư nào"
    return f"{what}: {stray.address or '–'}: {stray.subject} ({stray.text or '–'}); xem trong hộp thư"


@returns.command("settle")
@click.argument("number", metavar="ID", type=int)
@click.option("--stray", is_flag=True, help="ID là của một thư không rõ của thư nào, hay không đọc được.")
@pass_context
def settle(context: Context, number: int, *, stray: bool) -> None:
    """Đã xử lý xong; địa chỉ từng bị đánh dấu hỏng được gửi lại như thường."""
    if stray:
        with context.database.begin() as session:
            resolve_stray(session, context.act, number)
        click.echo(f"Đã xem thư lạ số {number}.")
        return
    with context.database.begin() as session:
        address = bounces.resolve(session, context.act, number).address
    click.echo(f"Đã xử lý: {address}.")


@returns.command("read")
@pass_context
def read(context: Context) -> None:
    """Đọc hộp thư ngay bây giờ (dịch vụ tự đọc năm phút một lần)."""
    read_new = build_bounce_reader(context)
    if read_new is None:
        raise click.ClickException("chưa khai báo hộp thư nhận thư trả lại ([returns] maildir hoặc host)")
    click.echo(f"{read_new()} thư trả lại được ghi nhận.")
