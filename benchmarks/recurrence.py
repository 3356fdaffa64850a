"""Deadlines a second: our recurrence, python-dateutil's rrule, and a plain loop over dates."""

from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from dateutil.rrule import MONTHLY, SU, WEEKLY, YEARLY, rrule

from benchmarks.figures import Figure
from benchmarks.sizes import Sizes
from benchmarks.timing import medians
from scheduler.phrases.grammar.recurrence import Rule, days_of
from scheduler.phrases.reading import Period

MONTHS = {"year": 12, "quarter": 3, "month": 1}
WEEK = timedelta(days=7)


def run(sizes: Sizes) -> Iterator[Figure]:
    for every in (*MONTHS, "week"):
        period = Period(date(1951, 1, 1), date(1950 + sizes.years, 12, 31))
        yield from _against_peers(every, period, rounds=sizes.rounds * 10)
    yield _growth(sizes)


def _against_peers(every: str, period: Period, rounds: int) -> Iterator[Figure]:
    works = (lambda: _ours(every, period), lambda: _rrule(every, period), lambda: _loop(every, period))
    count = _same_days(*works)
    ours, theirs, bare = (count / taken for taken in medians(rounds, *works))
    size = f"{count:,} days"
    yield Figure("recurrence", f"every {every}", size, ours, "/s", "dateutil.rrule", theirs)
    yield Figure("recurrence", f"every {every}", size, ours, "/s", "a loop over dates", bare)


def _same_days(*works: Callable[[], list[date]]) -> int:
    """How many days each gives. Peers that do other work are none: that ends the run."""
    given = [work() for work in works]
    if any(days != given[0] for days in given):
        raise ValueError("the peers of the recurrence give other days than ours")
    return len(given[0])


def _ours(every: str, period: Period) -> list[date]:
    return [deadline.due for deadline in days_of.__wrapped__(Rule(every), period)]  # not out of its cache


def _rrule(every: str, period: Period) -> list[date]:
    start, until = (datetime.combine(day, datetime.min.time()) for day in (period.first, period.last))
    if every == "week":
        rule = rrule(WEEKLY, dtstart=start, until=until, byweekday=SU)
    elif every == "year":
        rule = rrule(YEARLY, dtstart=start, until=until, bymonth=12, bymonthday=-1)
    else:
        ends = range(MONTHS[every], 13, MONTHS[every])
        rule = rrule(MONTHLY, dtstart=start, until=until, bymonth=ends, bymonthday=-1)
    return [moment.date() for moment in rule]


def _loop(every: str, period: Period) -> list[date]:
    """The bare limit: no label, no first day, nothing but the dates."""
    if every == "week":
        first = period.first + timedelta(6 - period.first.weekday())
        return [first + n * WEEK for n in range((period.last - first).days // 7 + 1)]
    months = range(MONTHS[every], 13, MONTHS[every])
    return [date(year, m, monthrange(year, m)[1]) for year in period.years for m in months]


def _growth(sizes: Sizes) -> Figure:
    """Seconds a day over ten times the years: the same, if cost follows what is given."""
    long = Period(date(1951, 1, 1), date(1950 + sizes.years, 12, 31))
    short = Period(date(1951, 1, 1), date(1950 + max(1, sizes.years // 10), 12, 31))
    counts = [len(_ours("month", period)) for period in (long, short)]
    taken = medians(sizes.rounds * 10, lambda: _ours("month", long), lambda: _ours("month", short))
    each = [seconds / count for seconds, count in zip(taken, counts, strict=True)]
    what, size = "every month, a deadline", f"{counts[0]:,} days"
    return Figure("recurrence", what, size, each[0], "s", f"the same, {counts[1]:,} days", each[1])
