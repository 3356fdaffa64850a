"""Taking a document or a register of agencies into the plan: what was added, changed, withdrawn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from rapidfuzz.fuzz import token_sort_ratio
from sqlmodel import Session, col, select, update

from plan import agencies, models
from plan.changes import note_change
from plan.documents import Document, Entry
from plan.errors import ExpectedError
from plan.models import Deadline, Obligation, Plan, Task
from plan.reached import note_reached
from plan.text import fold

Key = tuple[str, str, str]

# How alike two titles at one place must be (0–100) for one to be a corrected form of the other.
TOUCHED_UP = 70


class AdoptionError(ExpectedError):
    """The document cannot be taken in; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One row of which the document says something else than before: the cell → its words before and after."""

    task: Task
    cells: dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Adoption:
    """What taking in a document did to the plan's tasks. Rows are in the order of the document."""

    plan: Plan
    tasks: tuple[Task, ...]
    added: tuple[Task, ...]
    changed: tuple[Task, ...]
    withdrawn: tuple[Task, ...]
    edits: tuple[Edit, ...]
    reframed: bool  # the period is another than before
    again: bool  # it was taken in before, under this number or one that it supersedes

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
    session: Session,
    document: Document,
    period: tuple[date, date],
    now: datetime,
    today: date,
    supersedes: str | None = None,
) -> Adoption:
    """Store the plan and its tasks, words as written. A document taken in before is compared row by row.

    `supersedes` is the number of an adopted plan whose place the document takes: compared just so, and
    what was told or done under the old number stays.
    """
    plan, reframed, again = _plan(session, document, period, supersedes)
    known = {_key(t): t for t in _tasks(session, plan)}
    before = _matched(document.entries, known)
    tasks, added, edits = [], [], []
    for position, entry in enumerate(document.entries, 1):
        task = before.get(position)
        if task is None:
            task = Task(plan_id=plan.id or 0, position=position, signed_on=plan.issued_on, **_words(entry))
            added.append(task)
        elif edit := _rewrite(task, entry, position, plan.issued_on):
            edits.append(edit)
        tasks.append(task)
    gone = tuple(t for t in known.values() if t.withdrawn_on is None)
    for task in gone:
        task.withdrawn_on = today
    session.add_all([*tasks, *gone])
    session.flush()
    changed = tuple(edit.task for edit in edits)
    if added or changed or gone or supersedes:
        note_change(session)
    _touch(session, [task.id for task in (tasks if supersedes else changed)], now)
    return Adoption(plan, tuple(tasks), tuple(added), changed, gone, tuple(edits), reframed, again)


def _plan(
    session: Session, document: Document, period: tuple[date, date], supersedes: str | None
) -> tuple[Plan, bool, bool]:
    first, last = period
    plan = session.exec(select(Plan).where(Plan.code == document.code)).first()
    if plan is None:
        _check_standing(session, document)
    if supersedes:
        plan = _superseded(session, document, plan, supersedes)
    elif plan and plan.issued_on != document.issued_on:
        raise AdoptionError(
            f"đã có kế hoạch số {plan.code} ký ngày khác ({plan.issued_on}, văn bản này {document.issued_on}): số văn bản "
            "bắt đầu lại mỗi năm; nếu là kế hoạch khác hãy ghi số kèm năm trong văn bản, nếu là bản sửa hãy giữ ngày ký"
        )
    again = plan is not None
    if plan is None:
        plan = Plan(code="", title="", issued_on=None, began_on=document.issued_on, first=first, last=last)
    reframed = (plan.first, plan.last) != (first, last)
    plan.code, plan.title, plan.issued_on = document.code, document.title, document.issued_on
    plan.first, plan.last, plan.reporting = first, last, document.reporting
    session.add(plan)
    session.flush()
    return plan, reframed, again


def _check_standing(session: Session, document: Document) -> None:
    """A document whose place another took has its tasks there; taken in again it would ask for all of them twice."""
    for plan in session.exec(select(Plan).order_by(col(Plan.id))):
        later = plan.issued_on and document.issued_on and document.issued_on > plan.issued_on
        if document.code in plan.supersedes and not later:
            raise AdoptionError(
                f"kế hoạch số {document.code} đã được {plan.code} thay thế, nhiệm vụ của nó nằm trong kế hoạch ấy; hãy "
                "nhập văn bản mới nhất, còn nếu đây là kế hoạch khác trùng số thì ghi số kèm năm trong văn bản"
            )


def _superseded(session: Session, document: Document, same: Plan | None, supersedes: str) -> Plan:
    """The plan whose place the document takes; the document's own, if it took that place before."""
    if supersedes == document.code:
        raise AdoptionError(
            "văn bản không tự thay thế chính nó; bản sửa của nó thì nhập lại, không có --supersedes"
        )
    if same and supersedes in same.supersedes:
        return same
    old = session.exec(select(Plan).where(Plan.code == supersedes)).first()
    if old is None:
        known = ", ".join(session.exec(select(Plan.code).order_by(Plan.code))) or "chưa có kế hoạch nào"
        raise AdoptionError(
            f"chưa nhận kế hoạch số {supersedes} nên không có gì để thay thế; đã nhận: {known}"
        )
    if same:
        raise AdoptionError(
            f"kế hoạch số {document.code} đã được nhận như một kế hoạch riêng nên không thay thế {supersedes} được nữa; "
            "hãy khôi phục bản sao lưu trước lần nhận đó rồi nhập lại với --supersedes"
        )
    if old.issued_on and document.issued_on and document.issued_on < old.issued_on:
        raise AdoptionError(
            f"văn bản này ký ngày {document.issued_on:%d/%m/%Y}, trước kế hoạch {supersedes} ({old.issued_on:%d/%m/%Y}); "
            "xem lại số nào thay thế số nào"
        )
    old.supersedes = [*old.supersedes, supersedes]
    return old


def _tasks(session: Session, plan: Plan) -> list[Task]:
    return list(session.exec(select(Task).where(Task.plan_id == plan.id).order_by(col(Task.position))))


def _key(row: Task | Entry) -> Key:
    return row.section, row.number, row.title


def _matched(entries: Sequence[Entry], known: dict[Key, Task]) -> dict[int, Task]:
    """Which stored task each row (by position) is, taken out of `known`: the surest sign first.

    The same words at the same place; the same title at another place; the same place with a title that
    was only touched up. A row inserted above others must never hand one task's past to another.
    """
    found: dict[int, Task] = {}
    for sign in (_same_row, _same_title, _same_place):
        for position, entry in enumerate(entries, 1):
            if position not in found and (key := sign(entry, known)):
                found[position] = known.pop(key)
    return found


def _same_row(entry: Entry, known: dict[Key, Task]) -> Key | None:
    return _key(entry) if _key(entry) in known else None


def _same_title(entry: Entry, known: dict[Key, Task]) -> Key | None:
    same = [key for key in known if fold(key[2]) == fold(entry.title)]
    return same[0] if len(same) == 1 else None


def _same_place(entry: Entry, known: dict[Key, Task]) -> Key | None:
    near = [
        key
        for key in known
        if key[:2] == (entry.section, entry.number)
        and token_sort_ratio(fold(key[2]), fold(entry.title)) >= TOUCHED_UP
    ]
    return near[0] if len(near) == 1 else None


def _touch(session: Session, tasks: list[int | None], now: datetime) -> None:
    """Other words are a new revision of everything that shows them: calendars fetch it again."""
    if tasks:
        days = select(Deadline.id).where(col(Deadline.task_id).in_(tasks))
        shown = update(Obligation).where(col(Obligation.deadline_id).in_(days))
        session.exec(shown.values(revision=col(Obligation.revision) + 1, changed_at=now))


def _words(entry: Entry) -> dict[str, Any]:
    names = ("section", "section_title", "number", "title", "lead", "partners", "product", "timing")
    return {name: getattr(entry, name) for name in names}


def _rewrite(task: Task, entry: Entry, position: int, signed_on: date | None) -> Edit | None:
    """Bring the row to the document's words; what differed, if anything did."""
    words, returned = _words(entry), task.withdrawn_on is not None
    cells = {name: (getattr(task, name), value) for name, value in words.items()}
    cells = {name: pair for name, pair in cells.items() if pair[0] != pair[1]}
    for name, value in words.items():
        setattr(task, name, value)
    task.position, task.withdrawn_on = position, None
    if returned or cells.keys() & {"timing", "product"}:
        task.signed_on = signed_on
    return Edit(task, cells) if cells or returned else None


def save_agencies(session: Session, found: Iterable[agencies.Agency], today: date | None = None) -> int:
    """Add or update the register's agencies; how many rows differ from before. None is ever removed.

    With `today`, whoever gets a first address is noted as reachable from then on.
    """
    changed, reached = 0, []
    for agency in found:
        row = session.get(models.Agency, agency.code) or models.Agency(code=agency.code, name="")
        before = row.model_dump()
        for field in fields(agency):
            value = getattr(agency, field.name)
            setattr(row, field.name, list(value) if isinstance(value, tuple) else value)
        changed += row.model_dump() != before
        reached += [row.code] * bool(row.emails and not before["emails"])
        session.add(row)
    session.flush()
    if today:
        note_reached(session, reached, today)
    if changed:
        note_change(session)
    return changed


def the_register(session: Session) -> agencies.Register:
    """The register as a frozen value, with the other names that people accepted."""
    rows = session.exec(select(models.Agency).order_by(models.Agency.code)).all()
    named: dict[str, list[str]] = {}
    for alias in session.exec(select(models.Alias).order_by(models.Alias.key)):
        named.setdefault(alias.agency, []).append(alias.name)
    return _built(tuple(_frozen(row, named.get(row.code, [])) for row in rows))


@lru_cache(maxsize=4)
def _built(found: tuple[agencies.Agency, ...]) -> agencies.Register:
    """A register is a value and costs some work: the same agencies give the same one."""
    return agencies.Register(found)


def _frozen(row: models.Agency, named: list[str]) -> agencies.Agency:
    values: dict[str, Any] = row.model_dump()
    values["aliases"] = [*values["aliases"], *named]
    values |= {key: tuple(value) for key, value in values.items() if isinstance(value, list)}
    return agencies.Agency(**values)
