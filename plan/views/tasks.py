"""The tasks of the plan as lists and letters of the contract show them."""

from collections.abc import Callable, Sequence
from datetime import date

from sqlmodel import Session, col, select

from plan.agencies.cell_roles import leads_and_partners
from plan.agencies.directory import AgencyDirectory
from plan.agencies.entries import NamePart
from plan.models import Task
from plan.tasks.settled import TaskWords, all_answers, words_of
from plan.views.deadlines import deadlines_by_task


def standing_tasks(session: Session, plan: int | None = None) -> Sequence[Task]:
    """The tasks that the plans have now, or one of them, in their order."""
    query = select(Task).where(col(Task.withdrawn_on).is_(None))
    if plan is not None:
        query = query.where(Task.plan_id == plan)
    return session.exec(query.order_by(col(Task.plan_id), col(Task.position))).all()


def task_heads(session: Session, plan: int | None = None) -> list[dict[str, object]]:
    """Of the same tasks what a line of a list shows, by the names that their JSON has for it: no cell is read for it."""
    names = ("id", "section", "number", "title", "state")
    query = select(*[getattr(Task, name) for name in names]).where(col(Task.withdrawn_on).is_(None))
    if plan is not None:
        query = query.where(Task.plan_id == plan)
    rows = session.execute(query.order_by(col(Task.plan_id), col(Task.position)))
    return [dict(zip(names, row, strict=True)) for row in rows]


def tasks_json(
    session: Session,
    tasks: Sequence[Task],
    directory: AgencyDirectory,
    on: date,
    ends: Callable[[date], date],
) -> list[dict[str, object]]:
    """Tasks as JSON: their words as written, the answers that hold, who they name on the day `on`, their deadlines."""
    days, answers = deadlines_by_task(session, [task.id for task in tasks]), all_answers(session)
    return [
        shown_task(
            task,
            words_of(task, answers.get(task.id, {})),
            directory,
            on,
            [day.to_json(ends) for day in days.get(task.id, ())],
        )
        for task in tasks
    ]


def shown_task(
    task: Task, words: TaskWords, directory: AgencyDirectory, on: date, deadlines: list[dict[str, object]]
) -> dict[str, object]:
    """The same of a task and its days, wherever they come from."""
    leads, partners = leads_and_partners(
        directory.resolve(words.lead, on=on), directory.resolve(words.partners, on=on)
    )
    return {
        "id": task.id,
        "section": task.section,
        "number": task.number,
        "title": task.title,
        "lead": _parts(leads),
        "partners": _parts(partners),
        "product": task.product,
        "timing": task.timing,
        "note": task.note,
        "state": task.state,
        "deadlines": deadlines,
        "review": list(task.review),
        "answers": {cell.value: text for cell, text in words.answers.items()},
    }


def _parts(parts: tuple[NamePart, ...]) -> list[dict[str, object]]:
    return [part.to_json() for part in parts]
