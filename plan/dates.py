"""How people read a day and an hour, in letters, pages, papers, the shell and error messages alike. Pure.

Commands, JSON and CSV say days as ISO 8601 does; what the plan itself wrote stays as written.
"""

import re
import unicodedata
from datetime import date, datetime

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def day(value: date) -> str:
    """02/7/2012: two figures for a day, none added to a month over 2 (Nghị định 30/2020/NĐ-CP)."""
    return f"{value.day:02}/{month(value)}/{value.year}"


def day_of_year(value: date, year: int) -> str:
    """02/7 where the year goes without saying, else the whole day."""
    return f"{value.day:02}/{month(value)}" if value.year == year else day(value)


def month(value: date) -> str:
    """The month as the decree writes it: 01, 02, 3 … 12."""
    return f"{value.month:02}" if value.month < 3 else str(value.month)


def moment(local: datetime) -> str:
    """08:05, 02/7/2012. `local` is in the zone of whoever reads it."""
    return f"{local:%H:%M}, {day(local)}"


def weekday(value: date) -> str:
    return WEEKDAYS[value.weekday()]


# As people type a day: the day first, always; with a year in two figures, or none (this year's).
_TYPED = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII),
    re.compile(r"(?P<day>\d{1,2}) ?([/.-]) ?(?P<month>\d{1,2})(?: ?\2 ?(?P<year>\d{4}|\d{2}))?", re.ASCII),
    re.compile(r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<day>\d{1,2}) tháng (?P<month>\d{1,2})(?: năm (?P<year>\d{4}))?", re.ASCII),
)


def read_typed(text: str, today: date) -> date:
    """16/7/2012, 16-07-2012, 16.7.12, 16072012, 16/7, hôm nay, 2012-07-16. Raises ValueError for anything else."""
    if _plain(text) == "hôm nay":
        return today
    found = _match(text)
    year = int(found["year"] or today.year)
    return date(year + 2000 if year < 100 else year, int(found["month"]), int(found["day"]))


def read_full(text: str) -> date:
    """A day that says its whole year, as a command or a file has it: 31/3/2012, 2012-03-31. Raises ValueError otherwise."""
    found = _match(text)
    if len(found["year"] or "") != 4:
        raise ValueError(f"no whole year: {text!r}")
    return date(int(found["year"]), int(found["month"]), int(found["day"]))


def meant(text: str) -> date | None:
    """The day that somebody probably meant who wrote the month first, for a suggestion; never an answer."""
    numbers = re.fullmatch(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*", text, re.ASCII)
    try:
        return date(int(numbers[3]), int(numbers[1]), int(numbers[2])) if numbers else None
    except ValueError:
        return None


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split()).removeprefix("ngày ")


def _match(text: str) -> re.Match[str]:
    found = next((match for form in _TYPED if (match := form.fullmatch(_plain(text)))), None)
    if found is None:
        raise ValueError(f"no day: {text!r}")
    return found
