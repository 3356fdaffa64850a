"""Words that wait for an event or another document instead of naming a day."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scheduler.phrases.reading import Wait


@dataclass(frozen=True, slots=True)
class AwaitedEvent:
    """What is waited for, and how long after it something falls due."""

    start: int  # where the words of the event itself begin
    end: int
    wait: Wait | None = None


_COUNTED = re.compile(
    r"(?P<how>(?:(?:tối thiểu|ít nhất|chậm nhất|muộn nhất|không quá|không muộn hơn|trong|vòng|thời hạn|thời gian|tối đa|là|sau)[ ,]+)*)"
    r"(?:[^\W\d]+ \()?\(?(?P<n>\d{1,3})\)?(?: \([^\W\d]+(?: [^\W\d]+){0,2}\))? "
    r"(?P<u>ngày làm việc|ngày|tuần|tháng|năm|giờ)(?P<work> làm việc)?,? "
    r"(?:(?P<back>trước(?: khi)?)|(?:(?:tính |kể )?từ|sau)(?: khi)?)(?: (?:ngày|thời điểm)(?: khi)?)? "
    r"(?=[^\W\d])(?!ngày |tháng |năm |quý |này |đó |đây )"
)
_PLAIN = re.compile(
    r"(?!trước khi (?:kết thúc|hết) (?:năm|quý|tháng) [\divx])(?:chỉ )?(?:ngay )?(?:(?:sau|(?:kể |tính )?từ|(?:cho )?đến|trước|trong) )?khi (?=\w)"
    r"|(?:kể |tính )?(?:từ|sau) (?:ngày|thời điểm) (?=[^\W\d])(?!mồng |tháng |đầu |cuối )"
    r"|(?:ngay )?sau (?=(?:các |mỗi )?(?:kỳ họp|phiên họp|hội nghị|cuộc họp|đại hội|bầu cử|sáp nhập|sắp xếp|thí điểm|nghiệm thu|phê duyệt|tết)(?!\w))"
)
_DOCUMENT = re.compile(
    r"(?:thực hiện |triển khai )?(?:theo|căn cứ(?: vào)?) (?=(?:các |những )?(?:dự án|kế hoạch|chương trình|đề án|nghị quyết|nghị định|quyết định|"
    r"thông tư|luật|chỉ thị|công văn|văn bản|hướng dẫn|chỉ đạo|yêu cầu|quy định|kết luận|thông báo|kh\b|lộ trình|đề nghị|kỳ họp|thời gian (?:quy định|yêu cầu) (?:của|tại)))"
)
_SESSION = re.compile(r"(?:tại |trình )?(?=(?:kỳ họp|phiên họp) )")
_AD_HOC = re.compile(r"(?=đột xuất|khi có )")
# Where the words of an event stop and what follows from it begins.
_END = re.compile(
    r"[\n;)]|\.(?= |$)|,?(?: và)? (?=(?:(?:tổ chức |triển khai )?thực hiện |duy trì |định kỳ |báo cáo )?(?:hằng|định kỳ) (?:năm|quý|tháng|tuần|6 tháng|hằng))"
    r"|(?:,| và) (?=(?:hoàn thành|chậm nhất|muộn nhất|không quá|không muộn|xong|kết thúc|trước ngày|trong (?:quý|tháng|năm)) )"
    r"|, (?=[^\W\d])|$"
)
# What begins with an event may end on a day: "từ ngày ký đến hết ngày 31/12". "Quy hoạch … đến năm 2030" is a name.
_FROM = re.compile(r"(?:kể |tính )?từ ")
_UNTIL = re.compile(r"\D+?(?= (?:cho )?đến (?:hết |cuối |ngày |tháng )+(?:năm )?[\divx])")
_UNITS = {"ngày": "day", "ngày làm việc": "workday", "tuần": "week", "tháng": "month", "năm": "year"}


# Words of time inside the words of an event: what falls due when was not understood.
TIMED = re.compile(r"(?<!\w)(?:hằng|mỗi|tuần|tháng|quý|lần|định kỳ|năm(?! (?:19|20)\d\d))(?!\w)")


def event_at(key: str, start: int) -> AwaitedEvent | None:
    """The event whose words begin here, if any."""
    found = _COUNTED.match(key, start)
    if found:
        return AwaitedEvent(found.end(), _end(key, found.end()), _wait(found))
    found = _PLAIN.match(key, start)
    if not found:
        return None
    end = _end(key, found.end())
    until = _UNTIL.match(key, found.end(), end) if _FROM.match(found[0]) else None
    return AwaitedEvent(found.end(), until.end() if until else end)


def document_at(key: str, start: int) -> int | None:
    """Where the words begin that name the document or session this waits for."""
    found = _DOCUMENT.match(key, start) or _SESSION.match(key, start) or _AD_HOC.match(key, start)
    return found.end() if found else None


def _end(key: str, start: int) -> int:
    found = _END.search(key, start)
    return found.start() if found else len(key)


def _wait(found: re.Match[str]) -> Wait | None:
    if found["how"].startswith(("sau", "tối thiểu", "ít nhất")) and not found["back"]:
        return None  # not before so many days have passed: no limit
    count, unit = int(found["n"]), found["u"]
    if unit == "giờ":
        return Wait(count // 24, "day") if count % 24 == 0 else None
    if found["work"]:
        unit = "ngày làm việc"
    return Wait(-count if found["back"] else count, _UNITS[unit])
