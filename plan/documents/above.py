"""What the text above a table says for every row of it: one time, or one lead. Pure."""

import re
from collections.abc import Sequence

_DAY = r"(?:ngày\s+)?\d{1,2}\s*(?:[/.-]|\s+tháng\s+)\s*\d{1,2}\s*(?:[/.-]|\s+năm\s+)\s*\d{4}"
_TIME = re.compile(
    rf"(?:hoàn thành|xong|thực hiện|báo cáo|gửi|trình|thời (?:gian|hạn))[^.;\n]{{0,90}}?"
    rf"((?:xong )?(?:trước|chậm nhất(?: là)?|đến hết|xong trong|hoàn thành trong|không muộn hơn)\s+"
    rf"(?:{_DAY}|(?:tháng\s+\d{{1,2}}|quý\s+[IV1-4]+)\s*[/,-]?\s*(?:năm\s+)?\d{{4}}))",
    re.IGNORECASE,
)
# "Tháng 01/2026" by itself right above a table: the time of all its rows.
_ALONE = re.compile(
    r"(?:[-–+•*]|\d{1,2}[.)]|[IVX]{1,5}[.)])?\s*(?:trong )?((?:tháng \d{1,2}|quý (?:[IV]{1,3}|\d))(?:(?:\s*[/-]\s*|,? năm )\d{4})?)\s*[:.]?",
    re.IGNORECASE,
)
# “THÁNG 9/2026 - Chủ điểm: …” right above a table whose rows say weeks and days.
_MONTH = re.compile(
    r"(?:[-–+•*]|\d{1,2}[.)]|[IVX]{1,5}[.)])?\s*(?:kế hoạch |công tác )*(tháng \d{1,2}(?:(?:\s*[/-]\s*|,? năm )\d{4})?)(?![\w/])\s*(?:[.:;,(–-].*)?",
    re.IGNORECASE,
)
# “NGÀY 1: THỨ HAI, NGÀY 24/8/2026” right above a table whose rows say their hours.
_OF_A_DAY = re.compile(
    rf"(?:[-–+•*]|\d{{1,2}}[.)]|[IVX]{{1,5}}[.)])?\s*(?:(?:ngày (?:thứ )?(?:\d|một|nhất|hai|ba|tư|năm)|buổi (?:sáng|chiều|tối))\s*[:,(–-]\s*)?"
    rf"(?:(?:thứ (?:[2-7]|hai|ba|tư|năm|sáu|bảy)|chủ nhật)\s*[,(–-]?\s*)?\(?({_DAY})\)?\s*[:.]?",
    re.IGNORECASE,
)
_FARTHEST = 6


def time_above(paragraphs: Sequence[str]) -> str:
    """The words of time in the last paragraphs before a table that has no column of time."""
    last = [text for text in paragraphs if text.strip()][-_FARTHEST:]
    if last and (alone := _ALONE.fullmatch(" ".join(last[-1].split()))):
        return alone[1]
    for text in reversed(last):
        if found := _TIME.search(" ".join(text.split())):
            return found[1]
    return ""


def month_above(paragraphs: Sequence[str]) -> str:
    """The month, or the day, that the paragraph right above a table names; the rows of the table lie in it."""
    last = " ".join(next((text for text in reversed(paragraphs) if text.strip()), "").split())
    found = _MONTH.fullmatch(last) or _OF_A_DAY.fullmatch(last)
    return found[1] if found else ""
