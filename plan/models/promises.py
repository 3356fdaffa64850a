"""What the plan asks for: the decision, its tasks, its report regimes, and the offices."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, Index, UniqueConstraint, event, literal_column
from sqlmodel import JSON, Field, SQLModel

from plan.models.columns import index_of_some, new_dict, new_list, stored
from plan.text import bare
from plan.vocabulary import Cell, DecisionWay, RowChange


class Plan(SQLModel, table=True):
    """A decision with its tables; `supersedes` are those it took the place of, oldest first.

    `began_on` is the day the first of them was signed: what it asked for is still owed. What was due before
    `followed_from` is history: nobody owes it.
    """

    id: int = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    title: str
    issued_on: date | None
    began_on: date | None = None
    followed_from: date | None = None
    assign_from: date | None = None  # from that day on each agency is to get its letter of assignment
    assigned_on: date | None = None  # when all had got it
    supersedes: list[str] = Field(default_factory=new_list, sa_type=JSON)
    first: date
    last: date
    reporting: str = ""


class PlanDecision(SQLModel, table=True):
    """A document that made a plan, changed it in part or took its place: number, day and issuer as signed, for ever."""

    __tablename__ = "decision"

    __table_args__ = (UniqueConstraint("plan_id", "code"),)

    id: int = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    code: str
    title: str = ""
    issued_on: date | None = None
    issuer: str = ""
    way: DecisionWay = Field(sa_type=stored(DecisionWay))
    recorded_on: date | None = None


class TaskChange(SQLModel, table=True):
    """What an amending decision did to one row; `cells` are its words before and after."""

    __tablename__ = "task_change"

    decision_id: int = Field(foreign_key="decision.id", primary_key=True)
    task_id: int = Field(foreign_key="task.id", primary_key=True, index=True)
    change: RowChange = Field(sa_type=stored(RowChange))
    cells: dict[str, list[str]] = Field(default_factory=new_dict, sa_type=JSON)


class Agency(SQLModel, table=True):
    """An office. Group names have rows of kind `group` and no addresses."""

    code: str = Field(primary_key=True)
    name: str
    short_name: str = ""
    aliases: list[str] = Field(default_factory=new_list, sa_type=JSON)
    kind: str = ""
    groups: list[str] = Field(default_factory=new_list, sa_type=JSON)
    addresses: list[str] = Field(default_factory=new_list, sa_type=JSON)
    parent: str | None = None
    active_from: date | None = None
    active_to: date | None = None
    successor: str | None = None


class Alias(SQLModel, table=True):
    """Another name for an agency, accepted by a person; `key` is its folded form."""

    key: str = Field(primary_key=True)
    name: str
    agency: str = Field(foreign_key="agency.code", index=True)
    who: str
    at: datetime


class Task(SQLModel, table=True):
    """One row of the plan, its words kept as written.

    `note` is what the document says of it outside these cells. `signed_on` is the day of the decision that gave
    it these words of time: nothing was due before. `first` and `last` are the years of its annex, where that has
    others than the plan. `status`: what its column of status says, accepted by a person, that made no receipt.
    `bare` is what it is found by: title and product without marks, written anew with every change of the row.
    """

    __table_args__ = (
        UniqueConstraint("plan_id", "section", "number", "title"),
        index_of_some("ix_task_said_done", "id", "status <> ''"),
        Index("ix_task_turn", "turn", "id"),
    )

    id: int = Field(default=None, primary_key=True)
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
    note: str = ""
    state: str = ""
    review: list[str] = Field(default_factory=new_list, sa_type=JSON)
    signed_on: date | None = None
    withdrawn_on: date | None = None
    first: date | None = None
    last: date | None = None
    status: str = ""
    bare: str = ""
    turn: int = 0  # as that of an obligation
    turned_at: datetime | None = None


@event.listens_for(Task, "before_insert")
@event.listens_for(Task, "before_update")
def _keep_bare(_mapper: object, _connection: object, task: Task) -> None:
    """Whoever changes the words of a row need not know that it is searched."""
    task.bare = bare(f"{task.title} {task.product}")


# As the index says it: a column of the document says that the row is done.
SAID_DONE: ColumnElement[bool] = literal_column("task.status <> ''")


class Resolution(SQLModel, table=True):
    """What a person said about one cell of a task; it holds for as long as the cell says what it said then."""

    __tablename__ = "resolution"

    task_id: int = Field(foreign_key="task.id", primary_key=True)
    cell: Cell = Field(sa_type=stored(Cell), primary_key=True)
    asked: str
    words: str
    who: str
    at: datetime


class Regime(SQLModel, table=True):
    """A set of periodic reports, as its file defines it."""

    __table_args__ = (UniqueConstraint("plan_id", "name"),)

    id: int = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    name: str
    definition: dict[str, object] = Field(default_factory=new_dict, sa_type=JSON)
