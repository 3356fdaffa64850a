"""What people did to one obligation, as the log of acts has it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from plan.models import Audit
from plan.views.columns import columns_of


@dataclass(frozen=True, slots=True)
class HistoryAct:
    """One act as the log has it; `number` is that of its line."""

    number: int
    at: datetime
    who: str
    act: str
    detail: Mapping[str, object]


def acts_upon(session: Session, obligation: int) -> tuple[HistoryAct, ...]:
    """What people did to it, oldest first."""
    query = select(*columns_of(HistoryAct, Audit)).where(Audit.subject == f"obligation {obligation}")
    return tuple(HistoryAct(*row) for row in session.exec(query.order_by(col(Audit.number))))
