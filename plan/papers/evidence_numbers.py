"""Evidence sheets are numbered through the year in which they are made, by a sequence of their own."""

from dataclasses import dataclass
from hashlib import sha256

from sqlmodel import Session, col, func, select

from plan.audit.log import Act, write_down
from plan.models.papers import EvidenceSheet


@dataclass(frozen=True, slots=True)
class SheetNumber:
    """Which sheet of which year."""

    year: int
    number: int


def next_sheet(session: Session, act: Act, obligation: int) -> SheetNumber:
    """The next number, taken in the caller's transaction."""
    year = act.today.year
    last = session.exec(select(func.max(col(EvidenceSheet.number))).where(EvidenceSheet.year == year)).one()
    number = SheetNumber(year, (last or 0) + 1)
    session.add(
        EvidenceSheet(year=year, number=number.number, obligation_id=obligation, made_at=act.now, who=act.who)
    )
    session.flush()
    return number


def seal_sheet(session: Session, act: Act, sheet: SheetNumber, name: str, content: bytes) -> None:
    """Keep the sheet as it was made, and its digest."""
    query = select(EvidenceSheet).where(
        EvidenceSheet.year == sheet.year, EvidenceSheet.number == sheet.number
    )
    row = session.exec(query).one()
    digest = sha256(content).hexdigest()
    row.digest, row.file_name, row.content = digest, name, content
    session.add(row)
    detail = {"obligation": row.obligation_id, "sha256": digest}
    write_down(session, act, "proof", f"evidence sheet {sheet.year}/{sheet.number}", detail)
