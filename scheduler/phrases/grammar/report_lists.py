"""Lists of reports, each with its day: "quý I trước 15/3, 6 tháng trước 15/6, quý III: trước 15/9; cả năm (trước 15/12)".

The periods name the reports and are no deadlines beside their days. They become letters, as the numbers of documents
do, before the phrase is cut into lines: a list may stand on one line or on many.
"""

from __future__ import annotations

import re
from dataclasses import replace

from scheduler.phrases.grammar.spelling import Text

# Possessive: "sáu tháng năm 2026" may be taken apart in two ways, and a list of such in as many as there are subsets.
_PERIOD = (
    r"(?:quý (?:iv|i{1,3}|[1-4])|(?:0?[369]|sáu|chín) tháng(?: đầu| cuối)?(?: năm)?+|(?:cả |cuối |0?1 |một )?năm)"
    r"(?:,? (?:năm )?(?:19|20)\d\d)?+"
)
_NAME = (
    r"(?:(?:đối với |kỳ )?(?:báo cáo|bc)(?: (?:định kỳ|sơ kết|tổng kết|kết quả|công tác))*|(?:báo cáo )?(?:sơ kết|tổng kết)(?: công tác)?)? ?"
    rf"{_PERIOD}(?:(?:,| và|, và) (?:báo cáo )?{_PERIOD})?"
)
_LIMIT = (
    r"(?: (?:được |phải )?(?:gửi|nộp|hoàn thành|xong))?(?: ?[:(,]| -| là)? ?(?:hoàn thành |xong |gửi )?"
    r"(?:(?:chậm nhất|muộn nhất|không muộn hơn|không quá|hạn cuối)(?: là| vào)? )?(?:trước |vào )?(?:(?:\d{1,2}(?:h| giờ) ?\d{0,2}),? )?"
)
_DAY = r"(?:ngày )?(?:0?[1-9]|[12]\d|3[01])(?: ?[/.-] ?| (?:của )?tháng )(?:0?[1-9]|1[0-2])(?!\d)(?:(?: ?[/.-] ?| năm )(?:19|20)\d\d(?!\d)|(?! ?[/.-] ?\d))"
_ITEM = re.compile(
    rf"(?<!\w)(?<!/ )(?<!hằng )(?<!mỗi )(?P<name>{_NAME})(?={_LIMIT}{_DAY})(?P<limit>{_LIMIT})(?P<day>{_DAY})"
)
# The same with the names in brackets behind: "trước ngày 15/3 (quý I), 15/6 (6 tháng), 15/9 (quý III) và 15/12 (năm)".
_NAMED_BEHIND = re.compile(rf"(?P<day>{_DAY}) ?(?P<name>\((?:đối với )?{_NAME}\))")
# Names and days in two lists: "quý I, 6 tháng, năm lần lượt trước ngày 20/3, 20/6, 20/12", or the names in brackets behind.
_NAMES = rf"(?P<names>{_PERIOD}(?:(?:,| và|, và) (?:báo cáo )?{_PERIOD})+)"
_DAYS = rf"(?P<days>{_DAY}(?:(?:,|;| và|, và) (?:trước )?{_DAY})+)"
_RESPECTIVELY = re.compile(
    rf"(?P<before>(?<!\w)(?:báo cáo )?{_NAMES},? (?:lần lượt|tương ứng)(?: là| vào)?)(?={_LIMIT}{_DAYS})"
)
_NAMED_TOGETHER = re.compile(
    rf"{_DAYS}(?P<behind> ?\((?:lần lượt |tương ứng )+(?:với |là |cho )*(?:các )?(?:báo cáo |kỳ )*{_NAMES}\))"
)
_ONE_PERIOD, _ONE_DAY = re.compile(_PERIOD), re.compile(_DAY)
_OTHERS = re.compile(r"(?<!\w)(?:quý|tháng|tuần)(?!\w)")
_ENDS_THE_YEAR = re.compile(r"(?<!\w)(?:quý (?:iv|4)|(?:cả |cuối )?năm)(?!\w)")
_JANUARY_TO_MARCH = re.compile(r"(?:[/.-] ?|tháng )0?[1-3]$")
_YEAR_SAID = re.compile(r" ?(?:của )?(?:năm|/)")


def name_reports(text: Text) -> Text:
    """The text with the names of a list's reports made letters; one report alone has other rules."""
    items = list(_ITEM.finditer(text.key))
    if _is_list(text.key, items) and len(
        {item["name"].removeprefix("báo cáo ").strip() for item in items}
    ) == len(items):
        return _without_names(text, items, "x")
    if (found := _RESPECTIVELY.search(text.key)) and _as_many(found["names"], found["days"]):
        return _without(text, *found.span("before"))
    if (found := _NAMED_TOGETHER.search(text.key)) and _as_many(found["names"], found["days"]):
        return _without(text, *found.span("behind"))
    items = list(_NAMED_BEHIND.finditer(text.key))
    if len(items) > 2 and _is_list(text.key, items):
        return _without_names(text, items, " ")
    return text


def _is_list(key: str, items: list[re.Match[str]]) -> bool:
    """Whether these are all the times of the text, and every day is of the year that its report is of."""
    if len(items) < 2 or any(_may_be_of_next_year(key, item) for item in items):
        return False
    rest = key
    for item in items:
        rest = rest.replace(item[0], "", 1)
    return _OTHERS.search(rest) is None


def _may_be_of_next_year(key: str, item: re.Match[str]) -> bool:
    """Whether the report of a whole year has a day early in some year: "năm trước 15/01"."""
    early = _ENDS_THE_YEAR.search(item["name"]) and _JANUARY_TO_MARCH.search(item["day"])
    return bool(early) and not _YEAR_SAID.match(key, item.end())


def _without_names(text: Text, items: list[re.Match[str]], filler: str) -> Text:
    key = text.key
    for item in items:
        start, end = item.span("name")
        key = key[:start] + filler * (end - start) + key[end:]
    return replace(text, key=key, reports=True)


def _as_many(names: str, days: str) -> bool:
    return len(_ONE_PERIOD.findall(names)) == len(_ONE_DAY.findall(days))


def _without(text: Text, start: int, end: int) -> Text:
    """The text without names that stand beside their days: the days come every year."""
    return replace(text, key=text.key[:start] + " " * (end - start) + text.key[end:], reports=True)
