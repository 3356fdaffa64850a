"""Tasks that a column of status says are done, though it gives no day to record: asked about while they owe anything."""

from collections import defaultdict
from collections.abc import Sequence

from sqlmodel import Session, col, select

from plan.models import Cell, Deadline, Obligation, Task
from plan.models.duties import OPEN
from plan.models.promises import SAID_DONE
from plan.storage.chunks import chunks
from plan.tasks.questions import Question, asked_of
from plan.tasks.settled import Answers, words_of

_OWED = (col(Deadline.withdrawn_on).is_(None), OPEN)


def open_ones(session: Session, task: Task) -> Sequence[Obligation]:
    """What of the task is still owed."""
    query = select(Obligation).join(Deadline, col(Deadline.id) == col(Obligation.deadline_id))
    mine = query.where(Deadline.task_id == task.id, *_OWED)
    return session.exec(mine.order_by(col(Obligation.id))).all()


def owed_by_task(session: Session) -> dict[int, list[int]]:
    """The numbers of what is still owed, for each task that is said to be done."""
    said_done = session.exec(select(Task.id).where(SAID_DONE)).all()
    found: dict[int, list[int]] = defaultdict(list)
    for some in chunks(said_done):
        rows = select(Deadline.task_id, Obligation.id).join(
            Obligation, col(Obligation.deadline_id) == col(Deadline.id)
        )
        for task, row in session.exec(rows.where(col(Deadline.task_id).in_(some), *_OWED)):
            found[task or 0].append(row)
    return {task: sorted(owed) for task, owed in found.items()}


def status_question(task: Task, answers: Answers, owed: Sequence[int]) -> list[Question]:
    """Nothing once all of it is in, or a person said that it is not done."""
    if not owed or Cell.STATUS in words_of(task, answers).answers:
        return []
    commands = (f'dondoc done {owed[0]} --on "…"', f"dondoc settle {task.id} --not-done")
    return [asked_of(task, Cell.STATUS, task.status, say_undated(owed), commands)]


def say_undated(owed: Sequence[int]) -> str:
    """`owed` are the numbers of what is open."""
    numbers = ", ".join(map(str, owed))
    return f"cột tình trạng nói đã xong mà không rõ ngày cho từng việc ({numbers}); hãy ghi nhận với ngày, hoặc nói chưa xong"
