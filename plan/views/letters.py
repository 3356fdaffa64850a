"""Letters as lists and pages show them: all but their bytes, which are most of the database."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, func, select

from plan.models import Letter, Notice, Obligation
from plan.storage.rows import LARGEST_NUMBER
from plan.views.columns import columns_of
from plan.vocabulary import LetterState, Role


@dataclass(frozen=True, slots=True)
class LetterRecord:
    """A letter: to whom, of what kind and day, by which channel, where it is on its way, and what was said of it there."""

    id: int
    day: date
    kind: str
    agency: str
    channel: str
    beside: bool
    state: LetterState
    subject: str
    recipients: Sequence[str]
    attempts: int
    fault: str | None
    error: str | None
    refused: dict[str, str]
    written_at: datetime
    try_at: datetime

    def to_json(self) -> dict[str, object]:
        """As `dondoc outbox list --json` says it."""
        return {
            "id": self.id,
            "day": self.day.isoformat(),
            "kind": self.kind,
            "agency": self.agency,
            "channel": self.channel,
            "state": self.state.value,
            "subject": self.subject,
            "attempts": self.attempts,
            "fault": self.fault,
            "error": self.error,
            "refused": self.refused,
        }


LINES = select(*columns_of(LetterRecord, Letter))


def lines_of(session: Session, query: Any) -> list[LetterRecord]:
    """The letters that a query made from LINES finds."""
    return [LetterRecord(*row) for row in session.exec(query)]


def letters(
    session: Session, states: Collection[LetterState] | None = None, since: date = date.min
) -> list[LetterRecord]:
    """Every letter, or those in these states, of that day or later; oldest first."""
    query = LINES.order_by(col(Letter.id))
    if states is not None:
        query = query.where(col(Letter.state).in_(states))
    if since != date.min:
        query = query.where(Letter.day >= since)
    return lines_of(session, query)


@dataclass(frozen=True, slots=True)
class LetterFilter:
    """Which letters to list; what is empty does not matter."""

    kind: str | None = None
    state: LetterState | None = None
    agency: str = ""
    day: date | None = None


def newest_letters(session: Session, wanted: LetterFilter, *, skip: int, limit: int) -> list[LetterRecord]:
    """A page of the letters, newest first."""
    query = LINES.order_by(col(Letter.id).desc()).limit(limit).offset(skip)
    if wanted.kind is not None:
        query = query.where(Letter.kind == wanted.kind)
    if wanted.state is not None:
        query = query.where(Letter.state == wanted.state)
    if wanted.agency:
        query = query.where(Letter.agency == wanted.agency)
    if wanted.day is not None:
        query = query.where(Letter.day == wanted.day)
    return lines_of(session, query)


def letter(session: Session, number: int) -> LetterRecord | None:
    """The letter of that number."""
    return next(iter(lines_of(session, LINES.where(Letter.id == number))), None) if _can_be(number) else None


def letter_bytes(session: Session, number: int) -> bytes | None:
    """The letter exactly as it goes over the wire."""
    return session.exec(select(Letter.raw).where(Letter.id == number)).first() if _can_be(number) else None


def newest_letter(session: Session, kind: str | None = None) -> int | None:
    """The number of the letter (of that kind) that was written last."""
    query = select(func.max(col(Letter.id)))
    return session.exec(query.where(Letter.kind == kind) if kind else query).one()


def letters_written(session: Session, first: date, last: date, after: int) -> list[LetterRecord]:
    """The letters of these days that were written after the letter `after`, day by day."""
    query = LINES.where(col(Letter.day).between(first, last), col(Letter.id) > after)
    return lines_of(session, query.order_by(col(Letter.day), col(Letter.id)))


@dataclass(frozen=True, slots=True)
class SaidItem:
    """One thing that a letter says: of which obligation, which step, and why it is said."""

    obligation: int
    step: str
    role: Role
    reason: str
    label: str
    due: date


def said_in(session: Session, letter: int) -> list[SaidItem]:
    """What the letter says, in the order in which it was written down."""
    columns = columns_of(SaidItem, Notice, obligation=Notice.obligation_id, label=Obligation.label, due=Obligation.due)  # fmt: skip
    query = select(*columns).join(Obligation, col(Obligation.id) == col(Notice.obligation_id))
    rows = session.exec(query.where(Notice.letter_id == letter).order_by(col(Notice.id)))
    return [SaidItem(*row) for row in rows]


def _can_be(number: int) -> bool:
    return number <= LARGEST_NUMBER
