"""Why a duty is late: its agency says so, and whoever is competent confirms it as objective, or does not.

Functions take the session first and never commit. What cannot be done raises NotPossibleError. A cause changes no
status and stops no ladder; "objective" counts only with who confirmed it, and the number and day of that document.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from plan import dates
from plan.audit.log import Act, write_down
from plan.errors import NotPossibleError
from plan.models import Cause, Obligation
from plan.models.delays import UNDECIDED
from plan.obligations.changes import hold
from plan.prepared import PreparedAmong
from plan.storage.changes import note_obligation
from plan.storage.chunks import chunks

LONGEST = 2000  # characters


@dataclass(frozen=True, slots=True)
class DelayCause:
    """The cause that counts on a day, and what was decided about it by then."""

    text: str
    given_on: date
    objective: bool | None
    confirmed_by: str | None
    document: str | None
    document_on: date | None

    def to_json(self) -> dict[str, object]:
        """The contract's `cause`, and who confirmed it when."""
        return {
            "text": self.text,
            "objective": self.objective,
            "document": self.document,
            "document_on": self.document_on and self.document_on.isoformat(),
            "confirmed_by": self.confirmed_by,
        }


def give_cause(session: Session, row: Obligation, act: Act, *, text: str, agency: str | None = None) -> None:
    """The agency (None: whoever collects, for it) says why it is late. Said again before a decision, the last counts."""
    hold(session, row)
    text = " ".join(text.split())
    if not text or len(text) > LONGEST:
        raise NotPossibleError(f"cần nêu nguyên nhân chậm, không quá {LONGEST} chữ")
    if row.cancelled_on:
        raise NotPossibleError("việc này đã hủy, không cần nêu nguyên nhân")
    if (row.done_on or act.today) <= row.ends:
        raise NotPossibleError("việc này không trễ hạn, không cần nêu nguyên nhân")
    last = _last(session, row)
    if last and last.objective:
        raise NotPossibleError(f"nguyên nhân khách quan đã được xác nhận theo văn bản {last.document}")
    if last and last.text == text and last.objective is None:
        raise NotPossibleError("nguyên nhân này đã nêu, đang chờ xem xét; không cần nêu lại")
    session.add(
        Cause(
            obligation_id=row.id, agency=agency, text=text, given_on=act.today, at=act.now, given_by=act.who
        )
    )
    _write_down(session, row, act, "cause", {"agency": agency, "text": text})


def decide_cause(
    session: Session,
    row: Obligation,
    act: Act,
    *,
    objective: bool,
    document: str,
    document_on: date,
    confirmed_by: str,
) -> None:
    """Whether the cause that was given is objective, by a document of whoever is competent."""
    hold(session, row)
    document, confirmed_by = " ".join(document.split()), " ".join(confirmed_by.split())
    last = _last(session, row)
    if last is None:
        raise NotPossibleError("chưa ai nêu nguyên nhân chậm của việc này; nêu bằng dondoc cause SỐ --text …")
    if last.objective is not None and last.decided_on:
        said = "xác nhận" if last.objective else "không xác nhận"
        raise NotPossibleError(f"nguyên nhân này đã được {said} ngày {dates.day(last.decided_on)}")
    if not any(sign.isdigit() for sign in document):
        raise NotPossibleError("cần số văn bản xác nhận, ví dụ --document 33/TB-UBND")
    if not confirmed_by:
        raise NotPossibleError("cần nêu ai xác nhận (--by)")
    if document_on > act.today:
        raise NotPossibleError(f"ngày văn bản {dates.day(document_on)} còn ở phía trước")
    last.objective, last.confirmed_by = objective, confirmed_by
    last.document, last.document_on = document, document_on
    last.decided_on, last.decided_at, last.decided_by = act.today, act.now, act.who
    session.add(last)
    detail = {"objective": objective, "document": document, "document_on": document_on, "by": confirmed_by}
    _write_down(session, row, act, "cause decided", detail)


def causes_on(session: Session, obligations: Sequence[int], today: date) -> Mapping[int, DelayCause]:
    """Of those obligations for which one was given by that day, the last, as it was decided by then."""
    found: dict[int, DelayCause] = {}
    for chunk in chunks(_GIVEN.which(session, obligations)):
        query = select(Cause).where(col(Cause.obligation_id).in_(chunk), Cause.given_on <= today)
        for row in session.exec(query.order_by(col(Cause.id))):
            found[row.obligation_id] = _as_value(row, today)
    return found


# Of most none was.
_GIVEN = PreparedAmong(select(Cause.obligation_id), col(Cause.obligation_id))


def count_undecided(session: Session) -> int:
    """How many causes nobody has confirmed or refused: of each duty the last alone."""
    return session.exec(select(func.count()).select_from(Cause).where(UNDECIDED)).one()


def _write_down(session: Session, row: Obligation, act: Act, name: str, detail: Mapping[str, object]) -> None:
    """No letter that waits is untrue by it."""
    row.revision, row.changed_at = row.revision + 1, act.now
    session.add(row)
    write_down(session, act, name, f"obligation {row.id}", detail)
    note_obligation(session, row.id)
    session.flush()


def _as_value(row: Cause, today: date) -> DelayCause:
    if row.decided_on is None or row.decided_on > today:
        return DelayCause(row.text, row.given_on, None, None, None, None)
    return DelayCause(row.text, row.given_on, row.objective, row.confirmed_by, row.document, row.document_on)


def _last(session: Session, row: Obligation) -> Cause | None:
    query = select(Cause).where(Cause.obligation_id == row.id).order_by(col(Cause.id).desc())
    return session.exec(query).first()
