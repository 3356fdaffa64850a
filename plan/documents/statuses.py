"""What a column of status says of a task: that it is done, and on which day where the cell gives one. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from plan.documents.columns import Columns
from plan.documents.headings import meanings
from plan.documents.model import Entry, FrameQuestion, TableRow
from plan.text import fold

_DONE = re.compile(
    r"(?:(?:đã )?(?:hoàn thành|xong|thực hiện xong)|đã (?:trình|ban hành|gửi|nộp|báo cáo|thực hiện|tham mưu))(?!\w)"
    r"|100\s*%|x$|v$|✓|✔|có$|đạt$"
)
_NOT_YET = re.compile(
    r"(?<!\w)(?:chưa|đang|không|sẽ|dự kiến|tiếp tục|một phần|chậm|quá hạn|cơ bản|phấn đấu|xin lùi)(?!\w)"
)
_PERCENT = re.compile(r"(\d{1,3})(?:[.,]\d+)?\s*%")
_DAY = re.compile(r"(?<!\d)(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})(?!\d)")
# A heading such as "Đã trình" says the word, so its cell only gives the day.
_SAYS_DONE = re.compile(r"^(?:đã |ngày )(?:trình|ban hành|hoàn thành|gửi|nộp)")


@dataclass(frozen=True, slots=True)
class StatusReading:
    """`on` is None where the cell gives no day."""

    on: date | None


def read_status(heading: str, words: str) -> StatusReading | None:
    """None for a cell that does not plainly say that the task is done."""
    said = fold(words)
    days = [day for found in _DAY.finditer(said) if (day := _date(found))]
    if not said or _NOT_YET.search(said) or any(int(n) < 100 for n in _PERCENT.findall(said)):
        return None
    only_day = bool(days) and not re.sub(r"[\W\d]|ngày", "", said)
    if _DONE.match(said) or (only_day and _SAYS_DONE.match(fold(heading))):
        return StatusReading(days[0] if len(days) == 1 else None)
    return None


def status_of(columns: Columns, row: TableRow) -> tuple[str, str]:
    """The heading and the words of the column of status; where there are several, of the one that says done."""
    places = {*columns.spare, columns.place("status")}
    found = [
        (columns.name(place), " ".join(row.cells[place].split()))
        for place in sorted(place for place in places if place is not None)
        if "status" in meanings(columns.headings[place]) or columns.roles[place] == "status"
    ]
    done = [pair for pair in found if read_status(*pair)]
    return (*done, *found, ("", ""))[0]


def status_questions(entries: Iterable[Entry]) -> tuple[FrameQuestion, ...]:
    """One question a column; nothing is recorded before a person has answered."""
    counts: dict[str, int] = {}
    for entry in entries:
        if read_status(entry.status_heading, entry.status):
            counts[entry.status_heading] = counts.get(entry.status_heading, 0) + 1
    return tuple(
        FrameQuestion(
            "status",
            heading,
            f"cột “{heading}” nói {count} việc đã xong: ghi nhận là đã nhận? (không: --accept-status none)",
        )
        for heading, count in counts.items()
    )


def _date(found: re.Match[str]) -> date | None:
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None
