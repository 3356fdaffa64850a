"""Lists of reports, each with its day: "quý I trước 15/3, 6 tháng trước 15/6, quý III: trước 15/9; cả năm (trước 15/12)".

The periods name the reports and are no deadlines beside their days. They become letters, as the numbers of documents
do, before the phrase is cut into lines: a list may stand on one line or on many.
"""

from __future__ import annotations

import re
from dataclasses import replace

from scheduler.phrases.grammar.spelling import Text

_PERIOD = (
    r"(?:quý (?:iv|i{1,3}|[1-4])|(?:0?[369]|sáu|chín) tháng(?: đầu| cuối)?(?: năm)?|(?:cả |cuối |0?1 |một )?năm)"
    r"(?:,? (?:năm )?(?:19|20)\d\d)?"
)
_NAME = (
    r"(?:(?:đối với |kỳ )?(?:báo cáo|bc)(?: (?:định kỳ|sơ kết|tổng kết|kết quả|công tác))*|(?:báo cáo )?(?:sơ kết|tổng kết)(?: công tác)?)? ?"
    rf"{_PERIOD}(?:(?:,| và|, và) (?:báo cáo )?{_PERIOD})?"
)
_LIMIT = (
    r"(?: (?:được |phải )?(?:gửi|nộp|hoàn thành|xong))?(?: ?[:(]| là)? ?(?:hoàn thành |xong |gửi )?"
    r"(?:(?:chậm nhất|muộn nhất|không muộn hơn|không quá|hạn cuối)(?: là| vào)? )?(?:trước |vào )?(?:(?:\d{1,2}(?:h| giờ) ?\d{0,2}),? )?"
)
_DAY = (
    r"(?:ngày )?(?:0?[1-9]|[12]\d|3[01])(?: ?[/.-] ?| (?:của )?tháng )(?:0?[1-9]|1[0-2])(?!\d)(?! ?[/.-] ?\d)"
)
_ITEM = re.compile(
    rf"(?<!\w)(?<!/ )(?<!hằng )(?<!mỗi )(?P<name>{_NAME})(?={_LIMIT}{_DAY})(?P<limit>{_LIMIT}){_DAY}"
)

_OTHERS = re.compile(r"(?<!\w)(?:quý|tháng|tuần)(?!\w)")


def name_reports(text: Text) -> Text:
    """The text with the names of a list's reports made letters; one report alone has other rules."""
    items = list(_ITEM.finditer(text.key))
    if len(items) < 2 or len({item["name"].removeprefix("báo cáo ").strip() for item in items}) < len(items):
        return text
    if _OTHERS.search(_ITEM.sub("", text.key)):
        return text  # a cycle with a place of its own is among them
    key = text.key
    for item in items:
        start, end = item.span("name")
        key = key[:start] + "x" * (end - start) + key[end:]
    return replace(text, key=key, reports=True)
