"""When the check runs, and the alarm when something differs: once for each working day, after office hours."""

import logging
from datetime import date, timedelta

from plan.storage import nightly
from plan.storage.facts import fact, put_fact
from plan.storage.nightly import Found
from scheduler.letters.context import Desk
from scheduler.letters.operator import write_to_operator
from scheduler.reconciliation.recount import check

log = logging.getLogger(__name__)
ONE = timedelta(days=1)
ALARMED = "alarmed"  # the day whose differences the operator was written to about


def check_the_day(desk: Desk, operator: str | None) -> list[int]:
    """Check the last working day that is over, if nobody has; the number of the alarm letter, if one was written.

    What differs stands in `doctor`, on the first page and in /healthz until a later check finds nothing. The
    letter goes in the next office hours, as every letter does.
    """
    day, found = _last_day_over(desk), nightly.last(desk.session)
    if day and (found is None or found.day < day):
        found = Found(day, desk.now, tuple(check(desk.session, desk.rules, day)))
        nightly.put(desk.session, found)
        if found.differences:
            log.error("the nightly check of %s found %d differences", day, len(found.differences))
    if not (operator and found and found.differences) or desk.rules.closed_because(desk.now):
        return []
    if fact(desk.session, ALARMED) == found.day.isoformat():
        return []
    put_fact(desk.session, ALARMED, found.day.isoformat())
    return write_to_operator(desk, operator, "alarm", found.differences)


def _last_day_over(desk: Desk) -> date | None:
    """The last day of letters that is over; None while the first letters of such a day are still to come."""
    hour, office = desk.now.astimezone(desk.rules.zone).time(), desk.rules.policy.office
    if _has_letters(desk, desk.today):
        if hour >= office.closes:
            return desk.today
        if hour < office.opens:
            return None
    day = desk.today - ONE
    while not _has_letters(desk, day):
        day -= ONE
    return day


def _has_letters(desk: Desk, day: date) -> bool:
    return desk.rules.calendar.works(day) and not desk.rules.policy.held_because(day)
