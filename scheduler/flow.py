"""The flow on one page: forecast, remind, escalate, summarize, send.

    document ─ adopt ─▶ tasks ─ forecast ─▶ obligations, each party with the day it hears next
    tick: withdraw what is stale ─▶ remind ─▶ escalate ─▶ summarize ─▶ letters and their notices,
          in one transaction
    send: claim a letter ─▶ hand it to the mail server ─▶ record, one letter at a time

This file orders the calls and decides nothing: what is due is decided in `reminders` and
`escalation`, what a letter says in `notifications.letters`, whether to try again in `outbox`.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from notifications.letters import LetterWriter
from notifications.mail import outbox
from notifications.mail.outbox import Outcome
from notifications.mail.server_limits import RateLimit
from notifications.mail.smtp import Transport
from plan.clock import Clock, day_of
from plan.ledger.withdrawal import withdraw_stale
from plan.models import LetterKind, Role
from plan.storage.database import Database, StorageError
from scheduler.letters.context import LetterContext
from scheduler.letters.digest import write_digests
from scheduler.letters.monthly import write_monthly
from scheduler.letters.weekly import write_weekly
from scheduler.policy.rules import Rules

log = logging.getLogger(__name__)
PATIENCE = 600  # tries, a second apart: as long as a claim holds
HURRY = 60  # of them when we are asked to stop


def tick(session: Session, rules: Rules, writer: LetterWriter, now: datetime) -> list[int]:
    """Write every letter that is due now; their numbers. Outside office hours nothing is."""
    if rules.closed_because(now):
        return []
    context = LetterContext(session, rules, writer, now, day_of(now, rules.zone))
    withdraw_stale(session, now, context.today)
    return [*remind(context), *escalate(context), *write_weekly(context), *write_monthly(context)]


def remind(context: LetterContext) -> list[int]:
    """One digest for each agency that leads or helps and has something new to hear."""
    return write_digests(context, LetterKind.DIGEST, (Role.LEAD, Role.PARTNER))


def escalate(context: LetterContext) -> list[int]:
    """One letter for each office that is to hear of others who are late."""
    return write_digests(context, LetterKind.ESCALATION, (Role.WATCH,))


@dataclass(frozen=True, slots=True)
class SendRun:
    """How letters leave: from which queue, by whom, at which limit, and of which day they may go now.

    `open_day` gives the day whose letters may go at an instant, None while the office is closed.
    """

    database: Database
    transport: Transport
    clock: Clock
    who: str
    open_day: Callable[[datetime], date | None]
    limit: RateLimit | None = None


async def send(post: SendRun, stopping: Callable[[], bool] = lambda: False) -> list[Outcome]:
    """Send what is due, letter by letter, until nothing is left, the server is down, or we stop.

    Nobody holds the database while talking to the mail server.
    """
    outcomes: list[Outcome] = []
    async with post.transport as transport:
        while not stopping() and (letter := await asyncio.to_thread(_claim, post)):
            outcome = await transport.deliver(letter)
            await _recorded(post, letter, outcome, stopping)
            outcomes.append(outcome)
            if outcome.down:
                break
    return outcomes


async def _recorded(
    post: SendRun, letter: outbox.ClaimedLetter, outcome: Outcome, stopping: Callable[[], bool]
) -> None:
    """Write the fate down, however long the database is away or its disk full: forgotten, it would go twice."""
    for left in reversed(range(PATIENCE)):
        try:
            await asyncio.to_thread(_record, post, letter, outcome)
        except StorageError:
            if not left or (stopping() and left < PATIENCE - HURRY):
                raise
            log.warning("letter %d: %s is not written down yet, trying again", letter.id, outcome.result)
            await asyncio.sleep(1)
        else:
            return


def _claim(post: SendRun) -> outbox.ClaimedLetter | None:
    now = post.clock()
    today = post.open_day(now)
    if today is None:
        return None
    with post.database.begin() as session:
        return outbox.claim(session, post.who, now, today, post.limit)


def _record(post: SendRun, letter: outbox.ClaimedLetter, outcome: Outcome) -> None:
    with post.database.begin() as session:
        if not outbox.record(session, letter, outcome, post.clock(), post.limit):
            log.warning("letter %d: another sender took it meanwhile", letter.id)
