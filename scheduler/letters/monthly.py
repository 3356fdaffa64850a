"""The monthly letter to the head of each agency: how last month went, what is late, what this month brings."""

import logging
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

from jinja2 import TemplateError
from sqlalchemy import ColumnElement
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, func, select

from notifications.notice import LetterContent
from notifications.rendering import oneline
from plan.ledger import notices
from plan.ledger.notices import ToldStep
from plan.ledger.withdrawal import MONTH, drop_earlier_periods
from plan.models import Letter, LetterState, Role
from plan.obligations import views
from plan.obligations.views import Duty, ObligationFilter
from plan.storage.facts import fact, put_fact
from scheduler.letters.context import LetterContext
from scheduler.letters.kind import LetterKind, queue_letter
from scheduler.letters.lines import late_and_coming, line_of
from scheduler.papers.counts import count

log = logging.getLogger(__name__)
NAME = "monthly"
LAST_MONTH_WRITTEN, REWRITTEN_ON = "monthly", "monthly-anew"


def subject(content: LetterContent) -> str:
    whose = f"{oneline(content.to.name)}, tháng {content.day.month}/{content.day.year}"
    return f"[Đôn đốc] {whose}: {late_and_coming(content.lines)}"


def write_monthly(context: LetterContext, kind: LetterKind) -> list[int]:
    """One letter to every agency that leads something late or due this month; once a month, at its first tick.

    A letter that was withdrawn before it was sent is written again, true on that day.
    """
    month = f"{context.today:%Y-%m}"
    drop_earlier_periods(context.session, MONTH, f"{MONTH}{month}")
    written = fact(context.session, LAST_MONTH_WRITTEN)
    if (not written or written > month) and not _is_first_working_day(context):
        # The program was started, or the clock set back, in mid-month: the digests say it all.
        _note_written(context)
        return []
    owed = _taken_back(context) if written == month else None
    if owed == set():
        return []
    _note_written(context)
    by_agency = _by_agency(context)
    wanted = by_agency.keys() & owed if owed is not None else by_agency.keys() - _have_theirs(context)
    return [
        letter for agency in sorted(wanted) if (letter := _write(context, kind, agency, by_agency[agency]))
    ]


def forget(session: Session) -> None:
    """After letters were deleted for a replay: the last month written is that of the last letter left."""
    last = session.exec(select(func.max(Letter.day)).where(Letter.kind == NAME)).one()
    put_fact(session, LAST_MONTH_WRITTEN, f"{last:%Y-%m}" if last else "")
    put_fact(session, REWRITTEN_ON, "")


def _is_first_working_day(context: LetterContext) -> bool:
    return context.rules.calendar.on_or_after(context.today.replace(day=1)) == context.today


def _note_written(context: LetterContext) -> None:
    put_fact(context.session, LAST_MONTH_WRITTEN, f"{context.today:%Y-%m}")
    put_fact(context.session, REWRITTEN_ON, context.today.isoformat())


def _taken_back(context: LetterContext) -> set[str]:
    """Agencies whose letter of this month was withdrawn; asked once a day, since for some nothing is left to say."""
    today = context.today.isoformat()
    if fact(context.session, REWRITTEN_ON) == today:
        return set()
    put_fact(context.session, REWRITTEN_ON, today)
    withdrawn = _agencies(context, col(Letter.state) == LetterState.WITHDRAWN)
    return withdrawn - _have_theirs(context) if withdrawn else set()


def _have_theirs(context: LetterContext) -> set[str]:
    return _agencies(context, col(Letter.state) != LetterState.WITHDRAWN)


def _agencies(context: LetterContext, which: ColumnElement[bool]) -> set[str]:
    """Who has such a letter this month."""
    month = col(Letter.day).between(context.today.replace(day=1), _last_of_month(context.today))
    query = select(Letter.agency).where(Letter.kind == NAME, month, which)
    return set(context.session.exec(query))


def _last_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _by_agency(context: LetterContext) -> dict[str, list[Duty]]:
    """All obligations due by the end of this month, by the agency that leads them today."""
    last = _last_of_month(context.today)
    held: dict[str, list[Duty]] = {}
    for duty in views.duties(context.session, context.today, ObligationFilter(last=last)):
        for code in dict.fromkeys(context.current(code) for code in duty.leads):
            held.setdefault(code, []).append(duty)
    return held


def _write(context: LetterContext, kind: LetterKind, agency: str, mine: Sequence[Duty]) -> int | None:
    to, step = context.contact(agency), f"{MONTH}{context.today:%Y-%m}"
    open_ = [duty for duty in mine if duty.status in {"late", "open", "upcoming"}]
    if not open_ or not to.emails:
        return None
    lines = [line_of(context, duty, step, _reason(duty), Role.LEAD) for duty in open_]
    heard = [ToldStep(duty.id, agency, Role.LEAD, step, _reason(duty), told=True) for duty in open_]
    known = notices.told_steps(context.session, tuple(duty.id for duty in open_))
    try:
        with context.session.begin_nested():
            editions = notices.written_on(context.session, context.today, kind.name).editions
            edition = editions.get(agency, 0) + 1
            letter = queue_letter(context, kind, to, lines, edition, _notes(context, mine))
            fresh = [h for h in heard if (h.obligation, h.step, h.agency) not in known]
            notices.record_steps(context.session, fresh, context.today, letter)
            return letter
    except (ValueError, TemplateError, IntegrityError):
        log.exception("no monthly letter to %s on %s", agency, context.today)
        return None


def _reason(duty: Duty) -> str:
    return "quá hạn" if duty.status == "late" else "đến hạn trong tháng"


def _notes(context: LetterContext, mine: Sequence[Duty]) -> tuple[str, ...]:
    """How last month went, in a sentence; nothing if nothing came due then."""
    end = context.today.replace(day=1) - timedelta(days=1)
    counts = count(d for d in mine if _in_month(d.due, end) and d.status != "cancelled")
    if not counts.due:
        return ()
    text = f"Tháng {end.month}/{end.year} có {counts.due} việc đến hạn: {counts.on_time} xong đúng hạn"
    return (f"{text}, {counts.late} xong trễ hạn, {counts.overdue} chưa xong.",)


def _in_month(day: date, month: date) -> bool:
    return (day.year, day.month) == (month.year, month.month)
