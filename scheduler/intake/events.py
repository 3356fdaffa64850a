"""An awaited event has happened: what it releases is put on the calendar."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, delete, select

from plan.agencies.store import load_directory
from plan.audit.log import Act, write_down
from plan.dates import day
from plan.errors import NotPossibleError, named_together
from plan.models import Deadline, Occurrence, Plan, Task
from plan.storage.changes import note_change
from plan.tasks.decisions import plan_numbered
from scheduler.forecast.context import ForecastContext
from scheduler.forecast.tasks import awaited, forecast_task, read_task
from scheduler.policy.rules import Rules


@dataclass(frozen=True, slots=True)
class EventResult:
    """What came of an event: the deadlines that it released, by day, and what the task still asks about its time."""

    task: int
    released: list[Deadline]
    asked: tuple[str, ...]


def record(
    session: Session, rules: Rules, act: Act, which: str, on: date, document: str | None
) -> EventResult:
    """Write the event down; gives the deadlines it released."""
    task = find_task(session, which)
    if task.state != "awaiting":
        raise NotPossibleError(f"nhiệm vụ {which} không chờ sự kiện nào ({' '.join(task.timing.split())})")
    if on > act.today:
        raise NotPossibleError(f"ngày {day(on)} còn ở phía trước; hãy ghi khi sự kiện đã xảy ra")
    plan = session.get_one(Plan, task.plan_id)
    if plan.issued_on and on < plan.issued_on:
        raise NotPossibleError(f"ngày {day(on)} trước ngày ký kế hoạch ({day(plan.issued_on)}); xem lại ngày")
    before = set(_deadlines(session, task))
    # Recorded again it is corrected: what the wrong day released is withdrawn.
    session.exec(delete(Occurrence).where(col(Occurrence.task_id) == task.id))
    office = ForecastContext(session, rules, load_directory(session), act.now, min(act.today, plan.last))
    words = awaited(read_task(task, plan, office.words(task)))
    session.add(
        Occurrence(task_id=task.id, happened_on=on, awaited=words, document=document, recorded_at=act.now)
    )
    session.flush()
    forecast_task(office, plan, task, fresh=True)
    write_down(session, act, "occurred", f"task {task.id}", {"on": on.isoformat(), "document": document})
    note_change(session)
    session.flush()
    found = select(Deadline).where(Deadline.task_id == task.id).order_by(col(Deadline.due), col(Deadline.id))
    released = [row for row in session.exec(found) if row.id not in before]
    return EventResult(task.id, released, tuple(task.review))


def _deadlines(session: Session, task: Task) -> list[int]:
    return list(session.exec(select(Deadline.id).where(Deadline.task_id == task.id)))


def find_task(session: Session, which: str) -> Task:
    """A task by its number in the lists, or by its place in the plan (II.8; of several plans: 39/QĐ-UBND II.8)."""
    if which.isdecimal() and len(which) < 19:
        found = session.get(Task, int(which))
        if found is None:
            raise NotPossibleError(f"không có nhiệm vụ số {which}; xem số bằng: dondoc tasks")
        if found.withdrawn_on:
            raise NotPossibleError(f"nhiệm vụ số {which} đã rút khỏi kế hoạch ngày {day(found.withdrawn_on)}")
        return found
    code, _, place = which.rpartition(" ")
    section, _, number = place.partition(".")
    here = select(Task).where(Task.section == section, Task.number == number)
    if plan := plan_numbered(session, code or None):
        here = here.where(Task.plan_id == plan)
    rows = list(session.exec(here.where(col(Task.withdrawn_on).is_(None)).order_by(col(Task.id))))
    if len(rows) > 1:
        codes = dict(session.exec(select(Plan.id, Plan.code)).all())
        known = named_together(f"số {row.id} ({codes[row.plan_id]} {place}: {row.title})" for row in rows)
        raise NotPossibleError(
            f"có nhiều nhiệm vụ {which!r}: {known}; nêu số, hoặc số kế hoạch trước: {codes[rows[0].plan_id]} {place}"
        )
    if len(rows) != 1:
        raise NotPossibleError(f"không xác định được nhiệm vụ {which!r}; xem số bằng: dondoc tasks")
    return rows[0]
