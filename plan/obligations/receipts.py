"""What came in for each obligation: every recording stays, the last one counts."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import defer
from sqlmodel import Session, bindparam, col, func, select

from plan.models import Receipt
from plan.prepared import Prepared


@dataclass(frozen=True, slots=True)
class ReceiptFile:
    """A file that came in."""

    name: str
    content: bytes

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class RecordedReceipt:
    """One recording: what was written down, when, and (a correction, a taking back) why."""

    id: int
    turn: int
    on: date | None
    document: str | None
    note: str | None
    reason: str | None
    recorded_at: datetime
    file_name: str | None
    file_digest: str | None

    def to_json(self) -> dict[str, object]:
        return {
            "turn": self.turn,
            "on": self.on and self.on.isoformat(),
            "document": self.document,
            "note": self.note,
            "reason": self.reason,
            "recorded_at": self.recorded_at.isoformat(),
            "file": self.file_name,
            "sha256": self.file_digest,
        }


def record_receipt(
    session: Session,
    obligation: int,
    now: datetime,
    *,
    on: date | None,
    document: str | None = None,
    note: str | None = None,
    reason: str | None = None,
    paper: ReceiptFile | None = None,
) -> None:
    """One more recording after those there are."""
    ((last,),) = _LAST.ask(session, {"number": obligation})
    row = Receipt(
        obligation_id=obligation,
        turn=(last or 0) + 1,
        on=on,
        document=document,
        note=note,
        reason=reason,
        recorded_at=now,
    )
    if paper:
        row.file_name, row.file_digest, row.file = paper.name, paper.digest, paper.content
    session.add(row)


_LAST = Prepared(select(func.max(Receipt.turn)).where(col(Receipt.obligation_id) == bindparam("number")))


def receipts_of(session: Session, obligation: int) -> tuple[RecordedReceipt, ...]:
    """All that was recorded for one obligation, oldest first, without the files themselves."""
    query = select(Receipt).options(defer(Receipt.file))  # type: ignore[arg-type]  # a column to SQLAlchemy
    rows = session.exec(query.where(Receipt.obligation_id == obligation).order_by(col(Receipt.turn)))
    names = RecordedReceipt.__slots__
    return tuple(RecordedReceipt(**{name: getattr(row, name) for name in names}) for row in rows)
