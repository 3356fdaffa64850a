"""Lines of a narrow column: one sentence broken where the cell ends, or a deadline a line."""

from __future__ import annotations

import re
from dataclasses import replace

from scheduler.phrases.grammar.labels import begins_with_an_act
from scheduler.phrases.grammar.spelling import Text

ONE_OR_MANY = "không rõ các dòng là một câu xuống dòng, hay mỗi dòng một thời hạn"
# What marks the next line as an item of its own; a dash that only joins two times is none.
_ITEM = r"(?!(?:[-+•*]|\(?(?:[a-hđ]|\d{1,2}|[ivx]{1,3})\)|\d{1,2}\. (?!\d)|[a-hđ]\. ))"
_DAY = r"\d{1,2} ?[/.-] ?\d{1,2}(?: ?[/.-] ?\d{4})?"
_BREAK = re.compile(rf"(?:(?<!;)|(?<=\d;)(?=\n(?:ngày )?{_DAY}[ .;]*(?:\n|$)))\n{_ITEM}")
_DASH = re.compile(r"(?<=[\w)])\n(?=- ?(?:\d|[tq]\d|(?:tháng|quý|năm|ngày|hết|đến) ))")
_HEADED = re.compile(r"[^:\n.;]{3,90}:")
_TIME_FIRST = re.compile(
    r"(?:trước|chậm|muộn|không|trong|vào|quý|tháng|năm|ngày|hằng|mỗi|đến|hết|từ|cuối|đầu|giữa|thường|hoàn thành|\d)(?!\w)"
)
_STARTS_A_LIST = re.compile(r"[-+•*]")
# What cannot stand on a line of its own: a year, a cycle, days without a word, the end of a run, brackets.
_FRAGMENT = re.compile(
    r"\(.*|(?:và |, ?|- ?|/ ?)?(?:(?:hằng|mỗi) (?:năm|quý|tháng|tuần)(?:[;,.].*)?|(?:của )?năm (?:19|20)\d\d(?: \(.*)?|(?:ngày )?\d{1,2} ?[/.-] ?\d{1,2}(?: ?[/.-] ?\d{4})?)[ .;,]*"
    r"|- ?(?:\d|[tq]\d|(?:tháng|quý|năm|ngày|hết|đến) ).*|từ (?:tháng|quý|năm|ngày) .*"
)
_UNIT = r"(?:(?:định kỳ )?(?:hằng |mỗi )?(?:tháng|quý|(?:0?[69]|sáu|chín) tháng|năm)|cả năm)"
# Lines of a list that only its first says what of: "Trước 15/3 / 15/6 / 15/9", "Quý / 6 tháng / Năm".
_DAYS = re.compile(rf"(?<=\d)\n(?=(?:ngày )?{_DAY}(?: (?:hằng|mỗi) năm)?[ .;]*(?:\n|$))")
_ONLY_UNITS = re.compile(rf"{_UNIT}(?:\n{_UNIT})+")


def unwrapped(text: Text) -> Text | None:
    """The text with each item of it on one line; None where the lines are items already."""
    breaks = [found.start() for found in _BREAK.finditer(text.key) if not _is_headed(text, found.end())]
    if text.key.count("\n") == 1 and not _STARTS_A_LIST.match(text.key):
        breaks += [found.start() for found in _DASH.finditer(text.key) if not _is_capital(text, found.end())]
    if not breaks:
        return None
    units = _ONLY_UNITS.fullmatch(text.key) is not None
    days = {found.start() for found in _DAYS.finditer(text.key)}
    joins = {at: "," if units or at in days else " " for at in breaks}
    return replace(text, shown=_joined(text.shown, joins), key=_joined(text.key, joins))


def _is_headed(text: Text, at: int) -> bool:
    """Whether a line begins with what is done, or says of what it is: "Triển khai: quý III"."""
    if _TIME_FIRST.match(text.key, at) or not (text.shown[at].isupper() or text.shown.isupper()):
        return False
    return _HEADED.match(text.key, at) is not None or begins_with_an_act(text.key[at:])


def _is_capital(text: Text, at: int) -> bool:
    return text.shown[at:].lstrip("- ")[:1].isupper()


def goes_on(text: Text) -> bool:
    """Whether every line but the first is the rest of a sentence."""
    first, *others = text.key.split("\n")
    whole = not text.shown.isupper() and not any(
        line.lstrip("- ")[:1].isupper() for line in text.shown.split("\n")[1:]
    )
    return whole and not first.endswith((".", ":")) and all(map(_FRAGMENT.fullmatch, others))


def _joined(words: str, joins: dict[int, str]) -> str:
    letters = list(words)
    for at, join in joins.items():
        letters[at] = join
    return "".join(letters)
