"""The stored days of tasks and regimes: which are there, which the words of a task ask for, which are no longer asked for."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from plan.models import Deadline, Plan, Task
from plan.storage.chunks import chunks
from plan.vocabulary import Source
from scheduler.forecast.context import ForecastContext
from scheduler.forecast.obligations import NO_LONGER_DUE, cancel_all
from scheduler.phrases.reading import DueDay, Reading

Key = tuple[str, date]


def known_rows(session: Session, whose: ColumnElement[bool]) -> dict[Key, Deadline]:
    """The stored deadlines, withdrawn ones too."""
    return {(row.label, row.due): row for row in session.exec(select(Deadline).where(whose))}


def known_of_tasks(session: Session, tasks: Sequence[int]) -> dict[int, dict[Key, Deadline]]:
    """The same of many tasks, by task."""
    found: dict[int, dict[Key, Deadline]] = {}
    query = select(Deadline).order_by(col(Deadline.id))
    for chunk in chunks(tasks):
        for row in session.exec(query.where(col(Deadline.task_id).in_(chunk))):
            found.setdefault(row.task_id or 0, {})[row.label, row.due] = row
    return found


def standing(known: Mapping[Key, Deadline]) -> list[Deadline]:
    """Those that are not withdrawn, by day."""
    return sorted((row for row in known.values() if not row.withdrawn_on), key=lambda row: (row.due, row.id))


def rows_of(
    plan: Plan, task: Task, reading: Reading, days: Sequence[DueDay], known: dict[Key, Deadline]
) -> tuple[list[Deadline], list[Deadline]]:
    """The rows of these days, new ones too, which the caller adds; and those of other days, to be withdrawn."""
    wanted = {(d.label, d.due): d for d in days}
    known = _reworded(known, wanted)
    rows = {key: known.get(key) or _row(task, reading, day) for key, day in wanted.items()}
    alone = sum(row.withdrawn_on is None for row in known.values()) == 1
    gone = [
        row
        for key, row in known.items()
        if key not in wanted and not _stays_owed(plan, task, row, alone=alone)
    ]
    for row in rows.values():
        row.withdrawn_on = None
    return list(rows.values()), gone


def _stays_owed(plan: Plan, task: Task, row: Deadline, *, alone: bool) -> bool:
    """What fell due under the decision before this one is not undone by a new period or other words.

    Nor by an amendment, unless the row has but one day: that one is moved.
    """
    if task.withdrawn_on is not None:
        return False
    return fell_due_before(plan, row.due) or (not alone and _amended_after(plan, task, row.due))


def _amended_after(plan: Plan, task: Task, due: date) -> bool:
    """Whether that day had passed when an amendment gave the row its words."""
    began = plan.issued_on
    return (
        task.signed_on is not None and began is not None and began < task.signed_on and due < task.signed_on
    )


def fell_due_before(plan: Plan, due: date) -> bool:
    """Whether that day came under a decision whose place this one took."""
    return bool(plan.supersedes) and plan.issued_on is not None and due < plan.issued_on


def _reworded(known: dict[Key, Deadline], wanted: Mapping[Key, DueDay]) -> dict[Key, Deadline]:
    """A day whose words alone changed is the same deadline: what was done or put off stays with it."""
    for (label, due), day in wanted.items():
        others = [k for k in known if k[1] == due and k not in wanted and known[k].withdrawn_on is None]
        rivals = [k for k in wanted if k[1] == due and k not in known]
        if (label, due) not in known and len(others) == 1 and len(rivals) == 1:
            row = known.pop(others[0])
            row.label, row.agencies = label, day.agencies
            known[label, due] = row
    return known


def withdraw(context: ForecastContext, rows: Iterable[Deadline], because: str = NO_LONGER_DUE) -> None:
    """These days are no longer asked for: what is open on them is cancelled, what was done stays."""
    gone = [row for row in rows if row.withdrawn_on is None]
    for row in gone:
        row.withdrawn_on = context.today
        context.session.add(row)
    cancel_all(context, gone, because)


def _row(task: Task, reading: Reading, day: DueDay) -> Deadline:
    return Deadline(
        task_id=task.id,
        label=day.label,
        opens=day.opens,
        due=day.due,
        target=day.target,
        source=_source(reading, day),
        agencies=day.agencies,
    )


def _source(reading: Reading, day: DueDay) -> Source:
    """The column whose words give the day; the product's where both do, as it lends the label."""
    sources = {
        p.source for p in reading.parts for d in p.deadlines if (d.label, d.due) == (day.label, day.due)
    }
    return Source.PRODUCT if Source.PRODUCT in sources else Source.TIME
