"""All that waits for a person, read from the database."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session, col, select

from plan.agencies.directory import AgencyDirectory
from plan.models import Deadline, Plan, Task
from plan.tasks.questions import Question, named_by, questions_of
from plan.tasks.remembered import remembered, with_earlier_answer
from plan.tasks.settled import all_answers
from plan.tasks.status_questions import owed_by_task, status_question


@dataclass(frozen=True, slots=True)
class PlacedQuestion:
    """A question with the place of its row among all plans."""

    plan: int
    position: int
    question: Question


def open_questions(
    session: Session, directory: AgencyDirectory, on: date, plan: int | None = None
) -> list[Question]:
    """All that waits for a person, in the order of the plans and their rows; of one plan, or of all."""
    return in_order(word_questions(session, directory, on, plan), status_questions(session, plan))


def in_order(*found: Iterable[PlacedQuestion]) -> list[Question]:
    """By the place of the row; of one row those that are given first."""
    every = [one for some in found for one in some]
    return [one.question for one in sorted(every, key=lambda one: (one.plan, one.position))]


def word_questions(
    session: Session, directory: AgencyDirectory, on: date, plan: int | None = None
) -> tuple[PlacedQuestion, ...]:
    """What the words of plans ask, whatever is done meanwhile."""
    answers, named, before = all_answers(session), _named_in_products(session), remembered(session)
    query = select(Task).where(col(Task.withdrawn_on).is_(None))
    if plan is not None:
        query = query.where(Task.plan_id == plan)
    asked = (
        (task, [with_earlier_answer(question, task, before) for question in mine])
        for task in session.exec(query.order_by(col(Task.plan_id), col(Task.position)))
        if (mine := questions_of(task, answers.get(task.id, {}), named.get(task.id, ()), directory, on))
    )
    return tuple(_placed(session, asked))


def status_questions(session: Session, plan: int | None = None) -> tuple[PlacedQuestion, ...]:
    """Rows that are said to be done while something of them is owed."""
    owed = owed_by_task(session)
    if not owed:
        return ()
    answers = all_answers(session)
    query = select(Task).where(col(Task.withdrawn_on).is_(None), col(Task.id).in_(owed))
    if plan is not None:
        query = query.where(Task.plan_id == plan)
    rows = session.exec(query).all()
    asked = ((task, status_question(task, answers.get(task.id, {}), owed[task.id])) for task in rows)
    return tuple(_placed(session, asked))


def _placed(session: Session, asked: Iterable[tuple[Task, list[Question]]]) -> Iterator[PlacedQuestion]:
    codes = dict(session.exec(select(Plan.id, Plan.code)).all())
    for task, questions in asked:
        for question in questions:
            said = replace(question, plan=codes[task.plan_id], alone=len(codes) == 1)
            yield PlacedQuestion(task.plan_id, task.position, said)


def _named_in_products(session: Session) -> dict[int, tuple[str, ...]]:
    query = select(Task.id, Deadline).join(Deadline, col(Deadline.task_id) == col(Task.id))
    query = query.where(col(Deadline.agencies).is_not(None), col(Deadline.withdrawn_on).is_(None))
    rows: dict[int, list[Deadline]] = {}
    for task, row in session.exec(query.order_by(col(Deadline.due), col(Deadline.id))):
        rows.setdefault(task, []).append(row)
    return {task: named_by(found) for task, found in rows.items()}
