"""Questions to the database that stay quick with a hundred thousand rows: each rests on an index."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, exists
from sqlmodel import Session, col, func, select

from plan.addresses import can_be_told
from plan.models import Agency, Obligation, Party, Role
from plan.models.duties import OPEN

Which = ColumnElement[bool]

# The last day on time lies at most a long holiday behind the day due: bounds the walk along the index.
HOLIDAYS = timedelta(days=31)


def late(today: date) -> Which:
    return and_(OPEN, col(Obligation.ends) < today)


def due_by(today: date, last: date) -> Which:
    """What is due from today to `last`, and what was due on a day off and is still on time."""
    return and_(OPEN, col(Obligation.ends).between(today, last + HOLIDAYS), col(Obligation.due) <= last)


def count(session: Session, which: Which) -> int:
    return session.exec(select(func.count()).select_from(Obligation).where(which)).one()


def first_of(session: Session, which: Which, limit: int) -> tuple[int, ...]:
    """The first ones by their last day on time."""
    query = select(Obligation.id).where(which).order_by(col(Obligation.ends), col(Obligation.id)).limit(limit)
    return tuple(session.exec(query))


def unreachable(session: Session) -> Sequence[str]:
    """Agencies that have something to do and no address to be told at."""
    silent = [agency.code for agency in session.exec(select(Agency)) if not can_be_told(agency)]
    busy = exists().where(
        col(Party.agency) == Agency.code,
        col(Party.role).in_([Role.LEAD, Role.PARTNER]),
        col(Party.obligation_id) == Obligation.id,
        OPEN,
    )
    query = select(Agency.name).where(col(Agency.code).in_(silent), busy).order_by(col(Agency.name))
    return session.exec(query).all()
