"""A decision that changes an adopted plan in part: its rows are merged, all else stays as it is."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlmodel import Session, col, select

from plan.dates import day
from plan.documents import Document, Entry
from plan.documents.relations import RowName
from plan.errors import named_together
from plan.models import DecisionWay, Plan, PlanDecision, RowChange, Task, TaskChange
from plan.storage.changes import note_change
from plan.tasks.adoption import Adoption, AdoptionError, Edit, named, show_anew, words_of
from plan.tasks.decision_row import record_decision
from plan.tasks.matches import key_of
from plan.tasks.row_merge import MergedRow, changed_cells, find_row, merge_rows

# Words that say who must do what by when; they hold from the day of the decision that gave them.
_BINDING = {"lead", "partners", "product", "timing"}


def standing_rows(session: Session, plan: Plan) -> list[Task]:
    """The rows of a plan that stand today, in its order."""
    mine = select(Task).where(Task.plan_id == plan.id, col(Task.withdrawn_on).is_(None))
    return list(session.exec(mine.order_by(col(Task.position))))


def only_adds(document: Document) -> bool:
    """Whether the document says in its title that it adds, and says nothing of changing."""
    title = document.title.lower()
    return "bổ sung" in title and not any(verb in title for verb in ("sửa đổi", "điều chỉnh", "thay thế"))


def amend(session: Session, plan: Plan, document: Document, now: datetime, today: date) -> Adoption:
    """Merge the rows of the document into the plan; raises AdoptionError where a row it repeals is not there.

    Rows that a person had to confirm are taken at their word here.
    """
    _check_day(plan, document)
    decision = record_decision(session, plan, document, DecisionWay.AMENDS, today)
    rows = [*standing_rows(session, plan), *_taken_out_by(session, decision)]
    merged = merge_rows(document.entries, rows, only_adds=only_adds(document))
    gone = _repealed(plan, merged, document.sentences.repeals, rows)
    _check_later(session, decision, [*gone, *(row.task for row in merged if row.task)])
    tasks, added, edits = [], [], []
    for row in merged:
        task = row.task
        if task is None:
            added.append(task := _new(session, plan, row.entry, decision))
            rows.insert(_place(rows, task), task)
        elif not row.repealed and (edit := _edited(task, row.entry, decision)):
            edits.append(edit)
        tasks.append(task)
    for task in gone:
        task.withdrawn_on = today
    _store(session, rows)
    _write_changes(session, decision, added, edits, gone)
    changed = tuple(edit.task for edit in edits)
    if added or edits or gone:
        note_change(session)
    show_anew(session, [task.id for task in changed], now)
    standing = sum(task.withdrawn_on is None for task in rows)
    return Adoption(
        plan=plan,
        tasks=tuple(tasks),
        added=tuple(added),
        changed=changed,
        withdrawn=tuple(gone),
        edits=tuple(edits),
        reframed=False,
        again=True,
        decision=decision,
        standing=standing,
    )


def _taken_out_by(session: Session, decision: PlanDecision) -> list[Task]:
    """Rows that the same decision took out when it came in before: it may say so again, or no longer."""
    query = select(Task).join(TaskChange, col(TaskChange.task_id) == col(Task.id))
    mine = query.where(TaskChange.decision_id == decision.id, TaskChange.change == RowChange.WITHDRAWN)
    return list(session.exec(mine.where(col(Task.withdrawn_on).is_not(None)).order_by(col(Task.position))))


def _check_day(plan: Plan, document: Document) -> None:
    if document.code == plan.code:
        raise AdoptionError(
            "văn bản không tự sửa đổi chính nó; bản sửa của nó thì nhập lại, không có --amends"
        )
    began = plan.began_on or plan.issued_on
    if began and document.issued_on and document.issued_on < began:
        raise AdoptionError(
            f"văn bản này ký ngày {day(document.issued_on)}, trước kế hoạch {plan.code} ({day(began)}); xem lại số nào sửa số nào"
        )


def _repealed(
    plan: Plan, merged: Sequence[MergedRow], names: Iterable[RowName], standing: Sequence[Task]
) -> list[Task]:
    """The rows that the document takes out; each has to be there, and only once."""
    found = [row.task for row in merged if row.repealed and row.task]
    missing = [f"“{row.entry.title}”" for row in merged if row.repealed and row.task is None]
    for name in names:
        rows = find_row(name, standing)
        if len(rows) > 1:
            places = named_together(map(named, rows))
            raise AdoptionError(
                f"văn bản bãi bỏ dòng {name}, kế hoạch {plan.code} có nhiều dòng như thế: {places}"
            )
        found += rows
        missing += [] if rows else [str(name)]
    if missing:
        raise AdoptionError(
            f"văn bản bãi bỏ dòng mà kế hoạch {plan.code} không có: {named_together(missing)}; xem các dòng: dondoc tasks"
        )
    return [task for task in {id(task): task for task in found}.values() if task.withdrawn_on is None]


def _check_later(session: Session, decision: PlanDecision, touched: Sequence[Task]) -> None:
    """Words of a later decision are not put back by an earlier one that comes in after it."""
    if decision.issued_on is None:
        return
    query = select(PlanDecision, Task).join(TaskChange, col(TaskChange.decision_id) == col(PlanDecision.id))
    query = query.join(Task, col(Task.id) == col(TaskChange.task_id))
    later = query.where(PlanDecision.id != decision.id, col(PlanDecision.issued_on) > decision.issued_on)
    rows = session.exec(later.where(col(Task.id).in_([task.id for task in touched]))).all()
    if rows:
        said = named_together(
            f"{named(task)} (theo {other.code} ngày {day(other.issued_on)})"
            for other, task in rows
            if other.issued_on
        )
        raise AdoptionError(
            f"những dòng này đã được văn bản ký sau sửa đổi, nên văn bản {decision.code} không đổi được nữa: {said}"
        )


def _edited(task: Task, entry: Entry, decision: PlanDecision) -> Edit | None:
    cells, returned = changed_cells(task, entry), task.withdrawn_on is not None
    for name, (_, after) in cells.items():
        setattr(task, name, after)
    task.withdrawn_on = None
    if returned or cells.keys() & _BINDING:
        task.signed_on = decision.issued_on or task.signed_on
    return Edit(task, cells) if cells or returned else None


def _new(session: Session, plan: Plan, entry: Entry, decision: PlanDecision) -> Task:
    """A row of the plan; one that was withdrawn before and has the same place and title stands again."""
    section, number, title = key_of(entry)
    same = select(Task).where(Task.plan_id == plan.id, Task.section == section, Task.number == number)
    task = session.exec(same.where(Task.title == title)).first()
    task = task or Task(plan_id=plan.id or 0, position=0, **words_of(entry))
    for name, words in words_of(entry).items():
        setattr(task, name, words)
    task.signed_on, task.withdrawn_on = decision.issued_on, None
    return task


def _place(standing: Sequence[Task], task: Task) -> int:
    """Behind the last row of its section, else at the end."""
    places = [n for n, row in enumerate(standing, 1) if row.section == task.section]
    return places[-1] if places else len(standing)


def _store(session: Session, rows: Sequence[Task]) -> None:
    for position, task in enumerate(rows, 1):
        task.position = position
    session.add_all(rows)
    session.flush()


def _write_changes(
    session: Session,
    decision: PlanDecision,
    added: Sequence[Task],
    edits: Sequence[Edit],
    gone: Sequence[Task],
) -> None:
    """One row for each task; taken in again, what it changed first is kept."""
    wanted = [TaskChange(decision_id=decision.id, task_id=t.id or 0, change=RowChange.ADDED) for t in added]
    for edit in edits:
        cells = {name: list(pair) for name, pair in edit.cells.items()}
        wanted.append(
            TaskChange(
                decision_id=decision.id, task_id=edit.task.id or 0, change=RowChange.CHANGED, cells=cells
            )
        )
    wanted += [
        TaskChange(decision_id=decision.id, task_id=t.id or 0, change=RowChange.WITHDRAWN) for t in gone
    ]
    for row in wanted:
        known = session.get(TaskChange, (row.decision_id, row.task_id))
        if known is None:
            session.add(row)
        elif known.change is RowChange.CHANGED or row.change is RowChange.WITHDRAWN:
            before = {name: pair[0] for name, pair in known.cells.items()}
            cells = {n: [before.get(n, pair[0]), pair[1]] for n, pair in row.cells.items()}
            known.change, known.cells = row.change, {**known.cells, **cells}
            session.add(known)
    session.flush()


def with_doubts(session: Session, plan: Plan, document: Document) -> Document:
    """The document with those rows marked that a person has to confirm before they change the plan."""
    rows = merge_rows(document.entries, standing_rows(session, plan), only_adds=only_adds(document))
    marked = [
        replace(entry, proposed="; ".join(filter(None, (row.doubt, entry.proposed))))
        for entry, row in zip(document.entries, rows, strict=True)
    ]
    return replace(document, entries=tuple(marked))
