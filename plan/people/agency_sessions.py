"""Browsers in which an agency came in by the link of a letter, each a row with the digest of its cookie: for 12 hours.

`now` is real time here, never a day that is replayed. That a link was taken back meanwhile, `plan.links` knows.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Session, col

from plan.audit.log import Act, write_down
from plan.foreign_text import clean
from plan.models import AgencySession
from plan.people.secret import LONGEST, SKEW, digest_of, new_secret
from plan.people.sign_ins import Browser

LIFE = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class AgencyVisitor:
    """Which agency looks at its own pages, and when the link was made by which it came in."""

    digest: str
    agency: str
    link_made_at: datetime


def enter(
    session: Session, act: Act, agency: str, link_made_at: datetime, browser: Browser, now: datetime
) -> str:
    """The secret of a new session for the agency of a link, and a line in the log of acts."""
    session.connection().execute(delete(AgencySession).where(col(AgencySession.made_at) < now - LIFE))
    opened = new_secret()
    row = AgencySession(
        digest=digest_of(opened),
        agency=agency,
        link_made_at=link_made_at,
        made_at=now,
        browser=clean(browser.name, 100),
        origin=clean(browser.origin, 100),
    )
    session.add(row)
    write_down(session, act, "agency came in", f"agency {agency}", {})
    return opened


def find(session: Session, secret: str, now: datetime) -> AgencyVisitor | None:
    """Whose the cookie is, while the session lasts."""
    if len(secret) > LONGEST:
        return None
    row = session.get(AgencySession, digest_of(secret))
    if row is None or not row.made_at - SKEW <= now < row.made_at + LIFE:
        return None
    return AgencyVisitor(row.digest, row.agency, row.link_made_at)


def leave(session: Session, secret: str) -> None:
    """The cookie opens nothing any more."""
    session.connection().execute(delete(AgencySession).where(col(AgencySession.digest) == digest_of(secret)))
