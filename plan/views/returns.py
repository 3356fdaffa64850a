"""What came back for letters, and messages that nobody could match with one, as one list."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from plan.ledger.bounces import TROUBLE
from plan.models import Bounce, Letter, StrayBounce
from plan.views.columns import columns_of
from plan.vocabulary import BounceKind


@dataclass(frozen=True, slots=True)
class ReturnRecord:
    """What a message says came back for a letter of ours."""

    id: int
    at: datetime
    kind: BounceKind
    address: str
    status: str
    text: str
    letter: int
    agency: str
    subject: str
    settled_at: datetime | None

    @property
    def waits(self) -> bool:
        """Whether somebody has to do something about it."""
        return self.kind in TROUBLE and self.settled_at is None

    def to_json(self) -> dict[str, object]:
        """The contract's returned letter."""
        return {
            "id": self.id,
            "at": self.at.isoformat(),
            "kind": self.kind.value,
            "address": self.address,
            "status": self.status,
            "text": self.text,
            "letter": self.letter,
            "agency": self.agency,
            "subject": self.subject,
            "settled": self.settled_at is not None,
        }


def returned_letters(session: Session, *, every: bool) -> list[ReturnRecord]:
    """What waits for somebody, or everything; newest first."""
    columns = columns_of(ReturnRecord, Bounce, letter=Letter.id, agency=Letter.agency, subject=Letter.subject)
    query = select(*columns).join(Letter, col(Letter.id) == col(Bounce.letter_id))
    if not every:
        query = query.where(col(Bounce.kind).in_(TROUBLE), col(Bounce.settled_at).is_(None))
    return [ReturnRecord(*row) for row in session.exec(query.order_by(col(Bounce.id).desc()))]


@dataclass(frozen=True, slots=True)
class StrayRecord:
    """A report of no letter that we know, or (`unread`) a message that could not be read."""

    id: int
    at: datetime
    unread: bool
    address: str
    subject: str
    text: str

    def to_json(self) -> dict[str, object]:
        """With the keys of a returned letter."""
        return {
            "id": self.id,
            "at": self.at.isoformat(),
            "kind": "unread" if self.unread else "unmatched",
            "address": self.address,
            "status": "",
            "text": self.text,
            "letter": None,
            "agency": None,
            "subject": self.subject,
            "settled": False,
        }


def stray_messages(session: Session) -> list[StrayRecord]:
    """Those that nobody has seen to, oldest first."""
    query = select(*columns_of(StrayRecord, StrayBounce)).where(col(StrayBounce.settled_at).is_(None))
    return [StrayRecord(*row) for row in session.exec(query.order_by(col(StrayBounce.id)))]
