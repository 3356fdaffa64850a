"""One turn of a sender: the fate of the letter in hand is written down and the next one claimed, in one transaction.

So a letter costs one commit. Whoever is killed in a turn has either letter in hand, never both.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from notifications.mail import outbox, refusals
from notifications.mail.lane import read_lane
from notifications.mail.outbox import ClaimedLetter, Outcome
from notifications.mail.server_limits import RateLimit
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


def take_turn(
    session: Session,
    seat: Seat,
    now: datetime,
    today: date | None,
    done: tuple[ClaimedLetter, Outcome] | None = None,
) -> SendingTurn:
    """Record `done`, if there is one, and claim the next letter of `today`; None if nothing more is to be claimed."""
    judged, ours = None, True
    lane = read_lane(session, seat.limit, now)
    if done and lane.is_well and outbox.record_sent(session, *done, now):
        judged, lane = done[1], lane.with_one_done()
    elif done:
        judged, ours = _record(session, seat, *done, now)
        lane = read_lane(session, seat.limit, now)
    if today is None or (judged and judged.down):
        return SendingTurn(judged, ours, None)
    return SendingTurn(judged, ours, outbox.claim_by(session, lane, seat.worker_id, now, today, seat.channel))


def _record(
    session: Session, seat: Seat, letter: ClaimedLetter, outcome: Outcome, now: datetime
) -> tuple[Outcome, bool]:
    judged = refusals.judge(session, letter, outcome, now)
    return judged, outbox.record(session, letter, judged, now, seat.limit)
