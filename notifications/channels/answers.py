"""What gateways answered, in the queue: which messages wait for an answer, what became of them, which were withdrawn."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, func, select

from notifications.mail.faults import Fault
from notifications.mail.tries import Outcome
from plan.addresses import MAIL
from plan.ledger.withdrawal import ON_THE_WAY
from plan.models import Letter, LetterState
from plan.storage.chunks import chunks


def record_answer(session: Session, message_id: str, outcome: Outcome, now: datetime) -> bool:
    """Record what a gateway says became of a message that it took; False if it is none of ours.

    One that was withdrawn meanwhile stays so: what it said is told anew. That it arrived all the same is noted.
    """
    row = session.exec(select(Letter).where(Letter.message_id == message_id).with_for_update()).first()
    if row is None or row.channel == MAIL:
        return False
    if row.state == LetterState.WITHDRAWN and outcome.result == "sent":
        row.error, row.accepted = f"{row.error}; cổng tin nhắn đã gửi đi trước đó", row.recipients
    elif row.state in ON_THE_WAY:
        row.state, row.error, row.fault = LetterState(outcome.result), outcome.error, outcome.fault
        row.accepted = row.recipients if outcome.result == "sent" else []
        row.refused = {} if outcome.result == "sent" else dict.fromkeys(row.recipients, outcome.error or "")
        row.claimed_by = row.claimed_until = None
        row.finished_at = now
    session.add(row)
    return True


def withdrawn_among(session: Session, message_ids: Sequence[str]) -> list[str]:
    """Which of these messages are not to be sent any more."""
    found: list[str] = []
    for chunk in chunks(message_ids):
        gone = select(Letter.message_id).where(col(Letter.message_id).in_(chunk))
        found += session.exec(gone.where(Letter.state == LetterState.WITHDRAWN))
    return found


def handed(session: Session) -> int:
    """How many of them a gateway has taken, and not answered yet."""
    taken = select(func.count()).select_from(Letter).where(col(Letter.state).in_(ON_THE_WAY))
    return session.exec(taken.where(Letter.fault == Fault.HANDED)).one()
