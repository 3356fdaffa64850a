"""What happened to one obligation: the acts of people, and what its agencies were told or not told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from plan.models import Agency, Audit, Letter, Notice
from plan.views.columns import columns_of
from plan.vocabulary import LetterState, Role


@dataclass(frozen=True, slots=True)
class HistoryAct:
    """One act as the log has it; `number` is that of its line."""

    number: int
    at: datetime
    who: str
    act: str
    detail: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class HistoryNotice:
    """One step of a ladder for one agency. Without a letter it was passed over, for the reason given."""

    day: date
    agency: str
    name: str
    role: Role
    step: str
    reason: str
    owed: bool
    letter: int | None
    kind: str | None
    state: LetterState | None
    finished_at: datetime | None
    error: str | None

    @property
    def was_told(self) -> bool:
        """Whether a letter said it that was not taken back or refused."""
        return self.letter is not None and not self.owed and self.state != LetterState.REFUSED


def acts_upon(session: Session, obligation: int) -> tuple[HistoryAct, ...]:
    """What people did to it, oldest first."""
    query = select(*columns_of(HistoryAct, Audit)).where(Audit.subject == f"obligation {obligation}")
    return tuple(HistoryAct(*row) for row in session.exec(query.order_by(col(Audit.number))))


def notices_of(session: Session, obligation: int) -> tuple[HistoryNotice, ...]:
    """What was said of it to whom, and what was not and why, oldest first."""
    columns = columns_of(
        HistoryNotice,
        Notice,
        name=Agency.name,
        letter=Notice.letter_id,
        kind=Letter.kind,
        state=Letter.state,
        finished_at=Letter.finished_at,
        error=Letter.error,
    )
    query = (
        select(*columns)
        .join(Agency, col(Agency.code) == col(Notice.agency))
        .outerjoin(Letter, col(Letter.id) == col(Notice.letter_id))
        .where(Notice.obligation_id == obligation)
        .order_by(col(Notice.day), col(Notice.id))
    )
    return tuple(HistoryNotice(*row) for row in session.exec(query))
