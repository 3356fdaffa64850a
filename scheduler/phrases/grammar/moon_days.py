"""Days by the moon beside those by the sun: "20/02/2026 (tức ngày mùng 4 tháng Giêng năm Bính Ngọ)".

They say the same day again and are left out, unless they do not agree; then nobody can tell which one is meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from scheduler.phrases.grammar.diagnostics import Diagnostics
from scheduler.phrases.grammar.expressions import Dated, TimeExpression
from scheduler.phrases.grammar.moon import YEAR_NAMES, holds_its_sign, new_moons
from scheduler.phrases.grammar.patterns import NUMBERS
from scheduler.phrases.grammar.spelling import Text

DISAGREE = "ngày âm lịch trong ngoặc không khớp với ngày dương lịch"
_BRACKETS = (
    r"\((?:tức|nhằm|từ|ngày|mồng) [^()\n]{0,60}"
    rf"(?:âm lịch|tháng (?:giêng|chạp)|năm {YEAR_NAMES})[^()\n]{{0,60}}\)"
)
# What the mask leaves out: the day by the moon, and that the other one is not.
BY_THE_MOON = rf"(?<=\d) \(?(?:năm )?(?:theo )?dương lịch(?!\w)\)?|(?:(?<=\d)|(?<=dương lịch)) ?{_BRACKETS}"
_IN_BRACKETS = re.compile(_BRACKETS)
_MONTHS = {"giêng": 1, "chạp": 12} | NUMBERS
_DAY = re.compile(
    rf"(?<![\d/])(?P<d>[12]?\d|30|rằm)(?: ?/ ?| tháng )(?P<m>1[0-2]|[1-9]|0[1-9]|{'|'.join(_MONTHS)})(?![\d/])(?!\w)"
)


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
    return first in new_moons(first) and holds_its_sign(first, month)
