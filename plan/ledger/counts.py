"""How many letters of each kind are where."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from plan.ledger.withdrawal import ON_THE_WAY
from plan.models import Letter, LetterState


@dataclass(frozen=True, slots=True)
class LetterCounts:
    """How many letters of one kind are where."""

    kind: str
    out: int  # sent, or captured where no mail server is configured
    waiting: int
    refused: int


def letter_counts(session: Session, kinds: Iterable[str]) -> list[LetterCounts]:
    """Of each kind. The few that have not gone out are looked at one by one, the many only counted by index."""
    total = dict(session.exec(select(Letter.kind, func.count()).group_by(col(Letter.kind))).all())
    stuck = _stuck(session)
    found = []
    for kind in kinds:
        refused = stuck.get((kind, LetterState.REFUSED), 0)
        waiting = sum(stuck.get((kind, s), 0) for s in ON_THE_WAY)
        gone = total.get(kind, 0) - waiting - refused - stuck.get((kind, LetterState.WITHDRAWN), 0)
        found.append(LetterCounts(kind, gone, waiting, refused))
    return found


def count_refused(session: Session) -> int:
    """How many letters of any kind were refused for good: by the index of the queue, whatever else is kept."""
    return session.exec(
        select(func.count()).select_from(Letter).where(Letter.state == LetterState.REFUSED)
    ).one()


def _stuck(session: Session) -> dict[tuple[str, str], int]:
    states = (*ON_THE_WAY, LetterState.REFUSED, LetterState.WITHDRAWN)
    query = select(Letter.kind, Letter.state, func.count()).where(col(Letter.state).in_(states))
    rows = session.exec(query.group_by(col(Letter.kind), col(Letter.state)))
    return {(kind, state): number for kind, state, number in rows}
