"""Links that open something once: for a user to sign in by, or to come in for the first time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.engine import CursorResult
from sqlmodel import Session, col

from plan.models import Invitation, SignInLink, User
from plan.models.people import LinkBase
from plan.people.roles import UserRole
from plan.people.secret import LINK_LIFE, LONGEST, SKEW, digest_of, new_secret

KEPT = timedelta(days=7)  # a used link says so for as long


class LinkSecretError(Exception):
    """The link opens nothing: nobody made it, or its time is over."""


class UsedLinkError(LinkSecretError):
    """The link was good, and somebody used it."""


@dataclass(frozen=True, slots=True)
class LinkHolder:
    """Whom a link is for."""

    user: int
    mail: str
    name: str
    role: UserRole
    made_by: str
    ends_at: datetime


def make_sign_in_link(
    session: Session, user: int, made_by: str, now: datetime, life: timedelta = LINK_LIFE
) -> str:
    """The secret of a new link that signs a user in, which nobody can be told again."""
    return _make(session, SignInLink, user, made_by, now, life)


def make_invitation(session: Session, user: int, made_by: str, now: datetime) -> str:
    """The secret of a new invitation; those that the user had open nothing any more."""
    session.connection().execute(delete(Invitation).where(col(Invitation.user_id) == user))
    return _make(session, Invitation, user, made_by, now, LINK_LIFE)


def look_at_sign_in(session: Session, secret: str, now: datetime) -> LinkHolder:
    """Whom the link signs in. Raises UsedLinkError, or LinkSecretError for what opens nothing."""
    return _look(session, SignInLink, secret, now)


def look_at_invitation(session: Session, secret: str, now: datetime) -> LinkHolder:
    """Who is invited. Raises as `look_at_sign_in` does."""
    return _look(session, Invitation, secret, now)


def use_sign_in(session: Session, secret: str, now: datetime) -> LinkHolder:
    """Uses the link up, whoever else tries at the same moment. Raises as `look_at_sign_in` does."""
    return _use(session, SignInLink, secret, now)


def use_invitation(session: Session, secret: str, now: datetime) -> LinkHolder:
    """Uses the invitation up. Raises as `look_at_sign_in` does."""
    return _use(session, Invitation, secret, now)


def _make(
    session: Session, table: type[LinkBase], user: int, made_by: str, now: datetime, life: timedelta
) -> str:
    session.connection().execute(delete(table).where(col(table.ends_at) < now - KEPT))
    secret = new_secret()
    session.add(
        table(digest=digest_of(secret), user_id=user, made_at=now, made_by=made_by, ends_at=now + life)
    )
    return secret


def _look(session: Session, table: type[LinkBase], secret: str, now: datetime) -> LinkHolder:
    link = session.get(table, digest_of(secret)) if len(secret) <= LONGEST else None
    if link is None or not link.made_at - SKEW <= now < link.ends_at:
        raise LinkSecretError
    if link.used_at is not None:
        raise UsedLinkError
    user = session.get_one(User, link.user_id)
    if user.closed_at is not None:
        raise LinkSecretError
    return LinkHolder(link.user_id, user.mail, user.name, UserRole(user.role), link.made_by, link.ends_at)


def _use(session: Session, table: type[LinkBase], secret: str, now: datetime) -> LinkHolder:
    holder = _look(session, table, secret, now)
    once = update(table).where(col(table.digest) == digest_of(secret), col(table.used_at).is_(None))
    done = session.connection().execute(once.values(used_at=now))
    assert isinstance(done, CursorResult)
    if done.rowcount != 1:
        raise UsedLinkError  # by another at the same moment
    return holder
