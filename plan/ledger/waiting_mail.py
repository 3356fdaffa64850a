"""What came by mail and waits for somebody to look at it: seen to, it waits no more."""

from typing import TypeVar

from plan.audit.log import Act, write_down
from plan.errors import NotPossibleError
from plan.models import MailAnswer, StrayBounce
from plan.storage.changes import note_act
from plan.storage.rows import find_row
from plan.storage.session import Session

Waiting = TypeVar("Waiting", MailAnswer, StrayBounce)


def _see_to(session: Session, act: Act, table: type[Waiting], number: int, none: str) -> Waiting:
    row = find_row(session, table, number, hold=True)  # of two who see to it at once, one does
    if row is None or row.settled_at is not None:
        raise NotPossibleError(none)
    row.settled_at = act.now
    session.add(row)
    note_act(session)
    session.flush()
    return row


def resolve_answer(session: Session, act: Act, number: int) -> MailAnswer:
    """Somebody has looked at the answer, and recorded what there was to record."""
    none = f"không có thư trả lời số {number} đang chờ; xem số bằng: dondoc answers list"
    row = _see_to(session, act, MailAnswer, number, none)
    write_down(session, act, "settle-answer", f"mail answer {number}", {"mail": row.sender})
    return row


def resolve_stray(session: Session, act: Act, number: int) -> StrayBounce:
    """Somebody has seen to the report of no letter, or the message that could not be read."""
    none = f"không có thư lạ số {number} đang chờ; xem số bằng: dondoc returns list"
    row = _see_to(session, act, StrayBounce, number, none)
    write_down(session, act, "settle-stray", f"stray {number}", {"subject": row.subject})
    return row
