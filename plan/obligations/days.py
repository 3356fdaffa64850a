"""Since when an obligation can be done at all: nobody did what no decision had asked for yet."""

from datetime import date

from sqlmodel import Session, bindparam, col, func, select

from plan import dates
from plan.audit.log import Act
from plan.errors import NotPossibleError
from plan.models import Deadline, Obligation, Plan, Regime, Task
from plan.prepared import Prepared
from plan.vocabulary import Source


def check_day(session: Session, row: Obligation, on: date, act: Act) -> None:
    """Raises NotPossibleError for a day that has not come, or on which the decision was not signed yet."""
    if on > act.today:
        raise NotPossibleError(f"ngày hoàn thành {dates.day(on)} còn ở phía trước; hãy ghi khi việc đã xong")
    signed = asked_since(session, row)
    if signed and on < signed:
        raise NotPossibleError(
            f"ngày hoàn thành {dates.day(on)} trước ngày ký văn bản giao việc ({dates.day(signed)}); hãy xem lại ngày"
        )


def asked_since(session: Session, row: Obligation) -> date | None:
    """The day on which the decision, or the document that asks for a report, was signed; None where nobody knows.

    A later decision may have given the task other words: what fell due before it rests on the one before.
    """
    ((source, opens, signed_on, began_on, issued_on),) = _ASKED.ask(session, {"deadline": row.deadline_id})
    if source is Source.REQUEST:
        asked: date = opens
        return asked
    if signed_on and signed_on <= (row.extended_from or row.due):
        of_task: date = signed_on
        return of_task
    of_plan: date | None = began_on or issued_on
    return of_plan


_ASKED = Prepared(
    select(Deadline.source, Deadline.opens, Task.signed_on, Plan.began_on, Plan.issued_on)  # type: ignore[call-overload]
    .outerjoin(Task, col(Task.id) == col(Deadline.task_id))
    .outerjoin(Regime, col(Regime.id) == col(Deadline.regime_id))
    .join(Plan, col(Plan.id) == func.coalesce(Task.plan_id, Regime.plan_id))
    .where(col(Deadline.id) == bindparam("deadline"))
)
