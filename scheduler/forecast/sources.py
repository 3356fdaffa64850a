"""Where the day of an obligation comes from: the words of a task as they are read today, or a report regime."""

from dataclasses import replace

from sqlmodel import Session, col, select

from plan.models import Deadline, Plan, Regime, Task
from plan.obligations.duty import Duty
from plan.tasks.settled import TaskWords, answers_to, words_of
from scheduler.forecast.tasks import read_task
from scheduler.phrases.reading import Reading


def source_of(session: Session, one: Duty) -> dict[str, object]:
    """As JSON: the phrase and its reading, or the regime and its definition."""
    return _of_regime(session, one.deadline) if one.task is None else _of_task(session, one, one.task)


def _of_regime(session: Session, deadline: int) -> dict[str, object]:
    query = select(Regime.name, Regime.definition).join(Deadline, col(Deadline.regime_id) == col(Regime.id))
    name, definition = session.exec(query.where(Deadline.id == deadline)).one()
    return {"regime": name, "definition": definition}


def reading_of(session: Session, number: int) -> tuple[Reading, TaskWords]:
    """What the words of the task of that number, which is there, say today, and the words with what people settled."""
    task = session.get_one(Task, number)
    words = words_of(task, answers_to(session, task))
    return read_task(task, session.get_one(Plan, task.plan_id), words), words


def reading_of_words(session: Session, number: int, said: str) -> Reading:
    """How other words of time would be read for that task, which is there; they stand for its product, too."""
    task = session.get_one(Task, number)
    words = replace(words_of(task, answers_to(session, task)), timing=said, product="")
    return read_task(task, session.get_one(Plan, task.plan_id), words)


def _of_task(session: Session, one: Duty, number: int) -> dict[str, object]:
    reading, words = reading_of(session, number)
    return {
        "phrase": one.timing,
        "product": one.product,
        "reading": reading.to_json(),
        "answers": {cell.value: text for cell, text in words.answers.items()},
    }
