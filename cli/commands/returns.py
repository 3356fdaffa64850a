"""`dondoc returns`: what came back for letters, and what is to be done about it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from cli.base import Command, Group, json_option, needs_review, print_json
from cli.context import Context
from cli.words import RETURN_KINDS

if TYPE_CHECKING:
    from sqlmodel import Session

    from cli.settings import Settings
    from notifications.mail.mailbox import Mailbox


@click.group(cls=Group)
def returns() -> None:
    """Thư trả lại: địa chỉ hỏng, thư không tới, trả lời tự động."""


@returns.command("list", cls=Command)
@click.option("--all", "every", is_flag=True, help="Cả những điều chỉ để ghi nhận và đã xử lý.")
@json_option
@click.pass_obj
def list_(context: Context, *, every: bool, as_json: bool) -> None:
    """Những điều đang chờ người xử lý, mới nhất trước."""
    from plan.ledger import bounces

    with context.database.read() as session:
        rows = [
            {
                "id": row.id,
                "at": row.at.isoformat(),
                "kind": row.kind.value,
                "address": row.address,
                "status": row.status,
                "text": row.text,
                "letter": letter.id,
                "agency": letter.agency,
                "subject": letter.subject,
                "settled": row.settled_at is not None,
            }
            for row, letter in bounces.list_bounces(session, every=every)
        ]
    if as_json:
        print_json(rows)
    for row in () if as_json else rows:
        click.echo(
            f"{row['id']:>5}  {str(row['at'])[:10]}  {RETURN_KINDS[str(row['kind'])]}: {row['address']}"
        )
        click.echo(f"       thư {row['letter']} gửi {row['agency']}: {row['subject']}")
        click.echo(f"       {row['status']} {row['text']}")
    if any(row["kind"] in {"dead", "failed"} and not row["settled"] for row in rows):
        needs_review()


@returns.command("settle", cls=Command)
@click.argument("number", metavar="ID", type=int)
@click.pass_obj
def settle(context: Context, number: int) -> None:
    """Đã xử lý xong; địa chỉ từng bị đánh dấu hỏng được gửi lại như thường."""
    from plan.ledger import bounces

    with context.database.begin() as session:
        address = bounces.resolve(session, context.act, number).address
    click.echo(f"Đã xử lý: {address}.")


@returns.command("read", cls=Command)
@click.pass_obj
def read(context: Context) -> None:
    """Đọc hộp thư ngay bây giờ (dịch vụ tự đọc năm phút một lần)."""
    read_new = reader(context)
    if read_new is None:
        raise click.ClickException("chưa khai báo hộp thư nhận thư trả lại ([returns] maildir hoặc host)")
    click.echo(f"{read_new()} thư trả lại được ghi nhận.")


def faults(session: "Session") -> list[str]:
    """What of it waits for an operator, for `dondoc doctor`."""
    from plan.ledger import bounces

    return [
        f"{row.address}: {RETURN_KINDS[row.kind.value]} ({row.status or '–'}: {row.text}); "
        f"sửa sổ cơ quan rồi: dondoc returns settle {row.id}"
        for row in bounces.open_bounces(session)
    ]


def is_set(settings: "Settings") -> bool:
    """Whether a mailbox is named to read what comes back from."""
    return settings.returns.maildir is not None or settings.returns.host is not None


def reader(context: Context) -> Callable[[], int] | None:
    """Reads the mailbox, each time what is new; None where no mailbox is named."""
    from scheduler.bounces import collect

    if not is_set(context.settings):
        return None
    left: set[str] = set()  # what was left to people: not read again by this process

    def read_new() -> int:
        with opened(context.settings) as box:
            return collect(context.database, box, context.clock, left)

    return read_new


@contextmanager
def opened(settings: "Settings") -> Iterator["Mailbox"]:
    """The mailbox of the settings. Raises MailboxError with what to check."""
    from notifications.mail.mailbox import ImapSettings, imap, maildir

    given = settings.returns
    if given.maildir is not None:
        with maildir(given.maildir) as box:
            yield box
        return
    password = given.password.get_secret_value() if given.password else ""
    place = ImapSettings(
        given.host or "", given.port, given.security, given.username or "", password, given.folder
    )
    with imap(place) as box:
        yield box
