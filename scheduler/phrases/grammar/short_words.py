"""Words that clerks write in short, in full: "T10", "Th.xuyên", "BC quý"."""

from __future__ import annotations

import re

# Not the BC of a document's number: "12/BC-UBND".
_SHORT = re.compile(
    r"(?:\b(?:(th?\. ?xuyên)|(?<![/-])(BC)(?![/-]\w)|(trc))\b(?!\.\w)|(?:(?<![^\n])|(?<=^[-+•] )|(?<=\n[-+•] ))(?:(t/?x)(?=[ .;]*(?:\n|$)))|(?:(?<=^)|(?<=^[-+•] )|(?<=\n[-+•] ))()(?=(?:iv|i{1,3}) ?/ ?20\d\d[ .;]*(?:\n|$)))",
    re.IGNORECASE,
)
_IN_FULL = ("thường xuyên", "báo cáo", "trước", "thường xuyên", "quý ")
# Months by their letter where a clause begins, and nothing but a stop or their year behind: "nhà ga T1" is no month.
_JOINED = r" ?(?:,|-|và|đến)\s?"
_MONTHS = re.compile(
    r"((?:^|[\n;:(•])(?: ?[-+*]| ?\(?\w\)| ?\d\.)? ?(?:(?:các|trong|trước|từ|hết|cuối|đầu|giữa|vào|đến|hoàn thành|xong|chậm nhất) )*)"
    rf"(t\.? ?\d{{1,2}}(?:{_JOINED}t\.? ?\d{{1,2}})*)(?![\w%])(?=(?P<year> ?[/.-] ?\d{{4}}| năm \d{{4}})?(?: (?:hằng|hàng|mỗi) năm)? *(?:$|[\n,;:.()]))",
    re.IGNORECASE,
)
_LETTER = re.compile(r"t\.? ?(?=\d)", re.IGNORECASE)
# The numbers from 2 to 7 may be days of the week, but for beside one that is none, or a year.
_NO_WEEKDAY = re.compile(r"(?<!\d)(?:0?[189]|1[0-2])(?!\d)")


def in_full(shown: str, notes: list[str]) -> str:
    """The text with what was written in short in full; what was understood is said in the notes, but for months with their year."""
    shorts = [(short[0], _full(short)) for short in _SHORT.finditer(shown)]
    months = [
        (short[2], _months(short)[len(short[1]) :]) for short in _MONTHS.finditer(shown) if not short["year"]
    ]
    notes += [
        f'viết tắt "{short}": hiểu là {words}' for short, words in shorts + months if short and short != words
    ]
    return _MONTHS.sub(_months, _SHORT.sub(_full, shown))


def _full(short: re.Match[str]) -> str:
    return _IN_FULL[(short.lastindex or 1) - 1]


def _months(short: re.Match[str]) -> str:
    """The months with whatever leads in to them, as written where they may be days of the week."""
    is_certain = short["year"] or _NO_WEEKDAY.search(short[2])
    return short[1] + (_LETTER.sub("tháng ", short[2]) if is_certain else short[2])
