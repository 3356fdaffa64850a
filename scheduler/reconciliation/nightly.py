"""When the check runs, and the alarm when something differs: once for each working day, after office hours."""

import logging
from datetime import date, timedelta

from plan.storage import nightly
from plan.storage.facts import fact, put_fact
from plan.storage.nightly import Differences
from scheduler.letters.context import LetterContext
from scheduler.letters.kinds import ALARM
from scheduler.letters.operator import write_to_operator
from scheduler.reconciliation.recount import check

log = logging.getLogger(__name__)
ONE = timedelta(days=1)
ALARMED = "alarmed"  # the day whose differences the operator was written to about


def check_the_day(context: LetterContext, operator: str | None) -> list[int]:
    """Check the last working day that is over, if nobody has; the number of the alarm letter, if one was written.

    What differs stands in `doctor`, on the first page and in /healthz until a later check finds nothing. The
    letter goes in the next office hours, as every letter does.
    """
    day, found = _last_day_over(context), nightly.latest_differences(context.session)
    if day and (found is None or found.day < day):
        found = Differences(day, context.now, tuple(check(context.session, context.rules, day)))
        nightly.record_differences(context.session, found)
        if found.differences:
            log.error("the nightly check of %s found %d differences", day, len(found.differences))
    if not (operator and found and found.differences) or context.rules.closed_because(context.now):
        return []
    if fact(context.session, ALARMED) == found.day.isoformat():
        return []
    put_fact(context.session, ALARMED, found.day.isoformat())
    return write_to_operator(context, operator, ALARM, found.differences)


def _last_day_over(context: LetterContext) -> date | None:
    """The last day of letters that is over; None while the first letters of such a day are still to come."""
    hour, office = context.now.astimezone(context.rules.zone).time(), context.rules.policy.office
    if _has_letters(context, context.today):
        if hour >= office.closes:
            return context.today
        if hour < office.opens:
            return None
    day = context.today - ONE
    while not _has_letters(context, day):
        day -= ONE
    return day


def _has_letters(context: LetterContext, day: date) -> bool:
    return context.rules.calendar.works(day) and not context.rules.policy.held_because(day)
