"""What every act upon an obligation shares: it is held for the act, written down, and its ladders stop or go on."""

from collections.abc import Mapping
from datetime import date

from sqlmodel import Session, bindparam, col, update

from plan.audit.log import Act, write_down
from plan.ledger.withdrawal import withdraw_about
from plan.models import Obligation, Party
from plan.obligations.corrections import keep_untold
from plan.obligations.events import tell_act
from plan.prepared import Prepared
from plan.storage.changes import note_obligation

NO_LONGER_TRUE = {
    "done": "việc đã xong trước khi thư đi",
    "declared": "cơ quan đã báo xong trước khi thư đi",
    "accept": "việc được xác nhận xong trước khi thư đi",
    "send-back": "báo cáo bị trả lại trước khi thư đi",
    "declaration taken back": "cơ quan rút lại điều đã báo trước khi thư đi",
    "correct": "điều ghi nhận đã được sửa trước khi thư đi",
    "reopen": "việc được mở lại trước khi thư đi",
    "extension undone": "lần gia hạn được rút lại trước khi thư đi",
    "extend": "việc được gia hạn trước khi thư đi",
    "cancel": "việc được hủy trước khi thư đi",
}
_HELD = "obligations that are held"
FIELDS = (
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


def hold(session: Session, row: Obligation) -> None:
    """The row as it is now, and nobody else's until the transaction ends: two acts at once are one after the other."""
    held = _held(session)
    if row.id not in held:
        session.refresh(row, with_for_update=True)
        held.add(row.id)


def _held(session: Session) -> set[int]:
    """What this transaction holds already; what a savepoint took is given back with it, so each has its own."""
    transaction = session.get_transaction(), session.get_nested_transaction()
    known: tuple[object, set[int]] | None = session.info.get(_HELD)
    if known is None or known[0] != transaction:
        known = session.info[_HELD] = transaction, set[int]()
    return known[1]


def state_of(row: Obligation) -> dict[str, object]:
    """What the log of acts says of it, before and after."""
    values = {name: getattr(row, name) for name in FIELDS}
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in values.items()}


def changed(
    session: Session,
    row: Obligation,
    act: Act,
    name: str,
    before: Mapping[str, object],
    more: Mapping[str, object] | None = None,
) -> None:
    """Write the act down. Letters that wait say what was true before: they go no more, what else they say is written anew."""
    row.revision += 1
    row.changed_at = act.now
    session.add(row)
    detail = {"before": before, "after": state_of(row), **(more or {})}
    write_down(session, act, name, f"obligation {row.id}", detail)
    note_obligation(session, row.id)
    session.flush()
    tell_act(session, row, name, act.now, act.today)
    withdraw_about(session, row.id, NO_LONGER_TRUE[name], act.now, act.today)


def stop(session: Session, row: Obligation) -> None:
    """Nobody is asked again, but for who is still to be told that something was a mistake."""
    _ASK.change(session, {"number": row.id, "next": None})
    keep_untold(session, row)


def resume(session: Session, row: Obligation, on: date) -> None:
    """Ask again at the first tick of that day: what is then due is decided anew."""
    _ASK.change(session, {"number": row.id, "next": on})


_ASK = Prepared(
    update(Party).where(col(Party.obligation_id) == bindparam("number")).values(next_on=bindparam("next"))
)
