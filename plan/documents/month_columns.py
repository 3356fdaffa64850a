"""Columns named by the unit of time alone: “Tháng | Tuần | Nội dung”, whose cells hold numbers. Pure."""

import re
from collections.abc import Sequence

from plan.documents.month_words import names_day_of, within_month
from plan.text import fold

_FINEST_FIRST = ("ngày", "tuần")
_UNITS = {"tháng", *_FINEST_FIRST}
_MONTH = re.compile(r"\d{1,2}(?:\s*[/-]\s*\d{4})?")


def in_units(headings: Sequence[str], timing: int, cells: Sequence[str]) -> str:
    """The words of time of a row: “9/2026” in a column of months, “1” in one of weeks → “Tuần 1 tháng 9/2026”.

    A day says more than its week. What does not go with the month is said beside it, and so asked about.
    """
    named = {fold(heading): " ".join(cell.split()) for heading, cell in zip(headings, cells, strict=True)}
    if "tháng" not in named or fold(headings[timing]) not in _UNITS:
        return cells[timing].strip()
    month = f"tháng {named['tháng']}" if _MONTH.fullmatch(named["tháng"]) else named["tháng"]
    unit = next((unit for unit in _FINEST_FIRST if named.get(unit)), "")
    said = named.get(unit, "")
    part = f"{unit.capitalize()} {said}" if said[:1].isdigit() else said
    if not part or not month:
        return part or month
    words = within_month(part, month)
    return words if words != part or names_day_of(part, month) else f"{part} {month[:1].lower()}{month[1:]}"
