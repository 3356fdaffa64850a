"""The last rounds of reports that many agencies owe, and the next: how much came in, in one query each."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import and_, case
from sqlmodel import Session, col, func, select

from plan.models import Deadline, Obligation
from plan.obligations.counts import DECLARED, late

_BACK = timedelta(days=400)  # rounds of before are no news


@dataclass(frozen=True, slots=True)
class RoundCount:
    """One round: how many owe it, and what came in."""

    id: int
    label: str
    due: date
    owed: int
    done: int
    after: int
    told: int
    late: int

    @property
    def received(self) -> int:
        return self.done + self.after

    def share(self, count: int) -> float:
        """How much of the bar so many take, in percent."""
        return 100 * count / self.owed if self.owed else 0.0


def recent_rounds(session: Session, today: date, limit: int) -> list[RoundCount]:
    """Those whose day is today or past, the last of them, oldest first."""
    due = col(Deadline.due)
    query = (
        _rounds(today).where(due.between(today - _BACK, today)).order_by(due.desc(), col(Deadline.id).desc())
    )
    return [RoundCount(*row) for row in session.exec(query.limit(limit))][::-1]


def next_round(session: Session, today: date) -> RoundCount | None:
    """The first whose day is yet to come."""
    due = col(Deadline.due)
    query = (
        _rounds(today).where(due.between(today + timedelta(1), today + _BACK)).order_by(due, col(Deadline.id))
    )
    row = session.exec(query.limit(1)).first()
    return RoundCount(*row) if row else None


@lru_cache(maxsize=4)
def _rounds(today: date) -> Any:
    """What one agency alone owes, made of the reports of the others, is no round."""
    done, ends = col(Obligation.done_on), col(Obligation.ends)
    told = and_(done.is_(None), DECLARED)
    parts = (done <= ends, done > ends, told, late(today))
    columns: list[Any] = [Deadline.id, Deadline.label, Deadline.due, func.count()]
    query = select(*columns, *(func.sum(case((which, 1), else_=0)) for which in parts))
    return (
        query.join(Obligation, col(Obligation.deadline_id) == col(Deadline.id))
        .where(col(Deadline.regime_id).is_not(None), col(Obligation.cancelled_on).is_(None))
        .group_by(col(Deadline.id), col(Deadline.label), col(Deadline.due))
        .having(func.count() > 1)
    )
