"""The letter of assignment: when a plan is adopted each agency gets, once, all that it has to do this year.

It belongs to no ladder. A letter that reached nobody is written anew, with what is so on that day.
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from jinja2 import TemplateError
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from notifications.notice import LetterLine
from plan.addresses import can_be_told
from plan.ledger import notices
from plan.ledger.notices import ToldStep
from plan.ledger.withdrawal import reached_nobody
from plan.models import AssignmentLetter, Letter, Plan, Role
from plan.obligations.duty import Duty
from plan.obligations.views import ObligationFilter, duties
from plan.steps import StepKind, StepName
from scheduler.letters.background import background_of
from scheduler.letters.context import LetterContext
from scheduler.letters.kind import LetterKind, queue_letter
from scheduler.letters.lines import line_of

log = logging.getLogger(__name__)
NAME = "assignment"
LONGEST = timedelta(days=60)  # what could not be written for so long is no news any more
REASON = "giao việc của năm"


def write_assignments(context: LetterContext, kind: LetterKind) -> list[int]:
    """The letters of the plans that were adopted, as many as one transaction writes."""
    first = context.today - LONGEST
    recent = select(Plan).where(col(Plan.assign_from).between(first, context.today)).order_by(col(Plan.id))
    return [letter for plan in context.session.exec(recent).all() for letter in _of_plan(context, kind, plan)]


def _of_plan(context: LetterContext, kind: LetterKind, plan: Plan) -> list[int]:
    lost = _agencies(context, plan, reached=False) - _agencies(context, plan, reached=True)
    if plan.assigned_on and not lost:
        return []
    held = assigned_work(context, plan)
    wanted = {code: mine for code, mine in held.items() if code not in _agencies(context, plan, reached=True)}
    if plan.assigned_on:
        wanted = {code: mine for code, mine in wanted.items() if code in lost}
    wanted = {code: mine for code, mine in wanted.items() if can_be_told(context.contact(code))}
    mine = context.portions.next(kind.name, wanted)
    written = [_write(context, kind, plan, code, wanted[code]) for code in mine]
    if not wanted.keys() - set(mine):
        plan.assigned_on = plan.assigned_on or context.today
        context.session.add(plan)
    return [letter for letter in written if letter]


def _agencies(context: LetterContext, plan: Plan, *, reached: bool) -> set[str]:
    """Whose letter stands, or whose reached nobody."""
    which = reached_nobody(context.today)
    query = select(AssignmentLetter.agency).join(Letter).where(AssignmentLetter.plan_id == plan.id)
    return set(context.session.exec(query.where(~which if reached else which)))


def assigned_work(context: LetterContext, plan: Plan) -> Mapping[str, Sequence[Duty]]:
    """What each agency leads of the plan this year and is still to do, by the agency that acts today."""
    year = max(context.today.year, plan.first.year)
    wanted = ObligationFilter(plan=plan.id, last=date(year, 12, 31))
    found: dict[str, list[Duty]] = {}
    for duty in duties(context.session, context.today, wanted):
        if duty.status in {"late", "open", "upcoming"}:
            for code in dict.fromkeys(map(context.current, duty.leads)):
                found.setdefault(code, []).append(duty)
    return dict(sorted(found.items()))


def assignment_lines(
    context: LetterContext, plan: Plan, agency: str, mine: Sequence[Duty]
) -> list[LetterLine]:
    """What the letter says, a line a duty."""
    step = StepName(StepKind.ASSIGNMENT, plan.id)
    context.duties.update({duty.id: duty for duty in mine})
    known = background_of(context, mine, watching=False)
    return [line_of(context, duty, step, REASON, Role.LEAD, known, agency) for duty in mine]


def _write(
    context: LetterContext, kind: LetterKind, plan: Plan, agency: str, mine: Sequence[Duty]
) -> int | None:
    step = StepName(StepKind.ASSIGNMENT, plan.id)
    lines = assignment_lines(context, plan, agency, mine)
    editions = notices.written_on(context.session, context.today, kind.name).editions
    known = notices.told_among(context.session, [(duty.id, step) for duty in mine])
    heard = [
        ToldStep(duty.id, agency, Role.LEAD, step, REASON, told=True)
        for duty in mine
        if (duty.id, step, agency) not in known
    ]
    try:
        with context.session.begin_nested():
            to = context.contact(agency)
            letter = queue_letter(context, kind, to, lines, editions.get(agency, 0) + 1)
            owed = notices.owed_among(context.session, [one.obligation for one in heard])
            notices.record_steps(context.session, heard, context.today, {agency: letter}, owed)
            context.session.merge(AssignmentLetter(plan_id=plan.id, agency=agency, letter_id=letter))
            context.session.flush()
            return letter
    except (ValueError, TemplateError, IntegrityError):
        log.exception("no letter of assignment to %s on %s", agency, context.today)
        return None
