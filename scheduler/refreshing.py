"""Groups, offices and ladders change under way: who owes what is brought up to them, days stay.

A mark in the database says for which register and policy everybody was seated; the daemon asks at the
first tick of a day, and works only when the mark is another.
"""

import hashlib
from datetime import date, datetime

from sqlmodel import Session, col, select

from plan.adoption import the_register
from plan.agencies import Register
from plan.changes import fact, note_change, put_fact
from plan.models import Plan, Regime, Task
from scheduler.forecast import forecast_regime, keep_task
from scheduler.obligations import Office
from scheduler.regimes import RegimeRules
from scheduler.rules import Rules

NAME = "seated"


def refresh(session: Session, rules: Rules, now: datetime, today: date, but: int | None = None) -> bool:
    """Seat everybody anew if the register or the rules are others than when they were seated.

    `but` is a plan that was just seated.
    """
    register = the_register(session)
    mark = _mark(register, rules, today)
    if fact(session, NAME) == mark:
        return False
    for plan in session.exec(select(Plan).where(Plan.id != but)).all():
        office = Office(session, rules, register, now, min(today, plan.last), joining=True)
        _seat(office, plan)
        if office.changed:
            note_change(session)
    put_fact(session, NAME, mark)
    return True


def _seat(office: Office, plan: Plan) -> None:
    session = office.session
    tasks = select(Task).where(
        Task.plan_id == plan.id, col(Task.withdrawn_on).is_(None), Task.state != "unclear"
    )
    for task in session.exec(tasks.order_by(col(Task.position))).all():
        keep_task(office, task)
    for regime in session.exec(select(Regime).where(Regime.plan_id == plan.id)).all():
        forecast_regime(office, plan, RegimeRules.model_validate(regime.definition))


def _mark(register: Register, rules: Rules, today: date) -> str:
    """Agencies begin and end by date, so the mark also says who is here today."""
    here = tuple(a.code for a in register.all if a.begun(today) and not a.ended(today))
    seen = (register.all, here, rules.watchers, rules.policy.report, rules.policy.task)
    return hashlib.sha256(repr(seen).encode()).hexdigest()
