"""Times that figures or documents are of: "số liệu từ … đến …", "tại ngày …", "Luật … ngày 24/6/2025"."""

from __future__ import annotations

import re

from scheduler.phrases.grammar.expressions import Once, TimeExpression, Window
from scheduler.phrases.grammar.kinds_of_time import NEAR, WORDS, is_a_day, words_before

# What figures are of: "số liệu từ ngày 01/01 đến ngày 31/10", "kỳ báo cáo tính từ …".
_DATA = re.compile(
    r"(?<!\w)(?:(?:số liệu|kỳ báo cáo|kỳ số liệu)(?: [^\W\d]+){0,4}|(?:thời (?:kỳ|gian|điểm) )(?:chốt|lấy|thu thập|thống kê|tổng hợp)(?: [^\W\d]+){0,5})$"
)
_AT_A_MOMENT = re.compile(r"(?<!\w)(?:tại|tính đến|có đến)(?: thời điểm)? $")
_STATE = re.compile(
    rf"(?<!\w)(?:dư nợ|nợ|số dư|tồn quỹ|tồn|lũy kế|kết dư|số liệu|tình hình|kết quả){WORDS}{{0,10}}$"
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
    rf"(?<!\w)(?:luật|bộ luật|nghị định|nghị quyết|quyết định|chỉ thị|thông tư|kết luận|công văn|công điện|thông báo|tờ trình|văn bản|hướng dẫn|hợp đồng){WORDS}{{0,14}}$"
)


def is_of_the_data(one: TimeExpression, key: str) -> bool:
    """Whether it is the window, or the moment, that figures are of."""
    if is_a_day(one) and _AT_A_MOMENT.search(key[max(0, one.at - NEAR) : one.at]):
        return True
    return isinstance(one, Window) and (
        "data" in one.marks or _DATA.search(words_before(one, key)) is not None
    )


def is_a_state_until(one: TimeExpression, key: str) -> bool:
    """Whether it is the day that a state is told of: "nợ của chính quyền địa phương đến 31/12/2023, … gửi trước ngày 31/01"."""
    until = is_a_day(one) and one.marks == {"to"}
    return until and _STATE.search(words_before(one, key)) is not None


def says_only_what_data(key: str) -> bool:
    """Whether a line tells the days that figures are of, and no limit."""
    return any(form.fullmatch(key.strip()) for form in (_ONLY_DATA, _DATA_WINDOW))


def is_of_a_document(one: TimeExpression, key: str) -> bool:
    dated = isinstance(one, Once) and one.span.unit == "day" and one.span.year and not one.marks
    return bool(dated and _DOCUMENT.search(words_before(one, key)))
