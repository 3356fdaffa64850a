"""Calendar subscriptions as lists show them: never what opens one."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from plan.models import Feed
from plan.views.columns import columns_of


@dataclass(frozen=True, slots=True)
class FeedRecord:
    """A subscription: whose, what was chosen for it, until when it opens the calendar, who read it last."""

    id: int
    agency: str | None
    name: str
    choice: dict[str, object]
    made_at: datetime
    revoked_at: datetime | None
    expires_at: datetime | None
    replaced_by: int | None
    seen_at: datetime | None
    client: str

    def to_json(self) -> dict[str, object]:
        """The contract's feed."""
        return {
            "id": self.id,
            "agency": self.agency,
            "name": self.name,
            "choice": self.choice,
            "made_at": _instant(self.made_at),
            "revoked_at": _instant(self.revoked_at),
            "expires_at": _instant(self.expires_at),
            "replaced_by": self.replaced_by,
            "seen_at": _instant(self.seen_at),
            "client": self.client,
        }


_FEEDS = select(*columns_of(FeedRecord, Feed)).order_by(col(Feed.id))


def all_feeds(session: Session) -> list[FeedRecord]:
    """Every subscription in the order made, revoked ones too."""
    return [FeedRecord(*row) for row in session.exec(_FEEDS)]


def feed_record(session: Session, number: int) -> FeedRecord:
    """The subscription of that number, which is there."""
    return FeedRecord(*session.exec(_FEEDS.where(Feed.id == number)).one())


def _instant(value: datetime | None) -> str | None:
    return value.isoformat() if value else None
