"""What a sign-in under way rests on, for minutes: kept, taken once, forgotten."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.engine import CursorResult
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from plan.models import Handshake
from plan.people.secret import digest_of

LIFE = timedelta(minutes=10)
MOST = 1000  # under way at once: whoever begins more pushes out the oldest, and fills no disk


def keep(session: Session, secret: str, purpose: str, facts: Mapping[str, Any], now: datetime) -> None:
    """To be taken by whoever brings the secret back."""
    session.connection().execute(delete(Handshake).where(col(Handshake.ends_at) < now))
    newest = select(Handshake.digest).order_by(col(Handshake.ends_at).desc()).offset(MOST - 1)
    if too_many := session.exec(newest).all():
        session.connection().execute(delete(Handshake).where(col(Handshake.digest).in_(too_many[:MOST])))
    session.add(Handshake(digest=digest_of(secret), purpose=purpose, facts=dict(facts), ends_at=now + LIFE))


def take(session: Session, secret: str, purpose: str, now: datetime) -> Mapping[str, Any] | None:
    """What was kept, once; None for what nobody began, or what is over."""
    row = session.get(Handshake, digest_of(secret))
    if row is None or row.purpose != purpose or row.ends_at <= now:
        return None
    facts = row.facts
    done = session.connection().execute(delete(Handshake).where(col(Handshake.digest) == row.digest))
    assert isinstance(done, CursorResult)
    return facts if done.rowcount == 1 else None


def use_up(session: Session, challenge: str, now: datetime) -> bool:
    """Whether a challenge that we signed comes back for the first time; from now on it does not."""
    try:
        with session.begin_nested():
            keep(session, challenge, "used", {}, now)
    except IntegrityError:
        return False
    return True
