"""The calendar by the moon: its months, its years and their names."""

from __future__ import annotations

from datetime import date
from math import radians, sin

# Of the years that end in 0, 1, 2 …, and of those that leave 0, 1, 2 … of twelve.
_STEMS = ("canh", "tân", "nhâm", "quý", "giáp", "ất", "bính", "đinh", "mậu", "kỷ")
_BRANCHES = ("thân", "dậu", "tuất", "hợi", "tý", "sửu", "dần", "mão", "thìn", "tỵ", "ngọ", "mùi")
YEAR_NAMES = rf"(?:{'|'.join(_STEMS)}) (?:{'|'.join(_BRANCHES)})(?!\w)"
# The sun enters a new sign on these days of each month; the month by the moon that holds the day has its number.
_SIGNS = {1: (2, 19), 2: (3, 20), 3: (4, 20), 4: (5, 21), 5: (6, 21), 6: (7, 22), 7: (8, 23), 8: (9, 23)}
_SIGNS |= {9: (10, 23), 10: (11, 22), 11: (12, 21), 12: (1, 20)}
_NEW_MOON, _MONTH = 2451550.09766, 29.530588861  # Julian days: that of January 2000, and from one to the next
_TO_ORDINAL, _EAST = 1721424.5, 7 / 24  # of the Julian day of midnight; of Vietnam's clocks
_NEAR_MIDNIGHT, _AT_MIDNIGHT = 0.05, 0.02  # in days: what others may reckon otherwise, and what we may


def year_name(year: int) -> str:
    return f"{_STEMS[year % 10]} {_BRANCHES[year % 12]}"


def new_year(year: int) -> date | None:
    """The first day of a year by the moon; none where it cannot be told from the day beside it."""
    first = new_moons(date(year, 2, 5), _AT_MIDNIGHT)
    return min(first) if len(first) == 1 and holds_its_sign(min(first), 1) else None


def holds_its_sign(first: date, month: int) -> bool:
    """Whether a month by the moon that begins then may have that number; the sun is a day early or late in some years."""
    signs = (date(year, *_SIGNS[month]) for year in (first.year, first.year + 1))
    return any(-1 <= (sign - first).days <= 30 for sign in signs)


def new_moons(near: date, doubt: float = _NEAR_MIDNIGHT) -> set[date]:
    """The day of the new moon nearest to a day, by Vietnam's clocks; both days where it falls about midnight."""
    count = round((near.toordinal() + _TO_ORDINAL - _NEW_MOON) / _MONTH)
    moment = _new_moon(count) + _EAST - _TO_ORDINAL
    return {date.fromordinal(int(moment + early)) for early in (-doubt, 0, doubt)}


def _new_moon(count: int) -> float:
    """The Julian day of a new moon, right within minutes (Meeus, Astronomical Algorithms, chapter 49)."""
    sun = radians(2.5534 + 29.10535670 * count)
    moon = radians(201.5643 + 385.81693528 * count)
    node = radians(160.7108 + 390.67050284 * count)
    terms = -0.40720 * sin(moon) + 0.17241 * sin(sun) + 0.01608 * sin(2 * moon) + 0.01039 * sin(2 * node)
    terms += 0.00739 * sin(moon - sun) - 0.00514 * sin(moon + sun) + 0.00208 * sin(2 * sun)
    return _NEW_MOON + _MONTH * count + terms
