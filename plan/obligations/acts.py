"""What may happen to an obligation: close, correct, reopen, extend, cancel. Each act is written down.

Functions take the session first and never commit. What cannot be done raises NotPossibleError, whose
text tells the operator why.
"""

from collections.abc import Callable, Mapping
from datetime import date

from sqlmodel import Session, col, update

from plan import dates
from plan.audit.log import Act, write_down
from plan.errors import NotPossibleError
from plan.ledger.withdrawal import drop_pending_resends, withdraw_about
from plan.models import Obligation, Party
from plan.obligations import receipts
from plan.obligations.receipts import ReceiptFile
from plan.storage.changes import note_change
from plan.storage.rows import find_row

NO_LONGER_TRUE = {
    "done": "việc đã xong trước khi thư đi",
    "correct": "điều ghi nhận đã được sửa trước khi thư đi",
    "reopen": "việc được mở lại trước khi thư đi",
    "extend": "việc được gia hạn trước khi thư đi",
    "cancel": "việc được hủy trước khi thư đi",
}


ObligationAct = Callable[[Session, Obligation], None]
"""One of the acts below upon an obligation, with all that it says already given."""


def find_obligation(session: Session, obligation: int) -> Obligation:
    """The obligation of that number."""
    row = find_row(session, Obligation, obligation)
    if row is None:
        raise NotPossibleError(f"không có việc phải làm số {obligation}; xem số bằng: dondoc obligations")
    return row


def perform(session: Session, obligation: int, act: ObligationAct) -> None:
    """Act upon the obligation of that number."""
    act(session, find_obligation(session, obligation))


def complete(
    session: Session,
    row: Obligation,
    act: Act,
    *,
    on: date,
    document: str | None,
    note: str | None,
    paper: ReceiptFile | None = None,
) -> None:
    """It was done on the day `on`; late or not is computed from that day. Every ladder stops at once."""
    if row.cancelled_on:
        raise NotPossibleError("việc này đã hủy; mở lại trước khi ghi nhận hoàn thành (dondoc reopen)")
    if row.done_on:
        raise NotPossibleError(
            f"việc này đã ghi nhận xong ngày {dates.day(row.done_on)}; sửa bằng dondoc correct, nêu lý do"
        )
    _check_day(on, act)
    before = _state(row)
    row.done_on, row.document, row.note = on, document, note
    receipts.record_receipt(session, row.id, act.now, on=on, document=document, note=note, paper=paper)
    _changed(session, row, act, "done", before, _of_paper(paper))
    _stop(session, row)


def correct(
    session: Session,
    row: Obligation,
    act: Act,
    *,
    reason: str,
    on: date | None = None,
    document: str | None = None,
    note: str | None = None,
    paper: ReceiptFile | None = None,
) -> None:
    """What was recorded was wrong: what is given takes its place, with a reason; the original is kept."""
    if not row.done_on:
        raise NotPossibleError("việc này chưa ghi nhận xong; ghi bằng dondoc done")
    if not reason.strip():
        raise NotPossibleError("cần nêu lý do sửa")
    _check_day(on or row.done_on, act)
    before = _state(row)
    now = (on or row.done_on, row.document if document is None else document, note or row.note)
    if now == (row.done_on, row.document, row.note) and paper is None:
        raise NotPossibleError("không có gì khác với điều đã ghi; hãy nêu ngày, số văn bản hoặc tệp đúng")
    row.done_on, row.document, row.note = now
    receipts.record_receipt(
        session,
        row.id,
        act.now,
        on=row.done_on,
        document=row.document,
        note=row.note,
        reason=reason,
        paper=paper,
    )
    _changed(session, row, act, "correct", before, {"reason": reason, **_of_paper(paper)})


def reopen(session: Session, row: Obligation, act: Act, reason: str | None = None) -> None:
    """It is not done, or not cancelled, after all; the ladder goes on from where it stood."""
    if not row.done_on and not row.cancelled_on:
        raise NotPossibleError("việc này đang mở, không cần mở lại")
    before = _state(row)
    if row.done_on:
        receipts.record_receipt(session, row.id, act.now, on=None, reason=reason or "mở lại")
    row.done_on = row.document = row.note = row.cancelled_on = row.cancelled_because = None
    _changed(session, row, act, "reopen", before, {"reason": reason} if reason else {})
    _resume(session, row, act.today)


def extend(session: Session, row: Obligation, act: Act, *, to: date, ends: date, reason: str) -> None:
    """A later day, granted with a reason; the first day stays visible and the ladder begins anew."""
    if row.done_on or row.cancelled_on:
        raise NotPossibleError("chỉ gia hạn được việc đang mở")
    if to <= row.due:
        raise NotPossibleError(f"ngày gia hạn phải sau thời hạn đang có ({dates.day(row.due)})")
    if not reason.strip():
        raise NotPossibleError("cần nêu lý do gia hạn")
    before = _state(row)
    row.extended_from = row.extended_from or row.due
    row.due, row.ends, row.extended_because = to, ends, reason
    _changed(session, row, act, "extend", before)
    drop_pending_resends(session, row.id, "đã gia hạn: bậc thang bắt đầu lại")
    _resume(session, row, act.today)


def cancel(session: Session, row: Obligation, act: Act, *, reason: str) -> None:
    """It need not be done any more; it stays visible, with the reason."""
    if row.done_on or row.cancelled_on:
        raise NotPossibleError("chỉ hủy được việc đang mở")
    if not reason.strip():
        raise NotPossibleError("cần nêu lý do hủy")
    before = _state(row)
    row.cancelled_on, row.cancelled_because = act.today, reason
    _changed(session, row, act, "cancel", before)
    _stop(session, row)


def _check_day(on: date, act: Act) -> None:
    if on > act.today:
        raise NotPossibleError(f"ngày hoàn thành {dates.day(on)} còn ở phía trước; hãy ghi khi việc đã xong")


def _of_paper(paper: ReceiptFile | None) -> dict[str, object]:
    return {"file": paper.name, "sha256": paper.digest} if paper else {}


def _changed(
    session: Session,
    row: Obligation,
    act: Act,
    name: str,
    before: dict[str, object],
    more: Mapping[str, object] | None = None,
) -> None:
    row.revision += 1
    row.changed_at = act.now
    session.add(row)
    detail = {"before": before, "after": _state(row), **(more or {})}
    write_down(session, act, name, f"obligation {row.id}", detail)
    note_change(session)
    session.flush()
    # A letter that waits says what was true before: it goes no more, and what else it says is written anew.
    withdraw_about(session, row.id, NO_LONGER_TRUE[name], act.now, act.today)


def _state(row: Obligation) -> dict[str, object]:
    fields = (
        "due",
        "ends",
        "done_on",
        "document",
        "note",
        "cancelled_on",
        "cancelled_because",
        "extended_from",
        "extended_because",
    )
    values = {name: getattr(row, name) for name in fields}
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in values.items()}


def _stop(session: Session, row: Obligation) -> None:
    session.exec(update(Party).where(col(Party.obligation_id) == row.id).values(next_on=None))


def _resume(session: Session, row: Obligation, today: date) -> None:
    """Ask again at the next tick: what is then due is decided anew."""
    session.exec(update(Party).where(col(Party.obligation_id) == row.id).values(next_on=today))
