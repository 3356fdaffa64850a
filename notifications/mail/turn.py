"""One turn of a sender: the fate of the letter in hand is written down and the next one claimed, in one transaction.

So a letter costs one commit. Whoever is killed in a turn has either letter in hand, never both.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection
from sqlmodel import Session

from notifications.mail import claims, outbox, refusals
from notifications.mail.lane import Lane, clear_lane, read_lane
from notifications.mail.server_limits import RateLimit
from notifications.mail.tries import ClaimedLetter, Outcome
from plan.addresses import MAIL


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


def take_turn_at_once(
    connection: Connection,
    seat: Seat,
    now: datetime,
    today: date | None,
    done: tuple[ClaimedLetter, Outcome] | None = None,
) -> SendingTurn | None:
    """The same as `take_turn` for the usual case, in a few statements; None, and nothing changed, where it is another."""
    lane = clear_lane(connection, seat.limit, now)
    if lane is None or (done and not claims.record_sent(connection, *done, now)):
        return None
    return SendingTurn(
        done[1] if done else None,
        True,
        _next(connection, seat, lane.with_one_done() if done else lane, now, today),
    )


def take_turn(
    session: Session,
    seat: Seat,
    now: datetime,
    today: date | None,
    done: tuple[ClaimedLetter, Outcome] | None = None,
) -> SendingTurn:
    """Record `done`, if there is one, and claim the next letter of `today`; None if nothing more is to be claimed."""
    judged, ours = _record(session, seat, *done, now) if done else (None, True)
    lane = read_lane(session, seat.limit, now)
    if judged and judged.down:
        return SendingTurn(judged, ours, None)
    return SendingTurn(judged, ours, _next(session.connection(), seat, lane, now, today))


def _next(
    connection: Connection, seat: Seat, lane: Lane, now: datetime, today: date | None
) -> ClaimedLetter | None:
    if today is None:
        return None
    return claims.claim_by(connection, lane, seat.worker_id, now, today, seat.channel)


def _record(
    session: Session, seat: Seat, letter: ClaimedLetter, outcome: Outcome, now: datetime
) -> tuple[Outcome, bool]:
    judged = refusals.judge(session, letter, outcome, now)
    return judged, outbox.record(session, letter, judged, now, seat.limit)
