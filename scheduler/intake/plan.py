"""Taking a plan in: document, register and report regimes → adopted, understood, and put on the calendar.

One transaction of the caller's: all of it is taken in, or nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import Session, col, select

from plan.agencies import store
from plan.agencies.directory import AgencyDirectory
from plan.agencies.entries import AgencyEntry
from plan.dates import day
from plan.documents import Document, Problem
from plan.errors import named_together
from plan.models import Plan, Task
from plan.obligations.events import tell_amendment
from plan.tasks.adoption import Adoption, AdoptionError, adopt
from plan.tasks.likely_doubles import RelationError, likely_double
from plan.tasks.questions import CELLS, questions_of
from scheduler.forecast.context import ForecastContext, Progress, in_silence
from scheduler.forecast.plan import forecast
from scheduler.forecast.reports import silent
from scheduler.forecast.tasks import Forecast
from scheduler.intake.changes import OpenDuty, owed_under, record_changes
from scheduler.intake.refresh import refresh
from scheduler.policy.regimes import RegimeRules
from scheduler.policy.rules import Rules


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What lies on the table when a plan comes in."""

    document: Document
    agencies: Sequence[AgencyEntry]
    regimes: Sequence[RegimeRules]
    period: tuple[date, date] | None = None  # given by hand, wins over the document's own
    reread: bool = False  # a person accepts the days that today's grammar gives
    supersedes: str | None = None  # the number of the adopted plan whose place this one takes
    withdraw: bool = False  # a person says yes to all that it would withdraw
    followed_from: date | None = None  # what was due before that day is history: nobody owes it
    amends: tuple[str, ...] = ()  # numbers of the plans that it changes in part; `none`: it changes no other
    progress: Progress = in_silence  # told how many rows are on the calendar, of how many
    shown: bool = False  # only to be looked at, with the rows that wait for a person; the caller rolls back


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What came of it; `problems` are what a person has to look at."""

    adoption: Adoption
    directory: AgencyDirectory
    problems: tuple[Problem, ...]
    on: date
    assumed: dict[int, list[str]]  # by task, what its reading took for granted
    overdue: int = 0  # how much came in overdue: letters are held for it


def import_plan(
    session: Session, request: ImportRequest, rules: Rules, now: datetime, today: date
) -> ImportResult:
    """Adopt the plan and forecast its deadlines."""
    document = request.document
    period = request.period or document.period
    if period is None:
        raise AdoptionError("văn bản không nêu giai đoạn của kế hoạch; hãy thêm --period 2012-2015")
    if not document.code or not document.entries:
        raise AdoptionError(nothing_to_adopt(document))
    store.save_agencies(session, request.agencies, today)
    directory = store.load_directory(session)
    alike = _asked_twice(session, request, period)
    before = _owed_before(session, request)
    taken = adopt(session, document, period, now, today, request.supersedes, withdraw=request.withdraw)
    taken.plan.followed_from = _followed_from(request, taken.plan)
    # Groups are expanded as they were in the plan's own years, even when it is taken in later.
    on = min(today, period[1])
    worded = frozenset(task.id for task in (*taken.added, *taken.changed))
    office = ForecastContext(
        session,
        rules,
        directory,
        now,
        on,
        joining=taken.again,
        worded=worded,
        progress=request.progress,
    )
    fresh = {*worded, *(task.id for task in taken.withdrawn)}
    anew = request.reread or taken.reframed
    tasks = [(task, anew or task.id in fresh) for task in (*taken.tasks, *taken.withdrawn)]
    read = forecast(office, taken.plan, tasks, request.regimes)
    if alike:
        _take_out(office, *alike)
        taken = replace(taken, withdrawn=(*taken.withdrawn, *alike[1]))
    if before is not None:
        record_changes(session, taken.decision, before, [taken.plan.id], today)
        tell_amendment(session, taken.plan.code, taken.decision.id, now)
    refresh(session, rules, now, today, but=taken.plan.id)
    problems = [
        *document.problems,
        *related_plans(session, request),
        *row_problems(office, read, document),
    ]
    problems += [
        problem for rules in request.regimes for problem in nobody_reports(office, taken.plan, rules)
    ]
    assumed = {one.task.id: list(one.reading.assumed) for one in read}
    return ImportResult(taken, directory, tuple(problems), on, assumed)


def _owed_before(session: Session, request: ImportRequest) -> list[OpenDuty] | None:
    """What the plan asked for whose place the document takes; None if it takes none for the first time."""
    if request.supersedes is None:
        return None
    old = session.exec(select(Plan.id).where(Plan.code == request.supersedes)).first()
    return None if old is None else owed_under(session, [old])


def _asked_twice(
    session: Session, request: ImportRequest, period: tuple[date, date]
) -> tuple[Plan, list[Task]] | None:
    """Rows of another plan to be withdrawn, as a person said; RelationError while nobody said anything."""
    document = request.document
    known = session.exec(select(Plan.id).where(Plan.code == document.code)).first()
    if request.supersedes or request.amends or known is not None:
        return None
    found = likely_double(session, document.entries, period, document.code)
    if found and not request.withdraw:
        raise RelationError(found[0].code, found[1], len(document.entries))
    return found


def _take_out(office: ForecastContext, plan: Plan, rows: Sequence[Task]) -> None:
    """What another plan asks for is asked for there alone from now on."""
    for task in rows:
        task.withdrawn_on = office.today
    forecast(office, plan, [(task, True) for task in rows], ())


def _followed_from(request: ImportRequest, plan: Plan) -> date | None:
    """The day given now, else the one of an earlier import."""
    if request.followed_from and request.followed_from > plan.last:
        raise AdoptionError(
            f"--from {day(request.followed_from)} sau ngày cuối của kế hoạch ({day(plan.last)}): không còn việc nào"
        )
    return request.followed_from or plan.followed_from


def nobody_reports(office: ForecastContext, plan: Plan, rules: RegimeRules) -> list[Problem]:
    message = "không có cơ quan nào trong sổ mang tên này: chưa ai phải gửi báo cáo"
    return [Problem(f"chế độ báo cáo {rules.name}", name, message) for name in silent(office, plan, rules)]


def related_plans(session: Session, request: ImportRequest) -> list[Problem]:
    """Adopted plans whose place the document says it takes, and nobody has said so here."""
    asked = set(request.document.replaces) - {request.supersedes, request.document.code}
    adopted = session.exec(select(Plan.code).where(col(Plan.code).in_(asked)).order_by(Plan.code))
    return [
        Problem(
            "preamble", code, f"văn bản ghi thay thế kế hoạch này; nếu đúng, nhập lại với --supersedes {code}"
        )
        for code in adopted
    ]


def nothing_to_adopt(document: Document) -> str:
    """Why the document cannot be taken in at all, and what it needs."""
    why = named_together(document.problems)
    if not document.entries:
        return f"không tìm thấy nhiệm vụ nào trong văn bản{': ' + why if why else ''}"
    return "không tìm thấy số quyết định trong văn bản; cần dòng như: Quyết định số 39/QĐ-UBND ngày 25 tháng 3 năm 2012, hoặc --code 39/QĐ-UBND --issued-on 2012-03-25"


def row_problems(office: ForecastContext, read: Sequence[Forecast], document: Document) -> list[Problem]:
    """What waits for a person, each with its place in the document."""
    places = {(e.section, e.number, e.title): e.where for e in document.entries}
    found = []
    for one in read:
        task = one.task
        if task.withdrawn_on:
            continue
        where = places.get((task.section, task.number, task.title), f"{task.section}.{task.number}")
        if one.differs:
            message = (
                "bản này hiểu khác các thời hạn đã lập; thời hạn cũ được giữ, muốn đổi thì thêm --reread"
            )
            found.append(Problem(f"{where}, Thời gian", task.timing, message))
        answers = office.answers.get(task.id, {})
        asked = questions_of(task, answers, one.named, office.directory, office.on)
        found += [Problem(f"{where}, {CELLS[q.cell]}", q.text, q.message) for q in asked]
    return found
