"""Webhooks: who is told by a program what changed, and each thing that is told."""

from datetime import datetime

from sqlalchemy import ColumnElement, Index, UniqueConstraint
from sqlmodel import Field, SQLModel, and_, col

from plan.models.columns import index_of_some, stored
from plan.vocabulary import DeliveryState


class Endpoint(SQLModel, table=True):
    """An address that is told.

    `salt` is what its secret is made from, with the program's key: the secret itself is kept nowhere. The salt before
    it signs too, until `old_until`. `closed_because` says why the program itself closed it; `seen_at` is set when somebody looked at that.
    """

    id: int = Field(default=None, primary_key=True)
    name: str
    url: str
    salt: str
    old_salt: str = ""
    old_until: datetime | None = None
    made_at: datetime
    closed_at: datetime | None = None
    closed_because: str = ""
    seen_at: datetime | None = None


class Delivery(SQLModel, table=True):
    """One thing that one endpoint is told: a place in the queue, then the record. `body` never changes.

    `subject` is the number of the obligation (of the first for obligations.past), of the decision for plan.amended, or of a
    ping; `revision` that of the obligation, so that nothing is told twice.
    """

    __table_args__ = (
        UniqueConstraint("endpoint_id", "event", "subject", "revision"),
        index_of_some("ix_delivery_queue", "try_at", "state IN ('waiting', 'sending')"),
        Index("ix_delivery_endpoint", "endpoint_id", "id"),
    )

    id: int = Field(default=None, primary_key=True)
    endpoint_id: int = Field(foreign_key="endpoint.id")
    event: str = Field(max_length=32)
    subject: int
    revision: int
    body: str
    state: DeliveryState = Field(sa_type=stored(DeliveryState))
    attempts: int = 0
    made_at: datetime
    try_at: datetime
    tried_at: datetime | None = None
    claimed_by: str | None = None
    claimed_until: datetime | None = None
    status: int | None = None
    said: str = ""


# The program itself closed it, and nobody has looked at that yet.
CLOSED_UNSEEN: ColumnElement[bool] = and_(col(Endpoint.closed_because) != "", col(Endpoint.seen_at).is_(None))
