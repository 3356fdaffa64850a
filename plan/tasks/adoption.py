"""Taking a document into the plan: what was added, changed, withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select, update

from plan.dates import day
from plan.documents import Document, Entry
from plan.errors import ExpectedError, named_together
from plan.models import Deadline, DecisionWay, Obligation, Plan, PlanDecision, Task
from plan.storage.changes import note_change
from plan.storage.turns import touch_obligations
from plan.tasks.decision_row import record_decision
from plan.tasks.decisions import known_numbers
from plan.tasks.matches import key_of, matched
from plan.tasks.periods import span_of_years

MOST_WITHDRAWN = 1 / 5  # of what stands, without a word


class AdoptionError(ExpectedError):
    """The document cannot be taken in; the text says why and what to do."""


class UnsettledError(AdoptionError):
    """A person has to say what is meant: nothing was changed. `rows` are the rows it is about, `told` why each."""

    message = ""
    told = ""
    rows: tuple[Task, ...] = ()


class WithdrawalError(UnsettledError):
    """The document would withdraw so much that it may be another one: a person says yes, or it is not taken in."""

    told = "văn bản này không còn nhiệm vụ ấy"

    def __init__(self, code: str, gone: Sequence[Task], standing: int) -> None:
        self.rows = tuple(gone)
        self.message = (
            f"văn bản này không có {len(gone)} trong {standing} nhiệm vụ đang có của kế hoạch {code}: có thể là văn bản khác, "
            f"hoặc chỉ sửa một phần; chưa ghi gì. Nếu đúng là rút những nhiệm vụ ấy, nhập lại với --withdraw; nếu chỉ "
            f"sửa một phần kế hoạch này, với --amends {code}; nếu là kế hoạch khác thay kế hoạch này, với --supersedes {code}"
        )
        super().__init__(f"{self.message}. Sẽ bị rút: {named_together(map(named, gone))}")


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
    decision: PlanDecision
    standing: int  # how many rows the plan has now

    @property
    def counts(self) -> dict[str, int]:
        fresh = len(self.added) + len(self.changed)
        return {
            "added": len(self.added),
            "changed": len(self.changed),
            "withdrawn": len(self.withdrawn),
            "unchanged": self.standing - fresh,
        }


def named(task: Task) -> str:
    """A task in a list for people: its place in the plan and its title."""
    return f"{'.'.join(filter(None, (task.section, task.number)))} {task.title}".strip()


def adopt(
    session: Session,
    document: Document,
    period: tuple[date, date],
    now: datetime,
    today: date,
    supersedes: str | None = None,
    *,
    withdraw: bool = False,
) -> Adoption:
    """Store the plan and its tasks, words as written. A document taken in before is compared row by row.

    `supersedes` is the number of an adopted plan whose place the document takes: compared just so, and
    what was told or done under the old number stays. Raises WithdrawalError where more than a fifth of what stands
    would be withdrawn and neither `supersedes` nor `withdraw` says that this is meant.
    """
    plan, reframed, again = _plan(session, document, period, supersedes)
    known = {key_of(t): t for t in _tasks(session, plan)}
    standing = sum(t.withdrawn_on is None for t in known.values())
    before = matched(document.entries, known)
    tasks, added, edits = [], [], []
    for position, entry in enumerate(document.entries, 1):
        task = before.get(position)
        if task is None:
            task = Task(plan_id=plan.id, position=position, signed_on=plan.issued_on, **words_of(entry))
            added.append(task)
        elif edit := _rewrite(task, entry, position, plan.issued_on):
            edits.append(edit)
        tasks.append(task)
    gone = tuple(t for t in known.values() if t.withdrawn_on is None)
    if len(gone) > standing * MOST_WITHDRAWN and not (withdraw or supersedes):
        raise WithdrawalError(plan.code, gone, standing)
    for task in gone:
        task.withdrawn_on = today
    session.add_all([*tasks, *gone])
    session.flush()
    changed = tuple(edit.task for edit in edits)
    if added or changed or gone or supersedes:
        note_change(session)
    show_anew(session, [task.id for task in (tasks if supersedes else changed)], now)
    way = DecisionWay.REPLACES if plan.supersedes else DecisionWay.ADOPTS
    decision = record_decision(session, plan, document, way, today)
    return Adoption(
        plan, tuple(tasks), tuple(added), changed, gone, tuple(edits), reframed, again, decision, len(tasks)
    )


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
            f"đã có kế hoạch số {plan.code} ký ngày khác ({_signed(plan.issued_on)}, văn bản này "
            f"{_signed(document.issued_on)}): số văn bản bắt đầu lại mỗi năm; nếu là kế hoạch khác hãy ghi số kèm năm trong văn bản, nếu là bản sửa hãy giữ ngày ký"
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


def _signed(on: date | None) -> str:
    return day(on) if on else "không ghi ngày ký"


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
        raise AdoptionError(
            f"chưa nhận kế hoạch số {supersedes} nên không có gì để thay thế; đã nhận: {known_numbers(session)}"
        )
    if same:
        raise AdoptionError(
            f"kế hoạch số {document.code} đã được nhận như một kế hoạch riêng nên không thay thế {supersedes} được nữa; "
            "hãy khôi phục bản sao lưu trước lần nhận đó rồi nhập lại với --supersedes"
        )
    if old.issued_on and document.issued_on and document.issued_on < old.issued_on:
        raise AdoptionError(
            f"văn bản này ký ngày {day(document.issued_on)}, trước kế hoạch {supersedes} ({day(old.issued_on)}); "
            "xem lại số nào thay thế số nào"
        )
    old.supersedes = [*old.supersedes, supersedes]
    return old


def _tasks(session: Session, plan: Plan) -> list[Task]:
    return list(session.exec(select(Task).where(Task.plan_id == plan.id).order_by(col(Task.position))))


def show_anew(session: Session, tasks: list[int | None], now: datetime) -> None:
    """Other words are a new revision of everything that shows them: calendars fetch it again."""
    if tasks:
        days = select(Deadline.id).where(col(Deadline.task_id).in_(tasks))
        shown = update(Obligation).where(col(Obligation.deadline_id).in_(days))
        session.exec(shown.values(revision=col(Obligation.revision) + 1, changed_at=now))
        touch_obligations(
            session, session.exec(select(Obligation.id).where(col(Obligation.deadline_id).in_(days)))
        )


def words_of(entry: Entry) -> dict[str, Any]:
    """The cells of a row, by their names among those of a task."""
    names = ("section", "section_title", "number", "title", "lead", "partners", "product", "timing", "note")
    first, last = span_of_years(entry.years) or (None, None)
    return {name: getattr(entry, name) for name in names} | {"first": first, "last": last}


def _rewrite(task: Task, entry: Entry, position: int, signed_on: date | None) -> Edit | None:
    """Bring the row to the document's words; what differed, if anything did."""
    words, returned = words_of(entry), task.withdrawn_on is not None
    cells = {name: (getattr(task, name), value) for name, value in words.items()}
    cells = {name: (_shown(one), _shown(two)) for name, (one, two) in cells.items() if one != two}
    for name, value in words.items():
        setattr(task, name, value)
    task.position, task.withdrawn_on = position, None
    if returned or cells.keys() & {"timing", "product", "first", "last"}:
        task.signed_on = signed_on
    return Edit(task, cells) if cells or returned else None


def _shown(value: object) -> str:
    """A cell, or a day of its annex, as the list of changes has it."""
    return day(value) if isinstance(value, date) else str(value or "")
