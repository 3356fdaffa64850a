"""Letters that wait to go: what is on its way, what goes on a day, what has waited too long."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, func, or_, select

from plan.ledger.counts import count_refused
from plan.ledger.holds import OPERATOR
from plan.ledger.withdrawal import ON_THE_WAY
from plan.models import Letter, Notice
from plan.steps import parse_step
from plan.views.letters import LINES, LetterRecord, letters, lines_of
from plan.vocabulary import LetterState


@dataclass(frozen=True, slots=True)
class QueueState:
    """How many letters wait, and since when the first of them; how many were refused."""

    waiting: int
    oldest: datetime | None
    refused: int


def queue_state(session: Session) -> QueueState:
    """As it is now."""
    waiting = select(func.count(), func.min(Letter.written_at)).where(col(Letter.state).in_(ON_THE_WAY))
    count, oldest = session.exec(waiting).one()
    return QueueState(count, oldest, count_refused(session))


def waiting_letters(session: Session) -> list[LetterRecord]:
    """Every letter on its way, in the order in which they are tried."""
    return sorted(letters(session, ON_THE_WAY), key=lambda letter: (letter.try_at, letter.id))


def letters_to_go(session: Session, day: date, gone: Collection[int]) -> list[LetterRecord]:
    """The letters of that day to agencies that go or would go, but for those in `gone`.

    Also those that are kept on this machine: on a copy, where a day is only played, all are.
    """
    states = (*ON_THE_WAY, LetterState.CAPTURED)
    query = LINES.where(Letter.day == day, col(Letter.state).in_(states), Letter.agency != OPERATOR)
    return [one for one in lines_of(session, query.order_by(col(Letter.id))) if one.id not in gone]


def letters_gone(session: Session, day: date) -> set[int]:
    """The letters of that day that wait no longer."""
    query = select(Letter.id).where(Letter.day == day, col(Letter.state).not_in(ON_THE_WAY))
    return set(session.exec(query))


def letters_of_late_work(session: Session, day: date) -> set[int]:
    """The letters of that day that say of anything that it is overdue."""
    steps = select(Letter.id, Notice.step).join(Notice, col(Notice.letter_id) == col(Letter.id))
    found = session.exec(steps.where(Letter.day == day))
    return {number for number, name in found if (step := parse_step(name)) and step.is_overdue}


def is_kept_waiting(session: Session, tried_before: datetime | None, written_before: datetime | None) -> bool:
    """Whether a letter on its way was to be tried, or was written, before these instants; None asks for neither."""
    late = [col(Letter.try_at) < tried_before] if tried_before else []
    late += [col(Letter.written_at) < written_before] if written_before else []
    if not late:
        return False
    query = select(Letter.id).where(col(Letter.state).in_(ON_THE_WAY), or_(*late)).limit(1)
    return session.exec(query).first() is not None
