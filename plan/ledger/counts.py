"""How many letters are where."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from plan.ledger.withdrawal import ON_THE_WAY
from plan.models import Letter, LetterState, Obligation, Party
from plan.models.duties import OPEN


@dataclass(frozen=True, slots=True)
class LettersOfDay:
    """How many letters of one day are where."""

    out: int  # sent, or captured where no mail server is configured
    waiting: int
    refused: int


def letters_of_day(session: Session, day: date, kinds: Iterable[str]) -> LettersOfDay:
    """Of these kinds, which are all there are: by their index."""
    query = select(Letter.state, func.count()).where(col(Letter.kind).in_(tuple(kinds)), Letter.day == day)
    found = dict(session.exec(query.group_by(col(Letter.state))).all())
    return LettersOfDay(
        out=found.get(LetterState.SENT, 0) + found.get(LetterState.CAPTURED, 0),
        waiting=sum(found.get(state, 0) for state in ON_THE_WAY),
        refused=found.get(LetterState.REFUSED, 0),
    )


def agencies_to_hear(session: Session, last: date) -> int:
    """How many agencies are looked at until that day: whether each has to hear of something is decided then."""
    query = select(func.count(func.distinct(Party.agency))).join(
        Obligation, col(Obligation.id) == col(Party.obligation_id)
    )
    return session.exec(query.where(col(Party.next_on) <= last, OPEN)).one()


def count_refused(session: Session) -> int:
    """How many letters of any kind were refused for good: by the index of the queue, whatever else is kept."""
    return session.exec(
        select(func.count()).select_from(Letter).where(Letter.state == LetterState.REFUSED)
    ).one()
