"""What a person looks for by a word or a number: obligations, tasks, agencies, documents; a few of each."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, func, select

from plan.alphabet import sort_key
from plan.models import Agency, Deadline, Obligation, Receipt, Task
from plan.storage.rows import LARGEST_NUMBER
from plan.text import bare, keep
from plan.views.columns import columns_of
from plan.views.task_list import TaskFilter, TaskItem, task_items

FEW = 10
_LAST = "\U0010ffff"  # no text begins like this


@dataclass(frozen=True, slots=True)
class FoundObligation:
    """An obligation that is found by its number, or by that of a document that came in for it."""

    id: int
    label: str
    who: str  # the name of its holder; empty for what several owe jointly
    due: date
    document: str | None
    received_on: date | None


@dataclass(frozen=True, slots=True)
class FoundAgency:
    """An agency whose name, short name or code holds the words."""

    code: str
    name: str


def obligation_numbered(session: Session, number: int) -> list[FoundObligation]:
    """The one of that number, if there is one."""
    if not 0 < number <= LARGEST_NUMBER:
        return []
    query = _OBLIGATIONS.where(Obligation.id == number)
    return [FoundObligation(*row) for row in session.exec(query)]


def obligations_by_document(session: Session, begins: str) -> list[FoundObligation]:
    """Those for which a document came in whose number begins like this, in small or capital letters."""
    writings = dict.fromkeys((begins, begins.upper()))
    alike = or_(*(_begins(session, text) for text in writings))
    columns = _columns(document=Receipt.document, received_on=Receipt.on)
    query = (
        select(*columns)
        .join(Receipt, col(Receipt.obligation_id) == col(Obligation.id))
        .outerjoin(Agency, col(Agency.code) == col(Obligation.holder))
        .where(alike)
    )
    rows = session.exec(query.order_by(col(Receipt.document), col(Receipt.id).desc()).limit(FEW * 2))
    found = (FoundObligation(*row) for row in rows)
    return list({(one.id, one.document): one for one in found}.values())[:FEW]


def agencies_like(session: Session, words: str) -> list[FoundAgency]:
    """By the alphabet. Marks do not matter; groups are no agencies."""
    sought = bare(words)
    rows = session.exec(
        select(Agency.code, Agency.name, Agency.short_name, Agency.aliases).where(Agency.kind != "group")
    )
    found = [
        FoundAgency(code, name)
        for code, name, short, others in rows
        if sought in bare(" · ".join((name, short, code, *others)))
    ]
    return sorted(found, key=lambda one: sort_key(one.name))[:FEW]


def tasks_like(session: Session, today: date, words: str) -> tuple[list[TaskItem], int]:
    """The first whose title or product holds the words, or whose place in a plan they are; how many there are."""
    section, _, number = words.rpartition(".")
    here = select(*columns_of(TaskItem, Task, plan=Task.plan_id)).where(
        func.lower(Task.section) == section.lower(), Task.number == number, col(Task.withdrawn_on).is_(None)
    )
    placed = [TaskItem(*row) for row in session.exec(here.limit(FEW))] if section and number else []
    if placed:
        return placed, len(placed)
    return task_items(session, today, TaskFilter(words=words), 0, FEW)


def _begins(session: Session, text: str) -> ColumnElement[bool]:
    """By the index: PostgreSQL knows the beginning of a text as a span of it, SQLite where the span is said."""
    document, text = col(Receipt.document), keep(text)
    if session.get_bind().dialect.name == "sqlite":
        return and_(document >= text, document < text + _LAST)
    return document.startswith(text, autoescape=True)


def _columns(**elsewhere: Any) -> Any:
    return columns_of(FoundObligation, Obligation, **{"who": func.coalesce(Agency.name, "")} | elsewhere)


_OBLIGATIONS = (
    select(*_columns(received_on=Obligation.done_on))
    .join(Deadline, col(Deadline.id) == col(Obligation.deadline_id))
    .outerjoin(Agency, col(Agency.code) == col(Obligation.holder))
)
