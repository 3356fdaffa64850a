"""What a plan's column of status says was done → receipts, once a person accepted the column.

A day that the cell does not give is never guessed: such a task keeps what the column says, and is asked about until
what it owes is in, or a person says that it is not done.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlmodel import Session

from plan.audit.log import Act
from plan.documents import Document, Entry, Problem
from plan.documents.statuses import read_status
from plan.errors import NotPossibleError
from plan.models import Obligation, Task
from plan.obligations import acts
from plan.tasks.status_questions import open_ones, say_undated

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
            left = tuple(_record(session, act, entry, open_ones(session, task), status.on))
            task.status = f"{entry.status_heading}: {entry.status}" if left else ""
            session.add(task)
            found += left
    session.flush()
    return tuple(found)


def _record(
    session: Session, act: Act, entry: Entry, rows: Sequence[Obligation], on: date | None
) -> Iterator[Problem]:
    if not rows:
        return
    if on is None or len({row.deadline_id for row in rows}) > 1:
        message = f"{say_undated([row.id for row in rows])}: dondoc done {rows[0].id} --on NGÀY"
        yield Problem(f"{entry.where}, {entry.status_heading}", entry.status, message)
        return
    for row in rows:
        try:
            acts.complete(
                session, row, act, on=on, document=None, note=f"{entry.status_heading}: {entry.status}"
            )
        except NotPossibleError as error:
            yield Problem(f"{entry.where}, {entry.status_heading}", entry.status, str(error))
