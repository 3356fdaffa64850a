"""Subscriptions to calendars. A secret is shown once; only its hash is kept."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from secrets import token_urlsafe

from sqlmodel import Session, col, select

from plan.models import Agency, Feed

SECRET_BYTES = 32
GROUP = "group"  # a set of agencies, which owes nothing itself


def add(session: Session, agency: str | None, name: str, now: datetime) -> tuple[Feed, str]:
    """A new feed and its secret, which nobody can be told again. No agency means everything."""
    official = name_of(session, agency)
    secret = token_urlsafe(SECRET_BYTES)
    feed = Feed(agency=agency, name=name.strip() or official, secret_hash=_hashed(secret), made_at=now)
    session.add(feed)
    session.flush()
    return feed, secret


def rotate(session: Session, feed_id: int, now: datetime) -> tuple[Feed, str]:
    """The same calendar under a new secret; the old one is answered "gone" from now on."""
    old = _feed(session, feed_id)
    if old.revoked_at is not None:
        raise LookupError(f"địa chỉ lịch số {feed_id} đã bị thu hồi; hãy tạo địa chỉ mới (dondoc feed add)")
    revoke(session, feed_id, now)
    return add(session, old.agency, old.name, now)


def revoke(session: Session, feed_id: int, now: datetime) -> Feed:
    """The secret opens nothing any more. The row stays: a reader is told "gone", not "unknown"."""
    feed = _feed(session, feed_id)
    feed.revoked_at = feed.revoked_at or now
    session.add(feed)
    return feed


def find(session: Session, secret: str) -> Feed | None:
    """The feed, revoked or not, that the secret belongs to."""
    return session.exec(select(Feed).where(Feed.secret_hash == _hashed(secret))).first()


def listed(session: Session) -> Sequence[Feed]:
    """Every feed in the order made, revoked ones too."""
    return session.exec(select(Feed).order_by(col(Feed.id))).all()


def name_of(session: Session, code: str | None) -> str:
    """What a calendar is called unless its owner says otherwise."""
    if code is None:
        return "Tất cả cơ quan"
    agency = session.get(Agency, code)
    if agency is None or agency.kind == GROUP:
        raise LookupError(f"không có cơ quan nào mang mã {code!r}")
    return agency.name


def _feed(session: Session, feed_id: int) -> Feed:
    feed = session.get(Feed, feed_id)
    if feed is None:
        raise LookupError(f"không có địa chỉ lịch số {feed_id}")
    return feed


def _hashed(secret: str) -> str:
    """Without salt: 32 random bytes cannot be guessed, and the row has to be found by it."""
    return sha256(secret.encode(errors="replace")).hexdigest()
