"""The decisions that gave an obligation another day: each is a row, so that what was late before stays visible."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, or_, select

from plan import dates
from plan.audit.log import Act
from plan.errors import NotPossibleError
from plan.models import Extension, Obligation
from plan.prepared import PreparedAmong
from plan.storage.chunks import chunks
from plan.vocabulary import ExtensionWay


@dataclass(frozen=True, slots=True)
class DecisionPaper:
    """The paper of whoever assigned the work that decides on a request: its number and day."""

    number: str
    on: date


@dataclass(frozen=True, slots=True)
class Extended:
    """One decision as papers and lists show it; `late_from` is the last day on time before it, if that was over."""

    way: ExtensionWay
    due_before: date
    ends_before: date
    due_after: date | None
    reason: str
    document: str | None
    document_on: date | None
    decided_on: date

    @property
    def was_late(self) -> bool:
        """Whether the day had passed when it was decided: that lateness was run, and stays."""
        return self.decided_on > self.ends_before

    def to_json(self) -> dict[str, object]:
        """One of the `extensions` of an obligation."""
        return {
            "way": self.way.value,
            "from": self.due_before.isoformat(),
            "ends_before": self.ends_before.isoformat(),
            "to": self.due_after and self.due_after.isoformat(),
            "reason": self.reason,
            "document": self.document,
            "document_on": self.document_on and self.document_on.isoformat(),
            "on": self.decided_on.isoformat(),
            "was_late": self.was_late,
        }


def check_paper(paper: DecisionPaper | None, act: Act) -> None:
    """Raises NotPossibleError for a number that is no document's, or a day that has not come."""
    if paper is None:
        return
    if not any(sign.isdigit() for sign in paper.number):
        raise NotPossibleError(f"{paper.number!r} không phải số văn bản; ghi như 33/TB-UBND")
    if paper.on > act.today:
        raise NotPossibleError(f"ngày văn bản {dates.day(paper.on)} còn ở phía trước")


def record_extension(
    session: Session,
    row: Obligation,
    act: Act,
    *,
    to: date | None,
    reason: str,
    way: ExtensionWay,
    paper: DecisionPaper | None,
    request: int | None,
) -> None:
    """Keep the decision, with the days as they were before it. To be called before the row is changed."""
    session.add(
        Extension(
            obligation_id=row.id,
            request_id=request,
            way=way,
            due_before=row.due,
            ends_before=row.ends,
            due_after=to,
            reason=reason,
            document=paper.number if paper else None,
            document_on=paper.on if paper else None,
            decided_on=act.today,
            decided_at=act.now,
            decided_by=act.who,
        )
    )


def note_undone(session: Session, row: Obligation, act: Act, reason: str) -> None:
    """The decision that gave the day of now was a mistake: it counts no more from today on. Before the row is changed."""
    mine = select(Extension).where(Extension.obligation_id == row.id, Extension.due_after == row.due)
    mine = mine.where(col(Extension.undone_on).is_(None)).order_by(col(Extension.id).desc())
    if last := session.exec(mine).first():
        last.undone_on, last.undone_because = act.today, reason
        session.add(last)


def extensions_on(
    session: Session, obligations: Sequence[int], today: date
) -> Mapping[int, tuple[Extended, ...]]:
    """The decisions about each of these obligations that stood on that day, oldest first."""
    stands = or_(col(Extension.undone_on).is_(None), col(Extension.undone_on) > today)
    found: dict[int, tuple[Extended, ...]] = {}
    for chunk in chunks(_EXTENDED.which(session, obligations)):
        query = select(Extension).where(
            col(Extension.obligation_id).in_(chunk), Extension.decided_on <= today, stands
        )
        for row in session.exec(query.order_by(col(Extension.id))):
            found[row.obligation_id] = (*found.get(row.obligation_id, ()), _as_value(row))
    return found


# Of most no day was moved.
_EXTENDED = PreparedAmong(select(Extension.obligation_id), col(Extension.obligation_id))


def _as_value(row: Extension) -> Extended:
    return Extended(
        row.way,
        row.due_before,
        row.ends_before,
        row.due_after,
        row.reason,
        row.document,
        row.document_on,
        row.decided_on,
    )
