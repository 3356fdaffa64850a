"""Which plans are still to be told to their agencies as a whole, in the letter of assignment."""

from datetime import date

from sqlmodel import Session, col, delete, select, update

from plan.models import AssignmentLetter, Letter, Plan


def begin_assignment(session: Session, plan: int, today: date) -> None:
    """From that day on each agency of the plan is to get its letter."""
    session.get_one(Plan, plan).assign_from = today
    session.flush()


def forget_assignments(session: Session, first: date) -> None:
    """Before the letters from that day on are deleted for a replay: those agencies are to get theirs again."""
    late = select(Letter.id).where(Letter.day >= first)
    session.exec(delete(AssignmentLetter).where(col(AssignmentLetter.letter_id).in_(late)))
    session.exec(update(Plan).where(col(Plan.assigned_on) >= first).values(assigned_on=None))
