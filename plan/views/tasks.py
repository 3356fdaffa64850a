"""The tasks of the plan as lists and letters of the contract show them."""

from collections.abc import Callable
from datetime import date

from sqlmodel import Session, col, select

from plan.agencies.cell_roles import leads_and_partners
from plan.agencies.directory import AgencyDirectory, NamePart
from plan.models import Deadline, Task
from plan.tasks.settled import TaskWords, answers_to, words_of


def task_json(
    session: Session, task: Task, directory: AgencyDirectory, on: date, ends: Callable[[date], date]
) -> dict[str, object]:
    """One task as JSON: its words as written, the answers that hold, who they name on the day `on`, its deadlines."""
    rows = select(Deadline).where(Deadline.task_id == task.id, col(Deadline.withdrawn_on).is_(None))
    days = session.exec(rows.order_by(col(Deadline.due), col(Deadline.id)))
    words = words_of(task, answers_to(session, task))
    return shown_task(task, words, directory, on, [deadline_json(row, ends) for row in days])


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


def deadline_json(row: Deadline, ends: Callable[[date], date]) -> dict[str, object]:
    """One deadline; `ends` gives the last day on time."""
    return {
        "id": row.id,
        "label": row.label,
        "opens": row.opens.isoformat(),
        "due": row.due.isoformat(),
        "ends": ends(row.due).isoformat(),
        "source": row.source.value,
        "target": row.target,
        "task": row.task_id,
    }


def _parts(parts: tuple[NamePart, ...]) -> list[dict[str, object]]:
    return [part.to_json() for part in parts]
