"""Who is signed in: links that are printed at the machine itself open a session, once. Secrets are kept as digests.

`now` is real time here, never a day that is replayed: whoever lives through 2012 still signs in today.
"""

import hmac
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

from sqlalchemy import delete, or_, update
from sqlalchemy.engine import CursorResult
from sqlmodel import Session, col

from plan.audit.log import Act, write_down
from plan.models import SignIn, SignInLink

SECRET_BYTES = 32
LONGEST = 100  # characters of a secret that is worth a look
LINK_LIFE = timedelta(hours=24)
IDLE = timedelta(hours=8)
LIFE = timedelta(days=7)
SEEN_EVERY = timedelta(minutes=5)  # a page that is looked at writes no more often
SKEW = timedelta(minutes=5)  # that clocks of machines on one database may differ


class SignInError(Exception):
    """The link opens nothing: nobody made it, or its time is over."""


class UsedLinkError(SignInError):
    """The link was good, and somebody used it."""


def make_link(session: Session, made_by: str, now: datetime, life: timedelta = LINK_LIFE) -> str:
    """A new link's secret, which nobody can be told again. What is long over is forgotten meanwhile."""
    _forget_old(session, now)
    secret = token_urlsafe(SECRET_BYTES)
    session.add(SignInLink(digest=_digest(secret), made_at=now, made_by=made_by, ends_at=now + life))
    return secret


def look(session: Session, secret: str, now: datetime) -> SignInLink:
    """The link, still unused. Raises UsedLinkError, or SignInError for what opens nothing."""
    link = session.get(SignInLink, _digest(secret)) if len(secret) <= LONGEST else None
    if link is None or not link.made_at - SKEW <= now < link.ends_at:
        raise SignInError
    if link.used_at is not None:
        raise UsedLinkError
    return link


def sign_in(session: Session, secret: str, act: Act, now: datetime) -> str:
    """Uses the link up; the secret of the session that it opened. Raises as `look` does."""
    link = look(session, secret, now)
    once = update(SignInLink).where(col(SignInLink.digest) == link.digest, col(SignInLink.used_at).is_(None))
    done = session.connection().execute(once.values(used_at=now))
    assert isinstance(done, CursorResult)
    if done.rowcount != 1:
        raise UsedLinkError  # by another at the same moment
    opened = token_urlsafe(SECRET_BYTES)
    session.add(SignIn(digest=_digest(opened), made_at=now, seen_at=now, made_by=link.made_by))
    write_down(session, act, "sign in", "pages", {"link_by": link.made_by})
    return opened


def find(session: Session, secret: str, now: datetime) -> SignIn | None:
    """The session that the cookie belongs to, while it lasts: 8 hours without a look, 7 days in all."""
    digest = _digest(secret)
    found = session.get(SignIn, digest) if len(secret) <= LONGEST else None
    if found is None or not hmac.compare_digest(found.digest, digest):
        return None
    lasts = found.made_at - SKEW <= now < min(found.made_at + LIFE, found.seen_at + IDLE)
    return found if lasts else None


def note_seen(session: Session, digest: str, now: datetime) -> None:
    seen = update(SignIn).where(col(SignIn.digest) == digest).values(seen_at=now)
    session.connection().execute(seen)


def sign_out(session: Session, secret: str) -> None:
    """The cookie opens nothing any more."""
    session.connection().execute(delete(SignIn).where(col(SignIn.digest) == _digest(secret)))


def end_all(session: Session, act: Act) -> None:
    """Every browser is signed out, and no link that was made until now opens anything."""
    forget_all(session)
    write_down(session, act, "sign-ins ended", "pages", {})


def forget_all(session: Session) -> None:
    """In a database that is put in the place of a later one: what was used or ended since would be good again."""
    session.connection().execute(delete(SignIn))
    session.connection().execute(delete(SignInLink))


def _forget_old(session: Session, now: datetime) -> None:
    session.connection().execute(delete(SignInLink).where(col(SignInLink.ends_at) < now - LIFE))
    over = or_(col(SignIn.made_at) < now - LIFE, col(SignIn.seen_at) < now - IDLE)
    session.connection().execute(delete(SignIn).where(over))


def _digest(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
