"""One letter sent at once with exactly the settings in force, beside the queue."""

import asyncio
from html import escape

from cli.bootstrap import build_mail_server
from cli.context import Context
from cli.credentials import lacks_password, not_given
from notifications.mail import mime
from notifications.mail.smtp import MailServer, transport_for
from notifications.mail.tries import ClaimedLetter, Outcome
from plan.errors import NotPossibleError

TEXT = "Nhận được thư này nghĩa là Đôn Đốc gửi thư được."


def send_trial(context: Context, address: str) -> str:
    """The name of the server that took it. Raises NotPossibleError with the reason where none did."""
    return send_now(context, address, "[Đôn đốc] Thư thử", TEXT, "testmail")


def send_now(context: Context, address: str, subject: str, text: str, name: str) -> str:
    """The same of any letter to somebody who has to hear at once; `name` begins its Message-ID."""
    if lacks_password(context.settings.mail):
        raise NotPossibleError(not_given("mail__password", f"testmail {address}"))
    server = build_mail_server(context)
    letter = _write_letter(context, address, subject, text, name)
    outcome = asyncio.run(_deliver(server, letter))
    if outcome.result == "caught":
        raise NotPossibleError("chưa khai báo máy chủ thư ([mail] host), nên thư thử không đi đâu cả")
    if outcome.result != "sent":
        raise NotPossibleError(f"chưa gửi được: {outcome.error}")
    return server.host or server.name


def _write_letter(context: Context, address: str, subject: str, text: str, name: str) -> ClaimedLetter:
    sender = mime.parse_sender(context.settings.mail.sender)[1]
    headers = {
        "From": context.settings.mail.sender,
        "Subject": subject,
        "Message-ID": f"<{name}.{context.now.timestamp():.0f}@{sender.rpartition('@')[2]}>",
        "Auto-Submitted": "auto-generated",
    }
    try:
        raw = mime.build(
            headers=headers, to=[("", address)], sent_at=context.now, text=text, html=f"<p>{escape(text)}</p>"
        )
    except ValueError as error:
        raise NotPossibleError(str(error)) from error
    return ClaimedLetter(0, sender, (address,), raw, headers["Message-ID"], context.today.isoformat())


async def _deliver(server: MailServer, letter: ClaimedLetter) -> Outcome:
    async with transport_for(server) as transport:
        return await transport.deliver(letter)
