"""Letters sent as the daemon sends them: by its sender, through the checks of its pace, over the connections it ships with."""

import asyncio
from dataclasses import replace
from datetime import datetime
from functools import cache

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


def send_waiting(
    database: Database, port: int, now: datetime, count: int, connections: int | None = None
) -> None:
    """Everything that waits goes to the server at that port; without a number over as many connections as are shipped."""
    server = MailServer("127.0.0.1", port)
    channel = Channel(MAIL, f"127.0.0.1:{port}", lambda: SmtpTransport(server), connections=connections)
    sender = Sender(database, (channel,), lambda: now, "bench:1:1")
    outcomes = asyncio.run(sender.send(brisk()))
    if [outcome.result for outcome in outcomes] != ["sent"] * count:
        raise RuntimeError(f"the sink took {len(outcomes)} letters of {count}")
