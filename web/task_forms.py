"""The forms of a task's page → acts upon it, the same as at the shell: a row an act, named as in the address."""

from collections.abc import Callable, Mapping
from functools import partial

from plan.errors import NotPossibleError
from plan.storage.session import Session
from plan.vocabulary import Cell
from scheduler.intake import answers, events
from web.forms import day_of_field, number_of_field, text
from web.obligation_forms import SentForm

TaskAct = Callable[[Session, int], object]
KEPT = ("words", "on", "document", "cell")  # what was typed stays on the page that refuses it
_ASKED = {
    Cell.TIMING: "lời nói rõ thời gian",
    Cell.LEAD: "cơ quan chủ trì",
    Cell.PARTNERS: "cơ quan phối hợp",
}


def _occurred(form: SentForm) -> TaskAct:
    on, document = day_of_field(form.site, form.fields, "on"), number_of_field(form.fields)
    return lambda session, task: events.record(session, form.site.rules(), form.act, str(task), on, document)


def _settle(form: SentForm, cell: Cell) -> TaskAct:
    words = " ".join(text(form.fields, "words").split())
    if not words:
        raise NotPossibleError(f"cần ghi {_ASKED[cell]}")
    return lambda session, task: answers.settle(
        session, form.site.rules(), form.act, str(task), {cell: words}
    )


def _wordless(form: SentForm, cell: Cell) -> TaskAct:
    """The row is right as it was read, is no task, or is not done whatever its column of status says."""
    return lambda session, task: answers.settle(session, form.site.rules(), form.act, str(task), {cell: ""})


def _forget(form: SentForm) -> TaskAct:
    try:
        cell = Cell(text(form.fields, "cell"))
    except ValueError as error:
        raise NotPossibleError("chưa nêu câu trả lời nào cần bỏ") from error
    return lambda session, task: answers.forget(session, form.site.rules(), form.act, str(task), cell)


FORMS: Mapping[str, Callable[[SentForm], TaskAct]] = {
    "occurred": _occurred,
    "timing": partial(_settle, cell=Cell.TIMING),
    "lead": partial(_settle, cell=Cell.LEAD),
    "partners": partial(_settle, cell=Cell.PARTNERS),
    "review": partial(_wordless, cell=Cell.REVIEW),
    "no-task": partial(_wordless, cell=Cell.ROW),
    "not-done": partial(_wordless, cell=Cell.STATUS),
    "forget": _forget,
}
