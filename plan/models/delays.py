"""Why and how a duty is late or given more time: each decision on its day, each cause that was given."""

from datetime import date, datetime

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import Field, SQLModel, and_, col, select

from plan.models.columns import index_of_some, stored
from plan.vocabulary import ExtensionWay


class Extension(SQLModel, table=True):
    """One decision that moved the day of an obligation; what was late until then stays late by its days before.

    `document` and `document_on` name the paper of whoever assigned the work. `ends_before` was the last day on time.
    From `undone_on` on it counts no more: it was a mistake.
    """

    id: int = Field(default=None, primary_key=True)
    obligation_id: int = Field(foreign_key="obligation.id", index=True)
    request_id: int | None = Field(default=None, foreign_key="agency_response.id")
    way: ExtensionWay = Field(sa_type=stored(ExtensionWay))
    due_before: date
    ends_before: date
    due_after: date | None = None
    reason: str
    document: str | None = None
    document_on: date | None = None
    decided_on: date
    decided_at: datetime
    decided_by: str
    undone_on: date | None = None
    undone_because: str | None = None


class Cause(SQLModel, table=True):
    """Why a duty is late, as its agency says (or whoever collects, for it); the last one counts.

    `objective` is None until somebody decided; True rests on a document: by whom (`confirmed_by`), which, of which day.
    """

    __table_args__ = (index_of_some("ix_cause_undecided", "obligation_id", "objective IS NULL"),)

    id: int = Field(default=None, primary_key=True)
    obligation_id: int = Field(foreign_key="obligation.id", index=True)
    agency: str | None = Field(default=None, foreign_key="agency.code")
    text: str
    given_on: date
    at: datetime
    given_by: str
    objective: bool | None = None
    confirmed_by: str | None = None
    document: str | None = None
    document_on: date | None = None
    decided_on: date | None = None
    decided_at: datetime | None = None
    decided_by: str | None = None


_later = aliased(Cause)
_after = select(_later.id).where(
    col(_later.obligation_id) == col(Cause.obligation_id), col(_later.id) > col(Cause.id)
)
# The last that was given for its duty, and nobody has confirmed or refused it: what the index ix_cause_undecided holds.
UNDECIDED: ColumnElement[bool] = and_(col(Cause.objective).is_(None), ~_after.exists())
