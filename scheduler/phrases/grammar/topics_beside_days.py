"""Times before or behind a day that may only say what is due then: "nhu cầu năm 2026, gửi trước ngày 25/3"."""

from __future__ import annotations

import re

from scheduler.phrases.grammar.expressions import Dated, Once, Recurring, TimeExpression
from scheduler.phrases.grammar.kinds_of_time import (
    NEAR,
    PARTS,
    WORDS,
    ends_after,
    is_a_day,
    is_limit,
    is_over_before,
    is_wide,
    words_before,
)
from scheduler.phrases.grammar.labels import names_a_report
from scheduler.phrases.grammar.shared_limits import goes_on_with

_OCTOBER = 10
# What a year or a quarter belongs to: a document, figures, a need.
_ABOUT = re.compile(
    r"(?<!\w)(?:kế hoạch|kh|báo cáo|dự toán|quyết toán|chương trình|danh mục|danh sách|chỉ tiêu|chỉ số|nhiệm vụ|kết quả|tình hình|số liệu|nhu cầu|"
    r"phương án|đề án|lộ trình|kinh phí|chi phí|vốn|ngân sách|hồ sơ|sơ kết|tổng kết|tiến độ|giải ngân|thu|chi|mục tiêu|phương hướng|biên chế|tài liệu|tờ khai|hồ sơ khai|thuế|lệ phí|"
    rf"đánh giá|kỳ (?:tính thuế|kê khai|lương|đóng|thanh toán)|xếp loại|công tác|phong trào|hoạt động|ước tính|sơ bộ|chính thức|ước thực hiện|công khai){WORDS}{{0,12}}$"
)
_BEFORE_JOINED = re.compile(r"(?:quý|tháng|\d+ tháng|năm)[^,]{0,16}(?:,| và|, và)? ?$")
# A thing that is made in the time named with it, or named by it: "ban hành Kế hoạch quý I/2026, hoàn thành trước 15/7".
_MADE = re.compile(
    r"(?:ban hành|xây dựng|trình|phê duyệt|tổ chức|hoàn thành|hoàn thiện|khảo sát|lập|thẩm định)(?!\w)"
)
# "Hạn nộp tờ khai thuế quý 2 là ngày 31/7": the day behind is the limit.
_TERM = re.compile(
    r"(?:thời (?:gian|hạn)|hạn(?: cuối| chót)?) (?:gửi|nộp|báo cáo|trình|khai|kê khai|hoàn thành|công bố|tổ chức|thực hiện|ban hành|đăng ký|xét)(?!\w)"
)
_SCOPE = re.compile(rf"(?:đối với|cho|của){WORDS}{{0,8}}$")
_LOOKS_BACK = re.compile(
    r"(?<!\w)(?:báo cáo|kết quả|tình hình|số liệu|tổng hợp|đánh giá|quyết toán|thống kê|sơ kết|tổng kết|lũy kế)(?!\w)"
)
_PLANS = r"(?:phương hướng|nhiệm vụ|kế hoạch|chương trình|dự toán)"
_TO_COME = re.compile(rf"{_PLANS}(?:(?:,| và)? {_PLANS})*(?: (?!trong |vào |trước )[^\W\d]+){{0,6}}")
_ACT_OF_ITS_OWN = re.compile(r"(?:tổ chức )?(?:sơ kết|tổng kết|đánh giá (?:giữa|cuối) kỳ)(?! kết quả)(?!\w)")


def is_before_its_day(one: TimeExpression, follows: TimeExpression | None, key: str) -> bool:
    """Before it: "đối với năm 2024, thời hạn là …", "nhu cầu năm 2026, gửi … trước ngày 25/3", "6 tháng đầu năm ngày 15/8"."""
    if not (is_wide(one) and isinstance(follows, Dated)):
        return False
    words = words_before(one, key) or _words_before_joined(one, key)
    part = isinstance(one, Once) and one.span.unit in PARTS
    if part and names_a_report(words):
        return False  # the name of a report, which has rules of its own
    if _may_be_made_then(one, follows, key) or _is_of_others(follows, key):
        return False
    limited = is_limit(follows) or (_TERM.match(words) and is_a_day(follows) and "at" in follows.marks)
    if limited and words and follows.span.of == "year" and follows.depth <= one.depth:
        early = part and ends_after(one, follows) and not _is_another_act(follows, key)
        return bool(early or _is_year_before(one, follows) or _SCOPE.fullmatch(words) or _ABOUT.search(words))
    beside = (
        follows.between is None and follows.link in ("space", "colon") and not follows.marks - {"this year"}
    )
    return part and one.yearless and beside and is_a_day(follows) and follows.span.of == "year"


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
    return _BEFORE_JOINED.sub("", key[max(0, one.at - NEAR) : one.at])


def _is_year_before(one: TimeExpression, day: Dated) -> bool:
    """Whether nothing parts a year from the day after it: "nội dung kiểm tra năm 2027 trước ngày 15/11/2026"."""
    unparted = day.between is None and day.link == "space" and is_a_day(day)
    return isinstance(one, Once) and one.span.unit == "year" and unparted


def is_after_its_day(last: TimeExpression, one: TimeExpression, key: str) -> bool:
    """Behind it: "trước ngày 10/7, báo cáo kết quả trong 6 tháng đầu năm", "… đối với chi phí năm 2024"."""
    words = key[slice(*one.between)].strip(" ,") if one.between else ""
    if not (isinstance(last, Dated) and isinstance(one, Dated) and words and _is_when_done(last)):
        return False
    if not is_wide(one, "at") or one.link not in ("", "space", "comma", "and") or one.depth:
        return False
    if one.span.unit == "year" and not one.marks and _TO_COME.fullmatch(words):
        # "gửi báo cáo tổng kết năm 2026 và phương hướng năm 2027"; beside a mere plan it may be a second limit
        return is_a_day(last) and _LOOKS_BACK.search(key[: one.at - len(words)]) is not None
    if _is_an_act_beside(one, words):
        return False
    if _SCOPE.fullmatch(words):
        return one.link != "comma" and (is_limit(last) or "done" in last.marks)
    if not is_a_day(last) and "at" in one.marks and _ACT_OF_ITS_OWN.match(words):
        return False  # "tổng kết trong quý IV/2030, sơ kết trong quý IV/2028"
    if one.link == "and" and (not is_a_day(last) or "at" in one.marks or _MADE.match(words)):
        return False  # "trước ngày 31/7/2026 và tổng hợp trong quý I/2026": one more limit
    over = is_over_before(one, last) or (one.link != "and" and _is_all_but_over(one, last))
    return over and _LOOKS_BACK.search(words) is not None


def _is_when_done(last: Dated) -> bool:
    """A day; or a month or a quarter that is said to hold it: "trong quý I năm 2027 báo cáo kết quả năm 2026"."""
    part = isinstance(last, Once) and last.span.unit in ("month", "quarter") and bool(last.span.year)
    return is_a_day(last) or (part and "at" in last.marks)


def _is_an_act_beside(one: TimeExpression, words: str) -> bool:
    """Whether a review joined to a limit may have its own day: "trước 31/7/2026, và sơ kết 6 tháng đầu năm"."""
    part = isinstance(one, Once) and one.span.unit in PARTS and not one.marks
    return part and one.link in ("comma", "and") and _ACT_OF_ITS_OWN.match(words) is not None


def _is_all_but_over(one: Dated, day: Dated) -> bool:
    """Whether it is a year whose report is due in its last two months: "trước ngày 25/12/2026 gửi báo cáo năm 2026"."""
    whole = one.span.unit == "year" and one.span.year is not None and not one.marks
    return whole and day.span.year == one.span.year and day.span.first[0] > _OCTOBER


def _may_be_made_then(one: TimeExpression, follows: TimeExpression | None, key: str) -> bool:
    """Whether a thing may be made in that part of the year, before the day of another one."""
    if not (
        isinstance(one, Once) and one.span.unit in PARTS and one.span.year and isinstance(follows, Dated)
    ):
        return False
    parted = (follows.between is not None or follows.link == "and") and follows.link in ("comma", "and")
    words = words_before(one, key)
    made = _MADE.match(words) is not None and _ABOUT.search(words) is not None
    return parted and is_limit(follows) and made and not ends_after(one, follows)


def may_be_a_topic(
    last: TimeExpression | None, one: TimeExpression, follows: TimeExpression | None, key: str
) -> bool:
    """Whether a bare year among words, beside a limit, may be one: "triển khai Cổng X năm 2026, xong trước …"."""
    if one.depth and one.link == "open" and is_limit(follows):
        return not one.between and isinstance(one, Once) and bool(one.span.year) and last is not None
    if one.depth or not (words_before(one, key) and is_wide(one)):
        return False
    if last is not None and is_limit(last) and _is_an_act_beside(one, words_before(one, key)):
        return True
    if _may_be_made_then(one, follows, key) or _is_of_a_month_before(one, follows, key):
        return True
    if not isinstance(one, Dated) or one.span.unit != "year":
        return False
    beside = [other for other in (last, follows) if other is not None and not isinstance(other, Recurring)]
    parted = follows is None or follows.between is not None  # else the next time is this one's limit
    return parted and any(map(is_limit, beside))


def _is_of_a_month_before(one: TimeExpression, follows: TimeExpression | None, key: str) -> bool:
    """Whether a report of one month has its day in "the next month": which one only people can tell."""
    part = isinstance(one, Once) and one.span.unit in PARTS and one.span.year is not None
    if not (part and isinstance(follows, Once) and follows.span.recurs and follows.span.shift):
        return False
    return follows.between is None and _ABOUT.search(words_before(one, key)) is not None
