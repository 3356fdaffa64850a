"""What a plan's column of status says was done → receipts, once a person accepted the column.

A day that the cell does not give is never guessed: such a task is named with the command that records it.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlmodel import Session, col, select

from plan.audit.log import Act
from plan.documents import Document, Entry, Problem
from plan.documents.statuses import read_status
from plan.errors import NotPossibleError
from plan.models import Deadline, Obligation, Task
from plan.obligations import acts

ALL, NONE = "all", "none"


def check_status(document: Document, accepted: str) -> None:
    """NotPossibleError for a column that the document does not have."""
    there = [question.proposal for question in document.questions if question.field == "status"]
    if accepted not in {ALL, NONE, *there}:
        known = ", ".join(there) or "không có cột nào nói việc đã xong"
        raise NotPossibleError(
            f"--accept-status: không có cột {accepted!r}; nêu tên cột, all hoặc none: {known}"
        )


def record_statuses(
    session: Session, act: Act, document: Document, tasks: Sequence[Task]
) -> tuple[Problem, ...]:
    """`tasks` are those of the document's rows, in their order; what is left for a person comes back."""
    found: list[Problem] = []
    for entry, task in zip(document.entries, tasks, strict=True):
        accepted = document.accepted_status in {ALL, entry.status_heading}
        if accepted and (status := read_status(entry.status_heading, entry.status)):
            found += _record(session, act, entry, _open(session, task), status.on)
    return tuple(found)


def _record(
    session: Session, act: Act, entry: Entry, rows: Sequence[Obligation], on: date | None
) -> Iterator[Problem]:
    if not rows:
        return
    numbers = ", ".join(str(row.id) for row in rows)
    several = len({row.deadline_id for row in rows}) > 1
    if on is None or several:
        why = "việc có nhiều thời hạn" if several else "ô không ghi rõ ngày"
        message = f"{why}; hãy ghi nhận từng việc ({numbers}): dondoc done {rows[0].id} --on NGÀY"
        yield Problem(f"{entry.where}, {entry.status_heading}", entry.status, message)
        return
    for row in rows:
        try:
            acts.complete(
                session, row, act, on=on, document=None, note=f"{entry.status_heading}: {entry.status}"
            )
        except NotPossibleError as error:
            yield Problem(f"{entry.where}, {entry.status_heading}", entry.status, str(error))


def _open(session: Session, task: Task) -> Sequence[Obligation]:
    """What of the task is still owed."""
    query = select(Obligation).join(Deadline, col(Deadline.id) == col(Obligation.deadline_id))
    open_ones = (col(Obligation.done_on).is_(None), col(Obligation.cancelled_on).is_(None))
    mine = query.where(Deadline.task_id == task.id, col(Deadline.withdrawn_on).is_(None), *open_ones)
    return session.exec(mine.order_by(col(Obligation.id))).all()
