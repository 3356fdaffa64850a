"""All that waits for a person, read from the database."""

from dataclasses import replace
from datetime import date

from sqlmodel import Session, col, select

from plan.agencies.directory import AgencyDirectory
from plan.models import Deadline, Plan, Task
from plan.tasks.questions import Question, named_by, questions_of
from plan.tasks.remembered import remembered, with_earlier_answer
from plan.tasks.settled import all_answers
from plan.tasks.status_questions import owed_by_task, status_question


def open_questions(
    session: Session, directory: AgencyDirectory, on: date, plan: int | None = None
) -> list[Question]:
    """All that waits for a person, in the order of the plans and their rows; of one plan, or of all."""
    answers, named, before = all_answers(session), _named_in_products(session), remembered(session)
    owed = owed_by_task(session)
    query = select(Task).where(col(Task.withdrawn_on).is_(None))
    if plan is not None:
        query = query.where(Task.plan_id == plan)
    rows = session.exec(query.order_by(col(Task.plan_id), col(Task.position))).all()
    codes = dict(session.exec(select(Plan.id, Plan.code)).all())
    found: list[Question] = []
    for task in rows:
        said = answers.get(task.id, {})
        asked = questions_of(task, said, named.get(task.id, ()), directory, on)
        mine = [with_earlier_answer(question, task, before) for question in asked]
        mine += status_question(task, said, owed.get(task.id, ()))
        found += [replace(question, plan=codes[task.plan_id], alone=len(codes) == 1) for question in mine]
    return found


def _named_in_products(session: Session) -> dict[int, tuple[str, ...]]:
    query = select(Task.id, Deadline).join(Deadline, col(Deadline.task_id) == col(Task.id))
    query = query.where(col(Deadline.agencies).is_not(None), col(Deadline.withdrawn_on).is_(None))
    rows: dict[int, list[Deadline]] = {}
    for task, row in session.exec(query.order_by(col(Deadline.due), col(Deadline.id))):
        rows.setdefault(task, []).append(row)
    return {task: named_by(found) for task, found in rows.items()}
