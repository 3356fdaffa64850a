"""The monthly letter to the head of each agency: how last month went, what is late, what this month brings."""

import logging
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

from jinja2 import TemplateError
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from plan import ledger, listing
from plan.changes import fact, put_fact
from plan.ledger import Heard
from plan.listing import Duty, Wanted
from plan.models import Letter, LetterKind, LetterState, Role
from plan.withdrawing import MONTH, settle_rounds_before
from scheduler.desk import Desk
from scheduler.figures import tally
from scheduler.lines import line_of
from scheduler.telling import send_to_outbox

log = logging.getLogger(__name__)
WRITTEN, ANEW = "monthly", "monthly-anew"


def write_monthly(desk: Desk) -> list[int]:
    """One letter to every agency that leads something late or due this month; once a month, on its first tick.

    A letter that was taken back before it went is written anew, true on that day.
    """
    month = f"{desk.today:%Y-%m}"
    settle_rounds_before(desk.session, MONTH, f"{MONTH}{month}")
    written = fact(desk.session, WRITTEN)
    if written is None and desk.rules.calendar.on_or_after(desk.today.replace(day=1)) != desk.today:
        # Begun in the middle of a month: the digests of these days say it all.
        put_fact(desk.session, WRITTEN, month)
        put_fact(desk.session, ANEW, desk.today.isoformat())
        return []
    owed = None if written != month else _taken_back(desk)
    if owed == set():
        return []
    put_fact(desk.session, WRITTEN, month)
    put_fact(desk.session, ANEW, desk.today.isoformat())
    by_agency = _by_agency(desk)
    found = [
        _to(desk, agency, by_agency[agency]) for agency in sorted(by_agency) if owed is None or agency in owed
    ]
    return [letter for letter in found if letter]


def _taken_back(desk: Desk) -> set[str]:
    """Who has no letter this month because theirs was withdrawn; asked once a day, as some have nothing left to hear."""
    today = desk.today.isoformat()
    if fact(desk.session, ANEW) == today:
        return set()
    put_fact(desk.session, ANEW, today)
    query = select(Letter.agency).where(
        Letter.kind == LetterKind.MONTHLY, Letter.day >= desk.today.replace(day=1)
    )
    withdrawn = desk.session.exec(query.where(Letter.state == LetterState.WITHDRAWN)).all()
    if not withdrawn:
        return set()
    standing = desk.session.exec(query.where(Letter.state != LetterState.WITHDRAWN)).all()
    return set(withdrawn) - set(standing)


def _by_agency(desk: Desk) -> dict[str, list[Duty]]:
    """Everything that was ever asked up to the end of this month, by whoever leads it today."""
    last = desk.today.replace(day=monthrange(desk.today.year, desk.today.month)[1])
    held: dict[str, list[Duty]] = {}
    for duty in listing.duties(desk.session, desk.today, Wanted(last=last)):
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
    known = ledger.known(desk.session, tuple(duty.id for duty in open_))
    try:
        with desk.session.begin_nested():
            editions = ledger.written_on(desk.session, desk.today, LetterKind.MONTHLY).editions
            edition = editions.get(agency, 0) + 1
            letter = send_to_outbox(desk, LetterKind.MONTHLY, to, lines, edition, _notes(desk, mine))
            fresh = [h for h in heard if (h.obligation, h.step, h.agency) not in known]
            ledger.write(desk.session, fresh, desk.today, letter)
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
