"""Limits on guessing: passwords that were wrong in the last quarter of an hour, by account and origin, as rows.

Rows, not memory: a restart forgives nobody, and processes on one database count together.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Session, col, func, select

from plan.models import Attempt
from plan.people.secret import digest_of
from plan.people.users import folded

WINDOW = timedelta(minutes=15)
MOST_OF_ACCOUNT = 10  # from one origin
MOST_OF_ORIGIN = 50


def blocked_until(session: Session, mail: str, origin: str, now: datetime) -> datetime | None:
    """When the next password may be tried for that account from there; None if it may be now."""
    account = select(Attempt.at).where(Attempt.account == _account(mail), Attempt.origin == origin)
    anybody = select(Attempt.at).where(Attempt.origin == origin)
    ends = []
    for query, most in ((account, MOST_OF_ACCOUNT), (anybody, MOST_OF_ORIGIN)):
        recent = query.where(col(Attempt.at) > now - WINDOW, col(Attempt.at) <= now + WINDOW)
        nth = session.exec(recent.order_by(col(Attempt.at).desc()).offset(most - 1).limit(1)).first()
        if nth is not None:
            ends.append(nth + WINDOW)
    return max(ends, default=None)


def note_failure(session: Session, mail: str, origin: str, now: datetime) -> int:
    """A password was wrong. How many that makes for the account from there. Old rows are forgotten meanwhile."""
    session.connection().execute(delete(Attempt).where(col(Attempt.at) < now - WINDOW))
    session.add(Attempt(account=_account(mail), origin=origin, at=now))
    session.flush()
    count = select(func.count(col(Attempt.id))).where(
        Attempt.account == _account(mail), Attempt.origin == origin
    )
    return session.exec(count).one()


def forgive(session: Session, mail: str, origin: str) -> None:
    """The right password came from there."""
    wrong = delete(Attempt).where(col(Attempt.account) == _account(mail), col(Attempt.origin) == origin)
    session.connection().execute(wrong)


def _account(mail: str) -> str:
    return digest_of(folded(mail))
