"""What of the plan waits for a person: words nobody understood, names nobody knows, rows that nobody leads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from plan.agencies.cell_roles import leads_and_partners
from plan.agencies.directory import AgencyDirectory
from plan.models import Cell, Deadline, Task
from plan.tasks.name_questions import about_name
from plan.tasks.settled import Answers, TaskWords, outdated, words_of

UNCLEAR = "unclear"
CELLS = {
    Cell.LEAD: "Cơ quan chủ trì",
    Cell.PARTNERS: "Cơ quan phối hợp",
    Cell.TIMING: "Thời gian",
    Cell.REVIEW: "Thời gian",
    Cell.ROW: "Nhiệm vụ",
    Cell.STATUS: "Tình trạng",
}


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to settle: the cell that asks it, its words, what is not known, and the commands that answer.

    `command` is the likeliest answer; every command can be run as it is printed, but for a "…" to fill in.
    """

    task: int
    ref: str
    title: str
    cell: Cell
    text: str
    message: str
    suggestions: tuple[str, ...]
    command: str
    others: tuple[str, ...] = ()
    plan: str = ""
    alone: bool = True  # there is no other plan: its number says nothing
    is_name: bool = False  # what a name means, answered once for every plan

    @property
    def place(self) -> str:
        """Where it stands, with the number of its plan where there are several."""
        return self.ref if self.alone else f"{self.plan} {self.ref}"

    @property
    def commands(self) -> tuple[str, ...]:
        return (self.command, *self.others)

    def to_json(self) -> dict[str, object]:
        return {
            "task": self.task,
            "plan": self.plan,
            "ref": self.ref,
            "title": self.title,
            "cell": self.cell.value,
            "text": self.text,
            "message": self.message,
            "suggestions": list(self.suggestions),
            "command": self.command,
            "commands": list(self.commands),
        }


def questions_of(
    task: Task, answers: Answers, named: Sequence[str], directory: AgencyDirectory, on: date
) -> list[Question]:
    """What one task asks; `named` are the words of its products that name who must do them."""
    words = words_of(task, answers)
    if words.no_task:
        return []
    found = [*_time(task, words), *_lead(task, words, directory, on)]
    found += _unknown(task, Cell.PARTNERS, words.partners, directory, on)
    for words_named in named:
        found += map(_of_product, _unknown(task, Cell.LEAD, words_named, directory, on))
    return found + [
        _question(
            task,
            row.cell,
            row.words,
            "câu trả lời này không còn dùng: kế hoạch đã đổi lời ở ô đó",
            commands=(f"dondoc settle {task.id} --forget {row.cell.value}",),
        )
        for row in outdated(task, answers)
    ]


def named_by(deadlines: Iterable[Deadline]) -> tuple[str, ...]:
    """The words of these deadlines' products that name agencies."""
    return tuple(dict.fromkeys(row.agencies for row in deadlines if row.agencies))


def asked_of(task: Task, cell: Cell, text: str, message: str, commands: tuple[str, ...]) -> Question:
    """A question about a task, with the commands that answer it."""
    return _question(task, cell, text, message, commands=commands)


def _time(task: Task, words: TaskWords) -> list[Question]:
    if task.state == UNCLEAR:
        return [_question(task, Cell.TIMING, task.timing, line) for line in task.review]
    if words.accepted:
        return []
    return [_question(task, Cell.REVIEW, task.timing, line) for line in task.review]


def _lead(task: Task, words: TaskWords, directory: AgencyDirectory, on: date) -> list[Question]:
    found = _unknown(task, Cell.LEAD, words.lead, directory, on)
    leads, _ = leads_and_partners(
        directory.resolve(words.lead, on=on), directory.resolve(words.partners, on=on)
    )
    followed = [part for part in leads if part.kind != "outside"]
    if found or any(part.agencies for part in followed) or (leads and not followed):
        return found
    message = "chưa rõ cơ quan nào chủ trì: không ai được nhắc cho đến khi có người chỉ định"
    return [_question(task, Cell.LEAD, words.lead.strip(), message)]


def _unknown(task: Task, cell: Cell, words: str, directory: AgencyDirectory, on: date) -> list[Question]:
    """What of a cell nobody can be told of: names that nobody has, groups without members."""
    parts = [part for part in directory.resolve(words, on=on) if not part.agencies]
    found = [about_name(directory, part, on) for part in parts if part.kind in {"unknown", "group"}]
    return [
        replace(
            _question(task, cell, about.text, about.message, about.suggestions, about.commands),
            is_name=bool(about.commands),
        )
        for about in found
    ]


def _of_product(question: Question) -> Question:
    """A lead does not answer for the agencies that a product names: other words of time, or the name, do."""
    if question.is_name:
        return question
    return replace(question, command=f'dondoc settle {question.task} --timing "…"', others=())


def _question(
    task: Task,
    cell: Cell,
    text: str,
    message: str,
    suggestions: tuple[str, ...] = (),
    commands: tuple[str, ...] = (),
) -> Question:
    ref = ".".join(filter(None, (task.section, task.number or "–")))
    first, *others = commands or _commands(task, cell)
    return Question(task.id, ref, task.title, cell, text, message, suggestions, first, tuple(others))


def _commands(task: Task, cell: Cell) -> tuple[str, ...]:
    no_task = f"dondoc settle {task.id} --no-task"
    if cell is Cell.REVIEW:
        return (f"dondoc settle {task.id} --accept", f'dondoc settle {task.id} --timing "…"', no_task)
    return (f'dondoc settle {task.id} --{cell.value} "…"', no_task)
