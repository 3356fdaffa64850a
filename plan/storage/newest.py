"""When something was written down last: how old a copy is, and what a clock is measured by."""

from datetime import datetime

from sqlmodel import Session, col, func, select

from plan.facts import TICKED
from plan.models import Audit, Letter, Obligation


def newest_row(session: Session, but_to: str) -> datetime | None:
    """The instant of the newest act, change or letter, but for letters to that recipient; None where there is none."""
    letters = select(func.max(Letter.written_at)).where(Letter.agency != but_to)
    queries = (select(func.max(col(Audit.at))), select(func.max(col(Obligation.changed_at))), letters)
    return max((found for query in queries if (found := session.exec(query).one())), default=None)


def last_tick(session: Session) -> datetime | None:
    """When the flow last went through."""
    return TICKED.of(session)


def newest_instant(session: Session, but_to: str) -> datetime | None:
    """The latest of all that is known."""
    return max((one for one in (last_tick(session), newest_row(session, but_to)) if one), default=None)
