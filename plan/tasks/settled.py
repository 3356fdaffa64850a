"""What people settled: a cell of a task in other words, or that it is no task.

The words of the plan stay as written. An answer holds for as long as the cell says what it said when it was
given; a corrected document that words the cell otherwise is asked about anew.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlmodel import Session, col, delete, select

from plan.audit.log import Act, write_down
from plan.errors import NotPossibleError
from plan.models import Cell, Resolution, Task
from plan.text import nfc

Answers = Mapping[Cell, Resolution]


@dataclass(frozen=True, slots=True)
class TaskWords:
    """What the cells of a task say after a person's answers; `answers` are those that hold."""

    lead: str
    partners: str
    timing: str
    product: str
    answers: Mapping[Cell, str] = field(default_factory=dict)

    @property
    def no_task(self) -> bool:
        """Somebody said that the row asks nothing of anybody."""
        return Cell.ROW in self.answers

    @property
    def accepted(self) -> bool:
        """Somebody looked at what was odd and found it right as it was read."""
        return Cell.REVIEW in self.answers


def all_answers(session: Session) -> dict[int, dict[Cell, Resolution]]:
    """Every answer by task and cell. People gave them by hand: they are few."""
    found: dict[int, dict[Cell, Resolution]] = defaultdict(dict)
    for row in session.exec(select(Resolution).order_by(col(Resolution.task_id), col(Resolution.cell))):
        found[row.task_id][row.cell] = row
    return found


def answers_to(session: Session, task: Task) -> dict[Cell, Resolution]:
    """The answers given for one task."""
    return {row.cell: row for row in session.exec(select(Resolution).where(Resolution.task_id == task.id))}


def words_of(task: Task, answers: Answers) -> TaskWords:
    """The cells of a task with the answers that still fit them.

    An answer about the time stands for both columns that speak of time: the product's days count no more.
    """
    held = {cell: row.words for cell, row in answers.items() if row.asked == asked(task, cell)}
    return TaskWords(
        lead=held.get(Cell.LEAD, task.lead),
        partners=held.get(Cell.PARTNERS, task.partners),
        timing=held.get(Cell.TIMING, task.timing),
        product="" if Cell.TIMING in held else task.product,
        answers=held,
    )


def outdated(task: Task, answers: Answers) -> list[Resolution]:
    """Answers given to words that the plan no longer has."""
    return [row for cell, row in sorted(answers.items()) if row.asked != asked(task, cell)]


def asked(task: Task, cell: Cell) -> str:
    """The words that an answer about this cell is an answer to."""
    time = f"{task.timing}\n\n{task.product}"
    words = {
        Cell.LEAD: task.lead,
        Cell.PARTNERS: task.partners,
        Cell.TIMING: time,
        Cell.REVIEW: f"{time}\n\n{task.lead}\n\n{task.partners}",
        Cell.ROW: f"{task.title}\n\n{time}\n\n{task.lead}\n\n{task.partners}",
        Cell.STATUS: task.status,
    }
    return words[cell]


def save_answer(session: Session, act: Act, task: Task, cell: Cell, words: str) -> None:
    """Keep an answer; an earlier one about the same cell stays in the log.

    Other words of time are read otherwise: that somebody found the reading right says nothing of them.
    """
    if cell is Cell.TIMING and session.get(Resolution, (task.id, Cell.REVIEW)) is not None:
        forget_answer(session, act, task, Cell.REVIEW)
    row = session.get(Resolution, (task.id, cell))
    before = row.words if row else None
    row = row or Resolution(task_id=task.id, cell=cell, asked="", words="", who="", at=act.now)
    row.asked, row.words, row.who, row.at = asked(task, cell), nfc(words), act.who, act.now
    session.add(row)
    detail: dict[str, object] = {"cell": cell.value, "asked": row.asked, "before": before, "after": row.words}
    write_down(session, act, "settle", f"task {task.id}", detail)
    session.flush()


def forget_answer(session: Session, act: Act, task: Task, cell: Cell) -> None:
    """Take an answer back: the words of the plan speak again."""
    row = session.get(Resolution, (task.id, cell))
    if row is None:
        raise NotPossibleError("chưa có câu trả lời nào về ô này; xem bằng: dondoc questions")
    session.exec(delete(Resolution).where(col(Resolution.task_id) == task.id, col(Resolution.cell) == cell))
    write_down(session, act, "forget", f"task {task.id}", {"cell": cell.value, "before": row.words})
