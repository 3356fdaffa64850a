"""A story teller for tests: days pass, letters are written and caught, things come in."""

import asyncio
import email
import email.policy
from dataclasses import dataclass, field
from datetime import date, datetime, time
from email.message import EmailMessage
from zoneinfo import ZoneInfo

from sqlmodel import col, select, update

from notifications.letters import LetterWriter
from notifications.mail import outbox
from notifications.mail.smtp import CaptureTransport, Transport
from plan.audit.log import Act
from plan.clock import at, days
from plan.models import Letter, Notice, Obligation, Party
from plan.obligations import acts
from plan.obligations.duty import Duty
from plan.obligations.views import ObligationFilter, duties
from plan.storage.database import Database
from scheduler.flow import TickContext, run_stages
from scheduler.policy.rules import Rules
from scheduler.send_run import SendRun, send

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def morning(day: date, hour: time = time(8)) -> datetime:
    return at(day, hour, ZONE)


@dataclass
class Story:
    """The program on a clock set by hand."""

    database: Database
    rules: Rules
    writer: LetterWriter
    transport: Transport = field(default_factory=lambda: CaptureTransport(None))

    def only(self, *agencies: str) -> None:
        """Nobody else is due to hear anything: a morning of all agencies costs seconds. Not where all is counted again."""
        with self.database.begin() as session:
            session.exec(update(Party).where(col(Party.agency).not_in(agencies)).values(next_on=None))

    def tick(self, now: datetime) -> list[int]:
        with self.database.begin() as session:
            return run_stages(TickContext(session, self.rules, self.writer, now))

    def send(self, now: datetime, who: str = "test:1:1") -> None:
        post = SendRun(self.database, self.transport, lambda: now, who, self.rules.open_day)
        asyncio.run(send(post))

    def live(self, first: date, last: date) -> None:
        """Live through the days: one tick every morning.

        Letters are caught with the tick, as in a replay: the queue and its transports have tests of their own.
        """
        for day in days(first, last):
            now = morning(day)
            with self.database.begin() as session:
                if run_stages(TickContext(session, self.rules, self.writer, now)):
                    outbox.capture_all(session, now)

    def comes_in(self, obligation: int, on: date) -> None:
        with self.database.begin() as session:
            row = acts.find_obligation(session, obligation)
            act = Act("test", morning(on), on)
            acts.complete(session, row, act, on=on, document="1/BC", note=None)

    def duty(self, label: str, agency: str, today: date) -> Duty:
        with self.database.read() as session:
            found = [d for d in duties(session, today, ObligationFilter(agency=agency)) if d.label == label]
        assert len(found) == 1, [d.label for d in found]
        return found[0]

    def letters(self, **where: object) -> list[Letter]:
        with self.database.read() as session:
            query = select(Letter).order_by(col(Letter.id))
            rows = [r for r in session.exec(query) if all(getattr(r, k) == v for k, v in where.items())]
            session.expunge_all()
        return rows

    def told(self, **where: object) -> list[Notice]:
        with self.database.read() as session:
            query = select(Notice).order_by(col(Notice.day), col(Notice.id))
            rows = [r for r in session.exec(query) if all(getattr(r, k) == v for k, v in where.items())]
            session.expunge_all()
        return rows

    def obligation(self, number: int) -> Obligation:
        return next(row for row in self.obligations() if row.id == number)

    def obligations(self) -> list[Obligation]:
        with self.database.read() as session:
            rows = list(session.exec(select(Obligation)))
            session.expunge_all()
        return rows


def parsed(letter: Letter | bytes) -> EmailMessage:
    raw = letter if isinstance(letter, bytes) else letter.raw
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def text_of(letter: Letter | bytes) -> str:
    body = parsed(letter).get_body(("plain",))
    assert body is not None
    return str(body.get_content())
