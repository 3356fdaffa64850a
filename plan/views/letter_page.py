"""One letter as its page shows it: what the server said of each recipient, what it told, what came back, who holds it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from plan.models import AgencyResponse, Audit, Bounce, Deadline, Declaration, Letter, Notice, Obligation, Task
from plan.views.columns import columns_of
from plan.vocabulary import BounceKind, DeclarationState, Kind, LetterState, ResponseKind, Role


@dataclass(frozen=True, slots=True)
class LetterFate:
    """How far a letter came: its recipients, who has it and who refused it in which words, and when."""

    recipients: Sequence[str]
    accepted: Sequence[str]
    refused: Mapping[str, str]
    edition: int
    attempts: int
    tried_at: datetime | None
    finished_at: datetime | None
    try_at: datetime

    def said_of(self, recipient: str, state: LetterState) -> tuple[str, str]:
        """A shape, and the server's answer, for one recipient."""
        if recipient in self.refused:
            return "late", self.refused[recipient] or "bị từ chối"
        if recipient in self.accepted or (state is LetterState.SENT and not self.accepted):
            return "done", "máy chủ đã nhận"
        others = {
            LetterState.WITHDRAWN: ("off", "không gửi"),
            LetterState.CAPTURED: ("done", "giữ lại trên máy"),
        }
        return others.get(state, ("open", "chưa gửi"))


def letter_fate(session: Session, number: int) -> LetterFate:
    """Of a letter that is there."""
    return LetterFate(*session.exec(select(*columns_of(LetterFate, Letter)).where(Letter.id == number)).one())


@dataclass(frozen=True, slots=True)
class ToldDuty:
    """An obligation that a letter told of: by which step, why, and where it stands now."""

    obligation: int
    kind: Kind
    step: str
    role: Role
    reason: str
    label: str
    section: str | None
    number: str | None
    opens: date
    ends: date
    done_on: date | None
    cancelled_on: date | None
    declared_on: date | None

    @property
    def ref(self) -> str:
        """Its place in the plan, empty for a report."""
        return f"{self.section}.{self.number or '–'}" if self.section else self.number or ""


def told_duties(session: Session, number: int) -> list[ToldDuty]:
    """In the order in which they were written down."""
    declared = (
        select(col(Declaration.declared_on))
        .where(Declaration.obligation_id == Obligation.id, Declaration.state == DeclarationState.WAITING)
        .limit(1)
        .scalar_subquery()
    )
    columns = columns_of(
        ToldDuty,
        Obligation,
        obligation=Obligation.id,
        step=Notice.step,
        role=Notice.role,
        reason=Notice.reason,
        section=Task.section,
        number=Task.number,
        declared_on=declared,
    )
    query = (
        select(*columns)
        .join(Notice, col(Notice.obligation_id) == col(Obligation.id))
        .join(Deadline, col(Deadline.id) == col(Obligation.deadline_id))
        .outerjoin(Task, col(Task.id) == col(Deadline.task_id))
        .where(Notice.letter_id == number)
        .order_by(col(Notice.id))
    )
    return [ToldDuty(*row) for row in session.exec(query)]


@dataclass(frozen=True, slots=True)
class CameBack:
    """What came back for a letter."""

    id: int
    at: datetime
    kind: BounceKind
    address: str
    text: str
    settled_at: datetime | None


def came_back(session: Session, number: int) -> list[CameBack]:
    query = select(*columns_of(CameBack, Bounce)).where(Bounce.letter_id == number)
    return [CameBack(*row) for row in session.exec(query.order_by(col(Bounce.id)))]


@dataclass(frozen=True, slots=True)
class LinkPressed:
    """What the agency answered by a link about something that the letter told."""

    at: datetime
    kind: ResponseKind
    obligation: int


def links_pressed(session: Session, number: int, agency: str, since: datetime) -> list[LinkPressed]:
    """By this letter's links or a later one's: since it was written."""
    told = select(Notice.obligation_id).where(Notice.letter_id == number)
    query = select(*columns_of(LinkPressed, AgencyResponse, obligation=AgencyResponse.obligation_id)).where(
        AgencyResponse.agency == agency,
        col(AgencyResponse.obligation_id).in_(told),
        col(AgencyResponse.at) >= since,
    )
    return [LinkPressed(*row) for row in session.exec(query.order_by(col(AgencyResponse.id)).limit(20))]


@dataclass(frozen=True, slots=True)
class HeldBy:
    """Who paused letters, and when."""

    who: str
    at: datetime


def held_by(session: Session, subject: str) -> HeldBy | None:
    """By the last act of that kind upon `outbox` or an agency; None if nobody's is known."""
    columns: list[Any] = [Audit.who, Audit.at]
    query = select(*columns).where(Audit.subject == subject, Audit.act == "letters hold")
    row = session.exec(query.order_by(col(Audit.number).desc()).limit(1)).first()
    return HeldBy(*row) if row else None
