"""What was told wrong and has to be told right."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel


class Correction(SQLModel, table=True):
    """A mistake about an obligation that was undone, as one agency is told in its next letter."""

    id: int = Field(default=None, primary_key=True)
    obligation_id: int = Field(foreign_key="obligation.id", index=True)
    agency: str = Field(foreign_key="agency.code")
    decided_on: date
    at: datetime
    said: str
