"""What tests of the spool folder share: an agency told by message, a sender, a gateway played by hand."""

import asyncio
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from notifications.channels import spool
from notifications.channels.channel import Channel
from notifications.letters import Letterhead, LetterWriter
from notifications.mail import outbox
from notifications.mail.smtp import CaptureTransport
from notifications.mail.tries import Outcome
from notifications.rendering import environment
from plan.models import Agency
from plan.storage.database import Database
from scheduler.policy.rules import Rules
from scheduler.send_run import Sender
from tests.delivery.queue import message

NUMBER = "sms:+84901234567"


def tell_by(database: Database, agency: str, *addresses: str) -> None:
    """From now on the agency has these addresses and no others."""
    with database.begin() as session:
        session.get_one(Agency, agency).addresses = list(addresses)


@dataclass
class Phone:
    """A gateway beside the program, on a clock set by hand."""

    database: Database
    rules: Rules
    folder: Path
    mail: Channel | None = None

    def send(self, now: datetime) -> list[Outcome]:
        """What the service does every few seconds."""
        mail = self.mail or Channel("mail", None, lambda: CaptureTransport(None))
        sender = Sender(self.database, [mail, spool.at(self.folder)], lambda: now, "test:1:1")
        return asyncio.run(sender.send(self.rules))

    def names(self, folder: str) -> list[str]:
        """What lies there."""
        return sorted(file.name for file in (self.folder / folder).glob("*"))

    def message(self, name: str, folder: str = "new") -> Any:
        return json.loads((self.folder / folder / name).read_bytes())

    def done(self, name: str) -> None:
        (self.folder / "new" / name).rename(self.folder / "done" / name)

    def failed(self, name: str, reason: str) -> None:
        """With its reason, as the guide says: written aside, then moved."""
        facts = self.message(name) | {"reason": reason}
        aside = self.folder / "new" / f".{name}"
        aside.write_text(json.dumps(facts), encoding="utf-8")
        aside.rename(self.folder / "failed" / name)
        (self.folder / "new" / name).unlink()


def write_on(folder: str, number: int) -> None:
    """Message after message, until it is killed."""
    ours = spool.Spool(Path(folder))
    while True:
        number += 1
        ours.put(f"m{number}", b'{"text": "' + bytes([97 + number % 26]) * 300_000 + b'"}')


def fill_messages(database: Database, numbers: Iterable[int], now: datetime) -> None:
    """A message each, to an agency of its own, due now."""
    writer = LetterWriter(environment(), Letterhead("dondoc@quangngai.example", ""))
    with database.begin() as session:
        for number in numbers:
            one = message(number, (NUMBER,))
            outbox.enqueue(session, one, writer.write_message(one, "spool"), now, "spool")
