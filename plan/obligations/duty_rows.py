"""The columns that a duty is made of, read without the rows that they stand in: a list of thousands is asked for often."""

from datetime import date, datetime
from typing import Any, NamedTuple

from plan.models import Deadline, Obligation, Regime, Task
from plan.vocabulary import Kind, Source


class DutyRow(NamedTuple):
    """An obligation, its deadline, and what of a task or a regime it says; a tuple, since a morning makes 66,000."""

    id: int
    kind: Kind
    deadline: int
    label: str
    opens: date
    due: date
    ends: date
    target: date | None
    done_on: date | None
    document: str | None
    cancelled_on: date | None
    extended_from: date | None
    rulebook: int | None
    revision: int
    changed_at: datetime
    holder: str
    task: int | None
    regime: int | None
    part: str
    part_opens: date
    source: Source
    data_first: date | None
    data_last: date | None
    through: str | None
    sent_to: str | None
    requested_by: str | None
    # Of a task; None for a report.
    task_plan: int | None
    section: str | None
    number: str | None
    title: str | None
    product: str | None
    timing: str | None
    signed_on: date | None
    regime_plan: int | None

    @property
    def plan(self) -> int:
        plan = self.task_plan or self.regime_plan
        assert plan is not None, "a deadline belongs to a task or to a regime"
        return plan

    @property
    def data(self) -> tuple[date, date] | None:
        return (self.data_first, self.data_last) if self.data_first and self.data_last else None


# In the order of the fields.
DUTY_COLUMNS: tuple[Any, ...] = (
    Obligation.id,
    Obligation.kind,
    Obligation.deadline_id,
    Obligation.label,
    Obligation.opens,
    Obligation.due,
    Obligation.ends,
    Obligation.target,
    Obligation.done_on,
    Obligation.document,
    Obligation.cancelled_on,
    Obligation.extended_from,
    Obligation.rulebook_id,
    Obligation.revision,
    Obligation.changed_at,
    Obligation.holder,
    Deadline.task_id,
    Deadline.regime_id,
    Deadline.label,
    Deadline.opens,
    Deadline.source,
    Deadline.data_first,
    Deadline.data_last,
    Deadline.through,
    Deadline.sent_to,
    Deadline.requested_by,
    Task.plan_id,
    Task.section,
    Task.number,
    Task.title,
    Task.product,
    Task.timing,
    Task.signed_on,
    Regime.plan_id,
)
_DAYS, _AFTER, _OF_DEADLINE = map(DutyRow._fields.index, ("opens", "target", "task"))


def sharing(row: DutyRow, first: DutyRow) -> DutyRow:
    """The same with words and days of the first row of its deadline, which are equal: of 4,000 that owe it, in memory once."""
    if row is first:
        return row
    days = row[_DAYS:_AFTER] if row[_DAYS:_AFTER] != first[_DAYS:_AFTER] else first[_DAYS:_AFTER]
    return DutyRow._make((*row[:_DAYS], *days, *row[_AFTER:_OF_DEADLINE], *first[_OF_DEADLINE:]))
