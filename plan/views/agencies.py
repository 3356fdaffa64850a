"""Agencies as screens name them."""

from sqlmodel import Session, col, select

from plan.addresses import can_be_told
from plan.models import Agency, Party


def agency_name(session: Session, code: str) -> str:
    """The official name; the code itself where no such agency is in the directory."""
    return session.exec(select(Agency.name).where(Agency.code == code)).first() or code


def is_agency(session: Session, code: str) -> bool:
    """Whether the directory has that code."""
    return session.exec(select(Agency.code).where(Agency.code == code)).first() is not None


def unaddressed_agencies(session: Session) -> dict[str, str]:
    """The names, by code, of the agencies that have something to hear on some day and no address to hear it at."""
    due = select(Party.agency).where(col(Party.next_on).is_not(None)).distinct()
    rows = session.exec(select(Agency).where(col(Agency.code).in_(due)).order_by(Agency.code))
    return {row.code: row.name for row in rows if not can_be_told(row)}


def addresses_of(session: Session, code: str) -> tuple[str, ...]:
    """Where the agency is told, of whatever channel; nowhere for one that is not in the directory."""
    return tuple(session.exec(select(Agency.addresses).where(Agency.code == code)).first() or ())
