"""What a document under review changes in an adopted plan: rows, days, who is told of it, what was told already."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlmodel import Session, col, func, select

from plan.dates import day
from plan.models import Agency, ChangeKind, Deadline, Notice, Obligation, Party, Plan, Role, Task
from plan.models.duties import OPEN
from plan.storage.chunks import chunks
from plan.tasks.adoption import Adoption
from plan.tasks.decisions import plan_decided_by
from plan.views.plan_list import plan_figures
from scheduler.intake.changes import Change, OpenDuty, changes_between, owed_under
from scheduler.intake.plan import ImportRequest
from scheduler.working_days.calendar import WorkCalendar

Row = dict[str, Any]
Helping = set[tuple[int, str]]
_SAID = {
    ChangeKind.MOVED: "hạn mới",
    ChangeKind.ASSIGNED: "chủ trì",
    ChangeKind.TAKEN: "chuyển cho cơ quan khác",
    ChangeKind.CANCELLED: "thôi giao",
}


class PlanBefore:
    """The plans that the document may change, as they are before it."""

    def __init__(self, session: Session, request: ImportRequest) -> None:
        numbers = [*request.amends, request.supersedes, request.document.code]
        found = (plan_decided_by(session, number) for number in numbers if number)
        self.plans = list(dict.fromkeys(plan.id for plan in found if plan))
        self.owed = owed_under(session, self.plans)
        self.helping = _helping(session, self.plans)

    def changes(self, session: Session) -> list[tuple[Change, OpenDuty]]:
        """What became of each duty, with the duty that it is about."""
        after = owed_under(session, self.plans)
        known = {one.obligation: one for one in (*self.owed, *after)}
        return [(change, known[change.obligation]) for change in changes_between(self.owed, after)]

    def new_helpers(self, session: Session) -> Helping:
        return _helping(session, self.plans) - self.helping


def _helping(session: Session, plans: Iterable[int]) -> Helping:
    """Who helps with what is open, by task."""
    query = (
        select(Deadline.task_id, Party.agency)
        .join(Obligation, col(Obligation.deadline_id) == col(Deadline.id))
        .join(Party, col(Party.obligation_id) == col(Obligation.id))
        .join(Task, col(Task.id) == col(Deadline.task_id))
        .where(col(Task.plan_id).in_(list(plans)), Party.role == Role.PARTNER, OPEN)
    )
    return {(task, agency) for task, agency in session.exec(query.distinct()) if task is not None}


def mark_changes(rows: Sequence[Row], adoption: Adoption) -> list[Row]:
    """Say of each row how it differs from the plan; what the document no longer has comes behind, as rows of its own."""
    edits = {edit.task.id: edit.cells for edit in adoption.edits}
    added, gone = {task.id for task in adoption.added}, {task.id for task in adoption.withdrawn}
    for row, task in zip(rows, adoption.tasks, strict=True):
        if task.id in gone:
            row["change"] = "withdrawn"
        elif task.id in added:
            row["change"] = "added"
        elif task.id in edits:
            row["change"], row["cells"] = (
                "changed",
                {name: list(pair) for name, pair in edits[task.id].items()},
            )
    mine = {task.id for task in adoption.tasks}
    return [_gone(task) for task in adoption.withdrawn if task.id not in mine]


def _gone(task: Task) -> Row:
    words = ("section", "section_title", "number", "title", "lead", "partners", "product", "timing", "note")
    return {
        "place": 0,
        "key": "",
        **{name: getattr(task, name) for name in words},
        "where": "",
        "state": "",
        "days": [],
        "assumed": [],
        "leads": [],
        "questions": [],
        "answers": {},
        "change": "withdrawn",
        "cells": {},
        "task": task.id,
    }


def mark_moves(
    session: Session,
    rows: Sequence[Row],
    changes: Sequence[tuple[Change, OpenDuty]],
    helpers: Helping,
    calendar: WorkCalendar,
    today: date,
) -> list[Row]:
    """Beside each row what moves, and below: who is told of what, one line an agency."""
    names = dict(session.exec(select(Agency.code, Agency.name)).all())
    told = _letters_told(session, [duty.obligation for _, duty in changes])
    places = {row["task"]: row for row in rows if row.get("task")}
    lines: dict[str, list[str]] = {}
    for change, duty in changes:
        row = places.get(duty.row[0])
        ref = _ref(row) if row else duty.part or "báo cáo"
        lines.setdefault(change.agency, []).append(f"{ref} {_words(change)}")
        if row is not None:
            move = _move(change, calendar, today, names.get(change.agency, change.agency))
            row.setdefault("moves", []).append(move | {"letters": told.get(duty.obligation, 0)})
    for task, agency in sorted(helpers):
        if row := places.get(task):
            lines.setdefault(agency, []).append(f"{_ref(row)} phối hợp")
            row.setdefault("helpers", []).append(names.get(agency, agency))
    return [{"agency": names.get(code, code), "said": said} for code, said in sorted(lines.items())]


def _ref(row: Mapping[str, Any]) -> str:
    return f"{row['section']}.{row['number'] or '–'}" if row["section"] else str(row["number"] or "–")


def _words(change: Change) -> str:
    if change.kind is ChangeKind.MOVED and change.after and change.before:
        way = "hạn sớm hơn" if change.after < change.before else "hạn mới"
        return f"{way}, {day(change.after)}"
    return _SAID[change.kind]


def _move(change: Change, calendar: WorkCalendar, today: date, agency: str) -> Row:
    return {
        "kind": change.kind.value,
        "agency": agency,
        "before": _day(change.before, calendar, today),
        "after": _day(change.after, calendar, today),
    }


def _day(due: date | None, calendar: WorkCalendar, today: date) -> Row | None:
    """A day, the last day on time, and where that stands today: working days late, or days that are left."""
    if due is None:
        return None
    ends = calendar.on_or_after(due)
    late = calendar.between(ends, today) if ends < today else 0
    return {"due": due.isoformat(), "ends": ends.isoformat(), "late": late, "left": (ends - today).days}


def _letters_told(session: Session, obligations: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for chunk in chunks(list(dict.fromkeys(obligations))):
        query = select(Notice.obligation_id, func.count(func.distinct(Notice.letter_id)))
        mine = query.where(col(Notice.obligation_id).in_(chunk), col(Notice.letter_id).is_not(None))
        found |= dict(session.exec(mine.group_by(col(Notice.obligation_id))).all())
    return found


def sizes(session: Session, plan: Plan) -> dict[str, int]:
    """How many days and duties the plan comes to, and how many agencies lead one that is open."""
    figures = plan_figures(session, plan.id)
    leads = len({duty.agency for duty in owed_under(session, [plan.id])})
    return {"deadlines": figures.deadlines, "obligations": figures.open, "leads": leads}
