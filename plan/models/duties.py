"""What is owed by when, and by whom: deadlines, obligations, parties."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, Index, UniqueConstraint, literal_column, text
from sqlmodel import Field, SQLModel, and_, col

from plan.models.columns import index_of_some, stored
from plan.vocabulary import ChangeKind, Kind, Role, Source

IS_OPEN = "done_on IS NULL AND cancelled_on IS NULL"  # as the indexes say it


class Deadline(SQLModel, table=True):
    """One day by which (a part of) one task, or one round of reports, is due. Never moved.

    A `target` is aimed at and has no obligation of its own: late counts from the limit behind it.
    Of a report: the days that its data cover, whom it is for, the agency that collects it (and hears who is
    late), the document that asked for it if one did by itself, and the working days after `due` that still count
    as on time.
    """

    __table_args__ = (
        UniqueConstraint("task_id", "regime_id", "label", "due"),
        index_of_some("ix_deadline_round", "due", "regime_id IS NOT NULL"),
    )

    id: int = Field(default=None, primary_key=True)
    task_id: int | None = Field(default=None, foreign_key="task.id", index=True)
    regime_id: int | None = Field(default=None, foreign_key="regime.id", index=True)
    label: str
    opens: date
    due: date
    target: bool = False
    source: Source = Field(sa_type=stored(Source))
    agencies: str | None = None
    withdrawn_on: date | None = None
    data_first: date | None = None
    data_last: date | None = None
    sent_to: str | None = None
    through: str | None = None
    requested_by: str | None = None
    grace: int = 0


class Obligation(SQLModel, table=True):
    """One deadline for one agency (`holder` is its code) or for several jointly (`holder` is empty)."""

    __table_args__ = (
        UniqueConstraint("deadline_id", "holder"),
        Index("ix_obligation_due", "due", "ends", "done_on", "cancelled_on"),
        Index("ix_obligation_ends", "ends"),
        Index("ix_obligation_turn", "turn", "id"),
        index_of_some("ix_obligation_done", "done_on", "done_on IS NOT NULL"),
        index_of_some("ix_obligation_cancelled", "cancelled_on", "cancelled_on IS NOT NULL"),
        index_of_some("ix_obligation_extended", "extended_from", "extended_from IS NOT NULL"),
        index_of_some("ix_obligation_open_ends", "ends", IS_OPEN),
        index_of_some("ix_obligation_open_work", "deadline_id", f"{IS_OPEN} AND kind = 'task'"),
    )

    id: int = Field(default=None, primary_key=True)
    deadline_id: int = Field(foreign_key="deadline.id", index=True)
    holder: str = ""
    kind: Kind = Field(sa_type=stored(Kind))
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
    rulebook_id: int | None = Field(default=None, foreign_key="policy_version.id")
    revision: int = 0
    changed_at: datetime
    turn: int = 0  # of the transaction that changed it last, in their order; programs follow by it
    turned_at: datetime | None = None  # and when that was, by real time


# Neither done nor cancelled: what the index ix_obligation_open_ends holds.
OPEN: ColumnElement[bool] = and_(col(Obligation.done_on).is_(None), col(Obligation.cancelled_on).is_(None))

# The same of tasks alone: what the index ix_obligation_open_work holds.
OPEN_WORK: ColumnElement[bool] = and_(OPEN, literal_column("obligation.kind = 'task'"))


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
    role: Role = Field(sa_type=stored(Role), primary_key=True)
    next_on: date | None = None
    told_on: date | None = None


class DutyChange(SQLModel, table=True):
    """What a decision changed for one agency: told in its next letter, once.

    Of a day that was moved the obligation is the new one, `before` and `after` are the two days.
    """

    __tablename__ = "duty_change"

    __table_args__ = (UniqueConstraint("decision_id", "obligation_id", "agency"),)

    id: int = Field(default=None, primary_key=True)
    decision_id: int = Field(foreign_key="decision.id")
    obligation_id: int = Field(foreign_key="obligation.id", index=True)
    agency: str
    change: ChangeKind = Field(sa_type=stored(ChangeKind))
    before: date | None = None
    after: date | None = None
    recorded_on: date = Field(index=True)
