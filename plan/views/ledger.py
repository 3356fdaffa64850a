"""What was said about an obligation and what is still to come, for whoever asks why."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from plan.models import Letter, Notice, Party
from plan.views.columns import columns_of
from plan.vocabulary import LetterState, Role


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A step that was told or passed over, with the letter that tells it, if one does.

    Many steps that were passed over together are one line, from `step` to `last_step`.
    """

    day: date
    agency: str
    role: Role
    step: str
    last_step: str | None
    steps: int
    reason: str
    owed: bool
    letter: int | None
    state: LetterState | None
    subject: str | None
    finished_at: datetime | None
    error: str | None

    @property
    def refused(self) -> bool:
        return self.state == LetterState.REFUSED

    @property
    def told(self) -> bool:
        """Whether a letter tells it that was not refused; it may still be on its way."""
        return self.letter is not None and not self.refused

    @property
    def unreached(self) -> bool:
        """It was to be told and has told nobody: its letter was refused or taken back."""
        return self.owed or self.refused


def ledger_of(session: Session, obligation: int) -> list[LedgerLine]:
    """All that was told, or passed over, about one obligation, oldest first."""
    of_letter = {name: getattr(Letter, name) for name in ("state", "subject", "finished_at", "error")}
    query = select(*columns_of(LedgerLine, Notice, letter=Notice.letter_id, **of_letter))
    query = query.outerjoin(Letter, col(Letter.id) == col(Notice.letter_id))
    query = query.where(Notice.obligation_id == obligation).order_by(col(Notice.day), col(Notice.id))
    return [LedgerLine(*row) for row in session.exec(query)]


@dataclass(frozen=True, slots=True)
class ComingLook:
    """A day on which it is looked at again whether an agency has to hear."""

    day: date
    agency: str
    role: Role


def coming_for(session: Session, obligation: int) -> list[ComingLook]:
    """When each party of the obligation is considered next, by day."""
    query = select(*columns_of(ComingLook, Party, day=Party.next_on))
    query = query.where(Party.obligation_id == obligation, col(Party.next_on).is_not(None))
    rows = session.exec(query.order_by(col(Party.next_on), col(Party.agency)))
    return [ComingLook(*row) for row in rows]
