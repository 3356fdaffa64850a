"""What agencies said is done, as frozen values: what waits for whoever collects, and what became of the rest."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from plan.models import Declaration, Obligation
from plan.models.declarations import WAITING_WORD
from plan.models.duties import OPEN
from plan.prepared import Prepared, PreparedAmong
from plan.storage.chunks import chunks
from plan.vocabulary import DeclarationState


@dataclass(frozen=True, slots=True)
class Declared:
    """One agency's word about one obligation; `on` is the day that it says, `declared_on` when it said so."""

    id: int
    obligation: int
    agency: str
    on: date
    document: str | None
    note: str | None
    declared_on: date
    at: datetime
    file_name: str | None
    file_digest: str | None
    state: str
    held_on: date | None
    decided_on: date | None
    decided_at: datetime | None
    decided_by: str | None
    decided_document: str | None
    because: str | None

    def to_json(self) -> dict[str, object]:
        """The contract's `declared`."""
        return {
            "on": self.on.isoformat(),
            "document": self.document,
            "at": self.at.isoformat(),
            "by": self.agency,
        }


@dataclass(frozen=True, slots=True)
class SentBack:
    """The last time that a declaration was sent back."""

    on: date
    reason: str
    word: Declared | None = None  # what was sent back

    def to_json(self) -> dict[str, object]:
        """The contract's `sent_back`."""
        return {"on": self.on.isoformat(), "reason": self.reason}


@dataclass(frozen=True, slots=True)
class DeclaredState:
    """What of the declarations about one obligation counts on a day: those that wait, oldest first, and the last of either end."""

    waiting: tuple[Declared, ...] = ()
    sent_back: SentBack | None = None
    accepted: Declared | None = None  # the last one that was


NOTHING_DECLARED = DeclaredState()
WITHOUT_FILE = defer(Declaration.file)  # type: ignore[arg-type]  # a column to SQLAlchemy


def declarations_of(session: Session, obligation: int) -> tuple[Declared, ...]:
    """All that was declared about one obligation, oldest first, without the files themselves."""
    return _read(session, [obligation])


def waiting(session: Session) -> tuple[Declared, ...]:
    """What waits to be accepted or sent back, all obligations together, oldest first."""
    if not _WAITING.ask(session):
        return ()
    query = select(Declaration).join(Obligation).where(OPEN)
    query = query.where(WAITING_WORD).options(WITHOUT_FILE)
    # Asked to sort, SQLite walks every declaration there ever was in the order of their numbers.
    return tuple(sorted(map(_as_value, session.exec(query)), key=lambda one: one.id))


# Each tick asks, and on most days nothing does.
_WAITING = Prepared(select(Declaration.id).join(Obligation).where(OPEN, WAITING_WORD).limit(1))


def states_on(session: Session, obligations: Sequence[int], today: date) -> Mapping[int, DeclaredState]:
    """Of those obligations that anything was declared about, what counts on that day."""
    found: dict[int, list[Declared]] = {}
    for one in _read(session, obligations):
        if one.declared_on <= today:
            found.setdefault(one.obligation, []).append(one)
    return {number: _state(mine, today) for number, mine in found.items()}


def settled_since(session: Session, obligations: Collection[int]) -> tuple[Declared, ...]:
    """What about these obligations waits, or was sent back: whoever declared it is told so."""
    kept = {DeclarationState.WAITING, DeclarationState.SENT_BACK}
    return tuple(one for one in _read(session, sorted(obligations)) if one.state in kept)


def _state(mine: Sequence[Declared], today: date) -> DeclaredState:
    still = tuple(one for one in mine if one.decided_on is None or one.decided_on > today)
    decided = [one for one in mine if one not in still]
    back = [one for one in decided if one.state == DeclarationState.SENT_BACK]
    accepted = [one for one in decided if one.state == DeclarationState.ACCEPTED]
    last = max(back, key=lambda one: one.id, default=None)
    return DeclaredState(
        still,
        SentBack(last.decided_on or today, last.because or "", last) if last else None,
        max(accepted, key=lambda one: one.id, default=None),
    )


def _read(session: Session, obligations: Sequence[int]) -> tuple[Declared, ...]:
    found: list[Declared] = []
    for chunk in chunks(_DECLARED.which(session, obligations)):
        query = select(Declaration).where(col(Declaration.obligation_id).in_(chunk)).options(WITHOUT_FILE)
        found += map(_as_value, session.exec(query.order_by(col(Declaration.id))))
    return tuple(found)


# Of most nothing was: asked without rows, which would cost several times as much.
_DECLARED = PreparedAmong(select(Declaration.obligation_id), col(Declaration.obligation_id))


def _as_value(row: Declaration) -> Declared:
    return Declared(
        id=row.id,
        obligation=row.obligation_id,
        agency=row.agency,
        on=row.on,
        document=row.document,
        note=row.note,
        declared_on=row.declared_on,
        at=row.at,
        file_name=row.file_name,
        file_digest=row.file_digest,
        state=row.state.value,
        held_on=row.held_on,
        decided_on=row.decided_on,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        decided_document=row.decided_document,
        because=row.because,
    )
