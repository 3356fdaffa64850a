"""What the paragraphs around the tables say: number, title, day of issue, period, who reports."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from plan.documents.model import Problem

_SIGN = r"(\d+[A-Za-z]?\s*/(?:\d{4}/)?[A-ZĐ][A-ZĐ\d]*(?:\s*-\s*[A-ZĐ&]+)*)"
_DAY = r"ngày\s+(\d{1,2})(?:\s*[/.-]\s*|\s+tháng\s+)(\d{1,2})(?:\s*[/.-]\s*|\s+năm\s+)(\d{4})"
_ISSUED_WITH = re.compile(rf"kèm theo Quyết định số:?\s*{_SIGN}\s*,?\s*{_DAY}", re.IGNORECASE)
_NUMBERED = re.compile(rf"^\s*Số:?\s*{_SIGN}", re.MULTILINE | re.IGNORECASE)
_PLACE_AND_DAY = re.compile(rf"^[^\n.;()]{{2,40}},\s*{_DAY}\s*$", re.MULTILINE | re.IGNORECASE)
_ARTICLE = re.compile(
    r"Ban hành kèm theo (?:Quyết định|Văn bản|Công văn) này\s+[“\"]?((?:Kế hoạch|Chương trình|Đề án)[^\n;]*)",
    re.IGNORECASE,
)
_REPLACES = re.compile(
    rf"(?:thay thế|bãi bỏ)(?: cho)? (?:Kế hoạch|Quyết định|Chương trình|Đề án)(?: số:?)?\s*{_SIGN}",
    re.IGNORECASE,
)
# The lines of the title go on until a blank line, a bracket, a number, a day or a ground.
_HEADING = re.compile(
    r"^\s*((?:KẾ HOẠCH|CHƯƠNG TRÌNH|ĐỀ ÁN)\b[^\n]*"
    r"(?:\n(?!\s*(?:\(|Số|Căn cứ|Thực hiện|Thi hành|Phần|PHẦN|[IVX]+\.|[^\n]{2,40}, ngày))[^\n]*\S[^\n]*){0,4})",
    re.MULTILINE,
)
_YEARS = re.compile(
    r"(?:giai đoạn|từ năm|năm|,)\s+(\d{4})(?:\s*(?:-|–|—|đến(?: năm)?)\s*(\d{4}))?", re.IGNORECASE
)
_PERIODIC = re.compile(
    r"(?:(?:hàng|hằng|từng|mỗi)\s+(?:tuần|tháng|quý|năm)|\b(?:3|6|9) tháng|sáu tháng|\bquý)", re.IGNORECASE
)
NO_CODE = "Không thấy số, ký hiệu của kế hoạch ở phần đầu; có thể nêu bằng --code."
NO_DAY = "Không thấy ngày ban hành ở phần đầu; có thể nêu bằng --issued-on."


@dataclass(frozen=True, slots=True)
class Preamble:
    code: str
    title: str
    issued_on: date | None
    period: tuple[date, date] | None

    def problems(self) -> tuple[Problem, ...]:
        missing = (
            (self.code, NO_CODE),
            (self.title, "Không thấy tên kế hoạch ở phần đầu."),
            (self.issued_on, NO_DAY),
            (self.period, "Tên kế hoạch không ghi năm hay giai đoạn; hãy nêu rõ bằng --period."),
        )
        return tuple(Problem("preamble", self.title, message) for value, message in missing if not value)


def read_preamble(text: str) -> Preamble:
    title = _title(text)
    code, issued_on = _number_and_day(text)
    return Preamble(code, title, issued_on, _period(title))


def read_replaced(text: str) -> tuple[str, ...]:
    """The numbers of the decisions that this one says it takes the place of, as written."""
    return tuple(dict.fromkeys("".join(found[1].split()) for found in _REPLACES.finditer(text)))


def read_reporting(paragraphs: Iterable[str]) -> str:
    """The paragraphs that oblige somebody to report every quarter, half-year or year, as written."""
    return "\n\n".join(p for p in paragraphs if "báo cáo" in p.lower() and _PERIODIC.search(p))


def _number_and_day(text: str) -> tuple[str, date | None]:
    if found := _ISSUED_WITH.search(text):
        return "".join(found[1].split()), _date(found[2], found[3], found[4])
    number, day = _NUMBERED.search(text), _PLACE_AND_DAY.search(text)
    return "".join(number[1].split()) if number else "", _date(*day.groups()) if day else None


def _date(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _title(text: str) -> str:
    """From the deciding article, in its own case; else the heading in capitals, as written."""
    if found := _ARTICLE.search(text):
        return found[1].rstrip('./”" ')
    heading = _HEADING.search(text)
    return " ".join(heading[1].split()) if heading else ""


def _period(title: str) -> tuple[date, date] | None:
    found = _YEARS.search(title)
    if not found:
        return None
    first, last = int(found[1]), int(found[2] or found[1])
    return (date(first, 1, 1), date(last, 12, 31)) if 1945 <= first <= last else None
