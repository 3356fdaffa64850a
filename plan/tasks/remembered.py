"""What people answered about the same words before, in any plan: proposed again, ready to run, never taken unasked.

The words may mean other years or other offices this time; a name settled for good is an alias.
"""

from collections.abc import Mapping
from dataclasses import replace
from shlex import quote

from sqlmodel import Session, col, select

from plan.models import Cell, Resolution, Task
from plan.tasks.questions import Question
from plan.tasks.settled import asked
from plan.text import fold

Remembered = Mapping[tuple[Cell, str], str]
_IN_WORDS = (Cell.LEAD, Cell.PARTNERS, Cell.TIMING)


def remembered(session: Session) -> Remembered:
    """The last answer in words to each wording of a cell."""
    rows = session.exec(select(Resolution).order_by(col(Resolution.at)))
    return {(row.cell, fold(row.asked)): row.words for row in rows if row.words and row.asked.strip()}


def with_earlier_answer(question: Question, task: Task, answers: Remembered) -> Question:
    """The question with the answer that the same words had before as its likeliest."""
    if question.cell not in _IN_WORDS:
        return question
    words = answers.get((question.cell, fold(asked(task, question.cell))))
    if not words:
        return question
    command = f"dondoc settle {task.id} --{question.cell.value} {quote(words)}"
    message = f"{question.message}; lời này lần trước được trả lời: {words}"
    return replace(question, message=message, command=command, others=question.commands, is_name=False)
