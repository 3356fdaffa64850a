"""Documents as offices send them to each other: identifiers of offices, and what came in in an envelope."""

from datetime import date, datetime

from sqlmodel import JSON, Field, SQLModel

from plan.models.columns import new_list, stored
from plan.vocabulary import IncomingState


class OrganCode(SQLModel, table=True):
    """An identifier of an office on the axis, in either form; the first of an office is the one that we write."""

    __tablename__ = "organ_code"

    code: str = Field(primary_key=True)
    agency: str = Field(foreign_key="agency.code", index=True)
    position: int = 0


class IncomingDocument(SQLModel, table=True):
    """An envelope that came in, each document once, and what a person made of it.

    `key` is the digest of its DocumentId, `paper` that of issuer, number and day, where it has them. A `status_code` says
    that it is a status of a document of ours: noted, never acted upon. `content` is the envelope as it came.
    """

    __tablename__ = "incoming_document"

    id: int = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    paper: str | None = Field(default=None, unique=True)
    at: datetime
    who: str
    organ: str
    organ_name: str
    agency: str | None = Field(default=None, foreign_key="agency.code", index=True)
    document_id: str
    number: str
    issued_on: date | None = None
    subject: str
    business: int = 0
    reason: str = ""
    status_code: str = ""
    urging_letter_id: int | None = Field(default=None, foreign_key="urging_letter.id", index=True)
    files: list[str] = Field(default_factory=new_list, sa_type=JSON)
    content: bytes
    state: IncomingState = Field(sa_type=stored(IncomingState), index=True)
    obligation_id: int | None = Field(default=None, foreign_key="obligation.id", index=True)
    arrived_on: date | None = None
    decided_at: datetime | None = None
    decided_by: str = ""
    because: str = ""
