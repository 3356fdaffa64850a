"""What the database knows of a period, as statistics: by what was recorded until the day they are taken."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from plan.agencies.store import load_directory
from plan.models import Deadline, Obligation, Plan, Task
from plan.obligations.duty import Duty
from plan.obligations.recorded import as_recorded, changed_since, end_of
from plan.obligations.views import ObligationFilter, duties
from plan.papers.issued_reports import issued_for
from plan.storage.chunks import chunks
from plan.views.period_scope import obligations_within
from scheduler.papers.agency_counts import DisplayNames, SectionName
from scheduler.papers.duty_lists import Reasons
from scheduler.papers.figures import issued_statistics
from scheduler.papers.periods import ReportPeriod
from scheduler.papers.ratings import Ratings
from scheduler.papers.statistics import (
    Measures,
    PeriodStatistics,
    PlanFacts,
    ReportOptions,
    period_statistics,
    scope_of,
)
from scheduler.papers.task_counts import PlanTask
from scheduler.policy.rules import Rules

UNDIVIDED = "Nhiệm vụ của kế hoạch"  # the section of a plan that has none


def statistics_of(
    session: Session,
    rules: Rules,
    term: ReportPeriod,
    on: date,
    verdicts: Ratings,
    options: ReportOptions = ReportOptions(),  # noqa: B008 a frozen value
    plan: int | None = None,
) -> PeriodStatistics:
    """The statistics of a period, of one plan or of all, as of the day `on`: by what was recorded until its end."""
    before = term.before()
    until, known = end_of(on, rules.zone), _known(session, rules, term, on, plan)
    # What was issued is of all plans together.
    kept = None if plan else issued_for(session, before.first, before.last, until, before.regime)
    issued = issued_statistics(kept, before) if kept else None
    tasks = counted_tasks(session, term, plan, known)
    plans = {task.plan for task in tasks}.union(duty.plan for duty in known if duty.task is not None)
    names = _names(session, on, _sections(session, term, plan, plans))
    by = Measures(names, rules.calendar.between, rules.calendar.assumptions, verdicts, options)
    facts = PlanFacts(tuple(tasks), _reasons(session, known))
    return period_statistics(known, facts, term, on, by, issued)


def _known(session: Session, rules: Rules, term: ReportPeriod, on: date, plan: int | None) -> list[Duty]:
    """All that the statistics can speak of as of that day: not whatever else was ever owed."""
    until = end_of(on, rules.zone)
    later, within = changed_since(session, until), obligations_within(session, scope_of(term, on))
    wanted = ObligationFilter(plan=plan, ids=tuple(sorted(later.union(within))))
    return as_recorded(session, duties(session, on, wanted), on, until, later)


def _names(session: Session, on: date, sections: dict[tuple[int, str], SectionName]) -> DisplayNames:
    directory = load_directory(session)
    return DisplayNames(
        agencies={agency.code: agency.name for agency in directory.all},
        sections=sections,
        current=lambda code: directory.current(code, on),
        ended=lambda code: agency.active_to if (agency := directory.get(code)) else None,
    )


def _sections(
    session: Session, term: ReportPeriod, plan: int | None, plans: set[int]
) -> dict[tuple[int, str], SectionName]:
    """Those of some plans, in their order; where more than one is of the period, each says of which plan it is."""
    codes = dict(session.exec(select(Plan.id, Plan.code)).all())
    of_period = select(Plan.id).where(Plan.first <= term.last, Plan.last >= term.first)
    several = plan is None and len(session.exec(of_period).all()) > 1
    tasks = select(Task.plan_id, Task.section, Task.section_title).where(col(Task.plan_id).in_(plans))
    found = {}
    for of, section, title in session.exec(tasks.order_by(col(Task.plan_id), col(Task.position))):
        name = ". ".join(filter(None, (section, " ".join(title.split())))) or UNDIVIDED
        found[of, section] = (
            SectionName(f"{codes[of]} {section}".strip(), f"{codes[of]}: {name}")
            if several
            else SectionName(section, name)
        )
    return found


def counted_tasks(
    session: Session, term: ReportPeriod, only: int | None, known: Sequence[Duty]
) -> list[PlanTask]:
    """The tasks that count, of the plans whose years overlap the period or of one plan, in their order.

    They have one of these duties, or no day at all: a task with nothing but other days is in no figure.
    """
    # Columns, not rows of the ORM: of the thousands of tasks of a nation each object would cost more than its line.
    query = select(*_TASK).select_from(Task).join(Plan)
    query = query.where(Plan.first <= term.last, Plan.last >= term.first)
    if only is not None:
        query = query.where(Task.plan_id == only)
    rows = list(session.exec(query.where(Task.state != "scheduled", ~_OWED)))
    for chunk in chunks(sorted({duty.task for duty in known if duty.task is not None})):
        rows += session.exec(query.where(col(Task.id).in_(chunk)))
    found = {row.id: row for row in rows}
    return [_task(row) for row in sorted(found.values(), key=lambda row: (row.plan_id, row.position, row.id))]


def _task(row: Any) -> PlanTask:
    return PlanTask(
        id=row.id,
        plan=row.plan_id,
        section=row.section,
        ref=".".join(filter(None, (row.section, row.number))),
        title=" ".join(row.title.split()),
        lead=" ".join(row.lead.split()),
        timing=" ".join(row.timing.split()),
        state=row.state,
        since=row.signed_on or row.issued_on,
        withdrawn_on=row.withdrawn_on,
        owed=row.owed,
    )


_OWED = select(Obligation.id).join(Deadline).where(col(Deadline.task_id) == col(Task.id)).exists()
_TASK: Sequence[Any] = [
    *(Task.id, Task.plan_id, Task.position, Task.section, Task.number, Task.title, Task.lead),
    *(Task.timing, Task.state, Task.signed_on, Task.withdrawn_on, Plan.issued_on, _OWED.label("owed")),
]


def _reasons(session: Session, known: Sequence[Duty]) -> dict[int, Reasons]:
    """Of those that were extended or cancelled."""
    changed = [duty.id for duty in known if duty.extended_from or duty.status == "cancelled"]
    columns: list[Any] = [Obligation.id, Obligation.due]
    columns += [Obligation.extended_because, Obligation.cancelled_because]
    found = {}
    for chunk in chunks(changed):
        for number, due, extended, cancelled in session.exec(
            select(*columns).where(col(Obligation.id).in_(chunk))
        ):
            found[number] = Reasons(due, extended or "", cancelled or "")
    return found
