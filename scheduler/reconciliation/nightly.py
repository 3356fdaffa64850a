"""When the check runs, and the alarm when something differs: once for each working day, after office hours.

The check reads in a transaction of its own, as the tables stood when it began: of a million obligations it takes
its time, and whoever writes must not wait for it. What it found is recorded by a short transaction afterwards.
"""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta

from sqlmodel import Session

from plan.clock import day_of
from plan.facts import DAY, FactOf
from plan.storage import nightly
from plan.storage.nightly import Differences
from scheduler.letters.context import LetterContext
from scheduler.letters.kinds import ALARM
from scheduler.letters.operator import write_to_operator
from scheduler.policy.rules import Rules
from scheduler.reconciliation.recount import check, refused_letters

log = logging.getLogger(__name__)
ONE = timedelta(days=1)
ALARMED = FactOf("alarmed", DAY)  # the day whose differences the operator was written to about
Open = Callable[[], AbstractContextManager[Session]]


def check_the_day(read: Open, rules: Rules, now: datetime) -> Differences | None:
    """The result for the last working day that is over; None if there is none, or somebody checked it.

    What differs stands in `doctor`, on the first page and in /healthz until a later check finds nothing.
    """
    day = _last_day_over(rules, now)
    with read() as session:
        found = nightly.latest_differences(session)
        if day is None or (found and found.day >= day):
            return None
        return Differences(day, now, tuple(check(session, rules, day)), len(refused_letters(session, day)))


def record_check(session: Session, found: Differences) -> None:
    """Keep what a check found."""
    nightly.record_differences(session, found)
    if found.differences:
        log.error("the nightly check of %s found %d differences", found.day, len(found.differences))


def alarm(context: LetterContext, operator: str | None) -> list[int]:
    """The letter to the operator about the last check, once, in office hours as every letter; its number."""
    found = nightly.latest_differences(context.session)
    if not (operator and found and found.differences) or context.rules.closed_because(context.now):
        return []
    if ALARMED.of(context.session) == found.day:
        return []
    ALARMED.put(context.session, found.day)
    return write_to_operator(context, operator, ALARM, found.differences)


def _last_day_over(rules: Rules, now: datetime) -> date | None:
    """The last day of letters that is over; None while the first letters of such a day are still to come."""
    today, hour, office = day_of(now, rules.zone), now.astimezone(rules.zone).time(), rules.policy.office
    if _has_letters(rules, today):
        if hour >= office.closes:
            return today
        if hour < office.opens:
            return None
    day = today - ONE
    while not _has_letters(rules, day):
        day -= ONE
    return day


def _has_letters(rules: Rules, day: date) -> bool:
    return rules.calendar.works(day) and not rules.policy.held_because(day)
