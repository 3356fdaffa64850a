"""Reports that could be matched with no letter, and messages that could not be read: listed until somebody has seen them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from plan.models import StrayBounce
from plan.storage.changes import note_act

MOST = 500  # that wait at a time: anybody can write to the mailbox


@dataclass(frozen=True, slots=True)
class StrayReport:
    """What could be read of it."""

    address: str
    subject: str
    text: str
    unread: bool = False


def store_stray(session: Session, now: datetime, raw: bytes, report: StrayReport) -> StrayBounce | None:
    """List it, once; None if it was listed before, or if too many wait."""
    key = hashlib.sha256(raw).hexdigest()
    if session.exec(select(StrayBounce.id).where(StrayBounce.key == key)).first() is not None:
        return None
    if len(open_strays(session)) >= MOST:
        return None
    row = StrayBounce(
        key=key,
        at=now,
        unread=report.unread,
        address=report.address,
        subject=report.subject,
        text=report.text,
    )
    session.add(row)
    session.flush()
    note_act(session)
    return row


def open_strays(session: Session) -> Sequence[StrayBounce]:
    """Those that nobody has seen to, oldest first."""
    query = select(StrayBounce).where(col(StrayBounce.settled_at).is_(None))
    return session.exec(query.order_by(col(StrayBounce.id))).all()
