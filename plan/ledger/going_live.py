"""Going live in the middle of a year: the first letters would say that all is overdue that nobody has recorded yet."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session, col, func, or_, select

from plan.facts import INSTANT, TICKED, FactOf
from plan.ledger.holds import OPERATOR, HoldReason, hold
from plan.models import Deadline, Letter, Notice, Obligation, Party, Regime, Role, Task
from plan.models.duties import OPEN
from plan.steps import parse_step
from plan.storage.chunks import chunks

_FIRST_SINCE = FactOf(
    "first-letters-since", INSTANT
)  # the first tick of all, until the first letters of all are written


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
        .where(OPEN, Obligation.changed_at == now, leads.exists(), ~told.exists())
    )
    overdue = session.exec(query).one()
    _hold(session, overdue, now)
    return overdue


def is_first(session: Session) -> bool:
    """Whether nothing ticked here before, or the first letters of all are not all written yet."""
    return TICKED.of(session) is None or _FIRST_SINCE.of(session) is not None


def hold_first_letters(session: Session, written: Sequence[int], now: datetime, *, is_over: bool) -> None:
    """The very first letters of a database wait for a person if any of them says that something is overdue.

    They are over once a tick in office hours has written all of them: a service may start in the evening, or be
    stopped among them.
    """
    since = _FIRST_SINCE.of(session) or now
    if is_over:
        _FIRST_SINCE.clear(session)
    else:
        _FIRST_SINCE.put(session, since)
    earlier = Letter.written_at < since
    before = select(Letter.id).where(earlier, Letter.agency != OPERATOR)
    if session.exec(before.limit(1)).first() is not None:
        return
    told = (select(Notice.step).where(col(Notice.letter_id).in_(chunk)) for chunk in chunks(written))
    steps = (parse_step(name) for query in told for name in session.exec(query))
    _hold(session, sum(step is not None and step.is_overdue for step in steps), now)


def _hold(session: Session, overdue: int, now: datetime) -> None:
    if overdue:
        detail = f"{overdue} việc; việc đến hạn trước ngày bắt đầu theo dõi thì nhập lại với --from NGÀY"
        hold(session, HoldReason.OVERDUE, now, detail)
