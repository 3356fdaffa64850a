"""Subscriptions to calendars. A secret is shown once; only its hash is kept. Each act is written down."""

from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Protocol

from sqlmodel import Session, col, select

from plan.audit.log import Act, write_down
from plan.models import Agency, Feed, Plan
from plan.storage.rows import find_row
from plan.subscriptions.choices import Choice, from_json

SECRET_BYTES = 32
GROUP = "group"  # a set of agencies, which owes nothing itself
NAME_LENGTH = 80
OVERLAP = timedelta(days=14)  # time to give every device its new address
GONE = "địa chỉ lịch số {} đã bị thu hồi; hãy tạo địa chỉ mới (dondoc feed add)"


class FeedTimes(Protocol):
    """When a feed was made and last read, and until when it opens anything; a row, or columns of one."""

    @property
    def made_at(self) -> datetime: ...
    @property
    def revoked_at(self) -> datetime | None: ...
    @property
    def expires_at(self) -> datetime | None: ...
    @property
    def seen_at(self) -> datetime | None: ...


def add(
    session: Session, act: Act, agency: str | None, name: str = "", choice: Choice | None = None
) -> tuple[Feed, str]:
    """A new feed and its secret, which nobody can be told again. No agency means everything.

    `name` tells the devices of one agency apart; the first needs none. Raises LookupError for an agency
    that is not there, and ValueError for a name that is taken or too long.
    """
    official, choice = name_of(session, agency), choice or Choice()
    if choice.plan and session.exec(select(Plan.id).where(Plan.code == choice.plan)).first() is None:
        raise LookupError(f"không có kế hoạch số {choice.plan!r}")
    feed = Feed(
        agency=agency,
        name=_free_name(session, agency, " ".join(name.split()), official),
        choice=choice.to_json(),
        secret_hash="",
        made_at=act.now,
    )
    return _handed_out(session, act, feed, "feed add", {"agency": agency, "name": feed.name, **feed.choice})


def rotate(session: Session, act: Act, feed_id: int, overlap: timedelta = OVERLAP) -> tuple[Feed, str]:
    """The same calendar under a new secret; the old one works on until the overlap is over."""
    old = found(session, feed_id)
    if old.revoked_at is not None:
        raise LookupError(GONE.format(feed_id))
    if old.replaced_by is not None:
        raise LookupError(
            f"địa chỉ lịch số {feed_id} đã được thay bằng số {old.replaced_by}; hãy đổi số {old.replaced_by}"
        )
    new = Feed(
        agency=old.agency, name=old.name, choice=dict(old.choice), secret_hash="", made_at=act.now,
        etag=old.etag, modified_at=old.modified_at,
    )  # fmt: skip
    new, secret = _handed_out(session, act, new, "feed rotate", {"from": feed_id, "days": overlap.days})
    old.replaced_by = new.id
    old.expires_at = act.now + overlap
    session.add(old)
    return new, secret


def revoke(session: Session, act: Act, feed_id: int) -> Feed:
    """The secret opens nothing any more, nor does one that it took the place of.

    The row stays: a reader is told "gone", not "unknown".
    """
    feed = found(session, feed_id)
    before = select(Feed).where(Feed.replaced_by == feed_id, col(Feed.revoked_at).is_(None))
    for one in (feed, *session.exec(before)):
        if one.revoked_at is None:
            one.revoked_at = act.now
            session.add(one)
            write_down(session, act, "feed revoke", f"feed {one.id}", {"agency": one.agency})
    return feed


def find(session: Session, secret: str) -> Feed | None:
    """The feed, revoked or not, that the secret belongs to."""
    return session.exec(select(Feed).where(Feed.secret_hash == hashed(secret))).first()


def is_gone(feed: FeedTimes, now: datetime) -> bool:
    """Whether the secret no longer opens anything: revoked, or replaced and its time is over."""
    return feed.revoked_at is not None or (feed.expires_at is not None and feed.expires_at <= now)


def living(session: Session, agency: str | None) -> list[Feed]:
    """The feeds of an agency (None: of everything) that are not gone and not about to be."""
    # `==` becomes IS NULL for None.
    query = select(Feed).where(
        Feed.agency == agency, col(Feed.revoked_at).is_(None), col(Feed.replaced_by).is_(None)
    )
    return list(session.exec(query.order_by(col(Feed.id))))


def choice_of(feed: Feed) -> Choice:
    return from_json(feed.choice)


def title_of(session: Session, feed: Feed) -> str:
    """What a calendar program calls the subscription: the agency's name of today, then the device's."""
    official = name_of(session, feed.agency)
    return f"Đôn Đốc – {official}" + (f" – {feed.name}" if feed.name else "")


def name_of(session: Session, code: str | None) -> str:
    """Whose calendar it is."""
    if code is None:
        return "Tất cả cơ quan"
    agency = session.get(Agency, code)
    if agency is None or agency.kind == GROUP:
        raise LookupError(f"không có cơ quan nào mang mã {code!r}")
    return agency.name


def found(session: Session, feed_id: int) -> Feed:
    """The feed of that number."""
    feed = find_row(session, Feed, feed_id)
    if feed is None:
        raise LookupError(f"không có địa chỉ lịch số {feed_id}")
    return feed


def _handed_out(
    session: Session, act: Act, feed: Feed, name: str, detail: dict[str, object]
) -> tuple[Feed, str]:
    secret = token_urlsafe(SECRET_BYTES)
    feed.secret_hash = hashed(secret)
    session.add(feed)
    session.flush()
    write_down(session, act, name, f"feed {feed.id}", detail)
    return feed, secret


def _free_name(session: Session, agency: str | None, name: str, official: str) -> str:
    """One secret for each agency and device name."""
    if len(name) > NAME_LENGTH:
        raise ValueError(f"tên của lịch dài quá {NAME_LENGTH} chữ; hãy đặt tên ngắn hơn")
    taken = {feed.name for feed in living(session, agency)}
    if name and name in taken:
        raise ValueError(
            f"{official} đã có lịch tên {name!r}; hãy đặt tên khác, hoặc đổi địa chỉ của lịch đó (dondoc feed rotate)"
        )
    if name or "" not in taken:
        return name
    return next(str(n) for n in range(2, len(taken) + 3) if str(n) not in taken)


def hashed(secret: str) -> str:
    """Without salt: 32 random bytes cannot be guessed, and the row has to be found by it."""
    return sha256(secret.encode(errors="replace")).hexdigest()
