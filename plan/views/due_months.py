"""How much is due in each month of a year, and what became of it: one query by the index of days due."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, case, extract
from sqlmodel import Session, col, func, select

from plan.models import Obligation
from plan.models.duties import OPEN


@dataclass(frozen=True, slots=True)
class DueMonth:
    """What is due in one month: done on time, done late, not done though its last day is past, still to come."""

    month: int
    done: int
    after: int
    late: int
    ahead: int

    @property
    def total(self) -> int:
        return self.done + self.after + self.late + self.ahead


def due_months(session: Session, year: int, today: date) -> tuple[DueMonth, ...]:
    """All twelve; what was cancelled does not count."""
    done, ends = col(Obligation.done_on), col(Obligation.ends)
    month = extract("month", col(Obligation.due))
    parts = (done <= ends, done > ends, and_(OPEN, ends < today), and_(OPEN, ends >= today))
    columns: list[Any] = [month, *(func.sum(case((which, 1), else_=0)) for which in parts)]
    query = select(*columns).where(
        col(Obligation.due).between(date(year, 1, 1), date(year, 12, 31)),
        col(Obligation.cancelled_on).is_(None),
    )
    found = {int(row[0]): DueMonth(int(row[0]), *row[1:]) for row in session.exec(query.group_by(month))}
    return tuple(found.get(number, DueMonth(number, 0, 0, 0, 0)) for number in range(1, 13))
