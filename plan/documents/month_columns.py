"""Columns named by the unit of time alone: “Tháng | Tuần | Nội dung”, whose cells hold numbers. Pure."""

import re
from collections.abc import Sequence

from plan.text import fold

UNITS = ("tháng", "tuần", "ngày")
_NUMBER = re.compile(r"\d{1,2}")
_MONTH = re.compile(r"\d{1,2}(?:\s*[/-]\s*\d{4})?")
_SHORT = re.compile(r"[\d\s,–-]{1,12}")


def in_units(headings: Sequence[str], timing: int, cells: Sequence[str]) -> str:
    """The words of time of a row: “9/2026” in a column of months, “1” in one of weeks → “Tuần 1 tháng 9/2026”."""
    words = " ".join(cells[timing].split())
    if fold(headings[timing]) != "tháng":
        return cells[timing].strip()
    month = f"tháng {words}" if _MONTH.fullmatch(words) else words
    for place, heading in enumerate(headings):
        unit, said = fold(heading), " ".join(cells[place].split())
        if place != timing and unit in UNITS and _SHORT.fullmatch(said):
            return f"{unit.capitalize()} {said} {month[:1].lower()}{month[1:]}"
    return month
