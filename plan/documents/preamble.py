"""What the paragraphs around the tables say: number, title, day of issue, period, who reports."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from plan.documents.model import FrameQuestion
from plan.documents.periods import PeriodReading, read_period, spelt
from plan.documents.titles import read_title

# 39/QĐ-UBND, 05/2026/QĐ-UBND, 12-KH/TU, 07-TB/CQTTBCĐ, 45-CTr/ĐU, 136/KH-BCĐ57, 88/KH-THCS.NT
SIGN = (
    r"(\d{1,5}[A-Za-z]?\s*(?:/\s*\d{4}\s*)?[/–-]\s*(?=[^\s/]*[A-ZĐa-zđ]{2})[A-ZĐ][A-Za-zĐđ\d]*"
    r"(?:[ \t]*[-–/.][ \t]*[A-ZĐ][A-Za-zĐđƯư\d&.]*){0,3})"
)
DAY = r"ngày\s+(\d{1,2})(?:\s*[/.-]\s*|\s+tháng\s+)(\d{1,2})(?:\s*[/.-]\s*|\s+năm\s+)(\d{4})"
PAPERS = (
    r"(?:Quyết định|Kế hoạch|Chương trình(?: hành động| công tác)?|Thông báo|Nghị quyết|Công văn|Văn bản|Chỉ thị"
    r"|Kết luận|Hướng dẫn|Báo cáo|Tờ trình|Quy định|Đề án)"
)
_ISSUED_WITH = re.compile(
    rf"^\s*+\(?\s*+(?:Ban hành\s+)?kèm(?:\s+theo)?\s+{PAPERS}\s*(?:số:?)?\s*{SIGN}\s*,?\s*{DAY}",
    re.IGNORECASE | re.MULTILINE,
)
_NUMBERED = re.compile(rf"^\s*+Số:?\s*+{SIGN}", re.MULTILINE | re.IGNORECASE)
# "Số: 45/KH-THCSND, ngày 28/8/2026", "(Số 03/KH-VP ngày 31/7/2025)": both in one line, as the heads of sheets have it.
_NUMBERED_AND_DAY = re.compile(rf"^\s*+\(?Số:?\s*+{SIGN}\s*,?\s*{DAY}", re.MULTILINE | re.IGNORECASE)
_PLACE_AND_DAY = re.compile(
    rf"^(?:[^\n]*\s{{3}})?[^\n.;()\d]{{2,40}}(?<!căn cứ),\s*{DAY}\s*$", re.MULTILINE | re.IGNORECASE
)
# “Lâm Đồng, ngày      tháng 01 năm 2026”
_DRAFTED = re.compile(
    r"^(?:[^\n]*\s{3})?[^\n.;()\d]{2,40}(?<!căn cứ),\s*ngày\s*(?:[.…_]+\s*)?tháng\s+(\d{1,2})\s*(?:/\s*|năm\s+)(\d{4})\s*$",
    re.MULTILINE | re.IGNORECASE,
)
_SIGNED = re.compile(r"ký ngày (?:\d+/)+\d{4}")
_REPLACES = re.compile(
    rf"(?:thay thế|bãi bỏ)(?: cho| toàn bộ)? (?:Kế hoạch|Quyết định|Chương trình|Đề án)(?: số:?)?\s*{SIGN}",
    re.IGNORECASE,
)
# "Sửa đổi, bổ sung một số nhiệm vụ của Kế hoạch ban hành kèm theo Quyết định số 25/QĐ-UBND"
_AMENDS = re.compile(
    rf"^\s*+(?:[^\n]{{0,60}}\s)?(?:sửa đổi|bổ sung|điều chỉnh|đính chính)\b[^.;]{{0,300}}?\b{PAPERS}\s*(?:số:?)?\s*{SIGN}",
    re.IGNORECASE | re.MULTILINE,
)
_PERIODIC = re.compile(
    r"(?:(?:hàng|hằng|từng|mỗi)\s+(?:tuần|tháng|quý|năm)|\b(?:3|6|9) tháng|sáu tháng|\bquý)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Preamble:
    code: str
    title: str
    issued_on: date | None
    years: PeriodReading

    def questions(self) -> tuple[FrameQuestion, ...]:
        """What is missing or doubtful, each to be asked once."""
        found = []
        if not self.code:
            found.append(FrameQuestion("number", "", "phần đầu không ghi số, ký hiệu văn bản"))
        if not self.title:
            found.append(FrameQuestion("title", "", "phần đầu không ghi tên kế hoạch"))
        if not self.issued_on:
            found.append(FrameQuestion("issued_on", "", "phần đầu không ghi đủ ngày, tháng, năm ban hành"))
        if self.years.ground or not self.years.years:
            found.append(FrameQuestion("period", spelt(self.years.years), self.years.ground))
        return tuple(found)


def read_preamble(text: str, timings: Iterable[str] = ()) -> Preamble:
    title = read_title(text)
    code, issued_on = _number_and_day(text)
    return Preamble(code, title, issued_on, _years(text, title, issued_on, tuple(timings)))


def _years(text: str, title: str, issued_on: date | None, timings: tuple[str, ...]) -> PeriodReading:
    """A draft leaves the day open: its month says from when it holds, and is said in place of a day."""
    drafted = None if issued_on else _DRAFTED.search(text)
    month = written_day("1", *drafted.groups()) if drafted else None
    if month is None:
        return read_period(title, issued_on, timings)
    found = read_period(title, month, timings)
    said = f"phần đầu ghi tháng {month.month}/{month.year}, chưa ghi ngày"
    return replace(found, ground=_SIGNED.sub(said, found.ground))


def read_replaced(text: str) -> tuple[str, ...]:
    """The numbers of the decisions that this one says it takes the place of, as written."""
    return tuple(dict.fromkeys(closed(found[1]) for found in _REPLACES.finditer(text)))


def read_amended(text: str) -> tuple[str, ...]:
    """The numbers of the decisions that this one says it changes in part, as written."""
    return tuple(dict.fromkeys(closed(found[1]) for found in _AMENDS.finditer(text)))


def read_reporting(paragraphs: Iterable[str]) -> str:
    """The paragraphs that oblige somebody to report every quarter, half-year or year, as written."""
    return "\n\n".join(p for p in paragraphs if "báo cáo" in p.lower() and _PERIODIC.search(p))


def read_number(text: str) -> str:
    """The number of the document, as its head or the paper it came with says it; empty where neither does."""
    return _number_and_day(text)[0]


def came_with(text: str) -> tuple[str, date | None] | None:
    """Number and day of the paper that the text says it was issued with, `(Kèm theo Kế hoạch số … ngày …)`."""
    found = _ISSUED_WITH.search(text)
    return (closed(found[1]), written_day(*found.groups()[1:])) if found else None


def _number_and_day(text: str) -> tuple[str, date | None]:
    """The number that the document bears itself, else that of the decision it came with.

    A decision that is only named, in a title such as "Sửa đổi Kế hoạch ban hành kèm theo Quyết định số 25", is
    another document: its number would let this one take that one's place.
    """
    number, day, came_with = _NUMBERED.search(text), _PLACE_AND_DAY.search(text), _ISSUED_WITH.search(text)
    if came_with and closed(came_with[1]) in read_amended(text):
        came_with = None
    beside = _NUMBERED_AND_DAY.search(text)
    number = number or beside
    signed = written_day(*day.groups()) if day else written_day(*beside.groups()[1:]) if beside else None
    if number is None:
        return (closed(came_with[1]), written_day(*came_with.groups()[1:])) if came_with else ("", signed)
    own = closed(number[1])
    if came_with and closed(came_with[1]) == own:
        return own, written_day(*came_with.groups()[1:])
    return own, signed


def closed(number: str) -> str:
    """A number without blanks and without what ends a line."""
    return "".join(number.split()).replace("–", "-").rstrip(".-/")


def written_day(day: str, month: str, year: str) -> date | None:
    """The day that three numbers of a document name; None for one that there is not."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
