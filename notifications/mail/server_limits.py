"""Limits of the mail server that all senders share: letters a minute, connections, pauses after failures.

The row of the server is locked while a letter is claimed (`notifications.mail.lane`), so that senders on several
machines together keep within the limits.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from notifications.mail.faults import pause_for
from plan.addresses import MAIL
from plan.models import Letter, ServerState

CLAIM = timedelta(minutes=10)  # longer than a whole conversation with a mail server may take
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class RateLimit:
    """How much may be sent to one server, by one channel."""

    server: str
    per_minute: int
    connections: int
    channel: str = MAIL


def remaining_quota(session: Session, limit: RateLimit, now: datetime) -> int:
    """How many letters may still be sent this minute. Times in the future, from a clock set back since, do not count."""
    tried = col(Letter.tried_at).between(now - MINUTE, now)
    count = select(func.count()).select_from(Letter)
    gone = session.exec(count.where(tried, Letter.channel == limit.channel)).one()
    return limit.per_minute - gone


def note_failure(session: Session, limit: RateLimit, said: str, now: datetime) -> None:
    """The server failed: nothing is sent to it for a while, longer each time."""
    state = session.get(ServerState, limit.server, with_for_update=True) or ServerState(name=limit.server)
    # Several senders may run into the same failure; it counts once.
    if not state.paused_until or state.paused_until <= now:
        state.failures += 1
    state.paused_until, state.said = now + pause_for(state.failures), said
    session.add(state)


def note_success(session: Session, limit: RateLimit) -> None:
    """The server works: clear its failures."""
    state = session.get(ServerState, limit.server)
    if state and state.failures:
        state.failures, state.paused_until, state.said = 0, None, None
        session.add(state)


def is_failing(session: Session, server: str) -> bool:
    """Whether that server failed the last time it was tried."""
    return any(one.name == server for one in failing_servers(session))


def failing_servers(session: Session) -> list[ServerState]:
    """The servers that failed the last time they were tried."""
    return list(session.exec(select(ServerState).where(ServerState.failures > 0).order_by(ServerState.name)))
