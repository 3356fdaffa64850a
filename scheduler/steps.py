"""The flow on one page: forecast, remind, escalate, summarize, send.

    document ─ adopt ─▶ tasks ─ forecast ─▶ obligations, each party with the day it hears next
    tick: remind ─▶ escalate ─▶ summarize ─▶ letters and their notices, in one transaction
    send: claim a letter ─▶ hand it to the mail server ─▶ record, one letter at a time

This file orders the calls and decides nothing: what is due is decided in `reminders` and
`escalation`, what a letter says in `notifications.letters`, whether to try again in `outbox`.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from sqlmodel import Session

from notifications import outbox
from notifications.letters import Writer
from notifications.outbox import Outcome
from notifications.smtp import Courier
from plan.changes import note_change
from plan.clock import Clock, day_of
from plan.database import Database, StorageError
from plan.models import LetterKind, Plan, Role, Task
from scheduler.forecast import Forecast, forecast_task
from scheduler.obligations import Office
from scheduler.regimes import RegimeRules
from scheduler.reporting import forecast_regime, withdraw_regimes
from scheduler.rules import Rules
from scheduler.summary import summarize
from scheduler.telling import Desk, tell

log = logging.getLogger(__name__)
PATIENCE = 25  # tries of up to ten seconds each: as long as a claim holds


def forecast(
    office: Office, plan: Plan, tasks: Iterable[tuple[Task, bool]], regimes: Sequence[RegimeRules]
) -> list[Forecast]:
    """Words → deadlines → obligations, for each task and whether its words are fresh. Safe to repeat."""
    read = [forecast_task(office, plan, task, fresh=fresh) for task, fresh in tasks]
    for regime in regimes:
        forecast_regime(office, plan, regime)
    if regimes:
        withdraw_regimes(office, plan, {regime.name for regime in regimes})
    if office.changed:
        note_change(office.session)
    return read


def tick(session: Session, rules: Rules, writer: Writer, now: datetime) -> list[int]:
    """Write every letter that is due now; their numbers. Outside office hours nothing is."""
    desk = Desk(session, rules, writer, now, day_of(now, rules.zone))
    if not is_office_time(desk):
        return []
    return [*remind(desk), *escalate(desk), *summarize(desk)]


def remind(desk: Desk) -> list[int]:
    """One digest for each agency that leads or helps and has something new to hear."""
    return tell(desk, LetterKind.DIGEST, (Role.LEAD, Role.PARTNER))


def escalate(desk: Desk) -> list[int]:
    """One letter for each office that is to hear of others who are late."""
    return tell(desk, LetterKind.ESCALATION, (Role.WATCH,))


def is_office_time(desk: Desk) -> bool:
    """Whether people are at their desks: a working day, between the hours of the policy."""
    hour = desk.now.astimezone(desk.rules.zone).time()
    office = desk.rules.policy.office
    return desk.rules.calendar.works(desk.today) and office.opens <= hour < office.closes


async def send(
    database: Database, courier: Courier, clock: Clock, who: str, stopping: Callable[[], bool] = lambda: False
) -> list[Outcome]:
    """Send what is due, letter by letter, until nothing is left, the server is down, or we stop.

    Nobody holds the database while talking to the mail server.
    """
    outcomes: list[Outcome] = []
    async with courier:
        while not stopping() and (letter := await asyncio.to_thread(_claim, database, who, clock)):
            outcome = await courier.deliver(letter)
            await _recorded(database, letter, outcome, clock)
            outcomes.append(outcome)
            if outcome.down:
                break
    return outcomes


async def _recorded(database: Database, letter: outbox.Claimed, outcome: Outcome, clock: Clock) -> None:
    """Write the fate down, however long somebody else holds the database: forgotten, it would be sent twice."""
    for left in reversed(range(PATIENCE)):
        try:
            await asyncio.to_thread(_record, database, letter, outcome, clock)
        except StorageError:
            if not left:
                raise
            log.warning("letter %d: %s is not written down yet, trying again", letter.id, outcome.result)
            await asyncio.sleep(1)
        else:
            return


def _claim(database: Database, who: str, clock: Clock) -> outbox.Claimed | None:
    with database.begin() as session:
        return outbox.claim(session, who, clock())


def _record(database: Database, letter: outbox.Claimed, outcome: Outcome, clock: Clock) -> None:
    with database.begin() as session:
        outbox.record(session, letter, outcome, clock())
