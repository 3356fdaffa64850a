"""Agencies as screens name them."""

from sqlmodel import Session, select

from plan.models import Agency


def agency_name(session: Session, code: str) -> str:
    """The official name; the code itself where no such agency is in the directory."""
    return session.exec(select(Agency.name).where(Agency.code == code)).first() or code


def is_agency(session: Session, code: str) -> bool:
    """Whether the directory has that code."""
    return session.exec(select(Agency.code).where(Agency.code == code)).first() is not None
