"""The tables: the whole schema on one page. Rows carry no behaviour.

Days are dates in the plan's zone; instants are aware, stored as UTC.
The unique keys are what forbids doubles (docs/architecture.md, "Promises of the data").
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Enum as EnumType
from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import JSON, Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Kind(StrEnum):
    """What an obligation asks for."""

    TASK = "task"
    REPORT = "report"


class Role(StrEnum):
    """Why an agency hears of an obligation."""

    LEAD = "lead"
    PARTNER = "partner"
    WATCH = "watch"


class LetterKind(StrEnum):
    """One letter a day of each kind for an agency."""

    DIGEST = "digest"
    ESCALATION = "escalation"
    SUMMARY = "summary"


class LetterState(StrEnum):
    """Where a letter is on its way."""

    WAITING = "waiting"  # written, not yet handed to a mail server; `try_at` says when
    SENDING = "sending"  # claimed by a sender until `claimed_until`
    SENT = "sent"  # the server accepted it
    CAUGHT = "caught"  # no mail server is configured: kept to be looked at
    REFUSED = "refused"  # the server refused it for good: needs an operator


def _stored(enum: type[StrEnum]) -> EnumType:
    """Stored by value in a plain column: readable in SQL, the same on every database."""
    return EnumType(enum, native_enum=False, length=16, values_callable=lambda e: [m.value for m in e])


class Plan(SQLModel, table=True):
    """A decision with its tables."""

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    title: str
    issued_on: date | None
    first: date
    last: date
    reporting: str = ""


class Agency(SQLModel, table=True):
    """An office. Group names have rows of kind `group` and no addresses."""

    code: str = Field(primary_key=True)
    name: str
    short_name: str = ""
    aliases: list[str] = Field(default_factory=list, sa_type=JSON)
    kind: str = ""
    groups: list[str] = Field(default_factory=list, sa_type=JSON)
    emails: list[str] = Field(default_factory=list, sa_type=JSON)
    parent: str | None = None
    active_from: date | None = None
    active_to: date | None = None
    successor: str | None = None


class Task(SQLModel, table=True):
    """One row of the plan, its words kept as written."""

    __table_args__ = (UniqueConstraint("plan_id", "section", "number", "title"),)

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    position: int
    section: str
    section_title: str
    number: str
    title: str
    lead: str
    partners: str
    product: str
    timing: str
    state: str = ""
    review: list[str] = Field(default_factory=list, sa_type=JSON)
    withdrawn_on: date | None = None


class Regime(SQLModel, table=True):
    """A set of periodic reports, as its file defines it."""

    __table_args__ = (UniqueConstraint("plan_id", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    name: str
    definition: dict[str, object] = Field(default_factory=dict, sa_type=JSON)


class Deadline(SQLModel, table=True):
    """One day by which (a part of) one task, or one round of reports, is due. Never moved.

    A `target` is aimed at and has no obligation of its own: late counts from the limit behind it.
    """

    __table_args__ = (UniqueConstraint("task_id", "regime_id", "label", "due"),)

    id: int | None = Field(default=None, primary_key=True)
    task_id: int | None = Field(default=None, foreign_key="task.id", index=True)
    regime_id: int | None = Field(default=None, foreign_key="regime.id", index=True)
    label: str
    opens: date
    due: date
    target: bool = False
    source: str
    agencies: str | None = None
    withdrawn_on: date | None = None


class Obligation(SQLModel, table=True):
    """One deadline for one agency (`holder` is its code) or for several jointly (`holder` is empty)."""

    __table_args__ = (
        UniqueConstraint("deadline_id", "holder"),
        Index(
            "ix_obligation_open_ends",
            "ends",
            sqlite_where=text("done_on IS NULL AND cancelled_on IS NULL"),
            postgresql_where=text("done_on IS NULL AND cancelled_on IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    deadline_id: int = Field(foreign_key="deadline.id", index=True)
    holder: str = ""
    kind: Kind = Field(sa_type=_stored(Kind))
    label: str
    opens: date
    due: date
    ends: date
    target: date | None = None
    done_on: date | None = None
    document: str | None = None
    note: str | None = None
    cancelled_on: date | None = None
    cancelled_because: str | None = None
    extended_from: date | None = None
    extended_because: str | None = None
    revision: int = 0
    changed_at: datetime


class Party(SQLModel, table=True):
    """An agency's part in an obligation, and how far up its ladder it was told.

    `next_on` is the next day on which something has to be said: due is a query on its index.
    `told_on` is the day it last heard of it; None if it never did.
    """

    __table_args__ = (
        Index("ix_party_agency", "agency", "obligation_id"),
        Index("ix_party_next", "next_on", sqlite_where=text("next_on IS NOT NULL")),
    )

    obligation_id: int = Field(foreign_key="obligation.id", primary_key=True)
    agency: str = Field(foreign_key="agency.code", primary_key=True)
    role: Role = Field(sa_type=_stored(Role), primary_key=True)
    next_on: date | None = None
    told_on: date | None = None


class Notice(SQLModel, table=True):
    """The ledger: one step of one obligation, told to one agency, or passed over; and why."""

    __table_args__ = (UniqueConstraint("obligation_id", "step", "agency"),)

    id: int | None = Field(default=None, primary_key=True)
    obligation_id: int = Field(foreign_key="obligation.id")
    step: str
    agency: str
    role: Role = Field(sa_type=_stored(Role))
    day: date
    reason: str
    letter_id: int | None = Field(default=None, foreign_key="letter.id", index=True)


class Letter(SQLModel, table=True):
    """One e-mail: a place in the queue, then the record. `raw` are its exact bytes, frozen."""

    __table_args__ = (
        UniqueConstraint("agency", "kind", "day"),
        Index("ix_letter_queue", "state", "try_at"),
        Index("ix_letter_kind", "kind", "state"),
    )

    id: int | None = Field(default=None, primary_key=True)
    agency: str
    kind: LetterKind = Field(sa_type=_stored(LetterKind))
    day: date
    message_id: str = Field(unique=True)
    subject: str
    sender: str
    recipients: list[str] = Field(sa_type=JSON)
    raw: bytes
    state: LetterState = Field(sa_type=_stored(LetterState))
    attempts: int = 0
    written_at: datetime
    try_at: datetime
    claimed_by: str | None = None
    claimed_until: datetime | None = None
    finished_at: datetime | None = None
    error: str | None = None


class Feed(SQLModel, table=True):
    """A calendar subscription. Only the hash of its secret is kept; no agency means everything."""

    id: int | None = Field(default=None, primary_key=True)
    agency: str | None = Field(default=None, foreign_key="agency.code")
    name: str
    secret_hash: str = Field(unique=True)
    made_at: datetime
    revoked_at: datetime | None = None


class Override(SQLModel, table=True):
    """A day on which the working calendar differs from the rules, and on whose word."""

    day: date = Field(primary_key=True)
    working: bool
    label: str
    source: str


class Event(SQLModel, table=True):
    """An awaited event that has happened."""

    id: int | None = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id", index=True)
    happened_on: date
    document: str | None = None
    recorded_at: datetime


class Audit(SQLModel, table=True):
    """Who did what to which row."""

    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    who: str
    act: str
    subject: str
    detail: dict[str, object] = Field(default_factory=dict, sa_type=JSON)


class State(SQLModel, table=True):
    """A few facts about the whole: when the tick last ran, whether sending is held, what changed."""

    name: str = Field(primary_key=True)
    value: str
