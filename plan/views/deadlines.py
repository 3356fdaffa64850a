"""Deadlines that stand, as lists show them: by day due, without those that the plan no longer has."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from plan.models import Deadline
from plan.storage.chunks import chunks
from plan.views.columns import columns_of
from plan.vocabulary import Kind, Source


@dataclass(frozen=True, slots=True)
class DeadlineRecord:
    """A day by which (a part of) a task, or a round of reports, is due."""

    id: int
    label: str
    opens: date
    due: date
    source: Source
    target: bool
    task: int | None  # None for a report

    def to_json(self, ends: Callable[[date], date]) -> dict[str, object]:
        """The contract's deadline; `ends` gives the last day on time."""
        return {
            "id": self.id,
            "label": self.label,
            "opens": self.opens.isoformat(),
            "due": self.due.isoformat(),
            "ends": ends(self.due).isoformat(),
            "source": self.source.value,
            "target": self.target,
            "task": self.task,
        }


_BY_DAY = select(*columns_of(DeadlineRecord, Deadline, task=Deadline.task_id)).order_by(
    col(Deadline.due), col(Deadline.id)
)
_STANDING = _BY_DAY.where(col(Deadline.withdrawn_on).is_(None))


def standing_deadlines(session: Session, kind: Kind | None = None) -> list[DeadlineRecord]:
    """All of them, or those of tasks, or of reports."""
    owner = {Kind.TASK: Deadline.task_id, Kind.REPORT: Deadline.regime_id}
    query = _STANDING.where(col(owner[kind]).is_not(None)) if kind else _STANDING
    return [DeadlineRecord(*row) for row in session.exec(query)]


def deadlines_numbered(session: Session, ids: Sequence[int]) -> list[DeadlineRecord]:
    """These ones, withdrawn or not."""
    return [DeadlineRecord(*row) for row in session.exec(_BY_DAY.where(col(Deadline.id).in_(ids)))]


def deadlines_by_task(session: Session, tasks: Sequence[int]) -> dict[int | None, list[DeadlineRecord]]:
    """Of each of these tasks those that stand; none of a task that has none."""
    found: dict[int | None, list[DeadlineRecord]] = {}
    for chunk in chunks(tasks):
        for row in session.exec(_STANDING.where(col(Deadline.task_id).in_(chunk))):
            found.setdefault((one := DeadlineRecord(*row)).task, []).append(one)
    return found
