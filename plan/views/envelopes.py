"""Documents that came in in envelopes of the axis, as a page and the shell list them: never with their bytes."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, func, select

from plan.models import IncomingDocument
from plan.views.columns import columns_of
from plan.vocabulary import IncomingState


@dataclass(frozen=True, slots=True)
class IncomingLine:
    """One of them, and what became of it."""

    id: int
    at: datetime
    organ: str
    organ_name: str
    agency: str | None
    document_id: str
    number: str
    issued_on: date | None
    subject: str
    business: int
    reason: str
    status_code: str
    urging_letter_id: int | None
    files: list[str]
    state: IncomingState
    obligation_id: int | None
    arrived_on: date | None
    decided_by: str
    because: str

    def to_json(self) -> dict[str, object]:
        """Keys of its own; days as ISO 8601."""
        return {
            "id": self.id,
            "at": self.at.isoformat(),
            "organ": self.organ,
            "agency": self.agency,
            "document_id": self.document_id,
            "number": self.number,
            "issued_on": self.issued_on and self.issued_on.isoformat(),
            "subject": self.subject,
            "status": self.status_code or None,
            "files": list(self.files),
            "state": self.state.value,
            "obligation": self.obligation_id,
            "arrived_on": self.arrived_on and self.arrived_on.isoformat(),
        }


def incoming_lines(session: Session, limit: int) -> tuple[list[IncomingLine], int]:
    """What waits for a person first, then the newest; and how many there are."""
    waits = col(IncomingDocument.state) == IncomingState.WAITING
    query = select(*columns_of(IncomingLine, IncomingDocument))
    rows = session.exec(query.order_by(waits.desc(), col(IncomingDocument.id).desc()).limit(limit))
    return [IncomingLine(*row) for row in rows], session.exec(
        select(func.count(col(IncomingDocument.id)))
    ).one()


def incoming_line(session: Session, number: int) -> IncomingLine | None:
    """The one of that number."""
    query = select(*columns_of(IncomingLine, IncomingDocument)).where(IncomingDocument.id == number)
    found = session.exec(query).first()
    return IncomingLine(*found) if found else None


def waiting_documents(session: Session) -> list[IncomingLine]:
    """Those that wait for a person, oldest first."""
    query = select(*columns_of(IncomingLine, IncomingDocument))
    rows = session.exec(
        query.where(IncomingDocument.state == IncomingState.WAITING).order_by(col(IncomingDocument.id))
    )
    return [IncomingLine(*row) for row in rows]


def incoming_number(session: Session, raw: bytes) -> int | None:
    """The number of the very same file, if it came in before and still waits."""
    same = select(IncomingDocument.id).where(IncomingDocument.content == raw)
    return session.exec(same.where(IncomingDocument.state == IncomingState.WAITING)).first()
