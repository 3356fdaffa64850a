"""The weekly summary to the department that urges: tasks that are late, and those that come next."""

import logging
from datetime import date, timedelta

from jinja2 import TemplateError
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from notifications.notice import Line
from plan.audit import log as audit
from plan.ledger import notices
from plan.ledger.notices import Heard
from plan.ledger.withdrawal import WEEK, settle_rounds_before
from plan.models import Letter, LetterKind, LetterState, Role
from plan.obligations import views
from plan.obligations.views import Duty, Wanted
from plan.storage.facts import fact, put_fact
from scheduler.letters.context import Desk
from scheduler.letters.digest import send_to_outbox
from scheduler.letters.lines import line_of

log = logging.getLogger(__name__)
QUIET = "quiet-week"


def summarize(desk: Desk) -> list[int]:
    """Write the week's summary if it is not yet written and there is something to say."""
    settle_rounds_before(desk.session, WEEK, week_name(desk.today))
    if _is_written(desk) or not desk.office.emails:
        return []
    step = week_name(desk.today)
    lines = [line_of(desk, d, step, _reason(d), Role.WATCH) for d in _worth_saying(desk)]
    if not lines:
        put_fact(desk.session, QUIET, step)
        return []
    try:
        with desk.session.begin_nested():
            return [_write(desk, step, lines)]
    except (ValueError, TemplateError, IntegrityError):
        log.exception("no summary to %s on %s", desk.office.code, desk.today)
        return []


def week_name(day: date) -> str:
    """The ledger's name of the week, 2012-W27 (ISO 8601)."""
    year, week, _ = day.isocalendar()
    return f"{WEEK}{year}-W{week:02}"


def _is_written(desk: Desk) -> bool:
    """Whether the week has its summary, or had nothing to say when it began."""
    if fact(desk.session, QUIET) == week_name(desk.today):
        return True
    monday = desk.today - timedelta(desk.today.weekday())
    letters = select(Letter.id).where(
        Letter.kind == LetterKind.SUMMARY, Letter.state != LetterState.WITHDRAWN
    )
    week = col(Letter.day).between(monday, monday + timedelta(6))
    return desk.session.exec(letters.where(week)).first() is not None


def _worth_saying(desk: Desk) -> list[Duty]:
    """Tasks that are open and late, or whose last day on time comes within the days ahead."""
    ahead = desk.today + timedelta(desk.rules.policy.summary.ahead_days + 1)
    return views.duties(desk.session, desk.today, Wanted(kind="task", ends_before=ahead))


def _reason(duty: Duty) -> str:
    return "quá hạn" if duty.status == "late" else "sắp đến hạn"


def _write(desk: Desk, step: str, lines: list[Line]) -> int:
    code = desk.office.code
    editions = notices.written_on(desk.session, desk.today, LetterKind.SUMMARY).editions
    # Whoever keeps the letter can show later that nobody wrote the log of acts anew.
    notes = (audit.head_of(desk.session),)
    edition = editions.get(code, 0) + 1
    letter = send_to_outbox(desk, LetterKind.SUMMARY, desk.office, lines, edition, notes)
    heard = [Heard(li.obligation, code, Role.WATCH, step, li.reason, told=True) for li in lines]
    notices.write(desk.session, heard, desk.today, letter)
    return letter
