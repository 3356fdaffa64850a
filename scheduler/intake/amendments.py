"""A document that changes adopted plans in part: recognised, framed by the plan it changes, merged row by row."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import Session

from plan.agencies import store
from plan.dates import day
from plan.documents import Document, Problem
from plan.documents.relations import Direction, NamedDecision, RowName
from plan.errors import named_together
from plan.models import Plan, Task
from plan.obligations.events import tell_amendment
from plan.tasks.adoption import Adoption, AdoptionError, named
from plan.tasks.amendment import amend, standing_rows, with_doubts
from plan.tasks.decisions import decisions_of, known_numbers, plan_decided_by
from plan.tasks.row_merge import find_row, merge_rows
from plan.text import fold
from scheduler.forecast.context import ForecastContext
from scheduler.forecast.plan import forecast
from scheduler.forecast.tasks import Forecast
from scheduler.intake.changes import owed_under, record_changes
from scheduler.intake.plan import ImportRequest, ImportResult, import_plan, nothing_to_adopt, row_problems
from scheduler.intake.refresh import refresh
from scheduler.policy.rules import Rules

_KIND = re.compile(r"^QUYẾT ĐỊNH[.:]?\s+(?=[A-ZĐÀ-Ỹ])")  # the heading above the title
_SHOWN = 80  # letters of a title in a list of rows
ALONE = "none"  # a person's word that the document changes no other
_DIRECTED = ("title", "lead", "partners", "product", "timing", "note")


def take_in(
    session: Session, request: ImportRequest, rules: Rules, now: datetime, today: date
) -> ImportResult:
    """Adopt the document as a plan, or merge it into those it changes."""
    if request.amends in ((), (ALONE,)):
        return import_plan(session, request, rules, now, today)
    return _amend_plans(session, request, rules, now, today)


def related(session: Session, request: ImportRequest) -> ImportRequest:
    """The request with the plans that the document changes, by a person's word or by its own.

    What it changes gives its period; rows that may be another's are marked for a person to confirm. Raises
    AdoptionError where such a plan is not known here.
    """
    if request.supersedes or request.amends == (ALONE,):
        return request
    plans = _named(session, request.amends) if request.amends else _recognised(session, request.document)
    if not plans:
        return request
    document = request.document
    frame = (min(plan.first for plan in plans), max(plan.last for plan in plans))
    asked = tuple(q for q in document.questions if q.field not in {"period", "title"})
    title = _KIND.sub("", document.title) or f"Sửa đổi, bổ sung {plans[0].title}"
    problems = tuple(problem for problem in document.problems if not problem.blank)
    document = replace(
        document, period=request.period or frame, questions=asked, title=title, problems=problems
    )
    if len(plans) == 1:
        document = with_doubts(session, plans[0], document)
    else:
        document = _with_unplaced(session, plans, document)
    return replace(request, document=document, amends=tuple(plan.code for plan in plans))


def _named(session: Session, numbers: Sequence[str]) -> list[Plan]:
    found = []
    for number in numbers:
        plan = plan_decided_by(session, number)
        if plan is None:
            raise AdoptionError(
                f"chưa nhận kế hoạch số {number} nên không có gì để sửa đổi; hãy nhập kế hoạch ấy trước; đã nhận: {known_numbers(session)}"
            )
        found.append(plan)
    return list({plan.id: plan for plan in found}.values())


def _recognised(session: Session, document: Document) -> list[Plan]:
    """The plans that the document itself says it changes."""
    targets = [target for target in document.targets if target.way == "amends"]
    own = plan_decided_by(session, document.code) if document.code else None
    if not targets or (own and own.code == document.code):
        return []
    found = [plan for target in targets if (plan := _plan_of(session, target))]
    if not found:
        named_ = named_together(_said(target) for target in targets)
        raise AdoptionError(
            f"văn bản ghi sửa đổi {named_}, mà chưa nhận kế hoạch ấy: không có gì để sửa, chưa ghi gì; hãy nhập kế hoạch ấy trước, "
            f"hoặc nêu số đúng bằng --amends SỐ; nếu đây là kế hoạch riêng: --amends {ALONE}; đã nhận: {known_numbers(session)}"
        )
    return list({plan.id: plan for plan in found}.values())


def _plan_of(session: Session, target: NamedDecision) -> Plan | None:
    """By any number under which the document names it, if the day is that of the decision too."""
    for number in target.numbers:
        if plan := plan_decided_by(session, number):
            days = {row.issued_on for row in decisions_of(session, plan) if fold(row.code) == fold(number)}
            if target.issued_on is None or not days - {None} or target.issued_on in days:
                return plan
    return None


def _said(target: NamedDecision) -> str:
    return f"{target.number} ngày {day(target.issued_on)}" if target.issued_on else target.number


def _with_unplaced(session: Session, plans: Sequence[Plan], document: Document) -> Document:
    """Of several plans, rows of which nobody can tell to which they belong wait for a person."""
    homes = _homes(session, plans, document)
    codes = ", ".join(plan.code for plan in plans)
    ground = f"không rõ dòng này thuộc kế hoạch nào ({codes}); hãy tách nó ra tệp riêng và nhập với --amends của một số"
    marked = [
        entry if home else replace(entry, proposed=ground)
        for entry, home in zip(document.entries, homes, strict=True)
    ]
    return replace(document, entries=tuple(marked))


def _homes(session: Session, plans: Sequence[Plan], document: Document) -> list[Plan | None]:
    """The plan of each row: the only one that has it."""
    if len(plans) == 1:
        return [plans[0]] * len(document.entries)
    having: list[list[Plan]] = [[] for _ in document.entries]
    for plan in plans:
        for place, row in enumerate(merge_rows(document.entries, standing_rows(session, plan))):
            if row.task and not row.doubt:
                having[place].append(plan)
    return [found[0] if len(found) == 1 else None for found in having]


@dataclass(frozen=True, slots=True)
class _Portion:
    """What of the document concerns one plan; `places` are those of its rows in the whole."""

    plan: Plan
    document: Document
    places: tuple[int, ...]


def _portions(session: Session, plans: Sequence[Plan], request: ImportRequest) -> Iterator[_Portion]:
    """A row that belongs to none of several plans cannot be taken in; it is shown as one of the first."""
    document = request.document
    homes = _homes(session, plans, document)
    if request.shown:
        rows = [
            e if home else replace(e, section="", number="")
            for e, home in zip(document.entries, homes, strict=True)
        ]
        document, homes = replace(document, entries=tuple(rows)), [home or plans[0] for home in homes]
    if None in homes:
        lost = named_together(e.title for e, home in zip(document.entries, homes, strict=True) if not home)
        raise AdoptionError(
            f"không rõ những dòng này thuộc kế hoạch nào: {lost}; hãy tách ra tệp riêng và nhập với --amends của một số"
        )
    repeals = {name: _home_of_repeal(session, plans, name) for name in document.sentences.repeals}
    for plan in plans:
        places = tuple(n for n, home in enumerate(homes) if home is plan)
        mine = tuple(name for name, home in repeals.items() if home is plan)
        sentences = replace(document.sentences, repeals=mine)
        entries = tuple(document.entries[n] for n in places)
        yield _Portion(plan, replace(document, entries=entries, sentences=sentences), places)


def _home_of_repeal(session: Session, plans: Sequence[Plan], name: RowName) -> Plan:
    """The plan that has the row; where none or several have it, the first one says what is wrong."""
    having = [plan for plan in plans if find_row(name, standing_rows(session, plan))]
    return having[0] if len(having) == 1 else plans[0]


def _amend_plans(
    session: Session, request: ImportRequest, rules: Rules, now: datetime, today: date
) -> ImportResult:
    document = request.document
    if not document.code:
        raise AdoptionError(nothing_to_adopt(document))
    store.save_agencies(session, request.agencies, today)
    directory = store.load_directory(session)
    plans = _named(session, request.amends)
    problems = [
        *document.problems,
        *_unknown_targets(session, document),
        *_directed(session, plans, document),
    ]
    taken: list[tuple[_Portion, Adoption]] = []
    assumed: dict[int, list[str]] = {}
    for portion in _portions(session, plans, request):
        before = owed_under(session, [portion.plan.id])
        adoption = amend(session, portion.plan, portion.document, now, today)
        taken.append((portion, adoption))
        on = min(today, portion.plan.last)
        office = ForecastContext(session, rules, directory, now, on, joining=True, worded=_worded(adoption))
        read = _forecast(office, adoption)
        record_changes(session, adoption.decision, before, [portion.plan.id], today)
        tell_amendment(session, portion.plan.code, adoption.decision.id, now)
        problems += row_problems(office, read, portion.document)
        assumed |= {one.task.id or 0: list(one.reading.assumed) for one in read}
    refresh(session, rules, now, today)
    return ImportResult(_together(taken), directory, tuple(problems), min(today, plans[0].last), assumed)


def _worded(adoption: Adoption) -> frozenset[int]:
    return frozenset(task.id or 0 for task in (*adoption.added, *adoption.changed))


def _forecast(office: ForecastContext, adoption: Adoption) -> list[Forecast]:
    """Only the rows that were touched are read anew; regimes are those of the plan, and stay."""
    touched = {task.id: task for task in (*adoption.added, *adoption.changed, *adoption.withdrawn)}
    return forecast(office, adoption.plan, [(task, True) for task in touched.values()], ())


def _together(taken: Sequence[tuple[_Portion, Adoption]]) -> Adoption:
    """What was done to several plans as one; rows in the order of the document."""
    rows: dict[int, Task] = {}
    for portion, one in taken:
        rows |= dict(zip(portion.places, one.tasks, strict=True))
    whole = [one for _, one in taken]
    return replace(
        whole[0],
        tasks=tuple(rows[n] for n in sorted(rows)),
        added=tuple(task for one in whole for task in one.added),
        changed=tuple(task for one in whole for task in one.changed),
        withdrawn=tuple(task for one in whole for task in one.withdrawn),
        edits=tuple(edit for one in whole for edit in one.edits),
        standing=sum(one.standing for one in whole),
    )


def _unknown_targets(session: Session, document: Document) -> list[Problem]:
    message = "văn bản cũng ghi sửa đổi văn bản này, mà chương trình chưa nhận nó: phần ấy không có gì để sửa"
    unknown = [t for t in document.targets if t.way == "amends" and _plan_of(session, t) is None]
    return [Problem("preamble", _said(target), message) for target in unknown]


def _directed(session: Session, plans: Sequence[Plan], document: Document) -> list[Problem]:
    """What the document says by page, line or phrase, with the rows that it would touch: proposed, never applied."""
    tasks = [task for plan in plans for task in standing_rows(session, plan)]
    return [_direction(one, tasks) for one in document.sentences.directions]


def _direction(one: Direction, tasks: Sequence[Task]) -> Problem:
    rows = [task for task in tasks if one.before and _has(task, one.before)]
    rows = rows or [task for name in one.rows for task in find_row(name, tasks)]
    if one.rows and not rows:
        missing = named_together(one.rows)
        raise AdoptionError(
            f"văn bản sửa dòng {missing}, kế hoạch không có dòng ấy; xem các dòng: dondoc tasks"
        )
    if not rows:
        said = "không dòng nào của kế hoạch có những lời ấy; hãy xem lại bản gốc"
    else:
        said = (
            f"chạm {len(rows)} dòng: {named_together(map(_short, rows))}; muốn đổi, viết các dòng ấy thành bảng theo lời mới "
            "rồi nhập lại với cùng số văn bản"
        )
    return Problem("sửa theo lời, chưa áp dụng", one.words, said)


def _short(task: Task) -> str:
    said = " ".join(named(task).split())
    return said if len(said) <= _SHOWN else f"{said[:_SHOWN].rstrip()}…"


def _has(task: Task, words: str) -> bool:
    return any(fold(words) in fold(getattr(task, cell)) for cell in _DIRECTED)
