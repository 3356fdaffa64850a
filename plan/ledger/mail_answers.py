"""Answers by mail that a person has to look at: listed until somebody has."""

from plan.audit.log import Act, write_down
from plan.errors import NotPossibleError
from plan.models import MailAnswer
from plan.storage.changes import note_act
from plan.storage.rows import find_row
from plan.storage.session import Session


def resolve_answer(session: Session, act: Act, number: int) -> MailAnswer:
    """Somebody has looked at it, and recorded what there was to record."""
    row = find_row(session, MailAnswer, number)
    if row is None or row.settled_at is not None:
        raise NotPossibleError(f"không có thư trả lời số {number} đang chờ; xem số bằng: dondoc answers list")
    row.settled_at = act.now
    session.add(row)
    write_down(session, act, "settle-answer", f"mail answer {number}", {"mail": row.sender})
    note_act(session)
    session.flush()
    return row
