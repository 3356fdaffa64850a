"""How people read a day and an hour, in letters, pages, papers, the shell and error messages alike. Pure.

Commands, JSON and CSV say days as ISO 8601 does; what the plan itself wrote stays as written.
"""

from datetime import date, datetime

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def day(value: date) -> str:
    """02/7/2012: two figures for a day, none added to a month over 2 (Nghị định 30/2020/NĐ-CP)."""
    return f"{value.day:02}/{month(value)}/{value.year}"


def month(value: date) -> str:
    """The month as the decree writes it: 01, 02, 3 … 12."""
    return f"{value.month:02}" if value.month < 3 else str(value.month)


def moment(local: datetime) -> str:
    """08:05, 02/7/2012. `local` is in the zone of whoever reads it."""
    return f"{local:%H:%M}, {day(local)}"


def weekday(value: date) -> str:
    return WEEKDAYS[value.weekday()]
