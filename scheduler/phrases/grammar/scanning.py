"""From text to lexemes: times and the words that limit them, events, and plain words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from scheduler.phrases.grammar.cycle_forms import listed_report
from scheduler.phrases.grammar.events import AwaitedEvent, event_at
from scheduler.phrases.grammar.forms import DAYS, FORMS, MONTHS_OF_A_DAY, MORE_CYCLES, MORE_MONTHS, RUNS
from scheduler.phrases.grammar.moon_days import BY_THE_MOON
from scheduler.phrases.grammar.patterns import Build, Cycle, Mark, TimeForm, Value, year_of
from scheduler.phrases.grammar.spans import Span, a_day


@dataclass(frozen=True, slots=True)
class PlainWord:
    """A word no form of time knows."""


@dataclass(frozen=True, slots=True)
class Lexeme:
    start: int
    end: int
    value: Value | AwaitedEvent | PlainWord


PLAIN_WORD = PlainWord()
_PUNCTUATION = {
    ",": "comma", ";": "comma", "-": "dash", "(": "open", ")": "close", "[": "open", "]": "close", ":": "colon", "+": "and", "&": "and",
    ".": "pause", '"': "pause", "'": "pause", "•": "pause", "*": "pause", "!": "pause", "/": "pause",
}  # fmt: skip
_NEXT = re.compile(r"\w+|[^\w\s]")
# Days of remembrance that plans name beside a time: "Tháng 10 hằng năm (hưởng ứng Ngày Chuyển đổi số quốc gia)".
_REMEMBERED = (
    "chuyển đổi số quốc gia|pháp luật(?: nước cộng hòa xã hội chủ nghĩa)? việt nam|môi trường thế giới|nước thế giới|toàn dân phòng cháy(?: và|,)? chữa cháy|"
    "hội đại đoàn kết toàn dân(?: tộc)?|khoa học,?(?: và)? công nghệ(?: và đổi mới sáng tạo)? việt nam|sách và văn hóa đọc việt nam|"
    "(?:nhà giáo|phụ nữ|thầy thuốc|gia đình|doanh nhân|người khuyết tật|người cao tuổi|cải cách hành chính) việt nam|"
    "quốc tế (?:thiếu nhi|phụ nữ|hạnh phúc|lao động|người cao tuổi|người khuyết tật|phòng,? chống tham nhũng)|quốc khánh|thương binh,? ?-? ?liệt sĩ"
)
_FROM_WHEN = (
    r"(?:(?:ngày|tháng|quý|năm) )?(?:\d{1,2} ?[/.-] ?){0,2}(?:x{4,}|\d{1,4}|i{1,3}\b|iv\b)(?: tháng \d{1,2})?(?:(?:,? năm | ?[/.-] ?)\d{4})?(?!\d)|"
    r"ngày (?:đầu(?: tiên)?|01|1) (?:của )?(?:quý|tháng|năm|kỳ)(?: (?:tiếp theo|sau|kế tiếp|tới))(?: liền kề)?(?!\w)"
)
# Words that only lead in, or say of how much: "như vậy, …", "hoàn thành toàn bộ trước …", "thời gian sớm nhất, trước …".
_LEADS_IN = (
    r"^(?:như vậy|theo đó|do đó|vì vậy|do vậy|cụ thể|đồng thời|ngoài ra|bên cạnh đó)[,:]? (?!trước|sau|từ|tháng|quý|năm)|"
    r"(?<=hoàn thành) (?:toàn bộ|cơ bản|dứt điểm|tất cả)(?= (?:trước|trong|vào|đến|chậm) )|"
    r"^(?:đợt |thời gian )?cao điểm ?:? ?(?=(?:từ|trong|tháng|ngày|\d))|"
    r"(?:trong )?thời gian sớm nhất(?: có thể)?(?:, | và |,? nhưng )(?=(?:hoàn thành |xong |phải )*(?:trước|chậm nhất|muộn nhất|không muộn) )|"
    r"(?:chậm nhất|muộn nhất) (?:là )?(?=(?:tại |vào )?(?:kỳ|phiên) họp (?:[^\W\d]+ ){0,6}?(?:thứ )?(?:\d{1,2}|[^\W\d]+) ?\((?:tháng|ngày|quý) )"
)
# What a time is chosen for, and the years that something reaches to: "(kỷ niệm 80 năm …)", "tầm nhìn đến năm 2050".
_OCCASIONS = (
    r"\((?:kỷ niệm|nhân dịp|chào mừng)(?: lần thứ)? \d{1,3} năm [^()\n]{1,80}\)|"
    r"(?:,| và)? ?(?<!\w)(?:định hướng|tầm nhìn)(?: đến)?(?: năm)? (?:19|20)\d\d(?!\w)|"
    r" ?\((?:kỷ niệm|chào mừng|hưởng ứng)(?: lễ)? (?:ngày )?\d{1,2} ?[/-] ?\d{1,2}(?: ?[/-] ?\d{4})?\)|"
    r" ?\((?:tháng|tuần) (?:công nhân|thanh niên|hành động|cao điểm|lễ)[^()\d]{0,80}\)|"
    rf"(?<=trước )ngày (?:{_REMEMBERED}) (?=\(?(?:ngày )?\d{{1,2}} ?[/-] ?\d)"
)
# What figures are of: "(số liệu tính từ …), trước ngày 20", "ước thực hiện cả năm, gửi trước ngày 15/11".
_FIGURES = (
    r"\((?:kỳ báo cáo|số liệu(?: báo cáo)?|(?:thời gian )?chốt số liệu)(?: được)?(?: tính| lấy)? từ [^()\n]{1,80}\)(?= ?[,:]? ?(?:(?:gửi|nộp|báo cáo) )?(?:trước|chậm nhất|muộn nhất|không muộn) )|"
    r"(?:(?<=/\d )|(?<=/\d\d )|(?<=/\d\d/\d{4} ))\((?:kỳ báo cáo|số liệu(?: báo cáo)?|(?:thời gian )?chốt số liệu)(?: được)?(?: tính| lấy)? từ [^()\n]{1,80}\)|"
    r", (?:thời gian|thời điểm|mốc|kỳ) (?:chốt|lấy|tính) số liệu [^.;()\n]{1,140}|"
    r"(?:,| và|, và)? ?ước(?: (?:thực hiện|giải ngân|tính|kết quả|đạt)){0,2} (?:cả năm|1[23] tháng)(?=,? (?:(?:báo cáo|gửi|nộp) )?(?:trước|chậm|muộn|không|vào)(?!\w))|"
    r"\(báo cáo 1[23] tháng\)|"
    r"(?<=kết thúc )năm(?: kế hoạch| tài chính| ngân sách)? \((?:ngày )?31(?:/| tháng )12(?: (?:hằng|mỗi) năm)?\),? ?(?=(?:chậm|muộn) nhất )"
)
# From when what is made holds or is used: "trước ngày 30/6, có hiệu lực từ ngày 01/7", "để áp dụng từ năm học 2026-2027".
_IN_FORCE = (
    r"(?<=\w)(?:,|,? để|,? nhằm|,? và)(?: (?:bảo đảm|đảm bảo|kịp(?: thời)?))? (?:có hiệu lực(?: thi hành)?|(?:(?<=để )|(?<=để kịp )|(?<=nhằm )|(?<=đảm )|(?<=bảo ))(?:áp dụng|thực hiện|thi hành|triển khai|đưa vào (?:sử dụng|vận hành|khai thác)))"
    rf" (?:kể |bắt đầu )?từ (?:đầu )?(?:{_FROM_WHEN})"
)
# How long or how often, beside a time that says when: "không quá 02 ngày, xong trước …", "hằng quý trong năm", "02 đợt: …".
_HOW_LONG = (
    r",? ?(?<!\w)sau đó (?=(?:[^\W\d]+ ){0,4}thường xuyên)|"
    r"(?:(?:thời gian|thời lượng)(?: [^\W\d]+){0,3} )?(?:không quá|tối đa) (?:0?[1-9]|một|hai|ba) (?:ngày|buổi)(?: ?\([^()\n]{1,90}\))?[,;] ?(?=(?:phải )?(?:hoàn thành|xong|kết thúc) )|"
    r"(?:(?<=hằng quý)|(?<=mỗi quý)|(?<=hằng tháng)|(?<=mỗi tháng)|(?<=hằng tuần)) (?:trong|của) năm(?: tài chính| ngân sách)?(?= *(?:$|[,.;)]))|"
    r"(?:(?:tổ chức|thực hiện|triển khai|kiểm tra|chia làm|chia thành|gồm|làm) )?0?[2-4] (?:đợt|lần|kỳ|giai đoạn|bước|vòng)(?: ?/ ?năm)? ?[:(,] ?(?=x{4,6} )|"
    r"(?<=\d) ?\((?:0?1|một|nửa) (?:ngày|buổi)\)|"
    r"(?<!\w)định kỳ (?=(?:vào )?(?:cuối|đầu|giữa) năm (?:19|20)\d\d)|"
    r"(?<=báo cáo) định kỳ(?= (?:quý (?:[ivx]+|\d)|(?:0?[369]|sáu|chín) tháng (?:đầu|cuối) năm)(?!\w))"
)
# Should the day be one of rest, and other conditions that move no day here.
_CONDITIONS = (
    r"[,;.]? ?\(?(?:nếu|trường hợp|khi) [^()\n]{0,60}?(?:trùng|rơi|nghỉ)[^()\n]{0,80}?ngày làm việc (?:tiếp theo|kế tiếp|liền kề|sau)(?! trước)[^().;\n]{0,40}\)?|"
    r"\(?(?:nếu có|nếu (?:cần(?: thiết)?|khả thi|thấy cần thiết)|(?<!hoặc )(?<!và )khi cần thiết|v\.v\.*|\.{2,})\)?(?!\w)"
)
_IDLE = re.compile(
    rf"{_LEADS_IN}|{_OCCASIONS}|{_FIGURES}|{BY_THE_MOON}|{_IN_FORCE}|{_HOW_LONG}|{_CONDITIONS}"
)
# Whom a cycle is for, by its own name: "ngày 20 của tháng sau đối với khai theo tháng". Another unit's name contradicts it.
_WHO_DECLARES = re.compile(
    r" (?:đối với|cho) (?:trường hợp |người nộp thuế )*(?:kê khai|khai|nộp)(?: và (?:nộp|khai))?(?: thuế)? theo (?P<unit>quý|tháng|năm)(?= *(?:$|[,.;)]))"
)
_CLAUSE_ENDS = re.compile(r"[;\n]|\. |(?<!tiếp )theo (?:quý|tháng|năm)")
_UNITS = {
    unit: re.compile(rf"(?<!\w){unit}(?!\w)(?! (?:\d|[ivx]+(?!\w)))") for unit in ("năm", "quý", "tháng")
}
# What leads over to a list that is not in the cell: "hoàn thành trong tháng 11/2025, cụ thể:".
_LEADS_OVER = re.compile(
    r"[,:]? ?(?:cụ thể|như sau|(?:cụ thể|chi tiết(?: báo cáo)?|(?:(?:theo |gồm |bao gồm |với )+(?:các |những )?|(?:các |những ))(?:nội dung|nhiệm vụ)(?: chính)?)"
    r" (?:như )?sau(?: đây)?|(?:một số |các |những )(?:nội dung|nhiệm vụ|chỉ tiêu|yêu cầu|thông tin|tài liệu|công việc|giải pháp)(?: [^\W\d]+){0,2} sau(?: đây)?|(?<=\w, )(?:bao )?gồm)(?: là| gồm)? ?[:.]? ?$"
)
_OF_THE_TIME = ("thời hạn", "thời gian", "hạn ")  # there the list that follows says when
_ADDRESS = re.compile(r"(?<!\S)\(?[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://\S+|www\.\S+")
# Names with numbers in them: documents (with their day), standards, school years, terms of office.
_NAMES = re.compile(
    r"(?:(?:theo |tại )?(?:điểm|khoản|điều) (?:[a-zđ]|\d{1,3})(?!\w)(?:,? (?:và )?(?:[a-zđ]|\d{1,3})(?!\w)){0,12}[,;]? (?:và )?){1,12}(?:thông tư|nghị định|luật|quyết định) này|"
    r"(?:tình hình|kết quả) thực hiện (?:(?:dự toán|thu,?|chi|và) ){0,4}ngân sách(?: nhà nước| địa phương)? cả năm(?= của [^\W\d])|"
    r"kế hoạch(?: [^\W\d]+){1,6} (?:định kỳ )?năm (?:tiếp theo|sau|tới|kế tiếp)(?= của [^\W\d])(?! của (?:năm|kỳ)(?!\w))|"
    r"(?:(?<=đơn vị dự toán cấp )|(?<=bệnh viện hạng )|(?<=đô thị loại ))(?:i{1,3}|iv)(?!\w)|(?:(?<=hội nghị trung ương )|(?<=hội nghị trung ương lần ))\d{1,2}(?=,? (?:trong|vào|tháng|khóa) )|"
    r"(?:số )?(?<![\d/])(?:\d+[a-zđ]?/(?:\d{4}/)?(?!năm|quý|tháng|tuần|lần|ngày)[a-zđ]{2,}\d*|\d+-[a-zđ]{2,}[/-][a-zđ]{2,})"
    r"(?:(?:- ?|/|&)[a-zđ]+\d*){0,6}"
    r"(?:(?<=\w\w) năm \d{4}(?! ?-))?(?:(?:,? ngày | - )\d{1,2}(?:[/.-]\d{1,2}[/.-]\d{4}| tháng \d{1,2} năm \d{4}))?"
    # by their initials: "theo NĐ 130/2020"
    r"|(?:(?<=theo )|(?<=tại )|(?<=của ))(?:nđ|tt|nq|qđ|ct|kl|vbhn|nghị định|thông tư|nghị quyết|quyết định|chỉ thị)(?: số)? \d{1,5}/\d{4}(?![\d/-])"
    r"|số \d+,? ngày \d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
    r"|(?:(?:tcvn|iso|qcvn|iec)[ /-]?){1,4}\d+(?: ?: ?\d{4})?"
    r"|(?:năm học|niên khóa|niên độ|nhiệm kỳ|khóa) (?:[ivxl]+|\d{4})(?:,? ?\(?\d{4})?(?: ?- ?\d{4}\)?)?(?:(?:,| và) (?:19|20)\d\d ?- ?(?:19|20)\d\d)*(?!\w)"
    r"|(?<!khi kết thúc )(?:học kỳ |(?<!\w)hk ?)(?:i{1,3}|[123])(?!\w)(?! ?[/.-] ?\d)"
    r"|(?:giai đoạn|đợt|lần|bước|vòng) (?:thứ )?(?:\d{1,2}|[ivx]+)(?=,? ?(?:[:()]|(?:(?:gửi|nộp|báo cáo|hoàn thành|xong) ){0,2}trước |chậm nhất |(?:trong |vào |từ |hoàn thành )+(?:quý|tháng|ngày|\d)|(?:quý|tháng) [\divx]))"
    r"|(?<!định )kỳ (?:thứ )?[12](?= (?:trong |vào |từ |trước |chậm nhất )*(?:(?:quý|tháng) [\divx]|(?:ngày )?\d{1,2} ?/ ?\d))"
    # what a time is chosen for: "hưởng ứng Ngày Chuyển đổi số quốc gia 10/10"
    r"|(?:hưởng ứng|nhân dịp|nhân|chào mừng|kỷ niệm)(?: kỷ niệm| lễ)?(?: (?:lần thứ )?\d{1,3} năm)? ngày [^\d();\n]{2,80}? ?\(?(?:ngày )?\d{1,2}[/-]\d{1,2}(?:[/-]\d{4})?\)?(?! (?:hằng|mỗi) năm)"
    # days of remembrance, years looked back on, and whom a full date is for
    rf"|(?<!trước )ngày (?:{_REMEMBERED})(?!\w)"
    # round the clock, no day of July
    r"|(?:(?<=thường xuyên )|(?<=liên tục )|(?<=trực )|(?<=vận hành )|(?<=hoạt động )|(?<=giám sát )|(?<=hỗ trợ ))24 ?/ ?(?:7|24)(?!\d)(?! ?/)(?: ?(?:giờ|h)(?!\w))?"
    # parts of documents: "theo quy định tại Phụ lục III"
    r"|(?<!\w)(?:phụ lục|mẫu|biểu|chương|mục|điều|khoản|điểm|phần|nhóm|vùng|hạng)(?: số)? (?:[ivxl]+|\d+[a-zđ]?)(?!\w)(?! ?[/.-] ?\d)"
    r"|(?:(?<=sơ kết )|(?<=tổng kết )|(?<=đánh giá )|(?<=báo cáo ))(?:giữa kỳ|cuối kỳ|\d{1,2} năm)(?! ?\d)(?!\w)(?: ?\((?:giai đoạn )?(?:19|20)\d\d ?- ?(?:19|20)\d\d\))?"
    r"|(?<=\d{4} )(?:đối với|cho) báo cáo (?:quý (?:[ivx]+|\d)|(?:0?[69] )?tháng(?: đầu năm| cuối năm)?|quý|năm)(?!\w)(?! \d)"
    r"|(?<!\w)1[23] tháng(?=,? (?:và )?ước|,? (?:(?:báo cáo|gửi|nộp) )?trước ngày)"
    r"|(?:tính|chốt(?: số liệu)?|số liệu) đến (?:hết )?(?:ngày )?\d{1,2}[/-]\d{1,2}(?:[/-]\d{4})?(?!\d)"
    r"|(?:kết quả|số liệu|tình hình|báo cáo) (?:của )?năm trước(?: liền kề| đó)?(?=\))"
    r"|luật(?: [^\W\d]+){1,6} (?:19|20)\d\d(?!\w)"
)
# These count as words unless a time follows: "trong các cơ quan" is no time, "trong quý II" is.
_CARRIED = {
    "before",
    "at",
    "as of",
    "full",
    "each",
    "since",
    "title",
    "cyclic",
    "to",
    "limit",
    "done",
    "from",
    "data",
    "roughly",
    "clock",
    "midnight",
    "đầu",
    "giữa",
    "cuối",
    "of",
    "that is",
}
_PASSED = {"colon"}


def _by_first_word() -> dict[str, tuple[TimeForm, ...]]:
    index: dict[str, list[TimeForm]] = {}
    for form in FORMS:
        for word in form.starts.split():
            index.setdefault(word, []).append(form)
    return {word: tuple(forms) for word, forms in index.items()}


_INDEX = _by_first_word()


def mask(key: str) -> str:
    """The folded text, same length, without what must not be read.

    Numbers of documents, standards and school years become letters, "(nếu có)" and closing stops become blanks.
    """
    key = _ADDRESS.sub(lambda found: "x" * len(found[0]), key)
    key = _NAMES.sub(lambda found: "x" * len(found[0]), key)
    key = _WHO_DECLARES.sub(_blank_in_its_cycle, key)
    key = _IDLE.sub(lambda found: " " * len(found[0]), key)
    if not key.startswith(_OF_THE_TIME):
        key = _LEADS_OVER.sub(lambda found: " " * len(found[0]), key)
    return key.rstrip(" .,;/").ljust(len(key))


def _blank_in_its_cycle(found: re.Match[str]) -> str:
    """Blanks where the widest unit that is said to come round before it is the one it names; else the words."""
    said = _CLAUSE_ENDS.split(found.string[: found.start()])[-1]
    widest = next((unit for unit, word in _UNITS.items() if word.search(said)), None)
    return " " * len(found[0]) if widest == found["unit"] else found[0]


def scan(key: str) -> list[Lexeme]:
    """The lexemes of one line of folded text."""
    found: list[Lexeme] = []
    at = 0
    while word := _NEXT.search(key, at):
        at = _one(key, word, found)
    return _demoted(found)


def _one(key: str, word: re.Match[str], found: list[Lexeme]) -> int:
    """Read what begins at this word; the place where the next begins."""
    start = word.start()
    if lexeme := _time_at(key, word):
        found.append(lexeme)
        return _run(key, lexeme, found)
    if event := event_at(key, start):
        end = max(event.through, event.end)
        found.append(Lexeme(start, end, event))
        return max(end, word.end())
    if more := _cycle_after(key, start, found):
        found += more
        return more[-1].end
    kind = _PUNCTUATION.get(word[0])
    found.append(Lexeme(start, word.end(), Mark(kind) if kind else PLAIN_WORD))
    return word.end()


def _time_at(key: str, word: re.Match[str]) -> Lexeme | None:
    first = "#" if word[0][0].isdigit() else word[0].rstrip("0123456789")
    if (first in ("#", "ngày")) and (days := DAYS.match(key, word.start())):
        span = a_day(1, int(days["d1"]))
        number = span.first[1]
        return Lexeme(word.start(), days.start("d1") + len(days["d1"]), _bare_day(number))
    if first == "ngày" and (listed := MONTHS_OF_A_DAY.match(key, word.start())):
        number, month = int(listed["d"]), int(listed["m"])
        return Lexeme(word.start(), listed.end("m"), replace(a_day(month, number), listed=True))
    for form in _INDEX.get(first, ()):
        if (match := form.pattern.match(key, word.start())) and (value := form.build(match)):
            if isinstance(value, Mark) and event_at(key, word.start()):
                return None
            return Lexeme(word.start(), match.end(), value)
    return None


def _bare_day(number: int) -> Span:
    return Span("day", (1, number), (1, number), f"ngày {number}", of="month")


def _run(key: str, last: Lexeme, found: list[Lexeme]) -> int:
    """Go on with units that are not named again: "tháng 11, 12/2013", "hằng quý, 6 tháng, năm"."""
    at = last.end
    while (more := _more(key, at, last.value)) is not None:
        separator, lexeme = more
        found += (separator, lexeme)
        at, last = lexeme.end, lexeme
    return at


def _more(key: str, at: int, value: Value | AwaitedEvent | PlainWord) -> tuple[Lexeme, Lexeme] | None:
    build: Build
    if isinstance(value, Cycle) and value.weekday is None:
        match, build = MORE_CYCLES.match(key, at), listed_report
    elif isinstance(value, Span) and value.listed:
        match, build = MORE_MONTHS.match(key, at), _same_day_of(value)
    elif isinstance(value, Span) and value.unit in RUNS:
        if value.unit == "day" and value.of != "month":
            return None
        pattern, build = RUNS[value.unit]
        match = pattern.match(key, at)
    else:
        return None
    if not match or not (then := build(match)):
        return None
    separator = {"-": "dash", "đến": "to", ",": "comma", ";": "comma"}.get(match["sep"], "and")
    middle = match.end("sep")
    return Lexeme(at, middle, Mark(separator)), Lexeme(middle, match.end(), then)


def _same_day_of(day: Span) -> Build:
    """The day of one more month: the 6 of "ngày 17 các tháng 3, 6"."""
    return lambda found: replace(a_day(int(found["m"]), day.first[1], year_of(found)), listed=True)


def _cycle_after(key: str, at: int, found: list[Lexeme]) -> list[Lexeme] | None:
    """A cycle named by its unit alone, after the brackets of the one before: "hằng quý (…), năm (…)"."""
    match = MORE_CYCLES.match(key, at)
    if not match or not any(isinstance(lexeme.value, Cycle) for lexeme in found):
        return None
    if not (cycle := listed_report(match)):
        return None
    separator = Mark("comma" if match["sep"] in ("", ",", ";") else "and")
    return [Lexeme(at, match.end("sep"), separator), Lexeme(match.end("sep"), match.end(), cycle)]


def _demoted(lexemes: list[Lexeme]) -> list[Lexeme]:
    """Prepositions that no time follows are plain words."""
    carried = awaited = beyond = False
    for place in range(len(lexemes) - 1, -1, -1):
        value = lexemes[place].value
        if isinstance(value, Mark):
            if value.kind in _CARRIED:
                if not (
                    carried
                    or (awaited and value.kind in ("title", "limit"))
                    or (beyond and value.kind == "cyclic")
                ):
                    lexemes[place] = Lexeme(lexemes[place].start, lexemes[place].end, PLAIN_WORD)
            elif value.kind not in _PASSED and not value.kind.startswith("weekday of"):
                beyond = carried and value.kind == "comma"  # "định kỳ, chậm nhất ngày 15 tháng sau"
                carried = value.kind in ("now", "ongoing", "onwards", "whole")
        else:
            carried = isinstance(value, Span | Cycle)
            awaited = isinstance(value, AwaitedEvent)
    return lexemes
