"""Several columns of time in one table, each of a step of the same task: Trình thẩm định | Trình UBND | Trình HĐND. Pure."""

import re
from collections.abc import Sequence

from plan.text import fold

_TIME = r"(?:thời (?:gian|hạn|điểm)|ngày|hạn|mốc)(?: dự kiến| phải| cuối)?"
_OF_TIME = re.compile(rf"^(?:{_TIME}|dự kiến) ")
# What is done by then; "thực hiện" and "hoàn thành" alone are the whole task.
_STEP = re.compile(
    r"(?:trình|gửi|nộp|ban hành|báo cáo|thẩm (?:định|tra)|lấy ý kiến|xin ý kiến|phê duyệt|thông qua|(?:hoàn thành |xây dựng )?dự thảo|ký|họp|nghiệm thu|lập|thành lập|khảo sát|đăng ký)(?!\w)"
)
_FEWEST = 2

# The place of each column with what is to be done by its time.
Steps = tuple[tuple[int, str], ...]


def steps_of(headings: Sequence[str], timed: Sequence[int]) -> Steps:
    """The steps that these columns of time name; nothing where they do not name one each."""
    found = tuple((n, words) for n in timed if (words := _step(headings[n])))
    several = len({fold(words) for _, words in found}) == len(found) >= _FEWEST
    return found if several and len(found) == len(timed) else ()


def times_of(steps: Steps, cells: Sequence[str]) -> str:
    """The times of a row, a line a step."""
    said = ((words, " ".join(cells[place].split())) for place, words in steps)
    return "\n".join(f"{words}: {time}" for words, time in said if any(map(str.isalnum, time)))


def _step(heading: str) -> str:
    """“Thời gian trình UBND tỉnh”, “Thời gian: Trình UBND tỉnh” → “trình UBND tỉnh”, as it is written."""
    high, _, low = heading.rpartition(":")
    words, above = (_without_time(" ".join(floor.split())) for floor in (low, high))
    # “Thời gian trình” over “Ban Thường vụ | Ban Chấp hành”
    if _STEP.fullmatch(fold(above)) and not _STEP.match(fold(words)):
        words = f"{above} {words}"
    return words[:1].upper() + words[1:] if _STEP.match(fold(words)) else ""


def _without_time(words: str) -> str:
    found = _OF_TIME.match(fold(words))
    return words[found.end() :] if found else words
