"""What people did and decided, and a few facts about the whole."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, Index, UniqueConstraint, literal_column
from sqlmodel import JSON, Field, SQLModel

from plan.models.columns import index_of_some, new_dict, stored
from plan.vocabulary import ExtensionWay, ResponseKind, ResponseState


class Override(SQLModel, table=True):
    """A day on which the working calendar differs from the rules, and on whose word."""

    day: date = Field(primary_key=True)
    working: bool
    label: str
    source: str


class CalendarYear(SQLModel, table=True):
    """A year whose whole working calendar somebody compared with the official papers, and which."""

    year: int = Field(primary_key=True)
    source: str
    who: str
    at: datetime


class Occurrence(SQLModel, table=True):
    """An awaited event that has happened; `awaited` are the plan's words for it when it was recorded."""

    __tablename__ = "occurrence"

    id: int = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id", index=True)
    happened_on: date
    awaited: str | None = None
    document: str | None = None
    recorded_at: datetime


class Audit(SQLModel, table=True):
    """One act: who did what to which row, from where. Written by `plan.audit` alone, which seals it.

    `digests` are of the texts that may name a person, `salts` go with them; a trimmed text has no salt.
    """

    __table_args__ = (Index("ix_audit_act", "act", "number"), Index("ix_audit_at", "at"))

    id: int = Field(default=None, primary_key=True)
    number: int = Field(unique=True)
    at: datetime
    who: str
    origin: str = ""
    act: str
    subject: str = Field(index=True)
    detail: dict[str, object] = Field(default_factory=new_dict, sa_type=JSON)
    salts: dict[str, str] = Field(default_factory=new_dict, sa_type=JSON)
    digests: dict[str, str] = Field(default_factory=new_dict, sa_type=JSON)
    seal: str


class Fact(SQLModel, table=True):
    """A few facts about the whole: when the tick last ran, whether sending is held, what changed."""

    __tablename__ = "fact"

    name: str = Field(primary_key=True)
    value: str


class Receipt(SQLModel, table=True):
    """What came in for an obligation, as recorded at one time: the day, the number, the file.

    A correction is a new row (its `reason` says why), and so is taking it back (`on` is None): none is changed.
    """

    __table_args__ = (
        UniqueConstraint("obligation_id", "turn"),
        Index("ix_receipt_document", "document", postgresql_ops={"document": "varchar_pattern_ops"}),
    )

    id: int = Field(default=None, primary_key=True)
    obligation_id: int = Field(foreign_key="obligation.id")
    turn: int
    on: date | None
    document: str | None = None
    note: str | None = None
    reason: str | None = None
    recorded_at: datetime
    file_name: str | None = None
    file_digest: str | None = None
    file: bytes | None = None


class Lease(SQLModel, table=True):
    """Which process does a job that only one may do. `fence` goes up with every change of hands."""

    name: str = Field(primary_key=True)
    holder: str
    expires_at: datetime
    fence: int


class ServerState(SQLModel, table=True):
    """A mail server as all senders see it: how often in a row it failed, and until when it is left alone."""

    __tablename__ = "server_state"

    name: str = Field(primary_key=True)
    failures: int = 0
    paused_until: datetime | None = None
    said: str | None = None


class PolicyVersion(SQLModel, table=True):
    """A policy as it once was in force: an obligation keeps the ladder that it began with."""

    __tablename__ = "policy_version"

    id: int = Field(default=None, primary_key=True)
    digest: str = Field(unique=True)
    definition: dict[str, object] = Field(default_factory=new_dict, sa_type=JSON)
    since: datetime


class AgencyResponse(SQLModel, table=True):
    """What an agency said about an obligation: that it has read of it, or that it asks for more time."""

    __tablename__ = "agency_response"

    __table_args__ = (
        Index("ix_agency_response_obligation", "obligation_id", "agency"),
        index_of_some("ix_agency_response_waiting", "id", "state = 'waiting'"),
    )

    id: int = Field(default=None, primary_key=True)
    obligation_id: int = Field(foreign_key="obligation.id")
    agency: str = Field(foreign_key="agency.code")
    kind: ResponseKind = Field(sa_type=stored(ResponseKind))
    state: ResponseState = Field(sa_type=stored(ResponseState))
    at: datetime
    until: date | None = None
    way: ExtensionWay | None = Field(
        default=None, sa_type=stored(ExtensionWay)
    )  # None before ways were told apart
    reason: str | None = None
    decided_at: datetime | None = None
    decided_because: str | None = None


# As the index says it: asked for, and nobody has decided.
WAITING_REQUEST: ColumnElement[bool] = literal_column("agency_response.state = 'waiting'")
