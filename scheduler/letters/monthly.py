"""The monthly letter to the head of each agency: how last month went, what is late, what this month brings."""

import logging
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

from jinja2 import TemplateError
from sqlalchemy import ColumnElement
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, func, select

from plan.ledger import notices
from plan.ledger.notices import Heard
from plan.ledger.withdrawal import MONTH, settle_rounds_before
from plan.models import Letter, LetterKind, LetterState, Role
from plan.obligations import views
from plan.obligations.views import Duty, Wanted
from plan.storage.facts import fact, put_fact
from scheduler.letters.context import Desk
from scheduler.letters.digest import send_to_outbox
from scheduler.letters.lines import line_of
from scheduler.papers.statistics import tally

log = logging.getLogger(__name__)
WRITTEN, ANEW = "monthly", "monthly-anew"


def write_monthly(desk: Desk) -> list[int]:
    """One letter to every agency that leads something late or due this month; once a month, on its first tick.

    A letter that was taken back before it went is written anew, true on that day.
    """
    month = f"{desk.today:%Y-%m}"
    settle_rounds_before(desk.session, MONTH, f"{MONTH}{month}")
    written = fact(desk.session, WRITTEN)
    if (not written or written > month) and not _is_first_working_day(desk):
        # Begun in the middle of a month, or set back into one: the digests of these days say it all.
        _note_written(desk)
        return []
    owed = _taken_back(desk) if written == month else None
    if owed == set():
        return []
    _note_written(desk)
    by_agency = _by_agency(desk)
    wanted = by_agency.keys() & owed if owed is not None else by_agency.keys() - _have_theirs(desk)
    return [letter for agency in sorted(wanted) if (letter := _to(desk, agency, by_agency[agency]))]


def forget(session: Session) -> None:
    """After letters were forgotten: the last month written is that of the last letter left."""
    last = session.exec(select(func.max(Letter.day)).where(Letter.kind == LetterKind.MONTHLY)).one()
    put_fact(session, WRITTEN, f"{last:%Y-%m}" if last else "")
    put_fact(session, ANEW, "")


def _is_first_working_day(desk: Desk) -> bool:
    return desk.rules.calendar.on_or_after(desk.today.replace(day=1)) == desk.today


def _note_written(desk: Desk) -> None:
    put_fact(desk.session, WRITTEN, f"{desk.today:%Y-%m}")
    put_fact(desk.session, ANEW, desk.today.isoformat())


def _taken_back(desk: Desk) -> set[str]:
    """Who has no letter this month because theirs was withdrawn; asked once a day, as some have nothing left to hear."""
    today = desk.today.isoformat()
    if fact(desk.session, ANEW) == today:
        return set()
    put_fact(desk.session, ANEW, today)
    withdrawn = _agencies(desk, col(Letter.state) == LetterState.WITHDRAWN)
    return withdrawn - _have_theirs(desk) if withdrawn else set()


def _have_theirs(desk: Desk) -> set[str]:
    return _agencies(desk, col(Letter.state) != LetterState.WITHDRAWN)


def _agencies(desk: Desk, which: ColumnElement[bool]) -> set[str]:
    """Who has such a letter this month."""
    month = col(Letter.day).between(desk.today.replace(day=1), _last_of_month(desk.today))
    query = select(Letter.agency).where(Letter.kind == LetterKind.MONTHLY, month, which)
    return set(desk.session.exec(query))


def _last_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _by_agency(desk: Desk) -> dict[str, list[Duty]]:
    """Everything that was ever asked up to the end of this month, by whoever leads it today."""
    last = _last_of_month(desk.today)
    held: dict[str, list[Duty]] = {}
    for duty in views.duties(desk.session, desk.today, Wanted(last=last)):
        for code in dict.fromkeys(desk.current(code) for code in duty.leads):
            held.setdefault(code, []).append(duty)
    return held


def _to(desk: Desk, agency: str, mine: Sequence[Duty]) -> int | None:
    to, step = desk.contact(agency), f"{MONTH}{desk.today:%Y-%m}"
    open_ = [duty for duty in mine if duty.status in {"late", "open", "upcoming"}]
    if not open_ or not to.emails:
        return None
    lines = [line_of(desk, duty, step, _reason(duty), Role.LEAD) for duty in open_]
    heard = [Heard(duty.id, agency, Role.LEAD, step, _reason(duty), told=True) for duty in open_]
    known = notices.known(desk.session, tuple(duty.id for duty in open_))
    try:
        with desk.session.begin_nested():
            editions = notices.written_on(desk.session, desk.today, LetterKind.MONTHLY).editions
            edition = editions.get(agency, 0) + 1
            letter = send_to_outbox(desk, LetterKind.MONTHLY, to, lines, edition, _notes(desk, mine))
            fresh = [h for h in heard if (h.obligation, h.step, h.agency) not in known]
            notices.write(desk.session, fresh, desk.today, letter)
            return letter
    except (ValueError, TemplateError, IntegrityError):
        log.exception("no monthly letter to %s on %s", agency, desk.today)
        return None


def _reason(duty: Duty) -> str:
    return "quá hạn" if duty.status == "late" else "đến hạn trong tháng"


def _notes(desk: Desk, mine: Sequence[Duty]) -> tuple[str, ...]:
    """How last month went, in a sentence; nothing if nothing came due then."""
    end = desk.today.replace(day=1) - timedelta(days=1)
    counts = tally(d for d in mine if _in_month(d.due, end) and d.status != "cancelled")
    if not counts.due:
        return ()
    text = f"Tháng {end.month}/{end.year} có {counts.due} việc đến hạn: {counts.on_time} xong đúng hạn"
    return (f"{text}, {counts.late} xong trễ hạn, {counts.overdue} chưa xong.",)


def _in_month(day: date, month: date) -> bool:
    return (day.year, day.month) == (month.year, month.month)
