"""Where the day of an obligation comes from: the words of a task as they are read today, or a report regime."""

from sqlmodel import Session, col, select

from plan.models import Deadline, Plan, Regime, Task
from plan.obligations.views import Duty
from plan.tasks.settled import answers_to, words_of
from scheduler.forecast.tasks import read_task


def source_of(session: Session, one: Duty) -> dict[str, object]:
    """As JSON: the phrase and its reading, or the regime and its definition."""
    return _of_regime(session, one.deadline) if one.task is None else _of_task(session, one, one.task)


def _of_regime(session: Session, deadline: int) -> dict[str, object]:
    query = select(Regime.name, Regime.definition).join(Deadline, col(Deadline.regime_id) == col(Regime.id))
    name, definition = session.exec(query.where(Deadline.id == deadline)).one()
    return {"regime": name, "definition": definition}


def _of_task(session: Session, one: Duty, number: int) -> dict[str, object]:
    task = session.get_one(Task, number)
    words = words_of(task, answers_to(session, task))
    reading = read_task(task, session.get_one(Plan, task.plan_id), words)
    return {
        "phrase": one.timing,
        "product": one.product,
        "reading": reading.to_json(),
        "answers": {cell.value: text for cell, text in words.answers.items()},
    }
