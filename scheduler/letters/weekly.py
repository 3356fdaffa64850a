"""The weekly summary to the department that urges: tasks that are late, and those that come next."""

import logging
from datetime import timedelta

from jinja2 import TemplateError
from sqlalchemy.exc import IntegrityError
from sqlmodel import bindparam, col, select

from notifications.notice import LetterLine
from plan.addresses import can_be_told
from plan.audit import log as audit
from plan.facts import FactOf, Form
from plan.ledger import notices
from plan.ledger.notices import ToldStep
from plan.ledger.withdrawal import drop_earlier_periods, reached_nobody
from plan.models import Letter, Role
from plan.obligations import views
from plan.obligations.duty import Duty
from plan.obligations.views import ObligationFilter
from plan.prepared import Prepared
from plan.steps import StepName, parse_step
from scheduler.letters.background import background_of
from scheduler.letters.context import LetterContext
from scheduler.letters.kind import LetterKind, queue_letter
from scheduler.letters.lines import line_of
from scheduler.letters.week_figures import week_of

log = logging.getLogger(__name__)
QUIET_WEEK = FactOf("quiet-week", Form(parse_step, str))  # of which there was nothing to say


def write_weekly(context: LetterContext, kind: LetterKind) -> list[int]:
    """Write the week's summary if it is not yet written and there is something to say."""
    step = StepName.of_week(context.today)
    drop_earlier_periods(context.session, step)
    if _is_written(context, kind) or not can_be_told(context.department):
        return []
    worth = _worth_saying(context)
    known = background_of(context, worth)
    lines = [line_of(context, d, step, _reason(d), Role.WATCH, known) for d in worth]
    if not lines:
        QUIET_WEEK.put(context.session, step)
        return []
    try:
        with context.session.begin_nested():
            return [_write(context, kind, step, lines)]
    except (ValueError, TemplateError, IntegrityError):
        log.exception("no summary to %s on %s", context.department.code, context.today)
        return []


def _is_written(context: LetterContext, kind: LetterKind) -> bool:
    """Whether this week's summary was written, or there was nothing to say when the week began."""
    if QUIET_WEEK.of(context.session) == StepName.of_week(context.today):
        return True
    monday = context.today - timedelta(context.today.weekday())
    asked = {"kind": kind.name, "today": context.today, "monday": monday, "sunday": monday + timedelta(6)}
    return bool(_WRITTEN.ask(context.session, asked))


_WRITTEN = Prepared(
    select(Letter.id)
    .where(
        Letter.kind == bindparam("kind"),
        ~reached_nobody(bindparam("today")),
        col(Letter.day).between(bindparam("monday"), bindparam("sunday")),
    )
    .limit(1)
)


def _worth_saying(context: LetterContext) -> list[Duty]:
    """Tasks that are open and late, or whose last day on time comes within the days ahead."""
    ahead = context.today + timedelta(context.rules.policy.summary.ahead_days + 1)
    return views.duties(context.session, context.today, ObligationFilter(kind="task", ends_before=ahead))


def _reason(duty: Duty) -> str:
    return "quá hạn" if duty.status == "late" else "sắp đến hạn"


def _write(context: LetterContext, kind: LetterKind, step: StepName, lines: list[LetterLine]) -> int:
    code = context.department.code
    editions = notices.written_on(context.session, context.today, kind.name).editions
    # With the seal in this letter anyone can show later that the log of acts was not rewritten.
    notes = (audit.head_of(context.session),)
    edition = editions.get(code, 0) + 1
    letter = queue_letter(context, kind, context.department, lines, edition, notes, week_of(context))
    heard = [ToldStep(li.obligation, code, Role.WATCH, step, li.reason, told=True) for li in lines]
    owed = notices.owed_among(context.session, [one.obligation for one in heard])
    notices.record_steps(context.session, heard, context.today, {code: letter}, owed)
    return letter
