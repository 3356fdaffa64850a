"""Questions to the database that stay quick with a hundred thousand rows: each rests on an index."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache

from sqlalchemy import ColumnElement, and_, exists
from sqlmodel import Session, col, select

from plan.addresses import can_be_told
from plan.agencies.entries import AgencyEntry
from plan.models import Agency, Declaration, Obligation, Party, Role
from plan.models.duties import OPEN
from plan.vocabulary import DeclarationState

Which = ColumnElement[bool]

# The last day on time lies at most a long holiday behind the day due: bounds the walk along the index.
HOLIDAYS = timedelta(days=31)
DECLARED: Which = exists().where(
    col(Declaration.obligation_id) == Obligation.id, col(Declaration.state) == DeclarationState.WAITING
)
"""An agency said that it is done, and whoever collects has not spoken: nobody calls it late meanwhile."""


@lru_cache(maxsize=4)  # the same condition for whoever keeps what was made of it
def late(today: date) -> Which:
    return and_(OPEN, col(Obligation.ends) < today, ~DECLARED)


@lru_cache(maxsize=4)
def due_by(today: date, last: date) -> Which:
    """What is due from today to `last`, and what was due on a day off and is still on time."""
    return and_(
        OPEN,
        col(Obligation.ends).between(today, last + HOLIDAYS),
        col(Obligation.due) <= last,
        ~DECLARED,
    )


def unreachable(session: Session, agencies: Iterable[AgencyEntry]) -> Sequence[str]:
    """Those that have something to do and no address to be told at."""
    silent = [one.code for one in agencies if not can_be_told(one)]
    if not silent:
        return ()
    busy = exists().where(
        col(Party.agency) == Agency.code,
        col(Party.role).in_([Role.LEAD, Role.PARTNER]),
        col(Party.obligation_id) == Obligation.id,
        OPEN,
    )
    query = select(Agency.name).where(col(Agency.code).in_(silent), busy).order_by(col(Agency.name))
    return session.exec(query).all()
