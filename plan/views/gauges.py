"""What monitors ask again and again: numbers that cost the same however much is stored."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from plan.ledger.withdrawal import ON_THE_WAY
from plan.models import Letter
from plan.storage.size import database_bytes
from plan.views.rail import RailNumbers, rail_numbers
from plan.vocabulary import LetterState

COUNTED = (*ON_THE_WAY, LetterState.REFUSED)  # what was sent only grows: whoever sends counts it by the day


@dataclass(frozen=True, slots=True)
class Gauges:
    """Letters that wait or were refused, by state; the instant at which the oldest that waits was written."""

    letters: dict[LetterState, int]
    oldest: datetime | None
    now: RailNumbers
    bytes: int


def gauges(session: Session, faults: Collection[str]) -> Gauges:
    """Now; `faults` are those of a letter that only a person can mend."""
    counted = select(Letter.state, func.count()).where(col(Letter.state).in_(COUNTED)).group_by(Letter.state)
    found = dict(session.exec(counted).all())
    # By number: the index gives the first, and of one letter alone the instant is read.
    first = select(func.min(Letter.id)).where(col(Letter.state).in_(ON_THE_WAY)).scalar_subquery()
    oldest = session.exec(select(Letter.written_at).where(Letter.id == first)).first()
    letters = {state: found.get(state, 0) for state in COUNTED}
    return Gauges(letters, oldest, rail_numbers(session, faults), database_bytes(session))
