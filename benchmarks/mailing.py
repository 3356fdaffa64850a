"""Letters sent as the daemon sends them: by its sender, through the checks of its pace, over the connections it ships with."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache

import aiosmtplib
import uvloop

from benchmarks.office import rules
from notifications.channels.channel import Channel
from notifications.mail.smtp import MailServer, SmtpTransport
from plan.addresses import MAIL
from plan.storage.database import Database
from scheduler.policy.rules import Rules
from scheduler.send_run import Sender

AT_ONCE = 100_000  # letters a minute: every letter asks whether it may go, and none has to wait


@cache
def brisk() -> Rules:
    """The shipped rules with a pace that stops nobody."""
    shipped = rules()
    sending = shipped.policy.sending.model_copy(update={"per_minute": AT_ONCE})
    return replace(shipped, policy=shipped.policy.model_copy(update={"sending": sending}))


def sender(
    database: Database, port: int, now: datetime, worker: str = "bench:1:1", connections: int | None = None
) -> Sender:
    """What the daemon sends by, to the server at that port; without a number over as many connections as are shipped."""
    server = MailServer("127.0.0.1", port)
    channel = Channel(MAIL, f"127.0.0.1:{port}", lambda: SmtpTransport(server), connections=connections)
    return Sender(database, (channel,), lambda: now, worker)


def send_waiting(
    database: Database, port: int, now: datetime, count: int, connections: int | None = None
) -> None:
    """Everything that waits goes to the server at that port."""
    outcomes = uvloop.run(sender(database, port, now, connections=connections).send(brisk()))
    if [outcome.result for outcome in outcomes] != ["sent"] * count:
        raise RuntimeError(f"the sink took {len(outcomes)} letters of {count}")


async def send_bare(letters: Sequence[tuple[str, bytes]], port: int) -> None:
    """The same bytes by the library alone, over one connection."""
    async with aiosmtplib.SMTP(hostname="127.0.0.1", port=port) as client:
        for recipient, raw in letters:
            await client.sendmail("dondoc@quangngai.example", [recipient], raw)
