"""What may happen to an obligation: close, correct, reopen, extend, cancel. Each act is written down.

Functions take the session first and never commit. What cannot be done raises NotPossibleError, whose
text tells the operator why. They are the word of whoever collects; what an agency says is in `acceptance`.
"""

from collections.abc import Callable
from datetime import date

from sqlmodel import Session

from plan import dates
from plan.audit.log import Act
from plan.errors import NotPossibleError
from plan.ledger.withdrawal import drop_pending_resends
from plan.models import Obligation
from plan.obligations import acceptance, receipts
from plan.obligations.changes import changed, hold, resume, state_of, stop
from plan.obligations.corrections import tell_right
from plan.obligations.days import check_day
from plan.obligations.extensions import DecisionPaper, check_paper, record_extension
from plan.obligations.receipts import ReceiptFile
from plan.obligations.status import is_open
from plan.storage.rows import find_row
from plan.vocabulary import ExtensionWay

ObligationAct = Callable[[Session, Obligation], None]
"""One of the acts below upon an obligation, with all that it says already given."""


def find_obligation(session: Session, obligation: int) -> Obligation:
    """The obligation of that number."""
    row = find_row(session, Obligation, obligation)
    if row is None:
        raise NotPossibleError(f"không có việc phải làm số {obligation}; xem số bằng: dondoc obligations")
    return row


class ChangedError(NotPossibleError):
    """Somebody else changed the obligation after it was looked at."""


def perform(session: Session, obligation: int, act: ObligationAct, revision: int | None = None) -> None:
    """Act upon the obligation of that number.

    Raises ChangedError unless it still is at the `revision` that whoever acts has seen; None is whatever it is now.
    """
    row = find_obligation(session, obligation)
    if revision is not None:
        hold(session, row)
        if row.revision != revision:
            raise ChangedError(
                "có người khác vừa ghi việc này; hãy xem tình trạng mới rồi làm lại nếu vẫn cần"
            )
    act(session, row)


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
    hold(session, row)
    if row.cancelled_on:
        raise NotPossibleError("việc này đã hủy; mở lại trước khi ghi nhận hoàn thành (dondoc reopen)")
    if row.done_on:
        raise NotPossibleError(
            f"việc này đã ghi nhận xong ngày {dates.day(row.done_on)}; sửa bằng dondoc correct, nêu lý do"
        )
    check_day(session, row, on, act)
    receipts.record_receipt(session, row.id, act.now, on=on, document=document, note=note, paper=paper)
    acceptance.settle_waiting(session, row, act, on)
    before = state_of(row)
    row.done_on, row.document, row.note = on, document, note
    changed(session, row, act, "done", before, _of_paper(paper))
    stop(session, row)


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
    hold(session, row)
    if not row.done_on:
        raise NotPossibleError("việc này chưa ghi nhận xong; ghi bằng dondoc done")
    if not reason.strip():
        raise NotPossibleError("cần nêu lý do sửa")
    check_day(session, row, on or row.done_on, act)
    before = state_of(row)
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
    changed(session, row, act, "correct", before, {"reason": reason, **_of_paper(paper)})


def reopen(session: Session, row: Obligation, act: Act, reason: str | None = None) -> None:
    """It is not done, or not cancelled, after all; the ladder goes on from where it stood."""
    hold(session, row)
    if is_open(row):
        raise NotPossibleError("việc này đang mở, không cần mở lại")
    before, since = state_of(row), row.done_on or row.cancelled_on
    was = f"đã xong ngày {dates.day(row.done_on)}" if row.done_on else "đã hủy"
    if row.done_on:
        receipts.record_receipt(session, row.id, act.now, on=None, reason=reason or "mở lại")
    row.done_on = row.document = row.note = row.cancelled_on = row.cancelled_because = None
    changed(session, row, act, "reopen", before, {"reason": reason} if reason else {})
    resume(session, row, act.today)
    because = f" ({reason})" if reason else ""
    tell_right(session, row, act, f"việc này từng được ghi là {was}, nay mở lại{because}", since or act.today)


def extend(
    session: Session,
    row: Obligation,
    act: Act,
    *,
    to: date,
    ends: date,
    reason: str,
    paper: DecisionPaper | None = None,
    way: ExtensionWay = ExtensionWay.LATER,
    request: int | None = None,
) -> None:
    """A later day, granted with a reason, by the paper of whoever assigned the work.

    The first day, and how late it was when the day was moved, stay visible; the ladder begins anew.
    """
    hold(session, row)
    if not is_open(row):
        raise NotPossibleError("chỉ gia hạn được việc đang mở")
    if to <= row.due:
        raise NotPossibleError(f"ngày gia hạn phải sau thời hạn đang có ({dates.day(row.due)})")
    if not reason.strip():
        raise NotPossibleError("cần nêu lý do gia hạn")
    check_paper(paper, act)
    before = state_of(row)
    record_extension(session, row, act, to=to, reason=reason, way=way, paper=paper, request=request)
    row.extended_from = row.extended_from or row.due
    row.due, row.ends, row.extended_because = to, ends, reason
    changed(session, row, act, "extend", before, _of_decision(paper))
    drop_pending_resends(session, row.id, "đã gia hạn: bậc thang bắt đầu lại")
    resume(session, row, act.today)


def cancel(
    session: Session, row: Obligation, act: Act, *, reason: str, paper: DecisionPaper | None = None
) -> None:
    """It need not be done any more; it stays visible, with the reason."""
    hold(session, row)
    if not is_open(row):
        raise NotPossibleError("chỉ hủy được việc đang mở")
    if not reason.strip():
        raise NotPossibleError("cần nêu lý do hủy")
    check_paper(paper, act)
    before = state_of(row)
    row.cancelled_on, row.cancelled_because = act.today, reason
    changed(session, row, act, "cancel", before, _of_decision(paper))
    stop(session, row)


def _of_decision(paper: DecisionPaper | None) -> dict[str, object]:
    return {"decision": paper.number, "decided_on": paper.on.isoformat()} if paper else {}


def _of_paper(paper: ReceiptFile | None) -> dict[str, object]:
    return {"file": paper.name, "sha256": paper.digest} if paper else {}
