"""Rows of a document under review: each as written, as it would be understood, and what it still asks."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from plan.agencies.cell_roles import leads_and_partners
from plan.agencies.directory import AgencyDirectory
from plan.audit.log import Act
from plan.documents import Entry
from plan.errors import NotPossibleError
from plan.models import Cell, Deadline, Resolution, Task
from plan.storage.chunks import chunks
from plan.tasks.questions import Question, named_by, questions_of
from plan.tasks.remembered import Remembered
from plan.tasks.settled import all_answers, asked, words_of
from plan.tasks.upload_answers import RowAnswer, UploadAnswers, question_key, row_key
from plan.text import fold
from plan.views.deadlines import deadlines_by_task
from scheduler.intake import answers as settling
from scheduler.intake.look import TaskLook
from scheduler.policy.rules import Rules

Row = dict[str, Any]
Ends = Callable[[date], date]
CONFIRM = "confirm"  # what is asked of a row that binds nobody until somebody says that it is a task
_WORDS = (
    "section",
    "section_title",
    "number",
    "title",
    "lead",
    "partners",
    "product",
    "timing",
    "note",
    "where",
)


def plain_row(place: int, entry: Entry, said: UploadAnswers) -> Row:
    """A row as written, with what people answered about it; nothing of what it means."""
    key = row_key(entry)
    given = said.rows.get(key, {})
    return {
        "place": place,
        "key": key,
        **{name: getattr(entry, name) for name in _WORDS},
        "state": "",
        "days": [],
        "assumed": [],
        "leads": [],
        "questions": [],
        "answers": {cell: [one.words, one.who, one.at] for cell, one in given.items()},
        "change": "",
        "cells": {},
    }


def settle_rows(
    session: Session,
    rules: Rules,
    act: Act,
    entries: Sequence[Entry],
    tasks: Sequence[Task],
    said: UploadAnswers,
) -> dict[int, list[Row]]:
    """Give the tasks the answers of their rows; those that hold no longer are asked anew, by place."""
    broken: dict[int, list[Row]] = {}
    for place, (entry, task) in enumerate(zip(entries, tasks, strict=True), 1):
        for name, given in said.rows.get(row_key(entry), {}).items():
            try:
                own = Act(given.who, act.now, act.today, act.origin)
                settling.settle(session, rules, own, str(task.id), {Cell(name): given.words})
            except NotPossibleError as error:
                broken.setdefault(place, []).append(_broken(Cell(name), given, error))
    return broken


def _broken(cell: Cell, given: RowAnswer, error: NotPossibleError) -> Row:
    message = f"câu trả lời “{given.words}” không còn dùng được: {error}"
    return _asked(
        cell.value, given.words, message, key=question_key(cell, given.words, message, is_name=False)
    )


def rows_of_tasks(
    session: Session,
    entries: Sequence[Entry],
    tasks: Sequence[Task],
    said: UploadAnswers,
    directory: AgencyDirectory,
    on: date,
    ends: Ends,
    before: Remembered,
) -> list[Row]:
    """Of tasks that are stored in this transaction."""
    ids = [task.id for task in tasks]
    days, named, given = deadlines_by_task(session, ids), _named(session, ids), all_answers(session)
    found = []
    for place, (entry, task) in enumerate(zip(entries, tasks, strict=True), 1):
        row = plain_row(place, entry, said)
        mine = given.get(task.id, {})
        row["days"] = [[d.due.isoformat(), ends(d.due).isoformat(), d.label] for d in days.get(task.id, ())]
        if task.withdrawn_on is None:
            asked_ = questions_of(task, mine, named.get(task.id, ()), directory, on)
            row["questions"] = [_question(one, task, directory, before) for one in asked_]
        found.append(_understood(row, task, mine, directory, on))
    return found


def rows_of_looks(
    entries: Sequence[Entry],
    looks: Sequence[TaskLook],
    said: UploadAnswers,
    directory: AgencyDirectory,
    on: date,
    ends: Ends,
    before: Remembered,
) -> list[Row]:
    """Of a long document that was only looked at."""
    found = []
    for place, (entry, look) in enumerate(zip(entries, looks, strict=True), 1):
        row = plain_row(place, entry, said)
        mine = resolutions(look.task, said.rows.get(row["key"], {}))
        row["days"] = [[d.due.isoformat(), ends(d.due).isoformat(), d.label] for d in look.days]
        row["assumed"] = list(look.reading.assumed)
        named = tuple(dict.fromkeys(day.agencies for day in look.days if day.agencies))
        asked_ = questions_of(look.task, mine, named, directory, on)
        row["questions"] = [_question(one, look.task, directory, before) for one in asked_]
        found.append(_understood(row, look.task, mine, directory, on))
    return found


def resolutions(task: Task, given: Mapping[str, RowAnswer]) -> dict[Cell, Resolution]:
    """Answers to a row as those to a task, which they will be."""
    return {
        Cell(name): Resolution(
            task_id=task.position,
            cell=Cell(name),
            asked=asked(task, Cell(name)),
            words=one.words,
            who=one.who,
            at=datetime.fromisoformat(one.at),
        )
        for name, one in given.items()
    }


def _named(session: Session, ids: Sequence[int]) -> dict[int | None, tuple[str, ...]]:
    """By task, the words of its products that name who must do them."""
    rows: dict[int | None, list[Deadline]] = {}
    for chunk in chunks(ids):
        query = select(Deadline).where(col(Deadline.task_id).in_(chunk), col(Deadline.agencies).is_not(None))
        standing = query.where(col(Deadline.withdrawn_on).is_(None))
        for row in session.exec(standing.order_by(col(Deadline.due), col(Deadline.id))):
            rows.setdefault(row.task_id, []).append(row)
    return {task: named_by(found) for task, found in rows.items()}


def _understood(
    row: Row, task: Task, given: Mapping[Cell, Resolution], directory: AgencyDirectory, on: date
) -> Row:
    words = words_of(task, given)
    leads, _ = leads_and_partners(
        directory.resolve(words.lead, on=on), directory.resolve(words.partners, on=on)
    )
    row["state"] = "none" if words.no_task else task.state
    row["leads"] = [[part.name, len(part.agencies)] for part in leads if part.agencies]
    return row


def _question(one: Question, task: Task, directory: AgencyDirectory, before: Remembered) -> Row:
    codes = {name: code for name in one.suggestions for code in directory.named(name)[:1]}
    earlier = "" if one.cell is Cell.REVIEW else before.get((one.cell, fold(asked(task, one.cell))), "")
    key = question_key(one.cell, one.text, one.message, is_name=one.is_name)
    suggested = [[code, name] for name, code in codes.items()]
    found = _asked(one.cell.value, one.text, one.message, key, one.is_name, suggested, earlier)
    return found | {"may_be_new": any(" alias new " in command for command in one.commands)}


def _asked(
    cell: str,
    text: str,
    message: str,
    key: str,
    is_name: bool = False,
    suggestions: Sequence[Sequence[str]] = (),
    earlier: str = "",
) -> Row:
    return {
        "key": key,
        "cell": cell,
        "text": text,
        "message": message,
        "is_name": is_name,
        "suggestions": [list(one) for one in suggestions],
        "earlier": earlier,
    }


def to_confirm(rows: Sequence[Row], entries: Sequence[Entry], waiting: Sequence[int]) -> None:
    """Mark the rows that bind nobody until somebody says so."""
    for place in waiting:
        ground = entries[place - 1].proposed
        key = question_key(Cell.ROW, "", ground, is_name=False)
        rows[place - 1]["questions"].insert(0, _asked(CONFIRM, "", ground, key))
