"""What a form of time is made of: values, number words, and the fragments that patterns share."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from scheduler.phrases.grammar.spans import Span


@dataclass(frozen=True, slots=True)
class Cycle:
    """Every unit; `place` where the form itself says which day of it."""

    every: str
    place: Span | None = None
    weekday: int | None = None
    times: int = 0  # "03 đợt/năm": so many days must follow
    loose: bool = False  # "báo cáo 6 tháng" may be one report a year, of its first half

    @property
    def has_day(self) -> bool:
        return self.place is not None or self.weekday is not None


@dataclass(frozen=True, slots=True)
class Mark:
    """A word that relates times to each other, or limits one."""

    kind: str


Value = Span | Cycle | Mark
Build = Callable[[re.Match[str]], Value | None]


@dataclass(frozen=True, slots=True)
class TimeForm:
    starts: str
    pattern: re.Pattern[str]
    build: Build
    example: str


NUMBERS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9}
NUMBERS |= {"mười": 10, "mười một": 11, "mười hai": 12}

_FRAGMENTS = {
    "D": r"(?P<d>0?[1-9]|[12]\d|3[01])(?!\d)",
    "M": r"(?P<m>0?[1-9]|1[0-2])(?!\d)",
    "Q": r"(?P<q>iv|i{1,3}|0?[1-4]|một|hai|ba|bốn|tư)(?!\w)(?! tháng| lần)",
    "Y": r"(?P<y>(?:19|20)\d\d)(?![\d%])",
    # A month or quarter by its letter or by its numbers: "T6/2026", "QII/2026", "06/2026".
    "SHORT": r"(?:(?:th?|q)\.? ?(?:\d{1,2}|i{1,3}|iv) ?[/.-] ?\d{4}|\d{1,2} ?[/.-] ?\d{4})(?!\d)",
    "TH": r"(?:mồng |thứ )?",  # before the number of a day
    "N": r"(?P<n>\d{1,2}|một|hai|ba|bốn|sáu|bảy|chín)",
    # Between a month or quarter and its year: a comma, a slash, a dash, "của", "năm", or nothing.
    "J": r"(?: ?[,/.-] ?| )?(?:của |trong )?(?:năm )?",
    "U": r"(?P<u>năm|quý|(?:0?1 |một )?tháng|tuần|(?:\d{1,2}|sáu|ba) tháng|nửa năm)(?!\w)",
    "EACH": r"(?:hằng|mỗi|từng)",
    "ONE": r"(?:một|0?1)",
    # What comes so many times: "01 cuộc/quý", "mỗi quý 01 hội nghị".
    "TIME": r"(?:lần|cuộc|buổi|phiên|hội nghị|lớp|đợt|chuyên đề)(?!\w)",
    "OF": r"(?:của |trong |thuộc )?",
    "NEXT": r"(?:liền kề sau|liền sau|liền kề tiếp theo|kế tiếp|tiếp theo|tiếp sau|sau|tiếp(?= *(?:$|[.,;)]))|kế(?! hoạch)|tới)(?: liền kề| kế tiếp)?(?! (?:khi|ngày|thời điểm|lúc)(?!\w))",
    "LAST": r"(?:liền kề trước|liền trước|trước)(?: liền kề| đó)?",
    "END": r"(?= *(?:$|[\n,.;:()]))",
    # The same, or words that say what for and to whom: "ngày 15 của tháng để tổng hợp".
    "STOP": r"(?= *(?:$|[\n,.;:()])| (?:để|gửi|nộp|theo|hoặc|về|qua|đối với) )",
    # A unit in a list of cycles ("hằng quý, 6 tháng, năm") is none when it goes on as a place ("quý I").
    "ALONE": r"(?!\w)(?! ?(?:[ivx]+\b|\d|(?:hành động|cao điểm|thanh niên|công nhân|an toàn)\b|/(?!năm|quý|6|tháng|tuần)|-(?! (?:trước|chậm|muộn|không|vào|đến|xong|hoàn|hạn|gửi|nộp)\b))| (?:sau|trước(?! (?:ngày|tháng|hết|thời|\d))|đầu|cuối|tiếp|kế|liền|này|nay|học|qua|tới|một|hai|ba)\b)",
}


def compiled(pattern: str) -> re.Pattern[str]:
    for name, fragment in _FRAGMENTS.items():
        pattern = pattern.replace("{" + name + "}", fragment)
    return re.compile(pattern)


def year_of(found: re.Match[str]) -> int | None:
    year = found.groupdict().get("y")
    return int(year) if year else None


def number_of(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word]


def weekday_of(word: str | None) -> int:
    """Monday is 0; chủ nhật, which has no number, is 6."""
    if word is None:
        return 6
    return (int(word) if word.isdigit() else NUMBERS[word]) - 2


def mark(kind: str) -> Build:
    mark = Mark(kind)
    return lambda _found: mark


def form(starts: str, pattern: str, build: Build, example: str) -> TimeForm:
    return TimeForm(starts, compiled(pattern), build, example)


# What a rule may add after "năm sau": "của năm báo cáo".
REPORT = r"(?: (?:của |thuộc |với |so với |ngay sau |sau )?(?:năm |kỳ |quý )?(?:báo cáo|kế hoạch|thực hiện|đánh giá|quyết toán|dự toán|tính thuế|thống kê|kiểm toán|xếp loại|phát sinh(?: nghĩa vụ(?: thuế)?)?))*"
