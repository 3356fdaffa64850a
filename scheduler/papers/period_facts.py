"""What the database knows of a period, as statistics: by what was recorded until the day they are taken."""

from collections.abc import Iterator
from datetime import date

from sqlmodel import Session, col, or_, select

from plan.agencies.store import load_directory
from plan.models import Obligation, Plan, Task
from plan.obligations.recorded import as_recorded, end_of
from plan.obligations.views import ObligationFilter, duties
from plan.papers.issued_reports import issued_for
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
    until, before = end_of(on, rules.zone), term.before()
    known = as_recorded(session, duties(session, on, ObligationFilter(plan=plan)), on, until)
    # What was issued is of all plans together.
    kept = None if plan else issued_for(session, before.first, before.last, until, before.regime)
    issued = issued_statistics(kept, before) if kept else None
    by = Measures(
        _names(session, term, on, plan), rules.calendar.between, rules.calendar.assumptions, verdicts, options
    )
    facts = PlanFacts(tuple(_tasks(session, term, plan)), _reasons(session))
    return period_statistics(known, facts, term, on, by, issued)


def _names(session: Session, term: ReportPeriod, on: date, plan: int | None) -> DisplayNames:
    directory = load_directory(session)
    return DisplayNames(
        agencies={agency.code: agency.name for agency in directory.all},
        sections=_sections(session, term, plan),
        current=lambda code: directory.current(code, on),
        ended=lambda code: agency.active_to if (agency := directory.get(code)) else None,
    )


def _sections(session: Session, term: ReportPeriod, plan: int | None) -> dict[tuple[int, str], SectionName]:
    """In the order of the plans; where more than one is of the period, each says of which plan it is."""
    codes = dict(session.exec(select(Plan.id, Plan.code)).all())
    of_period = select(Plan.id).where(Plan.first <= term.last, Plan.last >= term.first)
    several = plan is None and len(session.exec(of_period).all()) > 1
    found = {}
    for task in session.exec(select(Task).order_by(col(Task.plan_id), col(Task.position))):
        name = ". ".join(filter(None, (task.section, " ".join(task.section_title.split())))) or UNDIVIDED
        code = codes[task.plan_id]
        found[task.plan_id, task.section] = (
            SectionName(f"{code} {task.section}".strip(), f"{code}: {name}")
            if several
            else SectionName(task.section, name)
        )
    return found


def _tasks(session: Session, term: ReportPeriod, only: int | None) -> Iterator[PlanTask]:
    """The tasks of the plans whose years overlap the period, or of one plan, in their order."""
    query = select(Task, Plan).join(Plan).where(Plan.first <= term.last, Plan.last >= term.first)
    if only is not None:
        query = query.where(Task.plan_id == only)
    for task, plan in session.exec(query.order_by(col(Task.plan_id), col(Task.position))):
        yield PlanTask(
            id=task.id,
            plan=task.plan_id,
            section=task.section,
            ref=".".join(filter(None, (task.section, task.number))),
            title=" ".join(task.title.split()),
            lead=" ".join(task.lead.split()),
            timing=" ".join(task.timing.split()),
            state=task.state,
            since=task.signed_on or plan.issued_on,
            withdrawn_on=task.withdrawn_on,
        )


def _reasons(session: Session) -> dict[int, Reasons]:
    query = select(Obligation).where(
        or_(col(Obligation.extended_because).is_not(None), col(Obligation.cancelled_because).is_not(None))
    )
    return {
        row.id: Reasons(row.due, row.extended_because or "", row.cancelled_because or "")
        for row in session.exec(query)
    }
