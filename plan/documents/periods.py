"""The years of a plan, told by its title and the day it was signed: for sure, or as a proposal with its ground. Pure.

The name of a law, what lies beyond the plan ("tầm nhìn") and an "đến năm N" alone say nothing for sure.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from plan.dates import day

_QUOTED = re.compile(r"[“\"«][^”\"»]*[”\"»]")
# A numbered paper carries the year in which it was signed.
_PAPER = re.compile(
    r"(?:nghị quyết|nghị định|thông tư|chỉ thị|kết luận|quyết định|quy định|kế hoạch|chương trình|công điện|công văn|thông báo|đề án)"
    r"\s+số:?\s*\S+(?:\s*,?\s*ngày\s+\S+(?:\s+tháng\s+\S+\s+năm\s+\d{4})?)?",
    re.IGNORECASE,
)
_LAW = re.compile(r"(?<!pháp )(?<!kỷ )\b(?:bộ luật|luật|pháp lệnh|hiến pháp)\b", re.IGNORECASE)
# What a plan carries out has years of its own.
_CARRIED_OUT = re.compile(
    r"(?:thực hiện|triển khai|thi hành|hưởng ứng|cụ thể hóa|ban hành)\s+(?:một số nội dung )?(?:của )?"
    r"(?:chương trình|đề án|chiến lược|kế hoạch|quy hoạch|dự án|nghị quyết|chỉ thị|kết luận)\b",
    re.IGNORECASE,
)
# Conclusions of a meeting, and dispatches, speak of plans that have years of their own.
_MEETING = re.compile(
    r"(?:thông báo\s+)?(?:về )?(?:ý kiến )?kết luận|thông báo\s+ý kiến|công điện", re.IGNORECASE
)
_BEYOND = re.compile(r"(?:tầm nhìn|định hướng|hướng tới|hướng đến)[^,;\d]*\d{4}", re.IGNORECASE)
# The day of what the plan is about: “kiểm kê thời điểm 0h00 ngày 01 tháng 01 năm 2026”.
_DAY = re.compile(
    r"ngày\s+\d{1,2}(?:\s*[/.-]\s*|\s+tháng\s+)\d{1,2}(?:\s*[/.-]\s*|\s+năm\s+)\d{4}", re.IGNORECASE
)
_SPAN = re.compile(
    r"(?:giai đoạn|thời kỳ|nhiệm kỳ|năm học|năm|từ)\s*:?\s*(?:từ )?(?:năm )?(\d{4})\s*(?:[-–—]|đến|tới)\s*(?:hết )?(?:năm )?(\d{4})",
    re.IGNORECASE,
)
# The term of a committee is no period where a year stands beside it.
_TERM = re.compile(r"nhiệm kỳ\s*:?\s*\d{4}\s*[-–—]\s*\d{4}", re.IGNORECASE)
_UNTIL = re.compile(r"(?:đến|tới)\s*(?:hết |cuối )?(?:năm )?(\d{4})", re.IGNORECASE)
_YEAR = re.compile(
    r"(?:năm\s*:?|,|tháng\s*\d{1,2}\s*[/-]|quý\s*[IV1-4]+\s*[/-]?)\s*(\d{4})(?!\s*[/\d])", re.IGNORECASE
)
_ANY_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)")
_LONGEST = 30

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PeriodReading:
    """`years`, and why they are only a proposal; no ground where they are sure."""

    years: Span | None
    ground: str = ""

    @property
    def days(self) -> tuple[date, date] | None:
        return (date(self.years[0], 1, 1), date(self.years[1], 12, 31)) if self.years else None


def spelt(years: Span | None) -> str:
    """`2026`, or `2026-2030`."""
    if years is None:
        return ""
    first, last = years
    return str(first) if first == last else f"{first}-{last}"


def read_period(title: str, issued_on: date | None, timings: Iterable[str] = ()) -> PeriodReading:
    """`timings`: the words of time of the rows, which show how far a plan without years reaches.

    A year in the name of a meeting, or of what it was about, is not that of what it decided.
    """
    found = _read(title, issued_on, timings)
    if found.years and not found.ground and _MEETING.match(title.strip()):
        return PeriodReading(found.years, f"tên cuộc họp, văn bản được kết luận nói {spelt(found.years)}")
    return found


def _read(title: str, issued_on: date | None, timings: Iterable[str]) -> PeriodReading:
    own = _DAY.sub(" ", _BEYOND.sub(" ", _PAPER.sub(" ", _QUOTED.sub(" ", title))))
    if _YEAR.search(_UNTIL.sub(" ", _TERM.sub(" ", own))):
        own = _TERM.sub(" ", own)
    if spans := set(_spans(own)):
        doubt = len(spans) > 1 or _CARRIED_OUT.search(own) or _LAW.search(own) or _MEETING.match(own)
        return _weighed(min(spans), issued_on, "tên văn bản được thực hiện" if doubt else "")
    until = [int(found[1]) for found in _UNTIL.finditer(own)]
    years = sorted({int(found[1]) for found in _YEAR.finditer(_UNTIL.sub(" ", own))})
    if years and not until and not _LAW.search(own):
        return _of_years(years, issued_on)
    until = until or [int(found[1]) for found in _UNTIL.finditer(_BEYOND.sub(" ", title))]
    return _proposed(title, until, issued_on, timings)


def _spans(text: str) -> Iterator[Span]:
    for found in _SPAN.finditer(text):
        first, last = int(found[1]), int(found[2])
        if 1945 <= first <= last <= first + _LONGEST:
            yield first, last


def _of_years(years: list[int], issued_on: date | None) -> PeriodReading:
    """A year of its own is sure unless it is not the one of the signature or the next."""
    year = years[0] if len(years) == 1 else _nearest(years, issued_on)
    if issued_on and year not in {issued_on.year, issued_on.year + 1}:
        ground = f"tiêu đề nói năm {year} mà văn bản ký ngày {day(issued_on)}"
        return PeriodReading((year, year), ground)
    ground = f"tiêu đề nói các năm {', '.join(map(str, years))}" if len(years) > 1 else ""
    return PeriodReading((year, year), ground)


def _nearest(years: list[int], issued_on: date | None) -> int:
    return min(years, key=lambda year: abs(year - issued_on.year)) if issued_on else years[0]


def _weighed(span: Span, issued_on: date | None, doubt: str) -> PeriodReading:
    first, last = span
    if doubt:
        return PeriodReading(span, f"{doubt} nói giai đoạn {first}-{last}")
    if issued_on and not first - 1 <= issued_on.year <= last:
        return PeriodReading(span, f"tiêu đề nói {first}-{last} mà văn bản ký ngày {day(issued_on)}")
    return PeriodReading(span)


def _proposed(title: str, until: list[int], issued_on: date | None, timings: Iterable[str]) -> PeriodReading:
    """From the signature to where the title or the rows reach; each step is said."""
    rows = sorted({int(year) for words in timings for year in _ANY_YEAR.findall(words)})
    first = issued_on.year if issued_on else (rows[0] if rows else None)
    said = [f"ký ngày {day(issued_on)}, nên từ năm {first}"] if issued_on else []
    quoted = sorted(_spans(title))
    if quoted and (first is None or quoted[0][0] - 1 <= first <= quoted[0][1]):
        span = quoted[0]
        return PeriodReading(span, f"tên văn bản được thực hiện nói giai đoạn {span[0]}-{span[1]}")
    if first is None:
        return PeriodReading(None, "tiêu đề không ghi năm, văn bản không ghi ngày ký")
    last = first
    if until and first <= max(until) <= first + _LONGEST:
        last = max(until)
        said.append(f"tiêu đề nói đến năm {last}")
    elif rows and first <= rows[-1] <= first + _LONGEST:
        last = rows[-1]
        said.append(f"các dòng nói đến năm {last}")
    return PeriodReading((first, last), "; ".join(said))
