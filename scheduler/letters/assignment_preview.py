"""The letters of assignment of a plan before they are written: to whom, how much, and each as its reader will see it."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from plan.addresses import MAIL, can_be_told, channels_of
from plan.clock import Clock, day_of
from plan.models import AssignmentLetter, Plan
from plan.storage.rows import find_row
from scheduler.letters.assignment import NAME, assigned_work, assignment_lines
from scheduler.letters.context import LetterContext
from scheduler.letters.kind import letter_content
from scheduler.letters.kinds import KINDS
from scheduler.papers.report_issue import PaperSettings


@dataclass(frozen=True, slots=True)
class ComingAssignment:
    """What one agency will be told, or was: then `letter` is its number."""

    agency: str
    name: str
    addresses: tuple[str, ...]
    duties: int
    letter: int | None = None


def _context(session: Session, papers: PaperSettings, now: Clock) -> LetterContext:
    rules, moment = papers.rules(), now()
    return LetterContext(session, rules, papers.writer, moment, day_of(moment, rules.zone))


def coming_assignments(
    session: Session, papers: PaperSettings, now: Clock, number: int
) -> list[ComingAssignment]:
    """The agencies of the plan, whoever has the most to do first."""
    plan = find_row(session, Plan, number)
    if plan is None:
        return []
    context = _context(session, papers, now)
    query = select(AssignmentLetter.agency, AssignmentLetter.letter_id)
    written = dict(session.exec(query.where(col(AssignmentLetter.plan_id) == number)).all())
    found = []
    for code, mine in assigned_work(context, plan).items():
        to = context.contact(code)
        found.append(ComingAssignment(code, to.name, to.addresses, len(mine), written.get(code)))
    return sorted(found, key=lambda one: (-one.duties, one.name))


def assignment_bytes(
    session: Session, papers: PaperSettings, now: Clock, number: int, agency: str
) -> tuple[bytes, str] | None:
    """The letter as it would be written now, with its channel; None where there would be none."""
    plan = find_row(session, Plan, number)
    if plan is None:
        return None
    context = _context(session, papers, now)
    mine, to = assigned_work(context, plan).get(agency), context.contact(agency)
    if not mine or not can_be_told(to):
        return None
    kind = next(kind for kind in KINDS if kind.name == NAME)
    content = letter_content(context, kind, to, assignment_lines(context, plan, agency, mine))
    channel = channels_of(to)[0]
    if channel != MAIL:
        return papers.writer.write_message(content, channel).raw, channel
    return papers.writer.write(content, context.now).raw, MAIL
