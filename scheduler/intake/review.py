"""What would come of a document under review: row by row as understood, what is asked, what moves, who would be told.

Worked out by adopting it and undoing that; of a long one that is new, each row is only looked at. Nothing is stored.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlmodel import Session

from plan.agencies.store import load_directory
from plan.audit.log import Act
from plan.documents import Problem
from plan.documents.lost import lost_parts
from plan.errors import ExpectedError
from plan.ledger.going_live import hold_overdue_import
from plan.models import Plan, Upload
from plan.tasks.adoption import UnsettledError, named
from plan.tasks.decisions import decision_json
from plan.tasks.likely_doubles import RelationError
from plan.tasks.remembered import remembered
from plan.views.adoptions import plan_json
from scheduler.forecast.reports import report_rounds
from scheduler.intake.amendments import ALONE, take_in
from scheduler.intake.look import is_new, look_at
from scheduler.intake.plan import ImportRequest, ImportResult
from scheduler.intake.proposals import provisional
from scheduler.intake.review_changes import PlanBefore, mark_changes, mark_moves, sizes
from scheduler.intake.review_rows import (
    Row,
    plain_row,
    resolutions,
    rows_of_looks,
    rows_of_tasks,
    settle_rows,
    to_confirm,
)
from scheduler.intake.upload_request import UploadCase, apply_names, case_of_upload, covering, rolled_back
from scheduler.policy.rules import Rules

LONG = 300  # rows from which on a document is worked on beside the pages, and a new one only looked at
Progress = Callable[[str], None]
Review = dict[str, Any]


def is_long(rows: int) -> bool:
    return rows > LONG


def review(
    session: Session, rules: Rules, act: Act, row: Upload, progress: Progress = lambda _said: None
) -> Review:
    """The proposal of an upload as of now, with the answers that it has."""
    with rolled_back(session):
        case = case_of_upload(session, rules, row)
        apply_names(session, act, case.answers)
        shown = provisional(case.request, "?", act.today)
        rules = covering(session, rules, shown, act.today)
        found = _understood(session, rules, act, case, shown, progress)
    return found | {"digest": digest_of(found)}


def _understood(
    session: Session, rules: Rules, act: Act, case: UploadCase, shown: ImportRequest, progress: Progress
) -> Review:
    try:
        if is_new(session, shown) and is_long(len(shown.document.entries)):
            return _looked(session, rules, act, case, shown, progress)
        return _taken(session, rules, act, case, shown)
    except ExpectedError as error:  # the days and agencies cannot be shown; what the document says can
        rows = [plain_row(n, entry, case.answers) for n, entry in enumerate(shown.document.entries, 1)]
        return _said(case, shown, rows, []) | {"trouble": case.trouble or str(error)}


def _said(case: UploadCase, shown: ImportRequest, rows: Sequence[Row], problems: Sequence[Problem]) -> Review:
    """What is said of every document, however it was understood."""
    document = shown.document
    asked = {(one["text"], one["message"]) for row in rows for one in row["questions"]}
    problems = [problem for problem in problems if (problem.text, problem.message) not in asked]
    to_confirm(rows, document.entries, case.kept.waiting)
    return {
        "kind": "new",
        "plan": {
            "code": case.kept.document.code,
            "title": case.kept.document.title,
            "issued_on": document.issued_on and document.issued_on.isoformat(),
            "period": [day.isoformat() for day in document.period] if document.period else None,
        },
        "issuer": document.issuer,
        "amends": [number for number in case.kept.amends if number != ALONE],
        "alone": case.kept.amends == (ALONE,) and not case.trouble,
        "replaces": list(document.replaces),
        "targets": [[one.way, one.number] for one in document.targets],
        "headings": list(document.headings),
        "tables": dict(document.tables),
        "frame": [question.to_json() for question in case.kept.document.questions],
        "problems": [problem.to_json() for problem in problems],
        "lost": lost_parts(problems),
        "trouble": case.trouble,
        "unsettled": None,
        "rows": list(rows),
        "counts": {"added": len(rows), "changed": 0, "withdrawn": 0, "unchanged": 0},
        "sizes": {"tasks": len(rows), "deadlines": sum(len(row["days"]) for row in rows)},
        "told": [],
        "rounds": 0,
        "overdue": 0,
        "waiting": len(case.kept.waiting),
        "regimes": [regime.title for regime in shown.regimes],
    }


def _looked(
    session: Session, rules: Rules, act: Act, case: UploadCase, shown: ImportRequest, progress: Progress
) -> Review:
    entries, said = shown.document.entries, case.answers
    given = {entry: place for place, entry in enumerate(entries, 1)}
    keys = [plain_row(place, entry, said)["key"] for entry, place in given.items()] if said.rows else []
    found = look_at(
        session,
        shown,
        rules,
        act.now,
        act.today,
        lambda done, total: progress(f"Đang hiểu {done} trên {total} nhiệm vụ"),
        lambda entry, task: resolutions(task, said.rows.get(keys[given[entry] - 1], {})) if keys else {},
    )
    rows = rows_of_looks(
        entries, found.tasks, said, found.directory, found.on, rules.calendar.on_or_after, remembered(session)
    )
    return _said(case, shown, rows, found.problems) | {"rounds": len(report_rounds(session, found.plan))}


def _taken(session: Session, rules: Rules, act: Act, case: UploadCase, shown: ImportRequest) -> Review:
    before = PlanBefore(session, shown)
    unsettled, taken = _as_if_agreed(session, rules, act, shown)
    entries = shown.document.entries
    broken = settle_rows(session, rules, act, entries, taken.adoption.tasks, case.answers)
    directory = load_directory(session)
    rows = rows_of_tasks(
        session,
        entries,
        taken.adoption.tasks,
        case.answers,
        directory,
        taken.on,
        rules.calendar.on_or_after,
        remembered(session),
    )
    _note(rows, taken, broken)
    overdue = hold_overdue_import(session, taken.adoption.plan.id, act.now, act.today)
    found = _said(case, shown, rows, taken.problems) | {"unsettled": unsettled, "overdue": overdue}
    return found | _compared(session, rules, act, taken, before, rows)


def _note(rows: Sequence[Row], taken: ImportResult, broken: Mapping[int, list[Row]]) -> None:
    for row, task in zip(rows, taken.adoption.tasks, strict=True):
        row["task"], row["assumed"] = task.id, taken.assumed.get(task.id, [])
        row["questions"] = [*broken.get(row["place"], ()), *row["questions"]]


def _compared(
    session: Session, rules: Rules, act: Act, taken: ImportResult, before: PlanBefore, rows: list[Row]
) -> Review:
    """With what the plan had before, if it had anything."""
    adoption, plan = taken.adoption, taken.adoption.plan
    gone = mark_changes(rows, adoption) if before.plans else []
    whole = [*rows, *gone]
    told = mark_moves(
        session, whole, before.changes(session), before.new_helpers(session), rules.calendar, act.today
    )
    for row in whole:
        row.pop("task", None)  # a number that was never given
    return {
        "kind": _kind(taken, before),
        "decision": decision_json(adoption.decision),
        "changed_plan": plan_json(session.get_one(Plan, plan.id)) if before.plans else None,
        "rows": whole,
        "counts": adoption.counts,
        "sizes": {"tasks": adoption.standing, **sizes(session, plan)},
        "told": told,
        "rounds": len(report_rounds(session, plan)),
    }


def _kind(taken: ImportResult, before: PlanBefore) -> str:
    if taken.adoption.decision.way.value == "amends":
        return "amends"
    if not before.plans:
        return "new"
    return "replaces" if taken.adoption.decision.way.value == "replaces" else "again"


def _as_if_agreed(
    session: Session, rules: Rules, act: Act, shown: ImportRequest
) -> tuple[Review | None, ImportResult]:
    """What the document would do; where a person has to say what is meant, what is asked, and as if it were agreed."""
    try:
        with session.begin_nested():
            return None, take_in(session, shown, rules, act.now, act.today)
    except UnsettledError as error:
        alone = isinstance(error, RelationError)
        asked = {
            "kind": "double" if alone else "withdrawal",
            "code": error.rows[0].plan_id and session.get_one(Plan, error.rows[0].plan_id).code,
            "rows": [named(task) for task in error.rows],
            "told": error.told,
        }
    agreed = replace(shown, amends=(ALONE,)) if alone else replace(shown, withdraw=True)
    return asked, take_in(session, agreed, rules, act.now, act.today)


def digest_of(found: Mapping[str, Any]) -> str:
    """What a person agrees to: if it is another when the plan has changed meanwhile, it is shown again."""
    rows = [
        [row["key"], row["change"], row["cells"], row["days"], row["leads"], row["state"], row.get("moves")]
        for row in found["rows"]
    ]
    said = [rows, found["counts"], found["told"], found["trouble"], found["unsettled"], found["kind"]]
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
