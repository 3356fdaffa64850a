"""Days by the moon beside those by the sun: "20/02/2026 (tức ngày mùng 4 tháng Giêng năm Bính Ngọ)".

They say the same day again and are left out, unless they do not agree; then nobody can tell which one is meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from math import radians, sin

from scheduler.phrases.grammar.diagnostics import Diagnostics
from scheduler.phrases.grammar.expressions import Dated, TimeExpression
from scheduler.phrases.grammar.patterns import NUMBERS
from scheduler.phrases.grammar.spelling import Text

DISAGREE = "ngày âm lịch trong ngoặc không khớp với ngày dương lịch"
_STEMS = r"(?:giáp|ất|bính|đinh|mậu|kỷ|canh|tân|nhâm|quý) (?:tý|sửu|dần|mão|thìn|tỵ|ngọ|mùi|thân|dậu|tuất|hợi)(?!\w)"
_BRACKETS = (
    r"\((?:tức|nhằm|từ|ngày|mồng) [^()\n]{0,60}"
    rf"(?:âm lịch|tháng (?:giêng|chạp)|năm {_STEMS})[^()\n]{{0,60}}\)"
)
# What the mask leaves out: the day by the moon, and that the other one is not.
BY_THE_MOON = rf"(?<=\d) \(?(?:năm )?(?:theo )?dương lịch(?!\w)\)?|(?:(?<=\d)|(?<=dương lịch)) ?{_BRACKETS}"
_IN_BRACKETS = re.compile(_BRACKETS)
_MONTHS = {"giêng": 1, "chạp": 12} | NUMBERS
_DAY = re.compile(
    rf"(?<![\d/])(?P<d>[12]?\d|30|rằm)(?: ?/ ?| tháng )(?P<m>1[0-2]|[1-9]|0[1-9]|{'|'.join(_MONTHS)})(?![\d/])(?!\w)"
)
# The sun enters a new sign on these days of each month; the month by the moon that holds the day has its number.
_SIGNS = {1: (2, 19), 2: (3, 20), 3: (4, 20), 4: (5, 21), 5: (6, 21), 6: (7, 22), 7: (8, 23), 8: (9, 23)}
_SIGNS |= {9: (10, 23), 10: (11, 22), 11: (12, 21), 12: (1, 20)}
_NEW_MOON, _MONTH = 2451550.09766, 29.530588861  # Julian days: that of January 2000, and from one to the next
_TO_ORDINAL, _EAST = 1721424.5, 7 / 24  # of the Julian day of midnight; of Vietnam's clocks
_NEAR_MIDNIGHT = 0.05


def check_moon_days(expressions: Sequence[TimeExpression], text: Text, diagnostics: Diagnostics) -> None:
    """Question a day by the moon that is another day than the one it stands behind."""
    for brackets in _IN_BRACKETS.finditer(text.key):
        before = [one for one in expressions if isinstance(one, Dated) and one.end <= brackets.start()]
        if not before or before[-1].span.unit != "day" or before[-1].span.year is None:
            continue
        said = list(_DAY.finditer(brackets[0]))
        due = before[-1].span.days(before[-1].span.year)[1]
        if not said or not _agree(due, said[-1]):
            diagnostics.unclear += [text.part(*brackets.span()), DISAGREE]


def _agree(day: date, said: re.Match[str]) -> bool:
    number = 15 if said["d"] == "rằm" else int(said["d"])
    month = int(said["m"]) if said["m"].isdigit() else _MONTHS[said["m"]]
    first = day - timedelta(days=number - 1)
    return first in _new_moons(first) and _holds_its_sign(first, month)


def _holds_its_sign(first: date, month: int) -> bool:
    """Whether a month by the moon that begins then may have that number; the sun is a day early or late in some years."""
    signs = (date(year, *_SIGNS[month]) for year in (first.year, first.year + 1))
    return any(-1 <= (sign - first).days <= 30 for sign in signs)


def _new_moons(near: date) -> set[date]:
    """The day of the new moon nearest to a day, by Vietnam's clocks; both days where it falls about midnight."""
    count = round((near.toordinal() + _TO_ORDINAL - _NEW_MOON) / _MONTH)
    moment = _new_moon(count) + _EAST - _TO_ORDINAL
    return {date.fromordinal(int(moment + early)) for early in (-_NEAR_MIDNIGHT, 0, _NEAR_MIDNIGHT)}


def _new_moon(count: int) -> float:
    """The Julian day of a new moon, right within minutes (Meeus, Astronomical Algorithms, chapter 49)."""
    sun = radians(2.5534 + 29.10535670 * count)
    moon = radians(201.5643 + 385.81693528 * count)
    node = radians(160.7108 + 390.67050284 * count)
    terms = -0.40720 * sin(moon) + 0.17241 * sin(sun) + 0.01608 * sin(2 * moon) + 0.01039 * sin(2 * node)
    terms += 0.00739 * sin(moon - sun) - 0.00514 * sin(moon + sun) + 0.00208 * sin(2 * sun)
    return _NEW_MOON + _MONTH * count + terms
