"""The plans that are in the database, and how much they ask."""

from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from plan.models import Deadline, Obligation, Plan


def plan_titles(session: Session) -> dict[str, str]:
    """The title of every plan by its code, in the order in which they came in."""
    return dict(session.exec(select(Plan.code, Plan.title).order_by(col(Plan.id))).all())


@dataclass(frozen=True, slots=True)
class PlanSize:
    """How many days and duties all plans come to."""

    deadlines: int
    obligations: int


def plan_size(session: Session) -> PlanSize:
    """Of all plans together, what was withdrawn or cancelled too."""
    tables = (select(func.count()).select_from(table) for table in (Deadline, Obligation))
    return PlanSize(*(session.exec(query).one() for query in tables))
