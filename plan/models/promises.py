"""What the plan asks for: the decision, its tasks, its report regimes, and the offices."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlmodel import JSON, Field, SQLModel


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
