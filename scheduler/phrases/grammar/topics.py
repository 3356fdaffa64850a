"""Times that only say what something is about, beside the one that says when: "nhu cầu năm 2026, gửi trước ngày 25/3".

They are names, and become letters like the numbers of documents; a time that may be either is a question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from scheduler.phrases.grammar.diagnostics import Diagnostics
from scheduler.phrases.grammar.expressions import Dated, Once, Recurring, TimeExpression, Window
from scheduler.phrases.grammar.labels import names_a_report
from scheduler.phrases.grammar.shared_limits import goes_on_with
from scheduler.phrases.grammar.spelling import Text

ABOUT_OR_DUE = "không rõ thời gian này là hạn, hay chỉ nói về nội dung"
_PARTS = ("months", "quarter", "month")
_OCTOBER = 10
_NEAR = 400  # characters before a time that may say what it is about
_WORDS = r"(?:,? (?!trong |vào |trước |từ |hoàn thành |xong |chậm |muộn )(?:[^\W\d]+|\d+%))"
# What a year or a quarter belongs to: a document, figures, a need.
_ABOUT = re.compile(
    r"(?<!\w)(?:kế hoạch|kh|báo cáo|dự toán|quyết toán|chương trình|danh mục|danh sách|chỉ tiêu|chỉ số|nhiệm vụ|kết quả|tình hình|số liệu|nhu cầu|"
    r"phương án|đề án|lộ trình|kinh phí|chi phí|vốn|ngân sách|hồ sơ|sơ kết|tổng kết|tiến độ|giải ngân|thu|chi|mục tiêu|phương hướng|biên chế|tài liệu|tờ khai|hồ sơ khai|thuế|lệ phí|"
    rf"đánh giá|kỳ (?:tính thuế|kê khai|lương|đóng|thanh toán)|xếp loại|công tác|phong trào|hoạt động|ước tính|sơ bộ|chính thức|ước thực hiện|công khai){_WORDS}{{0,12}}$"
)
_BEFORE_JOINED = re.compile(r"(?:quý|tháng|\d+ tháng|năm)[^,]{0,16}(?:,| và|, và)? ?$")
_HEADS = re.compile(r" ?:(?! ?\d)(?= ?\S)")
# A thing that is made in the time named with it, or named by it: "ban hành Kế hoạch quý I/2026, hoàn thành trước 15/7".
_MADE = re.compile(
    r"(?:ban hành|xây dựng|trình|phê duyệt|tổ chức|hoàn thành|hoàn thiện|khảo sát|lập|thẩm định)(?!\w)"
)
# "Hạn nộp tờ khai thuế quý 2 là ngày 31/7": the day behind is the limit.
_TERM = re.compile(
    r"(?:thời (?:gian|hạn)|hạn(?: cuối| chót)?) (?:gửi|nộp|báo cáo|trình|khai|kê khai|hoàn thành|công bố|tổ chức|thực hiện|ban hành|đăng ký|xét)(?!\w)"
)
_SCOPE = re.compile(rf"(?:đối với|cho|của){_WORDS}{{0,8}}$")
_LOOKS_BACK = re.compile(
    r"(?<!\w)(?:báo cáo|kết quả|tình hình|số liệu|tổng hợp|đánh giá|quyết toán|thống kê|sơ kết|tổng kết|lũy kế)(?!\w)"
)
_PLANS = r"(?:phương hướng|nhiệm vụ|kế hoạch|chương trình|dự toán)"
_TO_COME = re.compile(rf"{_PLANS}(?:(?:,| và)? {_PLANS})*(?: (?!trong |vào |trước )[^\W\d]+){{0,6}}")
_ACT_OF_ITS_OWN = re.compile(r"(?:tổ chức )?(?:sơ kết|tổng kết|đánh giá (?:giữa|cuối) kỳ)(?! kết quả)(?!\w)")
# What figures are of: "số liệu từ ngày 01/01 đến ngày 31/10", "kỳ báo cáo tính từ …".
_DATA = re.compile(
    r"(?<!\w)(?:(?:số liệu|kỳ báo cáo|kỳ số liệu)(?: [^\W\d]+){0,4}|(?:thời (?:kỳ|gian|điểm) )(?:chốt|lấy|thu thập|thống kê|tổng hợp)(?: [^\W\d]+){0,5})$"
)
_AT_A_MOMENT = re.compile(r"(?<!\w)(?:tại|tính đến|có đến)(?: thời điểm)? $")
_STATE = re.compile(
    rf"(?<!\w)(?:dư nợ|nợ|số dư|tồn quỹ|tồn|lũy kế|kết dư|số liệu|tình hình|kết quả){_WORDS}{{0,10}}$"
)
_DATA_DAY = r"(?:ngày )?\d{1,2}(?:/| tháng )\d{1,2}(?:(?:/| năm )\d{4})?(?: (?:của )?năm (?:trước|báo cáo)(?: liền kề)?)?"
_ONLY_DATA = re.compile(
    r"(?:[^\W\d]+[ :,]+){0,8}?(?:số liệu|kỳ báo cáo|kỳ số liệu|thời kỳ)(?!\w)(?!.*(?<!\w)(?:gửi|nộp|chậm nhất|muộn nhất|không muộn|hạn|trước (?:ngày|\d)))"
    r".* từ .* đến .*"
)
# The same by its days alone: "từ ngày 15/12 năm trước đến ngày 14/12 của kỳ báo cáo".
_DATA_WINDOW = re.compile(
    rf"(?:(?:được )?(?:(?:tính|lấy|kể|bắt đầu) )?từ {_DATA_DAY} ?(?:năm trước ?)?)?(?:đến|tới)(?: hết)? {_DATA_DAY} "
    r"(?:của |thuộc |đối với |trong )?(?:kỳ|năm) (?:báo cáo|thống kê)(?: (?:năm|quý|tháng|6 tháng))?"
)
# A document's day, without its number: "theo Luật Cán bộ, công chức ngày 24/6/2025".
_DOCUMENT = re.compile(
    rf"(?<!\w)(?:luật|bộ luật|nghị định|nghị quyết|quyết định|chỉ thị|thông tư|kết luận|công văn|công điện|thông báo|tờ trình|văn bản|hướng dẫn|hợp đồng){_WORDS}{{0,14}}$"
)


def without_topics(
    expressions: Sequence[TimeExpression], text: Text, key: str, diagnostics: Diagnostics
) -> str:
    """The folded text with such times made letters, and a question where that is not certain."""
    masked = key
    last: TimeExpression | None = None
    told = False
    for one, follows in zip(expressions, _followers(expressions), strict=True):
        told = last is not None and _is_told(last, one, key, told=told)
        if told or _is_topic(last, one, follows, key) or _is_beside_another(one, expressions, key):
            at = one.between[0] if one.between and _is_of_the_data(one, key) else one.at
            masked = masked[:at] + "x" * (one.end - at) + masked[one.end :]
            continue
        alone = _is_of_a_document(one, key) or (_is_of_the_data(one, key) and _is_a_day(one))
        if alone or _may_be_a_topic(last, one, follows, key):
            begins = one.between[0] if one.between else one.at
            diagnostics.unclear += [text.part(begins, one.end), ABOUT_OR_DUE]
        last = one
    return masked


def _followers(expressions: Sequence[TimeExpression]) -> list[TimeExpression | None]:
    """What stands behind each time and those that are joined to it: the day, in "quý III và 9 tháng năm 2026 trước ngày 15/9"."""
    found: list[TimeExpression | None] = []
    follows: TimeExpression | None = None
    for one in reversed(expressions):
        found.append(follows)
        if not (_is_wide(one) and one.link in ("and", "comma") and one.between is None):
            follows = one
    return found[::-1]


def _is_told(last: TimeExpression, one: TimeExpression, key: str, *, told: bool) -> bool:
    """Whether it stands behind the colon of a day: "Ngày 22 tháng 6: ước tính quý II, sơ bộ quý I"."""
    headed = _HEADS.match(key, one.end) is not None  # "…. quý I/2026: khảo sát" tells of itself
    return _is_wide(one) and not headed and (told or (one.link == "colon" and _is_a_day(last)))


def _is_topic(
    last: TimeExpression | None, one: TimeExpression, follows: TimeExpression | None, key: str
) -> bool:
    return _is_before_its_day(one, follows, key) or (last is not None and _is_after_its_day(last, one, key))


def _is_beside_another(one: TimeExpression, expressions: Sequence[TimeExpression], key: str) -> bool:
    """Whether figures or a document are of that time, beside one that says when."""
    if isinstance(one, Dated) and _is_a_state_until(one, key):
        days = [other for other in expressions if isinstance(other, Dated) and _is_limit(other)]
        return any(_is_over_before(one, day) for day in days)
    if _is_of_the_data(one, key):
        return any(_is_limit(other) or _is_a_day(other) for other in expressions if other is not one)
    return len(expressions) > 1 and _is_of_a_document(one, key)


def _is_wide(one: TimeExpression, *allowed: str) -> bool:
    """Whether it is a year or a part of one, with nothing that makes a limit of it."""
    marks = one.marks - {"this year", "of", *allowed}
    match one:
        case Window(span=span):
            return span.unit == "year" and not marks - {"at", "dash", "to", "from"}
        case Once(span=span):
            edge = all(note.startswith('"cuối năm') for note in span.notes) and span.year
            return (
                span.unit in ("year", *_PARTS)
                and not (span.recurs or marks)
                and (not span.notes or bool(edge))
            )
        case _:
            return False


def _is_of_the_data(one: TimeExpression, key: str) -> bool:
    """Whether it is the window, or the moment, that figures are of."""
    if _is_a_day(one) and _AT_A_MOMENT.search(key[max(0, one.at - _NEAR) : one.at]):
        return True
    return isinstance(one, Window) and ("data" in one.marks or _DATA.search(_words(one, key)) is not None)


def _is_a_state_until(one: TimeExpression, key: str) -> bool:
    """Whether it is the day that a state is told of: "nợ của chính quyền địa phương đến 31/12/2023, … gửi trước ngày 31/01"."""
    until = _is_a_day(one) and one.marks == {"to"}
    return until and _STATE.search(_words(one, key)) is not None


def says_only_what_data(key: str) -> bool:
    """Whether a line tells the days that figures are of, and no limit."""
    return any(form.fullmatch(key.strip()) for form in (_ONLY_DATA, _DATA_WINDOW))


def _is_limit(one: TimeExpression | None) -> bool:
    return isinstance(one, Dated) and one.limited


def _is_a_day(one: TimeExpression | None) -> bool:
    return isinstance(one, Once) and one.span.unit == "day"


def _words(one: TimeExpression, key: str) -> str:
    """The words right before it, where nothing parts them from it."""
    if not one.between or set(",;:(-") & set(key[one.between[1] : one.at]):
        return ""
    return key[slice(*one.between)].strip()


def _is_before_its_day(one: TimeExpression, follows: TimeExpression | None, key: str) -> bool:
    """Before it: "đối với năm 2024, thời hạn là …", "nhu cầu năm 2026, gửi … trước ngày 25/3", "6 tháng đầu năm ngày 15/8"."""
    if not (_is_wide(one) and isinstance(follows, Dated)):
        return False
    words = _words(one, key) or _words_before_joined(one, key)
    part = isinstance(one, Once) and one.span.unit in _PARTS
    if part and names_a_report(words):
        return False  # the name of a report, which has rules of its own
    if _may_be_made_then(one, follows, key) or _is_of_others(follows, key):
        return False
    limited = _is_limit(follows) or (_TERM.match(words) and _is_a_day(follows) and "at" in follows.marks)
    if limited and words and follows.span.of == "year" and follows.depth <= one.depth:
        early = part and _ends_after(one, follows) and not _is_another_act(follows, key)
        return bool(early or _is_year_before(one, follows) or _SCOPE.fullmatch(words) or _ABOUT.search(words))
    beside = (
        follows.between is None and follows.link in ("space", "colon") and not follows.marks - {"this year"}
    )
    return part and one.yearless and beside and _is_a_day(follows) and follows.span.of == "year"


def _is_another_act(follows: TimeExpression, key: str) -> bool:
    """Whether a limit is of an act joined to the one before: "khảo sát tháng 9 và hoàn thành hồ sơ trước ngày 15/6"."""
    words = key[slice(*follows.between)] if follows.between else ""
    return follows.link == "and" and bool(words) and not goes_on_with(words)


def _is_of_others(follows: TimeExpression, key: str) -> bool:
    """Whether a day is only for some of them: "quý III/2026, riêng cấp xã trước 30/8"."""
    return follows.between is not None and key.startswith("riêng ", follows.between[0])


def _words_before_joined(one: TimeExpression, key: str) -> str:
    """The words before the time that this one is joined to."""
    if one.between is not None or one.link not in ("and", "comma"):
        return ""
    return _BEFORE_JOINED.sub("", key[max(0, one.at - _NEAR) : one.at])


def _ends_after(one: TimeExpression, day: Dated) -> bool:
    """Whether the day is before its end, as that of a report often is: "… 6 tháng đầu năm, gửi trước ngày 10/6"."""
    if not isinstance(one, Once) or one.span.of != "year":
        return False
    year = one.span.year or day.span.year or 0
    return (day.span.year or year, day.span.last) <= (year, one.span.last)


def _is_year_before(one: TimeExpression, day: Dated) -> bool:
    """Whether nothing parts a year from the day after it: "nội dung kiểm tra năm 2027 trước ngày 15/11/2026"."""
    unparted = day.between is None and day.link == "space" and _is_a_day(day)
    return isinstance(one, Once) and one.span.unit == "year" and unparted


def _is_after_its_day(last: TimeExpression, one: TimeExpression, key: str) -> bool:
    """Behind it: "trước ngày 10/7, báo cáo kết quả trong 6 tháng đầu năm", "… đối với chi phí năm 2024"."""
    words = key[slice(*one.between)].strip(" ,") if one.between else ""
    if not (isinstance(last, Dated) and isinstance(one, Dated) and words and _is_when_done(last)):
        return False
    if not _is_wide(one, "at") or one.link not in ("", "space", "comma", "and") or one.depth:
        return False
    if one.span.unit == "year" and not one.marks and _TO_COME.fullmatch(words):
        # "gửi báo cáo tổng kết năm 2026 và phương hướng năm 2027"; beside a mere plan it may be a second limit
        return _is_a_day(last) and _LOOKS_BACK.search(key[: one.at - len(words)]) is not None
    if _is_an_act_beside(one, words):
        return False
    if _SCOPE.fullmatch(words):
        return one.link != "comma" and (_is_limit(last) or "done" in last.marks)
    if not _is_a_day(last) and "at" in one.marks and _ACT_OF_ITS_OWN.match(words):
        return False  # "tổng kết trong quý IV/2030, sơ kết trong quý IV/2028"
    if one.link == "and" and (not _is_a_day(last) or "at" in one.marks or _MADE.match(words)):
        return False  # "trước ngày 31/7/2026 và tổng hợp trong quý I/2026": one more limit
    over = _is_over_before(one, last) or (one.link != "and" and _is_all_but_over(one, last))
    return over and _LOOKS_BACK.search(words) is not None


def _is_when_done(last: Dated) -> bool:
    """A day; or a month or a quarter that is said to hold it: "trong quý I năm 2027 báo cáo kết quả năm 2026"."""
    part = isinstance(last, Once) and last.span.unit in ("month", "quarter") and bool(last.span.year)
    return _is_a_day(last) or (part and "at" in last.marks)


def _is_an_act_beside(one: TimeExpression, words: str) -> bool:
    """Whether a review joined to a limit may have its own day: "trước 31/7/2026, và sơ kết 6 tháng đầu năm"."""
    part = isinstance(one, Once) and one.span.unit in _PARTS and not one.marks
    return part and one.link in ("comma", "and") and _ACT_OF_ITS_OWN.match(words) is not None


def _is_over_before(one: Dated, day: Dated) -> bool:
    """Whether it is over before that day, as what a report is about must be."""
    if one.span.of != "year" or day.span.of != "year" or "next year" in one.marks or "last year" in day.marks:
        return False
    years = one.span.year or day.span.year or 0, day.span.year or one.span.year or 0
    later = years[1] + ("next year" in day.marks)
    return (years[0], one.span.last) <= (later, day.span.last)


def _is_all_but_over(one: Dated, day: Dated) -> bool:
    """Whether it is a year whose report is due in its last two months: "trước ngày 25/12/2026 gửi báo cáo năm 2026"."""
    whole = one.span.unit == "year" and one.span.year is not None and not one.marks
    return whole and day.span.year == one.span.year and day.span.first[0] > _OCTOBER


def _is_of_a_document(one: TimeExpression, key: str) -> bool:
    dated = isinstance(one, Once) and one.span.unit == "day" and one.span.year and not one.marks
    return bool(dated and _DOCUMENT.search(_words(one, key)))


def _may_be_made_then(one: TimeExpression, follows: TimeExpression | None, key: str) -> bool:
    """Whether a thing may be made in that part of the year, before the day of another one."""
    if not (
        isinstance(one, Once) and one.span.unit in _PARTS and one.span.year and isinstance(follows, Dated)
    ):
        return False
    parted = (follows.between is not None or follows.link == "and") and follows.link in ("comma", "and")
    words = _words(one, key)
    made = _MADE.match(words) is not None and _ABOUT.search(words) is not None
    return parted and _is_limit(follows) and made and not _ends_after(one, follows)


def _may_be_a_topic(
    last: TimeExpression | None, one: TimeExpression, follows: TimeExpression | None, key: str
) -> bool:
    """Whether a bare year among words, beside a limit, may be one: "triển khai Cổng X năm 2026, xong trước …"."""
    if one.depth and one.link == "open" and _is_limit(follows):
        return not one.between and isinstance(one, Once) and bool(one.span.year) and last is not None
    if one.depth or not (_words(one, key) and _is_wide(one)):
        return False
    if last is not None and _is_limit(last) and _is_an_act_beside(one, _words(one, key)):
        return True
    if _may_be_made_then(one, follows, key) or _is_of_a_month_before(one, follows, key):
        return True
    if not isinstance(one, Dated) or one.span.unit != "year":
        return False
    beside = [other for other in (last, follows) if other is not None and not isinstance(other, Recurring)]
    parted = follows is None or follows.between is not None  # else the next time is this one's limit
    return parted and any(map(_is_limit, beside))


def _is_of_a_month_before(one: TimeExpression, follows: TimeExpression | None, key: str) -> bool:
    """Whether a report of one month has its day in "the next month": which one only people can tell."""
    part = isinstance(one, Once) and one.span.unit in _PARTS and one.span.year is not None
    if not (part and isinstance(follows, Once) and follows.span.recurs and follows.span.shift):
        return False
    return follows.between is None and _ABOUT.search(_words(one, key)) is not None
