"""Whether a task still is as somebody saw it: its words, what people settled about it, and the event that it waits for."""

from hashlib import sha256
from typing import Any

from sqlmodel import Session, col, select

from plan.errors import NotPossibleError
from plan.models import Occurrence, Resolution, Task


class TaskChangedError(NotPossibleError):
    """Somebody else changed the task after it was looked at."""


def turn_of(session: Session, number: int) -> str:
    """A short text that is another one as soon as any of it changes; empty for a task that is not there."""
    task = session.get(Task, number)
    if task is None:
        return ""
    answers = select(Resolution.cell, Resolution.asked, Resolution.words).where(Resolution.task_id == number)
    when: list[Any] = [Occurrence.happened_on, Occurrence.document]
    events = select(*when).where(Occurrence.task_id == number)
    said = [
        (task.title, task.timing, task.product, task.lead, task.partners, task.state, task.withdrawn_on),
        *session.exec(answers.order_by(col(Resolution.cell))),
        *session.exec(events.order_by(col(Occurrence.id))),
    ]
    return sha256(repr([tuple(map(str, one)) for one in said]).encode()).hexdigest()[:16]


def check_turn(session: Session, number: int, seen: str) -> None:
    """Raises TaskChangedError unless the task is as it was seen; ours until the transaction ends."""
    session.exec(select(Task.id).where(Task.id == number).with_for_update()).first()
    if turn_of(session, number) != seen:
        raise TaskChangedError("có người khác vừa đổi nhiệm vụ này; hãy xem lại rồi làm lại nếu vẫn cần")
