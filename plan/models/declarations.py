"""What agencies say is done, before whoever collects has spoken."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, Index, literal_column, text
from sqlmodel import Field, SQLModel

from plan.models.columns import stored
from plan.vocabulary import DeclarationState


class Declaration(SQLModel, table=True):
    """An agency's word that an obligation is done, and what became of it; an agency waits with one at a time.

    `on` is the day that it says, `declared_on` the day on which it said so (`at` is the moment). `held_on` is the
    day of arrival as whoever accepted it holds it. `decided_document` is the paper that says so, `because` why it
    was sent back, or how it came to be accepted without a person. The file moves to the receipt with acceptance.
    """

    __table_args__ = (
        Index(
            "uq_declaration_waiting",
            "obligation_id",
            "agency",
            unique=True,
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )

    id: int = Field(default=None, primary_key=True)
    obligation_id: int = Field(foreign_key="obligation.id", index=True)
    agency: str = Field(foreign_key="agency.code")
    on: date
    document: str | None = None
    note: str | None = None
    declared_on: date
    at: datetime
    file_name: str | None = None
    file_digest: str | None = None
    file: bytes | None = None
    state: DeclarationState = Field(sa_type=stored(DeclarationState))
    held_on: date | None = None
    decided_on: date | None = None
    decided_at: datetime | None = None
    decided_by: str | None = None
    decided_document: str | None = None
    because: str | None = None


# As the index uq_declaration_waiting says it: nobody has accepted it or sent it back.
WAITING_WORD: ColumnElement[bool] = literal_column("declaration.state = 'waiting'")
