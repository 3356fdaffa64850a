"""What is known of those who read a calendar: the last time, by which program, and for how long not."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal

from sqlmodel import Session, col, func, select

from plan.models import Feed
from plan.subscriptions.feeds import FeedTimes, is_gone

HOUR = timedelta(hours=1)
SILENCE = timedelta(days=30)
SECOND = timedelta(seconds=1)
CLIENTS = (
    ("Google Calendar", r"Google-Calendar"),
    ("ICSx5", r"ICSx5"),
    ("DAVx5", r"DAVx5|DAVdroid"),
    ("Thunderbird", r"Thunderbird|Lightning"),
    ("Outlook trên web", r"Exchange|OutlookCalendar|MSOfficeOnline"),
    ("Outlook", r"Outlook|Microsoft Office"),
    ("Lịch của iPhone, iPad", r"iOS/|dataaccessd|iPadOS"),
    ("Lịch của Mac", r"macOS/|Mac OS X/|CalendarAgent|Mac_OS_X/"),
    ("Nextcloud", r"Nextcloud"),
    ("vdirsyncer", r"vdirsyncer"),
)


def note_seen(session: Session, feed: Feed, user_agent: str, now: datetime) -> None:
    """Somebody read it. Once an hour is enough to know: a read must hardly touch the database."""
    feed.seen_at = now
    feed.client = client_of(user_agent)
    feed.silence_told_at = None
    session.add(feed)


def is_news(feed: Feed, now: datetime) -> bool:
    """Whether it is worth writing down that the feed was read now."""
    return feed.seen_at is None or abs(now - feed.seen_at) >= HOUR


def publish(session: Session, feed: Feed, etag: str, now: datetime) -> datetime:
    """When the calendar became what it is; remembered, so that it never goes back (RFC 9110, 8.8.2)."""
    if feed.etag != etag or feed.modified_at is None:
        whole = now.replace(microsecond=0)
        feed.modified_at = max(whole, feed.modified_at + SECOND) if feed.modified_at else whole
        feed.etag = etag
        session.add(feed)
    return feed.modified_at


def client_of(user_agent: str) -> str:
    """The program's common name if it is known; else its own first word."""
    named = next((name for name, pattern in CLIENTS if re.search(pattern, user_agent, re.IGNORECASE)), None)
    words = re.sub(r"[^\x20-\x7e]", "", user_agent).split()
    return named or (words[0][:40] if words else "")


def silent(session: Session, now: datetime) -> dict[str | None, list[Feed]]:
    """The feeds that nobody has read for thirty days, not told of yet, by agency (None: of everything)."""
    query = select(Feed).where(
        col(Feed.revoked_at).is_(None),
        col(Feed.replaced_by).is_(None),
        col(Feed.silence_told_at).is_(None),
        func.coalesce(Feed.seen_at, Feed.made_at) <= now - SILENCE,
    )
    found: dict[str | None, list[Feed]] = {}
    for feed in session.exec(query.order_by(col(Feed.id))):
        found.setdefault(feed.agency, []).append(feed)
    return found


def tell_silence(found: Iterable[Feed], now: datetime) -> tuple[str, ...]:
    """The names of an agency's calendars that fell silent, for its next letter; each is told once."""
    fresh = [feed for feed in found if feed.silence_told_at is None]
    for feed in fresh:
        feed.silence_told_at = now
    return tuple(feed.name or f"số {feed.id}" for feed in fresh)


Standing = Literal["gone", "leaving", "silent", "used"]


def standing(feed: FeedTimes, now: datetime) -> Standing:
    """Whether a feed is revoked, about to be since another took its place, unread for long, or in use."""
    if is_gone(feed, now):
        return "gone"
    if feed.expires_at is not None:
        return "leaving"
    return "silent" if is_silent(feed, now) else "used"


def is_silent(feed: FeedTimes, now: datetime) -> bool:
    return now - (feed.seen_at or feed.made_at) >= SILENCE
