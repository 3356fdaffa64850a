"""What every step of the flow needs to decide, gathered once: zone, policy, calendar, watchers."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlmodel import Session, func, select

from plan.models import Override, Plan
from scheduler.escalation import Watchers
from scheduler.holidays_vn import DayChange, calendar
from scheduler.policy import Policy
from scheduler.regimes import RegimeRules
from scheduler.workdays import WorkCalendar

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


def work_calendar(session: Session, this_year: int) -> WorkCalendar:
    """The working calendar of all plans' years and this one, with the operator's corrections."""
    first, last = session.exec(select(func.min(Plan.first), func.max(Plan.last))).one()
    return calendar_for(
        session, first.year if first else this_year, last.year if last else this_year, this_year
    )


def calendar_for(session: Session, first: int, last: int, this_year: int) -> WorkCalendar:
    """The working calendar of the years `first` to `last` and this one, with the operator's corrections."""
    overrides = [DayChange(r.day, r.working, r.label, r.source) for r in session.exec(select(Override))]
    return calendar(min(first, this_year) - 1, max(last, this_year) + YEARS_AFTER, overrides)
