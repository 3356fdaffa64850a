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
    through: int = 0  # where its lexeme ends, if words about it follow: "trước phiên họp ít nhất 03 ngày"
    opens: bool = False  # what stands beside it only begins with it: "hằng năm, kể từ ngày …"
    limits: bool = False  # what stands beside it must be there before it: "năm 2026, trước ngày khai giảng"


_UNIT = r"(?P<n>\d{1,3})\)?(?: \([^\W\d]+(?: [^\W\d]+){0,2}\))? (?P<u>ngày làm việc|ngày|tuần|tháng|năm|giờ)(?P<work> làm việc)?"
# What is held, and so has a day before which something must be there.
_HELD = (
    r"(?:kỳ họp|phiên họp|hội nghị|cuộc họp|buổi họp|buổi làm việc|đại hội|hội thảo|kỳ sát hạch|kỳ kiểm tra|lễ|cuộc bầu cử|bầu cử|kỳ thi|cuộc thi|"
    r"khai mạc|khai giảng|khởi công|khai thác|vận hành|thi công|họp|tổ chức|diễn ra|tiến hành|thi|xét|bắt đầu|kiểm tra|thanh tra|giám sát|ban hành|trình|hết (?:thời )?hạn|hết hiệu lực)"
)
# The number of days may stand behind the event: "trước phiên họp ít nhất 03 ngày".
_BACKWARD = re.compile(
    rf"(?:ngay )?trước (?:khi |ngày |thời điểm )?(?P<event>{_HELD}(?!\w)(?:,? (?:(?:giữa|cuối|đầu) năm|(?!ngày |tháng |quý |năm |trước )[^\W\d]+)){{0,12}}?),? "
    rf"(?:(?:ít nhất|tối thiểu|chậm nhất|muộn nhất|là) )*\(?{_UNIT}(?!\w| [ivx\d])"
)
# Before something that is held, however long: "trước Đại hội Đảng bộ tỉnh".
_BEFORE = re.compile(rf"(?:ngay )?trước (?:ngày |thời điểm )?(?={_HELD}(?!\w))")
# No event but a place in the calendar: "15 ngày sau khi kết thúc quý".
_UNIT_ENDS = re.compile(
    r"kết thúc (?:hằng |mỗi |từng )?(?:kỳ kế toán )?(?:quý|tháng|năm(?! học)|0?6 tháng|kỳ(?! (?:họp|thi|đánh giá|kiểm tra|sát hạch|tuyển sinh|thanh tra|kiểm toán)))(?!\w)"
)
# "Trước 05 ngày so với ngày tổ chức Hội nghị", "trước ít nhất 15 ngày kể từ ngày dự kiến sử dụng", "trước ít nhất 03 ngày khi họp".
_DAYS_BEFORE = re.compile(
    rf"(?:(?:ít nhất|tối thiểu|chậm nhất|muộn nhất|là) )*trước (?:(?:ít nhất|tối thiểu) )?{_UNIT},? "
    rf"(?:(?:so với|trước|(?:tính|kể) (?:từ|đến)) (?:khi |ngày |thời điểm )+(?=[^\W\d])|(?:khi |ngày |thời điểm )*(?={_HELD}(?!\w)))"
)
_NEXT_WORKDAY = re.compile(
    r"(?:(?:chậm nhất|muộn nhất|không quá|trong|vào|là|ngay)[ ,]+)*ngày làm việc (?:tiếp theo|liền kề|kế tiếp|liền sau|sau)(?: liền kề)?,? "
    r"(?:(?:tính |kể )?từ|sau|của)(?: khi)?(?: (?:ngày|thời điểm)(?: khi)?)? (?=[^\W\d])"
)
_NUMBER = (
    r"\d{1,3}|(?:(?:hai|ba|bốn|năm|sáu|bảy|tám|chín) )?(?:mười|mươi)(?: (?:một|hai|ba|bốn|lăm|sáu|bảy|tám|chín))?|"
    r"một|hai|ba|bốn|sáu|bảy|tám|chín|(?<=hạn )năm|(?<=vòng )năm|(?<=nhất )năm|(?<=là )năm|(?<=quá )năm"
)
_COUNTED = re.compile(
    r"(?P<how>(?:(?:tối thiểu|ít nhất|chậm nhất|muộn nhất|không quá|không muộn hơn|trong|phạm vi|vòng|khoảng thời gian|thời hạn|thời gian|tối đa|là|sau)[ ,]+)*)"
    rf"(?:[^\W\d]+ \()?\(?(?P<n>{_NUMBER})\)?(?: \([^\W\d]+(?: [^\W\d]+){{0,2}}\))? "
    r"(?P<u>ngày làm việc|ngày|tuần|tháng|năm|giờ)(?P<work> làm việc)?(?: liên tục)?,? "
    r"(?:(?P<back>trước(?: khi)?)|(?:(?:tính |kể )?từ|sau)(?: khi)?)(?: (?:ngày|thời điểm)(?: khi)?)? "
    r"(?=[^\W\d])(?!ngày |tháng |năm |quý |này |đó |đây )"
)
# "Ngày thứ sáu sau khi kết thúc hội nghị" may be a Friday; "ngày thứ sáu, kể từ ngày …" is counted.
_WEEKDAY = (
    r"(?:hai|ba|tư|năm|sáu|bảy)(?!\w| (?:mười|mươi)(?!\w)|(?: \([^()]{1,12}\))?,? (?:kể|tính) từ(?!\w))"
)
_NTH = re.compile(
    rf"(?:(?:chậm nhất|muộn nhất|không quá|không muộn hơn|là|vào) )*ngày thứ (?!{_WEEKDAY})(?P<n>{_NUMBER}),? "
    r"(?:(?:tính |kể )?từ|sau)(?: khi)?(?: (?:ngày|thời điểm)(?: khi)?)? (?=[^\W\d])"
)
_PLAIN = re.compile(
    r"(?!trước khi (?:kết thúc|hết) (?:năm|quý|tháng) [\divx])(?:chỉ )?(?:ngay )?(?:(?:sau|(?:kể |tính )?từ|(?:cho )?đến|trước|trong) )?khi (?=\w)|(?<!nhất )(?<!là )(?:cho )?đến thời điểm (?=[^\W\d])"
    r"|(?:kể |tính )?(?:từ|sau) (?:ngày|thời điểm) (?=[^\W\d])(?!mồng |tháng |đầu |cuối )"
    r"|(?:ngay )?sau (?=(?:các |mỗi )?(?:kỳ họp|phiên họp|hội nghị|cuộc họp|đại hội|hiệp thương|kiểm tra|thanh tra|sơ kết|tổng kết|tập huấn|bầu cử|sáp nhập|sắp xếp|thí điểm|nghiệm thu|phê duyệt|tết)(?!\w))"
)
_DOCUMENT = re.compile(
    r"(?:thực hiện |triển khai )?(?:theo|căn cứ(?: vào)?) (?=(?:các |những )?(?:dự án|kế hoạch|chương trình|đề án|nghị quyết|nghị định|quyết định|"
    r"thông tư|luật|chỉ thị|công văn|văn bản|lịch (?:công tác |làm việc |họp |tiếp công dân )?của|hướng dẫn|chỉ đạo|yêu cầu|quy định|kết luận|thông báo|kh\b|lộ trình|đề nghị|kỳ họp|tiến độ (?:(?:triển khai|thực hiện|ban hành|hướng dẫn|chỉ đạo|chung) )*của (?:bộ|ban|chính phủ|cục|hđnd|quốc hội|sở|thành ủy|thủ tướng|tỉnh|trung ương|tw|ubnd|ủy ban)\b|thời gian (?:quy định|yêu cầu) (?:của|tại)))"
)
_SESSION = re.compile(r"(?:(?:trình|báo cáo)(?: [^\W\d]+){1,6}? tại |tại |trình )?(?=(?:kỳ họp|phiên họp) )")
_AD_HOC = re.compile(r"(?=đột xuất|khi có )")
# Where the words of an event stop and what follows from it begins.
_END = re.compile(
    r"[\n;)]|\.(?= |$)|,?(?: và)? (?=(?:(?:tổ chức |triển khai )?thực hiện |duy trì |định kỳ |báo cáo )?(?:hằng|định kỳ) (?:năm|quý|tháng|tuần|6 tháng|hằng))"
    r"| ?\((?=tức |dự kiến )"
    r"|(?:,| và) (?=(?:hoàn thành|chậm nhất|muộn nhất|không quá|không muộn|xong|kết thúc|trước ngày|trong (?:quý|tháng|năm)) )"
    r"|(?<!được) (?=(?:gửi|nộp|báo cáo|trình|hoàn thành|tổng hợp)(?: (?!trước )[^\W\d]+){0,12} (?:trước ngày|chậm nhất (?:là )?(?:vào )?ngày|trước) \d)"
    r"| và (?=không (?:bao gồm|tính|kể|áp dụng)(?!\w))"
    # "hồ sơ đầy đủ, hợp lệ" is one event still
    r"|, (?!(?:hợp lệ|hợp pháp|hợp lý|đúng (?:quy định|thủ tục|mẫu)|đầy đủ|chính xác|phê chuẩn)(?!\w))(?=[^\W\d])|$"
)
# The count behind its event: "sau khi nhận được quyết định, trong thời hạn 10 ngày làm việc".
_THEN = re.compile(
    r",? (?P<how>(?:(?:chậm nhất|muộn nhất|không quá|không muộn hơn|trong|phạm vi|vòng|thời hạn|thời gian|tối đa|là)[ ,]+)+)"
    rf"(?P<n>{_NUMBER})(?: \([^\W\d]+(?: [^\W\d]+){{0,2}}\))? (?P<u>ngày làm việc|ngày|tuần|tháng|năm|giờ)(?P<work> làm việc)?"
    r"(?!\w)(?!,? (?:kể|tính|từ|sau|trước|đầu|cuối|\d))"
)
# The count at the end of the words of its event: "sau hội nghị Tỉnh ủy 10 ngày". "Hết thời hạn 30 ngày" is the event.
_AT_ITS_END = re.compile(
    rf"(?<=\w)(?<!hạn)(?<!gian)(?<!đủ)(?<!hết)(?<!quá)(?<!hơn)(?<!trong)(?<!dài)(?<!thiểu)(?<!nhất)(?<!đa)(?<!là)(?<!và)(?<!đến) (?P<n>{_NUMBER}) (?P<u>ngày làm việc|ngày|tuần)(?P<work> làm việc)?(?= ?$)"
)
# What begins with an event may end on a day: "từ ngày ký đến hết ngày 31/12". "Quy hoạch … đến năm 2030" is a name.
_FROM = re.compile(r"(?:kể |tính )?từ ")
_AHEAD = re.compile(r"(?:ngay )?trước ")
_AFTER_OR_BEFORE = re.compile(r"(?:(?:ngay )?(?P<back>trước)|(?:ngay )?sau|(?:kể |tính )?từ) ")
_UNTIL = re.compile(r"\D+?(?= (?:cho )?đến (?:(?:hết |cuối |ngày |tháng )+(?:năm )?[\divx]|\d{1,2}[/.-]\d))")
_UNITS = {"ngày": "day", "ngày làm việc": "workday", "tuần": "week", "tháng": "month", "năm": "year"}


# Words of time inside the words of an event: what falls due when was not understood.
TIMED = re.compile(
    r"(?<!\w)(?:hằng|mỗi|tuần|tháng|quý|lần(?! thứ| đầu)|định kỳ(?! *(?:$|[,;.)]))|(?<!trong một )năm(?! (?:19|20)\d\d| học))(?!\w)"
    r"|(?<!\w)(?:và|còn)(?: là| trong| không quá| tối đa){0,2} (?:\d{1,3}|hai|ba|năm|bảy|mười|mươi|lăm)\)? (?:ngày|giờ)(?!\w)"
)
# A session's name is none: "trước kỳ họp thường lệ giữa năm".
SESSION_NAME = re.compile(
    r"(?:kỳ|phiên) họp (?:[^\W\d]+ ){0,5}?(?:giữa|cuối|đầu) năm(?! (?:19|20)\d\d)(?!\w)"
)


def event_at(key: str, start: int) -> AwaitedEvent | None:
    """The event whose words begin here, if any."""
    if found := _BACKWARD.match(key, start):
        return AwaitedEvent(found.start("event"), found.end("event"), _wait(found, back=True), found.end())
    if found := _DAYS_BEFORE.match(key, start):
        return AwaitedEvent(found.end(), _end(key, found.end()), _wait(found, back=True))
    found = _COUNTED.match(key, start)
    if found and not (found["u"] == "ngày" and not found["work"] and _UNIT_ENDS.match(key, found.end())):
        wait = _wait(found, back=bool(found["back"]))
        return AwaitedEvent(found.end(), _end(key, found.end()), wait, opens=True)
    if (found := _NTH.match(key, start)) and not _UNIT_ENDS.match(key, found.end()):
        return AwaitedEvent(found.end(), _end(key, found.end()), Wait(_number(found["n"]), "day"), opens=True)
    if found := _NEXT_WORKDAY.match(key, start):
        return AwaitedEvent(found.end(), _end(key, found.end()), Wait(1, "workday"), opens=True)
    found = _PLAIN.match(key, start) or _BEFORE.match(key, start)
    return _uncounted(key, found) if found else None


def _uncounted(key: str, found: re.Match[str]) -> AwaitedEvent:
    """An event with no number before it; one may stand behind it."""
    end = _end(key, found.end())
    opens = _FROM.match(found[0]) is not None
    until = _UNTIL.match(key, found.end(), end) if opens else None
    # Only says why: "tháng 10/2025 (trước khi Luật có hiệu lực)".
    aside = key[: found.start()].endswith("(") and found.re is _PLAIN
    limits = _AHEAD.match(found[0]) is not None and not aside
    if (then := _THEN.match(key, end)) and not (limits or until):
        return AwaitedEvent(found.end(), end, _wait(then, back=False), then.end(), opens=opens)
    way = _AFTER_OR_BEFORE.match(found[0])
    if way and not until and (count := _AT_ITS_END.search(key, found.end(), end)):
        return AwaitedEvent(found.end(), count.start(), _wait(count, back=bool(way["back"])), count.end())
    return AwaitedEvent(found.end(), until.end() if until else end, opens=opens, limits=limits)


_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def _number(words: str) -> int:
    """A number in figures or in words: "bốn mươi lăm"."""
    if words.isdigit():
        return int(words)
    if words in _DIGITS:
        return _DIGITS.index(words)
    tens, ten, ones = re.split(r"((?:mười|mươi))", words.replace("lăm", "năm"))
    count = _DIGITS.index(tens.strip()) if tens and ten == "mươi" else 1
    return 10 * count + (_DIGITS.index(ones.strip()) if ones else 0)


def document_at(key: str, start: int) -> int | None:
    """Where the words begin that name the document or session this waits for."""
    found = _DOCUMENT.match(key, start) or _SESSION.match(key, start) or _AD_HOC.match(key, start)
    return found.end() if found else None


def _end(key: str, start: int) -> int:
    found = _END.search(key, start)
    return found.start() if found else len(key)


_HOURS = {"": (24, "day"), " làm việc": (8, "workday")}


def _wait(found: re.Match[str], *, back: bool) -> Wait | None:
    how = found.groupdict().get("how") or ""
    if how.startswith(("sau", "tối thiểu", "ít nhất")) and not back:
        return None  # not before so many days have passed: no limit
    count, unit = _number(found["n"]), _UNITS.get("ngày làm việc" if found["work"] else found["u"], "day")
    if found["u"] == "giờ":
        length, unit = _HOURS[found["work"] or ""]
        if count % length:
            return None  # a part of a day
        count //= length
    return Wait(-count if back else count, unit)
