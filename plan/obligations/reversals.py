"""Mistakes undone: an extension taken back, a receipt that was entered for the wrong agency. Each with a reason, and told.

Functions take the session first and never commit. What cannot be done raises NotPossibleError.
"""

from collections.abc import Callable
from datetime import date

from sqlmodel import Session, col, select

from plan import dates
from plan.agencies.store import load_directory
from plan.audit.log import Act, history, write_down
from plan.errors import NotPossibleError
from plan.ledger.withdrawal import drop_pending_resends
from plan.models import Deadline, Obligation, Party, Receipt, Role
from plan.obligations import acts
from plan.obligations.changes import changed, hold, resume, state_of
from plan.obligations.corrections import tell_right
from plan.obligations.extensions import note_undone
from plan.obligations.receipts import ReceiptFile
from plan.obligations.status import is_open

LastDay = Callable[[date, int], date]
"""The last day on time for a day due and so many working days of grace."""


def undo_extension(session: Session, row: Obligation, act: Act, *, reason: str, last_day: LastDay) -> None:
    """The last extension was a mistake: the day before it holds again, and the ladder goes on from where it stood."""
    hold(session, row)
    if not is_open(row):
        raise NotPossibleError("chỉ rút gia hạn được của việc đang mở")
    if row.extended_from is None:
        raise NotPossibleError("việc này chưa được gia hạn lần nào")
    _check_reason(reason)
    before, wrong = state_of(row), row.due
    note_undone(session, row, act, reason)
    granted = _granted(session, row)
    earlier = _day(granted.get("extended_from"))
    row.due, row.extended_from = _day(granted.get("due")) or row.extended_from, earlier
    row.extended_because = (
        str(granted["extended_because"]) if earlier and granted.get("extended_because") else None
    )
    grace = session.get_one(Deadline, row.deadline_id).grace
    row.ends = last_day(row.due, 0 if earlier else grace)
    changed(session, row, act, "extension undone", before, {"reason": reason})
    drop_pending_resends(session, row.id, "lần gia hạn đã rút lại: bậc thang trước đó tiếp tục")
    resume(session, row, act.today)
    said = f"lần gia hạn đến {dates.day(wrong)} ghi nhầm, đã rút lại ({reason}); thời hạn là {dates.day(row.due)}"
    tell_right(session, row, act, said, _day(granted.get("on")) or row.due)


def _granted(session: Session, row: Obligation) -> dict[str, object]:
    """What held before the extension that holds now, and the day on which that was granted; by the log of acts."""
    now = {"due": row.due.isoformat(), "extended_from": row.extended_from and row.extended_from.isoformat()}
    for line in reversed(history(session, f"obligation {row.id}")):
        before, after = line.detail.get("before"), line.detail.get("after")
        if line.act != "extend" or not isinstance(before, dict) or not isinstance(after, dict):
            continue
        if all(after.get(name) == value for name, value in now.items()):
            return {**before, "on": line.at.date().isoformat()}
    return {}  # the log is younger than the extension: the first day holds again


def _day(text: object) -> date | None:
    return date.fromisoformat(text) if isinstance(text, str) else None


def move_receipt(session: Session, row: Obligation, act: Act, *, to: str, reason: str) -> None:
    """What came in was another agency's: it counts for that one, with its day, number and file, and here no more."""
    hold(session, row)
    if row.done_on is None:
        raise NotPossibleError("việc này chưa ghi nhận xong nên không có gì để chuyển")
    _check_reason(reason)
    other = _same_of(session, row, to, act)
    on, document, note = row.done_on, row.document, row.note
    paper = _file_of(session, row)
    acts.reopen(session, row, act, reason)
    acts.complete(session, other, act, on=on, document=document, note=note, paper=paper)
    about = {"from": row.id, "to": other.id, "reason": reason}
    for one in (row, other):
        write_down(session, act, "receipt moved", f"obligation {one.id}", about)
    number = f", văn bản {document}" if document else ""
    said = f"việc này đã ghi nhận xong ngày {dates.day(on)}{number}; trước đó ghi nhầm cho cơ quan khác ({reason})"
    tell_right(session, other, act, said, on)


def _same_of(session: Session, row: Obligation, agency: str, act: Act) -> Obligation:
    """The obligation of another agency on the same deadline."""
    code = load_directory(session).code_of(agency, act.today)
    leads = select(Party.obligation_id).where(Party.agency == code, Party.role == Role.LEAD)
    same = select(Obligation).where(Obligation.deadline_id == row.deadline_id, Obligation.id != row.id)
    found = session.exec(same.where(col(Obligation.id).in_(leads))).all()
    if len(found) != 1:
        raise NotPossibleError(
            f"{agency!r} không có việc cùng tên ({row.label}); mở lại việc này (dondoc reopen {row.id} --reason …) rồi ghi "
            "nhận cho đúng việc bằng dondoc done"
        )
    return found[0]


def _file_of(session: Session, row: Obligation) -> ReceiptFile | None:
    """The file that came in last."""
    query = select(Receipt).where(Receipt.obligation_id == row.id, col(Receipt.file).is_not(None))
    last = session.exec(query.order_by(col(Receipt.turn).desc())).first()
    return ReceiptFile(last.file_name or "", last.file) if last and last.file else None


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise NotPossibleError("cần nêu lý do")
