"""The plans as a page lists them, each with the decisions that made, changed or replaced it."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from plan.models import Deadline, Obligation, Plan, PlanDecision, Regime, Task, TaskChange
from plan.models.duties import OPEN
from plan.storage.rows import LARGEST_NUMBER
from plan.views.columns import columns_of
from plan.vocabulary import DecisionWay


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan under its number of today."""

    id: int
    code: str
    title: str
    issued_on: date | None
    first: date
    last: date
    supersedes: list[str]
    followed_from: date | None
    assign_from: date | None
    assigned_on: date | None


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A document that made, changed or replaced a plan, with how many rows it changed."""

    id: int
    plan_id: int
    code: str
    title: str
    issued_on: date | None
    issuer: str
    way: DecisionWay
    recorded_on: date


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """How much a plan asks."""

    tasks: int
    deadlines: int
    open: int


def plan_lines(session: Session) -> list[PlanLine]:
    """The newest first."""
    query = select(*columns_of(PlanLine, Plan)).order_by(col(Plan.first).desc(), col(Plan.id).desc())
    return [PlanLine(*row) for row in session.exec(query)]


def plan_line(session: Session, number: int) -> PlanLine | None:
    if number > LARGEST_NUMBER:
        return None
    row = session.exec(select(*columns_of(PlanLine, Plan)).where(Plan.id == number)).first()
    return PlanLine(*row) if row else None


def decision_lines(session: Session, plan: int | None = None) -> list[DecisionLine]:
    """In the order in which they were signed, of one plan or of all."""
    query = select(*columns_of(DecisionLine, PlanDecision))
    if plan is not None:
        query = query.where(PlanDecision.plan_id == plan)
    rows = [DecisionLine(*row) for row in session.exec(query)]
    return sorted(rows, key=lambda row: (row.issued_on or date.min, row.id))


def rows_changed(session: Session, plan: int) -> dict[int, int]:
    """How many rows each amending decision of the plan touched."""
    query = select(TaskChange.decision_id, func.count()).join(PlanDecision)
    mine = query.where(PlanDecision.plan_id == plan).group_by(col(TaskChange.decision_id))
    return dict(session.exec(mine).all())


def tasks_by_plan(session: Session) -> dict[int, int]:
    """How many tasks stand in each plan."""
    query = select(Task.plan_id, func.count()).where(col(Task.withdrawn_on).is_(None))
    return dict(session.exec(query.group_by(col(Task.plan_id))).all())


def plan_figures(session: Session, plan: int) -> PlanFigures:
    """Of what stands: reports too."""
    days = (
        select(Deadline.id)
        .outerjoin(Task, col(Task.id) == col(Deadline.task_id))
        .outerjoin(Regime, col(Regime.id) == col(Deadline.regime_id))
        .where((col(Task.plan_id) == plan) | (col(Regime.plan_id) == plan))
        .where(col(Deadline.withdrawn_on).is_(None))
    )
    owed = select(func.count(col(Obligation.id))).where(col(Obligation.deadline_id).in_(days), OPEN)
    tasks = select(func.count()).where(Task.plan_id == plan, col(Task.withdrawn_on).is_(None))
    return PlanFigures(
        session.exec(tasks).one(),
        session.exec(select(func.count()).select_from(days.subquery())).one(),
        session.exec(owed).one(),
    )


def regimes_of_plan(session: Session, plan: int) -> list[str]:
    """What the sets of periodic reports of the plan are called."""
    rows = session.exec(
        select(Regime.name, Regime.definition).where(Regime.plan_id == plan).order_by(Regime.name)
    )
    return [str(definition.get("title") or name) for name, definition in rows]
