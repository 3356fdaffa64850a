"""Browsers that are signed in, each a row with the digest of its cookie: opened, found, ended.

`now` is real time here, never a day that is replayed: whoever lives through 2012 still signs in today.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, update
from sqlmodel import Session, col, select

from plan.audit.log import Act, write_down
from plan.foreign_text import clean
from plan.models import AgencySession, Handshake, Invitation, SignIn, SignInLink, User
from plan.people.roles import UserRole
from plan.people.secret import LONGEST, SKEW, digest_of, new_secret

IDLE = timedelta(hours=8)
LIFE = timedelta(days=7)
SEEN_EVERY = timedelta(minutes=5)  # a page that is looked at writes no more often
FRESH = timedelta(minutes=15)  # since the sign-in, for what only admins do


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who looks at a page, and since when that browser has been signed in."""

    digest: str
    user: int
    mail: str
    name: str
    role: UserRole
    way: str
    made_at: datetime
    seen_at: datetime
    letter_keys: bool = True

    @property
    def called(self) -> str:
        return self.name or self.mail

    def is_fresh(self, now: datetime) -> bool:
        """Whether the person showed who it is a moment ago: a browser left open is not enough for some acts."""
        return now - self.made_at < FRESH


@dataclass(frozen=True, slots=True)
class Browser:
    """What a browser is called, and the address that it comes from."""

    name: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class SignInLine:
    """One of the browsers in which a user is signed in; `key` names it to its owner and opens nothing."""

    key: str
    way: str
    browser: str
    origin: str
    made_at: datetime
    seen_at: datetime
    here: bool


def open_session(session: Session, user: int, way: str, browser: Browser, now: datetime) -> str:
    """The secret of a new session. What is long over is forgotten meanwhile."""
    _forget_old(session, now)
    opened = new_secret()
    row = SignIn(
        digest=digest_of(opened),
        user_id=user,
        made_at=now,
        seen_at=now,
        way=way,
        browser=clean(browser.name, 100),
        origin=clean(browser.origin, 100),
    )
    session.add(row)
    session.get_one(User, user).entered_at = now
    return opened


def enter(session: Session, act: Act, user: int, way: str, browser: Browser, now: datetime) -> str:
    """The person has shown who it is: a new session, and a line in the log of acts."""
    opened = open_session(session, user, way, browser, now)
    write_down(session, act, "sign in", f"user {user}", {"way": way})
    return opened


def find(session: Session, secret: str, now: datetime) -> Visitor | None:
    """Whose the cookie is, while the session lasts: 8 hours without a look, 7 days in all. A closed user has none."""
    if len(secret) > LONGEST:
        return None
    wanted = (
        SignIn.digest,
        SignIn.way,
        SignIn.made_at,
        SignIn.seen_at,
        User.id,
        User.mail,
        User.name,
        User.role,
        User.letter_keys,
    )
    query = select(*wanted).join(User, col(User.id) == SignIn.user_id)  # type: ignore[call-overload]  # of nine columns
    query = query.where(SignIn.digest == digest_of(secret), col(User.closed_at).is_(None))
    found = session.exec(query).first()
    if found is None:
        return None
    digest, way, made_at, seen_at, user, mail, name, role, keys = found
    lasts = made_at - SKEW <= now < min(made_at + LIFE, seen_at + IDLE)
    if not lasts:
        return None
    return Visitor(digest, user, mail, name, UserRole(role), way, made_at, seen_at, keys)


def open_of(session: Session, visitor: Visitor, now: datetime) -> list[SignInLine]:
    """The browsers in which a visitor is signed in, the last used first."""
    living = col(SignIn.made_at) > now - LIFE, col(SignIn.seen_at) > now - IDLE
    query = select(SignIn).where(SignIn.user_id == visitor.user, *living).order_by(col(SignIn.seen_at).desc())
    return [
        SignInLine(
            _key(row.digest),
            row.way,
            row.browser,
            row.origin,
            row.made_at,
            row.seen_at,
            row.digest == visitor.digest,
        )
        for row in session.exec(query)
    ]


def note_seen(session: Session, digest: str, now: datetime) -> None:
    """That the session was used just now."""
    seen = update(SignIn).where(col(SignIn.digest) == digest).values(seen_at=now)
    session.connection().execute(seen)


def sign_out(session: Session, secret: str) -> None:
    """The cookie opens nothing any more."""
    session.connection().execute(delete(SignIn).where(col(SignIn.digest) == digest_of(secret)))


def end_one(session: Session, act: Act, user: int, key: str) -> None:
    """One browser of a user is signed out."""
    for row in session.exec(select(SignIn).where(SignIn.user_id == user)).all():
        if _key(row.digest) == key:
            session.delete(row)
            write_down(session, act, "session ended", f"user {user}", {})


def end_of_user(session: Session, user: int) -> None:
    """Every browser of a user is signed out, and no sign-in link for that user opens anything."""
    for table in (SignIn, SignInLink):
        session.connection().execute(delete(table).where(col(table.user_id) == user))


def end_all(session: Session, act: Act) -> None:
    """Every browser is signed out, and no link that was made until now opens anything."""
    forget_all(session)
    write_down(session, act, "sign-ins ended", "pages", {})


def forget_all(session: Session) -> None:
    """In a database that is put in the place of a later one: what was used or ended since would be good again."""
    for table in (SignIn, SignInLink, Invitation, Handshake, AgencySession):
        session.connection().execute(delete(table))


def _forget_old(session: Session, now: datetime) -> None:
    over = or_(col(SignIn.made_at) < now - LIFE, col(SignIn.seen_at) < now - IDLE)
    session.connection().execute(delete(SignIn).where(over))


def _key(digest: str) -> str:
    return digest_of(digest)[:16]
