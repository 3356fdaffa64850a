"""Questions by what is asked: one name in twenty-one rows is one question, answered by one command. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from plan.models import Cell
from plan.tasks.questions import Question
from plan.text import fold

_SHOWN = 8
_TITLES = 3


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """The same words asked about in one kind of cell, with all the tasks that ask it."""

    cell: Cell
    text: str
    message: str
    tasks: tuple[int, ...]
    refs: tuple[str, ...]
    commands: tuple[str, ...]
    suggestions: tuple[str, ...] = ()  # names of agencies that the words might mean
    is_name: bool = False  # what a name means, answered once for every plan
    titles: tuple[str, ...] = ()  # of tasks that no number tells apart

    @property
    def title(self) -> str:
        """`Vụ GDĐH: 21 việc (I.1, I.4, …)`."""
        more = ", …" if len(self.refs) > _SHOWN else ""
        return f"{self.text or '(ô trống)'}: {len(self.tasks)} việc ({', '.join(self.refs[:_SHOWN])}{more})"


def grouped(questions: Iterable[Question]) -> list[QuestionGroup]:
    """The questions by what is asked, the most work first."""
    found: dict[tuple[Cell, str, str], list[Question]] = {}
    for question in questions:
        # One name is one question, in whatever cell it stands.
        cell = Cell.LEAD if question.is_name else question.cell
        found.setdefault((cell, fold(question.text), question.message), []).append(question)
    groups = _of_one_cell([_group(same) for same in found.values()])
    return sorted(groups, key=lambda group: -len(group.tasks))


def _of_one_cell(groups: Iterable[QuestionGroup]) -> list[QuestionGroup]:
    """Several things that are not understood of the same cells are one question: one answer settles them."""
    found: dict[tuple[object, ...], QuestionGroup] = {}
    for group in groups:
        key = group.cell, group.text, group.tasks, group.commands
        before = found.get(key)
        found[key] = replace(before, message=f"{before.message}; {group.message}") if before else group
    return list(found.values())


def _group(same: list[Question]) -> QuestionGroup:
    first = same[0]
    tasks = tuple(dict.fromkeys(question.task for question in same))
    these = f"dondoc settle {','.join(map(str, tasks))} "
    commands = tuple(command.replace(f"dondoc settle {first.task} ", these, 1) for command in first.commands)
    refs = tuple(dict.fromkeys(question.place for question in same))
    return QuestionGroup(
        first.cell,
        " ".join(first.text.split()),
        first.message,
        tasks,
        refs,
        commands,
        first.suggestions,
        first.is_name,
        tuple(dict.fromkeys(" ".join(one.title.split()) for one in same if one.ref.endswith("–")))[:_TITLES],
    )


def untold(groups: Iterable[QuestionGroup]) -> tuple[str, ...]:
    """The names in plans, leads or partners, for which nobody is told of anything, with how many tasks."""
    asked = (group for group in groups if group.is_name)
    return tuple(f"{group.text} ({len(group.tasks)} việc)" for group in asked)
