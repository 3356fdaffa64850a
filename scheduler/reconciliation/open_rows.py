"""The open obligations as the tables have them, a row each: with who shares it and what of it was told, each in one text.

Of a million open ones what is done for each counts: rows are taken as the driver gives them, and whoever reads them
understands once what many have in common. They come in stretches, so that the memory it takes does not grow with the plan.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any, NamedTuple, cast

from sqlalchemy import ColumnElement, String, literal_column, type_coerce
from sqlmodel import Session, and_, bindparam, case, col, func, or_, select

from plan.models import Deadline, Notice, Obligation, Party, Plan, Regime, Task
from plan.models.duties import OPEN
from plan.models.letters import PASSED_TOGETHER
from plan.prepared import Change, Prepared, typed
from plan.vocabulary import Kind, Role, Source
from scheduler.policy.policy import Ladders

STRETCH = 2000  # obligations that are in memory together
DAYS_OFF = timedelta(days=31)  # a step on a day off goes before it: no row of days off is longer


class FactColumns(NamedTuple):
    """The columns that many obligations have in common."""

    kind: Kind
    opens: date
    due: date
    ends: date
    target: date | None
    extended: bool
    revised_at: datetime | None  # when it was changed last; None if it never was
    rulebook: int | None
    source: Source
    through: str | None
    first: date  # the first day of its deadline
    task: int | None
    signed_on: date | None
    began_on: date | None


OWN = 7  # the columns before those: number, label, holder, when it changed, parties, single steps, runs
CHANGED_AT = 3
# As a word of the statement: a bound one would be put in with each run, which what was put into words once does not do.
COMMA: Any = literal_column("','")


@dataclass(frozen=True, slots=True)
class OpenRows:
    """One question about all of them, and how the values of its rows get their types."""

    session: Session
    query: Prepared

    def stretches(self) -> Iterator[Sequence[Sequence[Any]]]:
        """The rows as the driver gives them, by number."""
        last = 0
        while rows := self.query.raw(self.session.connection(), {"last": last}):
            yield rows
            last = rows[-1][0]

    def facts(self, values: Sequence[Any]) -> FactColumns:
        """What the columns of a row after its own say."""
        return FactColumns(*typed(self._columns[OWN:], values))

    def changed_at(self, value: Any) -> datetime:
        """What that column of its own says."""
        (moment,) = typed(self._columns[CHANGED_AT : CHANGED_AT + 1], [value])
        return cast(datetime, moment)

    @property
    def _columns(self) -> tuple[Change, ...]:
        return self.query.columns(self.session.connection())


def open_rows(session: Session, ladders: Sequence[Ladders], day: date, morning: datetime) -> OpenRows:
    """What was open all day and of which anything may have been said by then, by any ladder there is."""
    query = (
        select(*_own(), *_in_common())
        .join(Deadline, col(Deadline.id) == col(Obligation.deadline_id))
        .outerjoin(Task, col(Task.id) == col(Deadline.task_id))
        .outerjoin(Regime, col(Regime.id) == col(Deadline.regime_id))
        .join(Plan, col(Plan.id) == func.coalesce(Task.plan_id, Regime.plan_id))
        .where(OPEN, _has_begun(day, ladders), Obligation.changed_at < morning)
        .where(col(Obligation.id) > bindparam("last"))
        .order_by(col(Obligation.id))
        .limit(STRETCH)
    )
    return OpenRows(session, Prepared(query))


def _own() -> Iterable[Any]:
    shared = or_(
        col(Party.role) == Role.PARTNER, and_(col(Party.role) == Role.LEAD, col(Obligation.holder) == "")
    )
    yield from (Obligation.id, Obligation.label, Obligation.holder, Obligation.changed_at)
    yield _together("parties", Party.obligation_id, [Party.role, Party.agency], shared)
    yield _together("steps", Notice.obligation_id, [Notice.agency, Notice.step])
    run = [Notice.agency, Notice.step, Notice.last_step]
    yield _together("runs", Notice.obligation_id, run, PASSED_TOGETHER)


def _together(name: str, whose: Any, columns: Sequence[Any], *which: ColumnElement[bool]) -> Any:
    """All rows of an obligation as one text: neither a role, a code of an agency nor a step has a blank or a comma."""
    first, *others = (type_coerce(column, String()) for column in columns)
    words: ColumnElement[str] = first
    for text in others:
        words = words.concat(" ").concat(text)
    mine = select(func.aggregate_strings(words, COMMA)).where(whose == Obligation.id, *which)
    return mine.correlate(Obligation).scalar_subquery().label(name)


def _in_common() -> tuple[Any, ...]:
    return (
        Obligation.kind,
        Obligation.opens,
        Obligation.due,
        Obligation.ends,
        Obligation.target,
        col(Obligation.extended_from).is_not(None).label("extended"),
        case((col(Obligation.revision) > 0, col(Obligation.changed_at))).label("revised_at"),
        Obligation.rulebook_id,
        Deadline.source,
        Deadline.through,
        col(Deadline.opens).label("first"),
        col(Task.id).label("task"),
        Task.signed_on,
        Plan.began_on,
    )


def _has_begun(day: date, ladders: Sequence[Ladders]) -> ColumnElement[bool]:
    """Whether anything may have been said of it by that day: it opened, or a reminder of it came near."""
    ahead = chain.from_iterable((*row.lead, *row.partner) for one in ladders for row in one.remind)
    targets = chain.from_iterable(one.target.lead for one in ladders)
    last = day + timedelta(max(chain(ahead, targets), default=0)) + DAYS_OFF
    return or_(col(Obligation.opens) <= day, col(Obligation.due) <= last, col(Obligation.target) <= last)
