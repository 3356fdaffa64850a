"""Turns of senders: the fates of the letters in hand are written down and the next ones claimed, in one transaction.

So letters that connections bring at the same time cost one commit together. Whoever is killed in a turn has either
letter in hand, never both.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection
from sqlmodel import Session

from notifications.mail import claims, outbox, refusals
from notifications.mail.lane import Lane, clear_lane, read_lane
from notifications.mail.server_limits import RateLimit
from notifications.mail.tries import ClaimedLetter, Outcome
from plan.addresses import MAIL

Done = tuple[ClaimedLetter, Outcome]
"""A letter that was in hand, and what became of it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What one connection wants: that written down, if there is anything, and a letter, unless it has had its last."""

    done: Done | None = None
    last: bool = False


@dataclass(frozen=True, slots=True)
class SendingTurn:
    """What came of it: the fate as it was recorded, whether the letter was still ours, and the letter to send next."""

    judged: Outcome | None
    ours: bool
    letter: ClaimedLetter | None


@dataclass(frozen=True, slots=True)
class Seat:
    """Who sends: by which channel, within which limits."""

    worker_id: str
    limit: RateLimit | None = None
    channel: str = MAIL


def take_turns_at_once(
    connection: Connection, seat: Seat, now: datetime, today: date | None, asked: Sequence[Asked]
) -> list[SendingTurn] | None:
    """The same as `take_turn` for each that asked, in a few statements; None where one of them is no usual case.

    Then the caller takes back what was changed.
    """
    done = [one.done for one in asked if one.done]
    lane = clear_lane(connection, seat.limit, now)
    if lane is None or not claims.record_sent(connection, done, now):
        return None
    more = 0 if today is None else sum(not one.last for one in asked)
    letters = iter(_next(connection, seat, lane.with_done(len(done)), now, today, more))
    return [_turn(one, None if one.last else next(letters, None)) for one in asked]


def _turn(asked: Asked, letter: ClaimedLetter | None) -> SendingTurn:
    return SendingTurn(asked.done[1] if asked.done else None, True, letter)


def take_turn(
    session: Session,
    seat: Seat,
    now: datetime,
    today: date | None,
    done: Done | None = None,
) -> SendingTurn:
    """Record `done`, if there is one, and claim the next letter of `today`; none where `today` is None (it was the last)."""
    judged, ours = _record(session, seat, *done, now) if done else (None, True)
    lane = read_lane(session, seat.limit, now)
    if judged and judged.down:
        return SendingTurn(judged, ours, None)
    letters = _next(session.connection(), seat, lane, now, today)
    return SendingTurn(judged, ours, next(iter(letters), None))


def _next(
    connection: Connection, seat: Seat, lane: Lane, now: datetime, today: date | None, most: int = 1
) -> list[ClaimedLetter]:
    if today is None or not most:
        return []
    return claims.claim_by(connection, lane, seat.worker_id, now, today, seat.channel, most)


def _record(
    session: Session, seat: Seat, letter: ClaimedLetter, outcome: Outcome, now: datetime
) -> tuple[Outcome, bool]:
    judged = refusals.judge(session, letter, outcome, now)
    return judged, outbox.record(session, letter, judged, now, seat.limit)
