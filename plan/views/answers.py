"""Answers by mail that wait for a person, each with the letter it answers, and the work that the letter asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from plan.models import Letter, MailAnswer, Notice, Obligation, Role
from plan.views.columns import columns_of


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """What somebody answered, to which letter, and why it was not taken as the agency's word."""

    id: int
    at: datetime
    letter: int
    agency: str
    sender: str
    subject: str
    text: str
    files: list[str]
    why: str

    def to_json(self) -> dict[str, object]:
        """Keys of its own."""
        return {
            "id": self.id,
            "at": self.at.isoformat(),
            "letter": self.letter,
            "agency": self.agency,
            "sender": self.sender,
            "subject": self.subject,
            "text": self.text,
            "files": list(self.files),
            "why": self.why,
        }


def waiting_answers(session: Session) -> list[AnswerLine]:
    """Those that nobody has looked at, oldest first."""
    columns = columns_of(AnswerLine, MailAnswer, letter=Letter.id, agency=Letter.agency)
    query = select(*columns).join(Letter, col(Letter.id) == col(MailAnswer.letter_id))
    rows = session.exec(query.where(col(MailAnswer.settled_at).is_(None)).order_by(col(MailAnswer.id)))
    return [AnswerLine(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class AskedDuty:
    """Work that a letter asked its agency for, and that is still open."""

    letter: int
    id: int
    label: str
    revision: int


def asked_duties(session: Session, letters: Iterable[int]) -> dict[int, list[AskedDuty]]:
    """What those letters asked for, by letter: an answer to one is about some of it."""
    columns = columns_of(AskedDuty, Obligation, letter=Notice.letter_id)
    query = select(*columns).join(Notice, col(Notice.obligation_id) == col(Obligation.id)).distinct()
    query = query.where(col(Notice.letter_id).in_(set(letters)), Notice.role == Role.LEAD)
    query = query.where(col(Obligation.done_on).is_(None), col(Obligation.cancelled_on).is_(None))
    found: dict[int, list[AskedDuty]] = {}
    for row in session.exec(query.order_by(col(Obligation.id))):
        duty = AskedDuty(*row)
        found.setdefault(duty.letter, []).append(duty)
    return found
