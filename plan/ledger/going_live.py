"""Going live in the middle of a year: the first letters would say that all is overdue that nobody has recorded yet."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session, col, func, or_, select

from plan.ledger.holds import HoldReason, hold
from plan.models import Deadline, Letter, Notice, Obligation, Party, Regime, Role, Task
from plan.storage.chunks import chunks

LATE = ("late", "escalate")  # how steps are named that say something is overdue


def hold_overdue_import(session: Session, plan: int, now: datetime, today: date) -> int:
    """How many obligations came in overdue with this import; if there are any, letters wait for a person."""
    session.flush()
    leads = select(Party.agency).where(Party.obligation_id == Obligation.id, Party.role == Role.LEAD)
    told = select(Notice.id).where(Notice.obligation_id == Obligation.id)
    query = (
        select(func.count(col(Obligation.id)))
        .join(Deadline, col(Deadline.id) == col(Obligation.deadline_id))
        .outerjoin(Task, col(Task.id) == col(Deadline.task_id))
        .outerjoin(Regime, col(Regime.id) == col(Deadline.regime_id))
        .where(or_(Task.plan_id == plan, Regime.plan_id == plan), Obligation.ends < today)
        .where(col(Obligation.done_on).is_(None), col(Obligation.cancelled_on).is_(None))
        .where(Obligation.changed_at == now, leads.exists(), ~told.exists())
    )
    overdue = session.exec(query).one()
    _hold(session, overdue, now)
    return overdue


def hold_first_letters(session: Session, written: Sequence[int], now: datetime) -> None:
    """The very first letters of a database wait for a person if any of them says that something is overdue."""
    before = session.exec(select(Letter.id).where(Letter.written_at < now).limit(1)).first()
    if before is not None:
        return
    steps = [
        step
        for chunk in chunks(written)
        for step in session.exec(select(Notice.step).where(col(Notice.letter_id).in_(chunk)))
    ]
    _hold(session, sum(step.startswith(LATE) for step in steps), now)


def _hold(session: Session, overdue: int, now: datetime) -> None:
    if overdue:
        detail = f"{overdue} việc; việc đến hạn trước ngày bắt đầu theo dõi thì nhập lại với --from NGÀY"
        hold(session, HoldReason.OVERDUE, now, detail)
