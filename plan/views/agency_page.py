"""One agency as its page shows it: its line, its addresses with what came back, what it owes, how it stands."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import case
from sqlmodel import Session, col, func, select

from plan.agencies.details import revision_of
from plan.agencies.entries import GROUP
from plan.audit.log import HistoryAct
from plan.models import (
    Agency,
    Alias,
    Audit,
    Bounce,
    Deadline,
    Declaration,
    Feed,
    Letter,
    Obligation,
    Party,
    Task,
)
from plan.models.duties import OPEN
from plan.views.agency_list import AgencyItem
from plan.views.columns import columns_of
from plan.views.feeds import FeedRecord
from plan.vocabulary import BounceKind, DeclarationState, Kind, LetterState, Role


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """A line of the register, with the revision that a form of it carries."""

    item: AgencyItem
    revision: str


def agency_line(session: Session, code: str) -> AgencyLine | None:
    row = session.get(Agency, code)
    if row is None or row.kind == GROUP:
        return None
    return AgencyLine(AgencyItem(**row.model_dump()), revision_of(row))


@dataclass(frozen=True, slots=True)
class AcceptedName:
    """A name that a person said means the agency."""

    name: str
    who: str
    at: datetime


def accepted_names(session: Session, code: str) -> list[AcceptedName]:
    query = select(*columns_of(AcceptedName, Alias)).where(Alias.agency == code).order_by(Alias.key)
    return [AcceptedName(*row) for row in session.exec(query)]


@dataclass(frozen=True, slots=True)
class LastBounce:
    """What came back last from an address."""

    id: int
    at: datetime
    kind: BounceKind
    letter: int
    address: str
    text: str
    settled_at: datetime | None


def last_bounces(session: Session, addresses: list[str]) -> dict[str, LastBounce]:
    """By address in small letters, as bounces keep it."""
    folded = [address.lower() for address in addresses]
    last = select(func.max(col(Bounce.id))).where(col(Bounce.address).in_(folded)).group_by(Bounce.address)
    columns = columns_of(LastBounce, Bounce, letter=Bounce.letter_id)
    rows = session.exec(select(*columns).where(col(Bounce.id).in_(last)))
    return {one.address: one for one in (LastBounce(*row) for row in rows)}


@dataclass(frozen=True, slots=True)
class OwedItem:
    """Something open of an agency; `declared_on` while its word waits."""

    id: int
    kind: Kind
    label: str
    title: str | None
    opens: date
    due: date
    ends: date
    role: Role
    declared_on: date | None


def owed_items(session: Session, code: str, limit: int) -> list[OwedItem]:
    """What it leads first, then what it helps with, each by the last day on time."""
    declared = (
        select(func.max(col(Declaration.declared_on)))
        .where(Declaration.obligation_id == Obligation.id, Declaration.state == DeclarationState.WAITING)
        .scalar_subquery()
    )
    columns = columns_of(OwedItem, Obligation, title=Task.title, role=Party.role, declared_on=declared)
    query = (
        select(*columns)
        .join(Party, col(Party.obligation_id) == col(Obligation.id))
        .join(Deadline, col(Deadline.id) == col(Obligation.deadline_id))
        .outerjoin(Task, col(Task.id) == col(Deadline.task_id))
        .where(OPEN, Party.agency == code, col(Party.role).in_([Role.LEAD, Role.PARTNER]))
        .order_by(case((col(Party.role) == Role.LEAD, 0), else_=1), col(Obligation.ends), col(Obligation.id))
    )
    return [OwedItem(*row) for row in session.exec(query.limit(limit))]


@dataclass(frozen=True, slots=True)
class AgencyFigures:
    """What it leads, counted: done on time, done late, late now, still open, and what it helps with."""

    on_time: int
    after: int
    late: int
    open: int
    helps: int

    @property
    def due(self) -> int:
        return self.on_time + self.after + self.late

    @property
    def share(self) -> float | None:
        """On time, of what is done or overdue."""
        return self.on_time / self.due if self.due else None


def agency_figures(session: Session, code: str, today: date) -> AgencyFigures:
    """Of everything that was not cancelled."""
    done, ends, leads = col(Obligation.done_on), col(Obligation.ends), col(Party.role) == Role.LEAD
    ways: list[Any] = [
        leads & (done <= ends),
        leads & (done > ends),
        leads & done.is_(None) & (ends < today),
        leads & done.is_(None) & (ends >= today),
        done.is_(None) & (col(Party.role) == Role.PARTNER),
    ]
    columns: list[Any] = [func.coalesce(func.sum(case((way, 1), else_=0)), 0) for way in ways]
    query = (
        select(*columns).select_from(Party).join(Obligation, col(Obligation.id) == col(Party.obligation_id))
    )
    row = session.exec(query.where(Party.agency == code, col(Obligation.cancelled_on).is_(None))).one()
    return AgencyFigures(*row)


def agency_feeds(session: Session, code: str) -> list[FeedRecord]:
    """Its calendars that still open, or did not long ago: newest first."""
    query = select(*columns_of(FeedRecord, Feed)).where(Feed.agency == code).order_by(col(Feed.id).desc())
    return [FeedRecord(*row) for row in session.exec(query)]


def agency_history(session: Session, code: str, feeds: list[int]) -> list[HistoryAct]:
    """What was done to its line, its calendars and its links, newest first."""
    subjects = [f"agency {code}", *(f"feed {number}" for number in feeds)]
    columns: list[Any] = [Audit.number, Audit.at, Audit.who, Audit.act, Audit.detail]
    query = select(*columns).where(col(Audit.subject).in_(subjects)).order_by(col(Audit.number).desc())
    return [HistoryAct(*row) for row in session.exec(query)]


def former_agencies(session: Session, code: str) -> list[tuple[str, str, date | None]]:
    """Who was merged into it: code, name, from which day."""
    columns: list[Any] = [Agency.code, Agency.name, Agency.active_to]
    query = select(*columns).where(Agency.successor == code)
    return list(session.exec(query.order_by(Agency.code)).all())


def refused_letters(session: Session, code: str) -> int:
    """How many letters to it were refused for good."""
    query = select(func.count()).where(Letter.agency == code, Letter.state == LetterState.REFUSED)
    return session.exec(query).one()
