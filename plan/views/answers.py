"""Answers by mail that wait for a person, each with the letter it answers."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from plan.models import Letter, MailAnswer
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
