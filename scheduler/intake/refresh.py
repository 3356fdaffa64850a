"""Groups, offices, ladders and the working calendar change under way: what is still ahead is brought up to them.

Days stay; only the last day on time of what is not yet past follows the calendar. A mark in the database
says for which register, policy and calendar everybody was seated; the daemon asks at the first tick of a day,
and works only when the mark is another.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select, update

from plan.agencies.directory import AgencyDirectory
from plan.agencies.store import load_directory
from plan.audit.log import Act, write_down
from plan.facts import TEXT, TEXTS, FactOf
from plan.models import Deadline, Obligation, Party, Plan, Task
from plan.models.duties import OPEN
from plan.storage.changes import note_change
from scheduler.forecast.context import ForecastContext, tell_made, touch
from scheduler.forecast.obligations import last_day
from scheduler.forecast.reports import forecast_regime, regimes_of, withdraw_regimes
from scheduler.forecast.tasks import keep_tasks
from scheduler.policy.regimes import RegimeRules
from scheduler.policy.rules import YEARS_AFTER, Rules
from scheduler.policy.versions import IN_FORCE_SINCE
from scheduler.working_days.calendar import WorkCalendar

_SEATED = FactOf("seated", TEXT)  # for which directory, policy and days everybody was seated
_CALENDAR = FactOf("calendar", TEXTS)  # the days of each year, as a digest
_LADDERS = FactOf("ladders", TEXT)


@dataclass(frozen=True, slots=True)
class Refreshed:
    """Whether anything had to be looked at, and how many obligations have another last day on time."""

    seated: bool
    moved: int = 0


def refresh(session: Session, rules: Rules, now: datetime, today: date, but: int | None = None) -> Refreshed:
    """Seat everybody anew if the directory or the rules are others than when they were seated.

    `but` is a plan that was just seated.
    """
    directory = load_directory(session)
    mark, other_days = _mark(directory, rules, today), _note_calendar(session, rules, today)
    if _SEATED.of(session) == mark and not other_days:
        return Refreshed(seated=False)
    office = ForecastContext(session, rules, directory, now, today)
    moved = _follow_calendar(office) if other_days else 0
    for plan in session.exec(select(Plan).where(Plan.id != but)).all():
        office = ForecastContext(session, rules, directory, now, min(today, plan.last), joining=True)
        _seat(office, plan)
        tell_made(office)
        if office.changed or moved:
            note_change(session)
    _ask_anew(session, rules, today)
    _SEATED.put(session, mark)
    return Refreshed(seated=True, moved=moved)


def moved_ends(session: Session, calendar: WorkCalendar, today: date) -> Iterator[tuple[Obligation, date]]:
    """What is open and still ahead and has another last day on time by that calendar; what is past never moves."""
    open_ones = select(Obligation, Deadline.grace).join(Deadline).where(OPEN, Obligation.ends >= today)
    for row, grace in session.exec(open_ones.order_by(col(Obligation.ends), col(Obligation.id))).all():
        # An extension names its day; a regime's grace is part of the first one.
        ends = last_day(calendar, row.due, 0 if row.extended_from else grace)
        if ends != row.ends and ends >= today:
            yield row, ends


def _follow_calendar(office: ForecastContext) -> int:
    """The last day on time of what is still ahead, by the calendar of now."""
    session, today = office.session, office.on
    moved = 0
    for row, ends in moved_ends(session, office.rules.calendar, today):
        write_down(
            session,
            Act("dondoc", office.now, today),
            "calendar",
            f"obligation {row.id}",
            {"before": {"ends": row.ends.isoformat()}, "after": {"ends": ends.isoformat()}},
        )
        row.ends = ends
        touch(office, row)
        moved += 1
    # Ladders count working days: every open place is asked about anew at the next tick.
    session.exec(update(Party).where(col(Party.next_on) > today).values(next_on=today))
    return moved


def _ask_anew(session: Session, rules: Rules, today: date) -> None:
    """Under other ladders the first step of what has not begun may come sooner: ask at the next tick."""
    mark = _digest(rules.policy.ladders)
    if _LADDERS.of(session) not in (None, mark):
        waiting = update(Party).where(col(Party.told_on).is_(None), col(Party.next_on) > today)
        session.exec(waiting.values(next_on=today))
        IN_FORCE_SINCE.put(session, today)
    _LADDERS.put(session, mark)


def _seat(office: ForecastContext, plan: Plan) -> None:
    session = office.session
    tasks = select(Task).where(
        Task.plan_id == plan.id, col(Task.withdrawn_on).is_(None), Task.state != "unclear"
    )
    keep_tasks(office, plan, session.exec(tasks.order_by(col(Task.position))).all())
    regimes = _regimes(office, plan)
    for rules in regimes:
        forecast_regime(office, plan, rules)
    withdraw_regimes(office, plan, {rules.name for rules in regimes})


def _regimes(office: ForecastContext, plan: Plan) -> tuple[RegimeRules, ...]:
    """Those that the settings choose, for the newest plan; else those that came with the plan."""
    chosen, session = office.rules.regimes, office.session
    newest = session.exec(select(Plan.id).order_by(col(Plan.first).desc(), col(Plan.id).desc())).first()
    if chosen is not None and plan.id == newest:
        return chosen
    return tuple(RegimeRules.model_validate(row.definition) for row in regimes_of(session, plan))


def _mark(directory: AgencyDirectory, rules: Rules, today: date) -> str:
    """Agencies begin and end by date, so the mark also says who is here today."""
    here = tuple(a.code for a in directory.all if a.begun(today) and not a.ended(today))
    return _digest(directory.all, here, rules.watchers, rules.policy.ladders, rules.regimes)


def _note_calendar(session: Session, rules: Rules, today: date) -> bool:
    """Whether a year from this one on has other days than when this was last asked; writes down those it has."""
    found = {
        str(year): _digest(*_of_year(rules, year)) for year in range(today.year, today.year + YEARS_AFTER + 1)
    }
    before = _CALENDAR.of(session) or {}
    if before != found:
        _CALENDAR.put(session, found)
    return any(before.get(year, digest) != digest for year, digest in found.items())


def _of_year(rules: Rules, year: int) -> Iterator[list[date]]:
    for days in (rules.calendar.off, rules.calendar.worked):
        yield sorted(day for day in days if day.year == year)


def _digest(*seen: object) -> str:
    return hashlib.sha256(repr(seen).encode()).hexdigest()
