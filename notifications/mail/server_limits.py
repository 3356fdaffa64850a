"""The mail server as all senders share it: how many letters a minute, how many at once, and its rests.

The row of the server is locked while a letter is claimed, so that senders on several machines together
keep to what one may do.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, and_, col, func, select

from notifications.mail.faults import LONGEST_PAUSE, pause_for
from plan.models import Lane, Letter, LetterState
from plan.storage.database import put_if_missing

CLAIM = timedelta(minutes=10)  # longer than a whole conversation with a mail server may take
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Pace:
    """What one mail server is asked to bear."""

    server: str
    per_minute: int
    connections: int


def lane_is_open(session: Session, pace: Pace, now: datetime) -> bool:
    """Whether one more letter may go to the server now."""
    put_if_missing(session, Lane, {"name": pace.server, "failures": 0})
    lane = session.exec(select(Lane).where(Lane.name == pace.server).with_for_update()).one()
    if lane.paused_until and now < lane.paused_until <= now + LONGEST_PAUSE:
        return False
    return room(session, pace, now) > 0 and _in_hand(session, now) < pace.connections


def room(session: Session, pace: Pace, now: datetime) -> int:
    """How many more letters the last minute leaves room for. What a clock ahead wrote does not count."""
    tried = col(Letter.tried_at).between(now - MINUTE, now)
    gone = session.exec(select(func.count()).select_from(Letter).where(tried)).one()
    return pace.per_minute - gone


def _in_hand(session: Session, now: datetime) -> int:
    held = and_(
        col(Letter.state) == LetterState.SENDING, col(Letter.claimed_until).between(now, now + 2 * CLAIM)
    )
    return session.exec(select(func.count()).select_from(Letter).where(held)).one()


def note_failure(session: Session, pace: Pace, said: str, now: datetime) -> None:
    """The server failed: it is left alone for a while, longer each time."""
    lane = session.get(Lane, pace.server, with_for_update=True) or Lane(name=pace.server)
    # Several senders may meet the same failure; it counts once.
    if not lane.paused_until or lane.paused_until <= now:
        lane.failures += 1
    lane.paused_until, lane.said = now + pause_for(lane.failures), said
    session.add(lane)


def note_success(session: Session, pace: Pace) -> None:
    """The server answers: what was before is forgotten."""
    lane = session.get(Lane, pace.server)
    if lane and lane.failures:
        lane.failures, lane.paused_until, lane.said = 0, None, None
        session.add(lane)


def failing(session: Session) -> list[Lane]:
    """The servers that failed the last time they were tried."""
    return list(session.exec(select(Lane).where(Lane.failures > 0).order_by(Lane.name)))
