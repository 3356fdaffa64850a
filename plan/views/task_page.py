"""One task as its page shows it: the words of the plan, and who owes what of it by when."""

from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session, col, func, select

from plan.alphabet import sort_key
from plan.models import Agency, Deadline, Declaration, Obligation, Party, Plan, Task
from plan.storage.rows import LARGEST_NUMBER
from plan.views.columns import columns_of
from plan.vocabulary import DeclarationState, Role


@dataclass(frozen=True, slots=True)
class TaskDetail:
    """The row of the plan as written, and the decision that it is in."""

    id: int
    plan_code: str
    issued_on: date | None
    plan_ends: date
    section: str
    section_title: str
    number: str
    title: str
    lead: str
    partners: str
    product: str
    timing: str
    note: str
    status: str
    state: str
    withdrawn_on: date | None

    @property
    def ref(self) -> str:
        return f"{self.section}.{self.number or '–'}" if self.section else self.number


@dataclass(frozen=True, slots=True)
class TaskObligation:
    """One deadline of the task, of one agency or of several jointly."""

    id: int
    deadline: int
    part: str  # the deadline's own words
    who: str  # the names of those who lead it
    opens: date
    due: date
    ends: date
    done_on: date | None
    cancelled_on: date | None
    revision: int
    declared_on: date | None  # since when an agency's word waits for the collector's


def task_detail(session: Session, number: int) -> TaskDetail | None:
    """The task of that number, if there is one."""
    if number > LARGEST_NUMBER:
        return None
    columns = columns_of(TaskDetail, Task, plan_code=Plan.code, issued_on=Plan.issued_on, plan_ends=Plan.last)
    query = select(*columns).join(Plan, col(Plan.id) == col(Task.plan_id)).where(Task.id == number)
    row = session.exec(query).first()
    return TaskDetail(*row) if row else None


def task_obligations(session: Session, number: int) -> list[TaskObligation]:
    """All that is or was owed of the task, by day due."""
    leads: dict[int, list[str]] = {}
    named = (
        select(Party.obligation_id, Agency.name)
        .join(Agency, col(Agency.code) == col(Party.agency))
        .join(Obligation, col(Obligation.id) == col(Party.obligation_id))
        .join(Deadline, col(Deadline.id) == col(Obligation.deadline_id))
        .where(Deadline.task_id == number, Party.role == Role.LEAD)
    )
    for obligation, name in session.exec(named):
        leads.setdefault(obligation, []).append(name)
    waiting = select(func.max(Declaration.declared_on)).where(
        Declaration.obligation_id == Obligation.id, Declaration.state == DeclarationState.WAITING
    )
    columns = columns_of(
        TaskObligation,
        Obligation,
        deadline=Obligation.deadline_id,
        part=Deadline.label,
        who=Obligation.holder,
        declared_on=waiting.scalar_subquery(),
    )
    query = select(*columns).join(Deadline, col(Deadline.id) == col(Obligation.deadline_id))
    query = query.where(Deadline.task_id == number)
    rows = session.exec(query.order_by(col(Obligation.due), col(Obligation.deadline_id), col(Obligation.id)))
    found = (TaskObligation(*row) for row in rows)
    return [replace(one, who="; ".join(sorted(leads.get(one.id, [one.who]), key=sort_key))) for one in found]
