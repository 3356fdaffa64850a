"""The working calendar changed by a person: what a change would move is shown first, then what is ahead follows at once."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlmodel import Session

from plan.audit.log import Act
from plan.storage import working_days
from scheduler.intake.refresh import moved_ends, refresh
from scheduler.policy.rules import Rules, calendar_for, work_calendar
from scheduler.working_days.calendar import WorkCalendar
from scheduler.working_days.vietnam import DayChange, confirmed_year


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that differs from Monday to Friday; `source` is the operator's, `assumed` why it is no more than assumed."""

    day: date
    working: bool
    label: str
    source: str | None
    assumed: str | None


@dataclass(frozen=True, slots=True)
class WorkYear:
    """A year as it is known: its special days, who compared it with which papers, and its revision for a form."""

    year: int
    days: tuple[SpecialDay, ...]
    confirmed: str
    own_confirmation: bool
    revision: str


@dataclass(frozen=True, slots=True)
class MovedEnds:
    """Obligations of one name whose last day on time would be another; `first` is the number of one of them."""

    first: int
    label: str
    before: date
    after: date
    count: int


def work_year(session: Session, year: int) -> WorkYear:
    own = {row.day: row.source for row in working_days.days(session, year)}
    confirmed = working_days.confirmed(session)
    found = tuple(_special_days(calendar_for(session, year, year, year), year, own))
    said = repr([(row.day, row.working, row.label, row.source) for row in working_days.days(session, year)])
    mark = hashlib.sha256(f"{said}{confirmed.get(year)}".encode()).hexdigest()[:16]
    return WorkYear(year, found, confirmed_year(year, confirmed), year in confirmed, mark)


def change_calendar(session: Session, rules: Rules, act: Act, change: Callable[[Session], None]) -> int:
    """How many obligations have another last day on time after it."""
    change(session)
    rules = replace(rules, calendar=work_calendar(session, act.today.year))
    return refresh(session, rules, act.now, act.today).moved


def would_move(
    session: Session, today: date, changes: Sequence[DayChange], without: date | None = None
) -> list[MovedEnds]:
    """What would have another last day on time with these days, or `without` the operator's own one. Nothing is changed."""
    known = work_calendar(session, today.year, changes, without)
    found: dict[tuple[str, date, date], list[int]] = {}
    for row, ends in moved_ends(session, known, today):
        found.setdefault((row.label, row.ends, ends), []).append(row.id)
    return [MovedEnds(numbers[0], *what, len(numbers)) for what, numbers in found.items()]


def _special_days(found: WorkCalendar, year: int, own: dict[date, str]) -> Iterator[SpecialDay]:
    day = date(year, 1, 1)
    while day.year == year:
        label = found.worked.get(day) or found.off.get(day)
        if label and (found.works(day) or day.weekday() < 5):
            yield SpecialDay(day, found.works(day), label, own.get(day), found.assumed.get(day))
        day += timedelta(1)
