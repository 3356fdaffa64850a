"""What one agency has to do, helps with and has done, as numbers of obligations: a page asks for no more than it shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from plan.models import AgencyResponse, Obligation, Party
from plan.models.duties import OPEN
from plan.vocabulary import ResponseKind, ResponseState, Role


@dataclass(frozen=True, slots=True)
class OurCounts:
    """How much there is of each; `ahead` has not begun yet."""

    leading: int
    helping: int
    done: int
    ahead: int


def our_counts(session: Session, agency: str, today: date) -> OurCounts:
    """Of one agency, as things stand on that day."""
    return OurCounts(
        _count(session, agency, Role.LEAD, _begun(today)),
        _count(session, agency, Role.PARTNER, _begun(today)),
        _count(session, agency, Role.LEAD, [col(Obligation.done_on).is_not(None)]),
        _count(session, agency, Role.LEAD, [OPEN, col(Obligation.opens) > today]),
    )


def to_do(session: Session, agency: str, role: Role, today: date, limit: int) -> Sequence[int]:
    """What has begun and is not over, the first due first."""
    query = select(Obligation.id).where(*_mine(agency, role), *_begun(today))
    return session.exec(query.order_by(col(Obligation.ends), col(Obligation.id)).limit(limit)).all()


def done_by(session: Session, agency: str, limit: int) -> Sequence[int]:
    """What it led and is done, the newest first."""
    query = select(Obligation.id).where(*_mine(agency, Role.LEAD), col(Obligation.done_on).is_not(None))
    return session.exec(
        query.order_by(col(Obligation.done_on).desc(), col(Obligation.id).desc()).limit(limit)
    ).all()


def asked_of(session: Session, agency: str) -> dict[int, date | None]:
    """For which obligations it asked for more time and nobody has decided: the day it asked for."""
    query = select(AgencyResponse.obligation_id, col(AgencyResponse.until)).where(
        AgencyResponse.agency == agency,
        AgencyResponse.kind == ResponseKind.EXTENSION,
        AgencyResponse.state == ResponseState.WAITING,
    )
    return dict(session.exec(query).all())


def _mine(agency: str, role: Role) -> list[ColumnElement[bool]]:
    parties = select(Party.obligation_id).where(Party.agency == agency, Party.role == role)
    return [col(Obligation.id).in_(parties)]


def _begun(today: date) -> list[ColumnElement[bool]]:
    return [OPEN, col(Obligation.opens) <= today]


def _count(session: Session, agency: str, role: Role, which: list[ColumnElement[bool]]) -> int:
    query = select(func.count()).select_from(Obligation)
    return session.exec(query.where(*_mine(agency, role), *which)).one()
