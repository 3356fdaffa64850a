"""Taking a document or a register of agencies into the plan: what was added, changed, withdrawn."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlmodel import Session, col, select, update

from plan import agencies, models
from plan.changes import note_change
from plan.documents import Document, Entry
from plan.models import Deadline, Obligation, Plan, Task

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Adoption:
    """What taking in a document did to the plan's tasks. Rows are in the order of the document."""

    plan: Plan
    tasks: tuple[Task, ...]
    added: tuple[Task, ...]
    changed: tuple[Task, ...]
    withdrawn: tuple[Task, ...]
    reframed: bool  # the period or the day of issue is another than before

    @property
    def counts(self) -> dict[str, int]:
        fresh = len(self.added) + len(self.changed)
        return {
            "added": len(self.added),
            "changed": len(self.changed),
            "withdrawn": len(self.withdrawn),
            "unchanged": len(self.tasks) - fresh,
        }


def adopt(
    session: Session, document: Document, period: tuple[date, date], now: datetime, today: date
) -> Adoption:
    """Store the plan and its tasks, words as written. A document taken in before is compared row by row."""
    plan, reframed = _plan(session, document, period)
    known = {_key(t): t for t in _tasks(session, plan)}
    by_place = _by_place(known.values())
    tasks, added, changed = [], [], []
    for position, entry in enumerate(document.entries, 1):
        task = known.pop(_key(entry), None) or _same_place(entry, by_place, known)
        if task is None:
            task = Task(plan_id=plan.id or 0, position=position, **_words(entry))
            added.append(task)
        elif _rewrite(task, entry, position):
            changed.append(task)
        tasks.append(task)
    gone = tuple(t for t in known.values() if t.withdrawn_on is None)
    for task in gone:
        task.withdrawn_on = today
    session.add_all([*tasks, *gone])
    session.flush()
    if added or changed or gone:
        note_change(session)
    _touch(session, [task.id for task in changed], now)
    return Adoption(plan, tuple(tasks), tuple(added), tuple(changed), gone, reframed)


def _plan(session: Session, document: Document, period: tuple[date, date]) -> tuple[Plan, bool]:
    first, last = period
    plan = session.exec(select(Plan).where(Plan.code == document.code)).first()
    if plan is None:
        plan = Plan(code=document.code, title="", issued_on=None, first=first, last=last)
    reframed = (plan.first, plan.last, plan.issued_on) != (first, last, document.issued_on)
    plan.title, plan.issued_on = document.title, document.issued_on
    plan.first, plan.last, plan.reporting = first, last, document.reporting
    session.add(plan)
    session.flush()
    return plan, reframed


def _tasks(session: Session, plan: Plan) -> list[Task]:
    return list(session.exec(select(Task).where(Task.plan_id == plan.id).order_by(col(Task.position))))


def _key(row: Task | Entry) -> Key:
    return row.section, row.number, row.title


def _by_place(tasks: Iterable[Task]) -> dict[tuple[str, str], Task]:
    """Rows that a number names alone: an edited title does not make them another task."""
    places: dict[tuple[str, str], list[Task]] = {}
    for task in tasks:
        places.setdefault((task.section, task.number), []).append(task)
    return {place: found[0] for place, found in places.items() if place[1] and len(found) == 1}


def _same_place(entry: Entry, by_place: dict[tuple[str, str], Task], known: dict[Key, Task]) -> Task | None:
    task = by_place.get((entry.section, entry.number))
    if task is None or known.pop(_key(task), None) is None:
        return None
    return task


def _touch(session: Session, tasks: list[int | None], now: datetime) -> None:
    """Other words are a new revision of everything that shows them: calendars fetch it again."""
    if tasks:
        days = select(Deadline.id).where(col(Deadline.task_id).in_(tasks))
        shown = update(Obligation).where(col(Obligation.deadline_id).in_(days))
        session.exec(shown.values(revision=col(Obligation.revision) + 1, changed_at=now))


def _words(entry: Entry) -> dict[str, Any]:
    names = ("section", "section_title", "number", "title", "lead", "partners", "product", "timing")
    return {name: getattr(entry, name) for name in names}


def _rewrite(task: Task, entry: Entry, position: int) -> bool:
    """Bring the row to the document's words; whether any of them differed."""
    words = _words(entry)
    changed = task.withdrawn_on is not None or any(getattr(task, n) != v for n, v in words.items())
    for name, value in words.items():
        setattr(task, name, value)
    task.position, task.withdrawn_on = position, None
    return changed


def save_agencies(session: Session, found: Iterable[agencies.Agency]) -> int:
    """Add or update the register's agencies; how many rows differ from before. None is ever removed."""
    changed = 0
    for agency in found:
        row = session.get(models.Agency, agency.code) or models.Agency(code=agency.code, name="")
        before = row.model_dump()
        for field in fields(agency):
            value = getattr(agency, field.name)
            setattr(row, field.name, list(value) if isinstance(value, tuple) else value)
        changed += row.model_dump() != before
        session.add(row)
    session.flush()
    if changed:
        note_change(session)
    return changed


def the_register(session: Session) -> agencies.Register:
    """The register as a frozen value."""
    rows = session.exec(select(models.Agency).order_by(models.Agency.code))
    return _built(tuple(_frozen(row) for row in rows))


@lru_cache(maxsize=4)
def _built(found: tuple[agencies.Agency, ...]) -> agencies.Register:
    """A register is a value and costs some work: the same agencies give the same one."""
    return agencies.Register(found)


def _frozen(row: models.Agency) -> agencies.Agency:
    values: dict[str, Any] = row.model_dump()
    values |= {key: tuple(value) for key, value in values.items() if isinstance(value, list)}
    return agencies.Agency(**values)
