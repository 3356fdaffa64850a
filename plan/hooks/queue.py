"""Deliveries to endpoints: put in the queue with the change they tell, claimed one at a time, recorded.

Functions take the session first and never commit.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, literal_column
from sqlmodel import Session, and_, col, func, or_, select, update

from plan.hooks.retries import HookAnswer, next_try
from plan.models import Delivery, Endpoint
from plan.storage.chunks import chunks
from plan.storage.processes import is_dead
from plan.upserts import upsert
from plan.vocabulary import DeliveryState

UNDER_WAY: ColumnElement[bool] = literal_column(
    "delivery.state IN ('waiting', 'sending')"
)  # as the index says it
CLAIM = timedelta(seconds=60)
KEPT = timedelta(days=90)
MOST_SAID = 300  # characters that are kept of an answer
_LISTENERS = "webhook endpoints"
# Made once: putting it together takes longer than the answer.
_OPEN_ONES = select(Endpoint.id).where(col(Endpoint.closed_at).is_(None)).order_by(col(Endpoint.id))
GONE, GAVE_UP = "máy nhận nói không nhận nữa (410)", "gửi không được qua mọi lần thử"


@dataclass(frozen=True, slots=True)
class HookEvent:
    """What is told: of what kind, about which row as of which revision, in words that are JSON."""

    event: str
    subject: int
    revision: int
    data: dict[str, object]


@dataclass(frozen=True, slots=True)
class ClaimedDelivery:
    """A delivery that one sender is sending; `salts` are those of the secrets that sign it."""

    id: int
    endpoint: int
    url: str
    body: str
    salts: tuple[str, ...]
    worker_id: str

    @property
    def message_id(self) -> str:
        """The same at every try: receivers know by it what they have."""
        return f"msg_{self.id}"


def listeners(session: Session) -> Sequence[int]:
    """The endpoints that are told; asked once a session: most offices have none."""
    if _LISTENERS not in session.info:
        found = session.connection().execute(_OPEN_ONES).scalars()  # nothing that waits is written for it
        session.info[_LISTENERS] = tuple(found)
    known: tuple[int, ...] = session.info[_LISTENERS]
    return known


def announce(
    session: Session, events: Iterable[HookEvent], now: datetime, to: Sequence[int] | None = None
) -> None:
    """Tell every endpoint, or those `to` name, in the transaction of what is told; what was told is not told again."""
    endpoints = listeners(session) if to is None else to
    if not endpoints:
        return
    rows = [_row(one, endpoint, now) for one in events for endpoint in endpoints]
    for some in chunks(rows):
        session.connection().execute(upsert(session, Delivery).on_conflict_do_nothing(), list(some))


def _row(one: HookEvent, endpoint: int, now: datetime) -> dict[str, Any]:
    stamp = now.strftime("%Y-%m-%dT%H:%M:%SZ")
    body = json.dumps({"type": one.event, "timestamp": stamp, "data": one.data}, separators=(",", ":"))
    return {
        "endpoint_id": endpoint,
        "event": one.event,
        "subject": one.subject,
        "revision": one.revision,
        "body": body,
        "state": DeliveryState.WAITING,
        "attempts": 0,
        "said": "",
        "made_at": now,
        "try_at": now,
    }


def ready(session: Session, now: datetime) -> list[int]:
    """The endpoints to which something is to be sent now."""
    query = select(Delivery.endpoint_id).join(Endpoint, col(Endpoint.id) == col(Delivery.endpoint_id))
    query = query.where(col(Endpoint.closed_at).is_(None), _may_go(now)).distinct()
    return sorted(session.exec(query))


def _may_go(now: datetime) -> Any:
    state = col(Delivery.state)
    abandoned = and_(state == DeliveryState.SENDING, col(Delivery.claimed_until) < now)
    return and_(
        UNDER_WAY,
        col(Delivery.try_at) <= now,
        or_(state == DeliveryState.WAITING, abandoned),
    )


def claim(session: Session, endpoint: int, worker_id: str, now: datetime) -> ClaimedDelivery | None:
    """The next one to that endpoint, claimed for us for a minute. Of two senders that want it, one gets it."""
    whose = session.get_one(Endpoint, endpoint)
    session.refresh(whose)
    if whose.closed_at is not None:
        return None
    first = select(Delivery.id).where(Delivery.endpoint_id == endpoint, _may_go(now))
    first = first.order_by(col(Delivery.try_at), col(Delivery.id)).limit(1)
    if session.connection().dialect.name != "sqlite":
        first = first.with_for_update(skip_locked=True)
    taken = update(Delivery).where(col(Delivery.id) == first.scalar_subquery())
    values = {
        "state": DeliveryState.SENDING,
        "claimed_by": worker_id,
        "claimed_until": now + CLAIM,
        "tried_at": now,
    }
    row = (
        session.connection()
        .execute(taken.values(**values).returning(col(Delivery.id), col(Delivery.body)))
        .first()
    )
    if row is None:
        return None
    old = (whose.old_salt,) if whose.old_until and now < whose.old_until else ()
    return ClaimedDelivery(row.id, endpoint, whose.url, row.body, (whose.salt, *old), worker_id)


def record(session: Session, one: ClaimedDelivery, answer: HookAnswer, now: datetime, chance: float) -> bool:
    """What became of a claimed delivery; whether the endpoint goes on. The last failure closes it."""
    row = session.get_one(Delivery, one.id, with_for_update=True)
    if row.claimed_by != one.worker_id and not answer.is_taken:
        return True  # our claim ran out, and another sender has it
    row.attempts += 1
    row.status, row.said = answer.status, answer.said[:MOST_SAID]
    row.claimed_by = row.claimed_until = None
    again = None if answer.is_taken else next_try(row.attempts, now, answer, chance)
    if answer.is_taken:
        row.state = DeliveryState.TAKEN
    else:
        row.state = DeliveryState.WAITING if again else DeliveryState.FAILED
        row.try_at = again or now
    session.add(row)
    if not answer.is_taken and again is None:
        _close(session, one.endpoint, GONE if answer.is_gone else GAVE_UP, now)
    return answer.is_taken


def _close(session: Session, endpoint: int, because: str, now: datetime) -> None:
    row = session.get_one(Endpoint, endpoint, with_for_update=True)
    if row.closed_at is None:
        row.closed_at, row.closed_because = now, because
        session.add(row)


def forget(session: Session, now: datetime) -> None:
    """What was taken or given up long ago; never the newest, whose number must not be given again."""
    newest = select(func.max(Delivery.id)).scalar_subquery()
    ended = col(Delivery.state).in_((DeliveryState.TAKEN, DeliveryState.FAILED))
    old = delete(Delivery).where(ended, col(Delivery.made_at) < now - KEPT, col(Delivery.id) < newest)
    session.connection().execute(old)


def recover(session: Session, worker_id: str) -> int:
    """Release what a dead process of this machine had claimed; how many there were. Sent again, under the same number."""
    if found := _orphans(session, worker_id):
        freed = update(Delivery).where(col(Delivery.id).in_(found))
        session.exec(freed.values(state=DeliveryState.WAITING, claimed_by=None, claimed_until=None))
    return len(found)


def has_orphans(session: Session, worker_id: str) -> bool:
    """Whether a dead process of this machine had claimed any."""
    return bool(_orphans(session, worker_id))


def _orphans(session: Session, worker_id: str) -> list[int]:
    under_way = select(Delivery.id, Delivery.claimed_by).where(
        UNDER_WAY, Delivery.state == DeliveryState.SENDING
    )
    return [number for number, by in session.exec(under_way) if by and is_dead(by, worker_id)]
