"""The decisions that made and changed a plan, and the plan that a number means."""

from datetime import date

from sqlmodel import Session, col, select

from plan.errors import NotPossibleError
from plan.models import Plan, PlanDecision


def decisions_of(session: Session, plan: Plan) -> list[PlanDecision]:
    """In the order in which they were signed; where a day is missing, in that in which they came in."""
    rows = session.exec(
        select(PlanDecision).where(PlanDecision.plan_id == plan.id).order_by(col(PlanDecision.id))
    ).all()
    return sorted(rows, key=lambda row: (row.issued_on or date.min, row.id or 0))


def plan_decided_by(session: Session, number: str) -> Plan | None:
    """The adopted plan that a decision of that number made, changed or replaced; None if it is unknown."""
    wanted = "".join(number.split()).casefold()
    rows = session.exec(select(Plan, PlanDecision).join(PlanDecision).order_by(col(Plan.id).desc())).all()
    named = [plan for plan, decision in rows if wanted in (plan.code.casefold(), decision.code.casefold())]
    return next(iter(named), None)


def plan_numbered(session: Session, number: str | None) -> int | None:
    """The row of the plan of that number, or of one of its decisions; None for no number.

    Raises NotPossibleError for a number that is unknown.
    """
    if number is None:
        return None
    plan = plan_decided_by(session, number)
    if plan is None:
        raise NotPossibleError(f"không có kế hoạch số {number!r}; đã nhận: {known_numbers(session)}")
    return plan.id


def known_numbers(session: Session) -> str:
    """The plans there are, for a message."""
    return ", ".join(session.exec(select(Plan.code).order_by(Plan.code))) or "chưa có kế hoạch nào"


def decision_json(row: PlanDecision) -> dict[str, object]:
    """The document itself: an amendment is not the plan that it changes."""
    return {
        "code": row.code,
        "title": row.title,
        "issued_on": row.issued_on and row.issued_on.isoformat(),
        "issuer": row.issuer,
        "way": row.way.value,
    }
