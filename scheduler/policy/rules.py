"""What every step of the flow needs to decide, gathered once: zone, policy, calendar, watchers."""

import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, func, select

from plan import dates
from plan.clock import Clock, at, day_of
from plan.models import Override, Plan
from plan.obligations.collectors import CollectionRules
from plan.storage.changes import word_changes_now
from plan.storage.database import Database
from plan.storage.errors import StorageError
from plan.storage.working_days import confirmed
from scheduler.policy.escalation import Watchers
from scheduler.policy.in_force import in_force, put_in_force
from scheduler.policy.policy import Policy, PolicyError, load_policy
from scheduler.policy.regimes import RegimeRules
from scheduler.working_days.calendar import WorkCalendar
from scheduler.working_days.vietnam import DayChange, calendar

log = logging.getLogger(__name__)
# A ladder goes on after the plan's last day for as long as something is late.
YEARS_AFTER = 6


@dataclass(frozen=True, slots=True)
class Rules:
    """The frozen rules of one run of the flow."""

    zone: ZoneInfo
    policy: Policy
    watchers: Watchers
    calendar: WorkCalendar
    regimes: tuple[RegimeRules, ...] | None = None  # those that the settings choose; None: the plan's own

    @property
    def collection(self) -> CollectionRules:
        """Who accepts what agencies declare."""
        trusts = self.policy.acceptance.trust == "declared"
        return CollectionRules(self.watchers.escalate_to, self.watchers.above, trusts)

    def closed_because(self, now: datetime) -> str | None:
        """Why nothing is written or sent at `now`; None while people are at their desks."""
        day, hour = day_of(now, self.zone), now.astimezone(self.zone).time()
        if off := self.calendar.why_off(day):
            return f"{dates.day(day)} là ngày nghỉ ({off})"
        if held := self.policy.held_because(day):
            return f"{dates.day(day)} ngừng gửi thư: {held}"
        office = self.policy.office
        if not office.opens <= hour < office.closes:
            return f"ngoài giờ làm việc ({office.opens:%H:%M}–{office.closes:%H:%M})"
        return None

    def hours(self, now: datetime) -> tuple[datetime, datetime]:
        """The latest office hours up to `now`: since when letters could go, and until when (now, if they still can)."""
        day, office = day_of(now, self.zone), self.policy.office
        while (
            self.calendar.why_off(day)
            or self.policy.held_because(day)
            or at(day, office.opens, self.zone) > now
        ):
            day -= timedelta(1)
        return at(day, office.opens, self.zone), min(now, at(day, office.closes, self.zone))

    def open_day(self, now: datetime) -> date | None:
        """The day whose letters may go at `now`; None while the office is closed."""
        return None if self.closed_because(now) else day_of(now, self.zone)


@dataclass(slots=True)
class RulesKeeper:
    """The rules of a running service: read anew only when plans or days of the calendar changed, or when asked to.

    A policy file that has become wrong is not taken: the one before stays in force, over a restart too.
    """

    database: Database
    zone: ZoneInfo
    watchers: Watchers
    file: Path | None
    clock: Clock
    regimes: tuple[RegimeRules, ...] | None = None
    fault: str | None = None  # what is wrong with the file, while another policy than its own is in force
    _policy: Policy | None = None
    _rules: Rules | None = None
    _mark: tuple[int, int] | None = None
    _reading: threading.Lock = field(default_factory=threading.Lock)  # ticks, pages and signals ask at once

    def __call__(self) -> Rules:
        with self._reading:
            return self._read()

    def _read(self) -> Rules:
        year = day_of(self.clock(), self.zone).year  # anew: a service lives through New Year
        mark = (word_changes_now(self.database), year)
        if self._rules is None or mark != self._mark:
            self._policy = self._policy or load_policy(self.file)
            with self.database.read() as session:
                days = work_calendar(session, year)
            self._rules = Rules(self.zone, self._policy, self.watchers, days, self.regimes)
            self._mark = mark
        return self._rules

    def start(self) -> str | None:
        """Begin with the policy file; if it is wrong, with the last good one, and this is what is wrong.

        Raises PolicyError where there was none.
        """
        try:
            policy = load_policy(self.file)
        except PolicyError as error:
            with self.database.read() as session:
                kept = in_force(session)
            if kept is None:
                raise
            self._take(kept, str(error))
            return self.fault
        self._take(policy, None)
        self._keep(policy)
        return None

    def reload(self) -> str | None:
        """Read the policy file again; if it is wrong, the old one stays, and this is what is wrong."""
        try:
            policy = load_policy(self.file)
        except PolicyError as error:
            self.fault = str(error)
            return self.fault
        self._take(policy, None)
        self._keep(policy)
        return None

    def _take(self, policy: Policy, fault: str | None) -> None:
        with self._reading:
            self._policy, self._rules, self.fault = policy, None, fault

    def _keep(self, policy: Policy) -> None:
        """For the next start; written only where it is another one, so that a start waits for nobody."""
        try:
            with self.database.read() as session:
                if in_force(session) == policy:
                    return
            with self.database.begin() as session:
                put_in_force(session, policy)
        except IntegrityError:
            return  # another process that started at this moment was first
        except StorageError as error:
            log.warning("the policy is in force, but could not be kept for the next start: %s", error)


def work_calendar(
    session: Session, this_year: int, changes: Sequence[DayChange] = (), without: date | None = None
) -> WorkCalendar:
    """The working calendar of all plans' years and this one, with the operator's corrections.

    With other days on top, or without one of the corrections: to see what a change would do.
    """
    first, last = session.exec(select(func.min(Plan.first), func.max(Plan.last))).one()
    years = first.year if first else this_year, last.year if last else this_year
    return calendar_for(session, *years, this_year, changes, without)


def calendar_for(
    session: Session,
    first: int,
    last: int,
    this_year: int,
    changes: Sequence[DayChange] = (),
    without: date | None = None,
) -> WorkCalendar:
    """The working calendar of the years `first` to `last` and this one, with the operator's corrections."""
    rows = [row for row in session.exec(select(Override)) if row.day != without]
    overrides = [*(DayChange(r.day, r.working, r.label, r.source) for r in rows), *changes]
    years = min(first, this_year) - 1, max(last, this_year) + YEARS_AFTER
    return calendar(*years, overrides, confirmed(session))
