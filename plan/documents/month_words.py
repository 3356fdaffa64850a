"""What a row says of the month, or of the day, that stands above it or beside it: “Ngày 15” under “THÁNG 5” is the 15th of May. Pure."""

import re

_MONTH = re.compile(
    r"(tháng (\d{1,2})(?:(?:\s*/\s*| năm )(\d{4}))?)(?:\s*[:.])?(?:\s*\([^()]*\))?", re.IGNORECASE
)
_SHORT_DAY = re.compile(
    r"(?:trước |đến |từ )?(?:ngày )?(\d{1,2})\s*([/.-])\s*(\d{1,2})(?:\s*[/.-]\s*(\d{4}))?", re.IGNORECASE
)
# “NGÀY 24/8/2026” over “7h00 - 7h15”: hours of that day.
_DAY = re.compile(r"(?:ngày )?\d{1,2}(?:\s*[/.-]\s*| tháng )\d{1,2}(?:\s*[/.-]\s*| năm )\d{4}", re.IGNORECASE)
_HOUR = r"\d{1,2}(?:\s*(?:h|giờ|g)\s*(?:\d{1,2}(?:\s*phút|\s*['’])?)?|:\d{2})"
_HOURS = re.compile(rf"(?:từ |lúc )?{_HOUR}(?:\s*(?:[-–]|đến)\s*{_HOUR})?", re.IGNORECASE)
_PART = re.compile(
    r"(?:trong |vào )?(?:tuần (?:lễ )?(?:thứ )?(?:\d|[ivx]+|một|nhất|hai|ba|tư|đầu|cuối)(?: ?(?:-|,|và|đến) ?\d)*"
    r"|(?:từ )?ngày \d{1,2}(?: ?(?:-|,|và|đến(?: ngày)?) ?\d{1,2})*|(?:đầu|giữa|cuối|cả|trong) tháng)",
    re.IGNORECASE,
)


def within_month(timing: str, given: str) -> str:
    """The words of time of a row in the month that is given; those that are no part of one as they are."""
    month = _MONTH.fullmatch(" ".join(given.split()))
    words = " ".join(timing.split())
    if _DAY.fullmatch(given) and _HOURS.fullmatch(words):
        return f"{words} {given.lower()}"
    if not month:
        return timing
    if names_day_of(words, given):
        return f"{words}/{month[3]}" if month[3] and not _is_whole(words) else timing
    if not _PART.fullmatch(words):
        return timing
    if words.lower() in {"cả tháng", "trong tháng"}:
        return month[1]
    return f"{re.sub(r' tháng$', '', words, flags=re.IGNORECASE)} {month[1].lower()}"


def names_day_of(words: str, given: str) -> bool:
    """“30/9” is a day of “THÁNG 9/2026”; “5-9” may be its days from the fifth to the ninth."""
    day, month = _SHORT_DAY.fullmatch(words), _MONTH.fullmatch(" ".join(given.split()))
    if day is None or month is None or int(day[3]) != int(month[2]):
        return False
    may_be_span = day[2] == "-" and not day[4] and int(day[1]) < int(day[3])
    return not may_be_span and (not (day[4] and month[3]) or day[4] == month[3])


def _is_whole(words: str) -> bool:
    day = _SHORT_DAY.fullmatch(words)
    return bool(day and day[4])
