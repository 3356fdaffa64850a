"""Since when an obligation can be done at all: nobody did what no decision had asked for yet."""

from datetime import date

from sqlmodel import Session

from plan import dates
from plan.audit.log import Act
from plan.errors import NotPossibleError
from plan.models import Deadline, Obligation, Plan, Regime, Task
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
    deadline = session.get_one(Deadline, row.deadline_id)
    if deadline.source is Source.REQUEST:
        return deadline.opens
    task = session.get(Task, deadline.task_id) if deadline.task_id else None
    owner = task or session.get_one(Regime, deadline.regime_id)
    plan = session.get_one(Plan, owner.plan_id)
    if task and task.signed_on and task.signed_on <= (row.extended_from or row.due):
        return task.signed_on
    return plan.began_on or plan.issued_on
