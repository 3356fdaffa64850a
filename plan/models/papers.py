"""Papers that were made or issued."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import JSON, Field, SQLModel

from plan.models.columns import new_dict


class IssuedReport(SQLModel, table=True):
    """The report of a period as it was issued: its exact bytes, its figures as of a day, and on whose word."""

    __tablename__ = "issued_report"

    __table_args__ = (UniqueConstraint("number", "issued_on"),)

    id: int | None = Field(default=None, primary_key=True)
    number: str
    issued_on: date
    first: date = Field(index=True)
    last: date
    name: str
    regime: str = ""
    counted_on: date
    recorded_at: datetime
    who: str
    file_name: str
    content: bytes
    digest: str
    figures: dict[str, object] = Field(default_factory=new_dict, sa_type=JSON)


class EvidenceSheet(SQLModel, table=True):
    """An evidence sheet that was made, numbered through the year."""

    __tablename__ = "evidence_sheet"

    __table_args__ = (UniqueConstraint("year", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    year: int
    number: int
    obligation_id: int = Field(foreign_key="obligation.id", index=True)
    made_at: datetime
    who: str
    digest: str = ""
    file_name: str = ""
    content: bytes | None = None  # None: made before sheets were kept
