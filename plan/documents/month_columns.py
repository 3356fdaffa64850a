"""Columns named by the unit of time alone: “Tháng | Tuần | Nội dung”, whose cells hold numbers. Pure."""

import re
from collections.abc import Sequence

from plan.documents.month_words import names_day_of, within_month
from plan.text import fold

_FINEST_FIRST = ("ngày", "tuần")
_UNITS = {"tháng", *_FINEST_FIRST}
# “9/2026 | 05–07/09” under “Tháng | Thời gian”: the month has the year of the days.
_BESIDE = re.compile(r"(?:thời (?:gian|điểm)|ngày(?= ))(?: cụ thể)?")
_SPAN = re.compile(
    r"(?:từ )?(?:ngày )?(\d{1,2})\s*(?:[-–]|đến)\s*(?:ngày )?(\d{1,2})\s*/\s*(\d{1,2})", re.IGNORECASE
)
_OF_YEAR = re.compile(r"tháng 0?(\d{1,2})\s*[/-]\s*(\d{4})")
_MONTH = re.compile(r"\d{1,2}(?:\s*[/-]\s*\d{4})?")


def in_units(headings: Sequence[str], timing: int, cells: Sequence[str]) -> str:
    """The words of time of a row: “9/2026” in a column of months, “1” in one of weeks → “Tuần 1 tháng 9/2026”.

    A day says more than its week. What does not go with the month is said beside it, and so asked about.
    """
    named = {fold(heading): " ".join(cell.split()) for heading, cell in zip(headings, cells, strict=True)}
    if "tháng" in named and _BESIDE.fullmatch(fold(headings[timing])):
        return _in_year(" ".join(cells[timing].split()), f"tháng {named['tháng']}") or cells[timing].strip()
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


def _in_year(words: str, month: str) -> str:
    """A day, or days, of that month with its year; nothing for other words."""
    if names_day_of(words, month):
        return within_month(words, month)
    days, whole = _SPAN.fullmatch(words), _OF_YEAR.fullmatch(month)
    is_of_month = days and whole and int(days[3]) == int(whole[1]) and int(days[1]) < int(days[2])
    if is_of_month and whole:
        return f"{words}/{whole[2]}"
    within = within_month(words, month) if words else month
    return within if whole and within != words else ""
