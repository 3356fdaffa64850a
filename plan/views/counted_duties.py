"""The duties that count in the figures of some days, as rows of columns: who owed them, when, and what came in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import exists, union_all
from sqlalchemy.orm import aliased
from sqlmodel import Session, and_, case, col, select

from plan.models import Cause, Deadline, Declaration, Obligation, Party, Plan, Task
from plan.models.duties import OPEN
from plan.obligations.status import Status, status_on
from plan.views.columns import columns_of
from plan.vocabulary import DeclarationState, Kind, Role


@dataclass(frozen=True, slots=True)
class DutyDays:
    """One duty by its days. `day` is the one that it counts with: of a report that of its round."""

    id: int
    kind: Kind
    day: date
    opens: date
    due: date
    ends: date
    done_on: date | None
    cancelled_on: date | None
    label: str
    task: int | None
    plan: int | None  # of a task
    section: str | None
    section_title: str | None
    waits: bool  # an agency declared it done, and nobody has accepted that yet
    excused: bool  # the cause of its delay was confirmed as objective

    def status_on(self, today: date) -> Status:
        """What was done or cancelled after that day had not happened yet."""
        return status_on(
            today, opens=self.opens, ends=self.ends, done_on=self.done_on, cancelled_on=self.cancelled_on
        )


@dataclass(frozen=True, slots=True)
class CountedDuty:
    """One duty and the agencies that lead it."""

    days: DutyDays
    leads: tuple[str, ...]


def counted_duties(session: Session, first: date, last: date) -> list[CountedDuty]:
    """Those whose day lies between the two, both included, in the order of the plans; cancelled ones too."""
    span = col(Obligation.id).in_(_within(first, last))
    leads: dict[int, list[str]] = {}
    parties = select(Party.obligation_id, Party.agency).where(Party.role == Role.LEAD)
    for number, agency in session.exec(parties.where(col(Party.obligation_id).in_(_within(first, last)))):
        leads.setdefault(number, []).append(agency)
    query = select(*_COLUMNS).select_from(Obligation).join(Deadline)
    query = query.outerjoin(Task, col(Task.id) == col(Deadline.task_id)).where(span)
    query = query.order_by(col(Task.plan_id), col(Task.position), _DAY, col(Obligation.id))
    found = (DutyDays(*row) for row in session.exec(query))
    return [CountedDuty(days, tuple(sorted(leads.get(days.id, ())))) for days in found]


def plan_codes(session: Session) -> dict[int, str]:
    """The number of each plan's decision."""
    return dict(session.exec(select(Plan.id, Plan.code)).all())


def _within(first: date, last: date) -> Any:
    """More time for one agency makes no round of its own: a report counts with the day of its round.

    Each kind is found by an index of its own days (ix_deadline_round, ix_obligation_due): with OR the database would
    read all that was ever owed.
    """
    reports = select(Obligation.id).join(Deadline).where(col(Deadline.regime_id).is_not(None))
    reports = reports.where(Obligation.kind == Kind.REPORT, col(Deadline.due).between(first, last))
    tasks = select(Obligation.id).where(
        Obligation.kind != Kind.REPORT, col(Obligation.due).between(first, last)
    )
    return union_all(reports, tasks)


_DAY = case((col(Obligation.kind) == Kind.REPORT, col(Deadline.due)), else_=col(Obligation.due))
_WAITS = and_(
    OPEN,
    select(Declaration.id)
    .where(Declaration.obligation_id == Obligation.id, Declaration.state == DeclarationState.WAITING)
    .exists(),
)
_LATER = aliased(Cause)
_EXCUSED = and_(
    select(Cause.id)
    .where(
        Cause.obligation_id == Obligation.id,
        col(Cause.objective).is_(True),
        ~exists().where(
            col(_LATER.obligation_id) == Cause.obligation_id, col(_LATER.id) > Cause.id
        ),  # the last one counts
    )
    .exists()
)
_COLUMNS: Sequence[Any] = list(
    columns_of(
        DutyDays,
        Obligation,
        day=_DAY,
        task=Deadline.task_id,
        plan=Task.plan_id,
        section=Task.section,
        section_title=Task.section_title,
        waits=_WAITS,
        excused=_EXCUSED,
    )
)
