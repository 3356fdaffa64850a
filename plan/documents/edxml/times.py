"""Days and moments as envelopes write them. Pure."""

import re
from datetime import date, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))
_YEAR_FIRST = re.compile(r"(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?:$|[T ])", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?:$|[T ])", re.ASCII)


def day_in(text: str) -> date | None:
    """2026/12/03, 2026-12-03, 03/12/2026, or an instant as programs write it: the day on which that was in Việt Nam."""
    if "T" in text and text[-1:] in "Zz":
        return _day_of(text)
    year_first, day_first = _YEAR_FIRST.match(text), _DAY_FIRST.match(text)
    found = year_first or day_first
    if found is None:
        return None
    first, month, last = (int(one) for one in found.groups())
    return _day(first, month, last) if year_first else _day(last, month, first)


def moment_in(text: str) -> datetime | None:
    """`2026/12/03 10:02:11`, without a zone, as it stands."""
    try:
        return datetime.fromisoformat(text.replace("/", "-")).replace(tzinfo=None)
    except ValueError:
        return None


def _day_of(instant: str) -> date | None:
    try:
        day = datetime.fromisoformat(instant).astimezone(VIETNAM).date()
    except (ValueError, OverflowError):
        return None
    return _day(day.year, day.month, day.day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1990 <= year <= 2100 else None
    except ValueError:
        return None
