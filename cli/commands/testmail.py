"""`dondoc testmail`: one letter sent with exactly the settings in force."""

import asyncio

import click

from cli.base import Command
from cli.bootstrap import build_mail_server
from cli.context import Context, pass_context
from cli.credentials import lacks_password, not_given
from notifications.mail import mime
from notifications.mail.outbox import ClaimedLetter, Outcome
from notifications.mail.smtp import MailServer, transport_for

TEXT = "Nhận được thư này nghĩa là Đôn Đốc gửi thư được."


@click.command(cls=Command)
@click.argument("address")
@pass_context
def testmail(context: Context, address: str) -> None:
    """Gửi một thư thử tới ADDRESS bằng đúng cài đặt đang dùng."""
    if lacks_password(context.settings.mail):
        raise click.ClickException(not_given("mail__password", f"testmail {address}"))
    server, letter = build_mail_server(context), _write_letter(context, address)
    outcome = asyncio.run(_deliver(server, letter))
    if outcome.result == "sent":
        click.echo(f"{server.host} đã nhận thư gửi {address}.")
    elif outcome.result == "caught":
        raise click.ClickException("chưa khai báo máy chủ thư ([mail] host), nên thư thử không đi đâu cả")
    else:
        raise click.ClickException(f"chưa gửi được: {outcome.error}")


def _write_letter(context: Context, address: str) -> ClaimedLetter:
    sender = mime.parse_sender(context.settings.mail.sender)[1]
    headers = {
        "From": context.settings.mail.sender,
        "Subject": "[Đôn đốc] Thư thử",
        "Message-ID": f"<testmail.{context.now.timestamp():.0f}@{sender.rpartition('@')[2]}>",
        "Auto-Submitted": "auto-generated",
    }
    try:
        raw = mime.build(
            headers=headers, to=[("", address)], sent_at=context.now, text=TEXT, html=f"<p>{TEXT}</p>"
        )
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    return ClaimedLetter(0, sender, (address,), raw, headers["Message-ID"], context.today.isoformat())


async def _deliver(server: MailServer, letter: ClaimedLetter) -> Outcome:
    async with transport_for(server) as transport:
        return await transport.deliver(letter)
