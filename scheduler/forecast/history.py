"""What was due before the day from which a plan is followed is history: kept as written, owed by nobody."""

from datetime import date

from sqlmodel import col, or_, select

from plan.models import Deadline, Obligation, Plan, Regime, Task
from scheduler.forecast.context import ForecastContext
from scheduler.forecast.obligations import BEFORE_FOLLOWED, cancel


def is_history(plan: Plan, ends: date) -> bool:
    """Whether the last day on time was before anybody followed the plan."""
    return plan.followed_from is not None and ends < plan.followed_from


def cancel_history(context: ForecastContext, plan: Plan) -> None:
    """What was asked for before somebody said from which day the plan is followed; what was done stays."""
    if plan.followed_from is None:
        return
    query = (
        select(Obligation)
        .join(Deadline, col(Deadline.id) == col(Obligation.deadline_id))
        .outerjoin(Task, col(Task.id) == col(Deadline.task_id))
        .outerjoin(Regime, col(Regime.id) == col(Deadline.regime_id))
        .where(or_(Task.plan_id == plan.id, Regime.plan_id == plan.id))
        .where(Obligation.ends < plan.followed_from, col(Obligation.cancelled_on).is_(None))
    )
    for row in context.session.exec(query).all():
        cancel(context, row, BEFORE_FOLLOWED)
