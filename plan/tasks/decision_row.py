"""A decision as its document says it, recorded among those of its plan: each keeps its own row, number, day and issuer."""

from datetime import date

from sqlmodel import Session, select

from plan.documents import Document
from plan.models import DecisionWay, Plan, PlanDecision


def record_decision(
    session: Session, plan: Plan, document: Document, way: DecisionWay, today: date
) -> PlanDecision:
    """The row of the document among the decisions of its plan; what it says of itself may be corrected, its number not."""
    mine = select(PlanDecision).where(PlanDecision.plan_id == plan.id, PlanDecision.code == document.code)
    row = session.exec(mine).first()
    row = row or PlanDecision(plan_id=plan.id or 0, code=document.code, way=way, recorded_on=today)
    row.title, row.issued_on = document.title or row.title, document.issued_on
    row.issuer = document.issuer or row.issuer
    session.add(row)
    session.flush()
    return row
