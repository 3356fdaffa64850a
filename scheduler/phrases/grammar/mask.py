"""The folded text without what must not be read."""

from __future__ import annotations

import re

from scheduler.phrases.grammar.idle_words import IDLE_WORDS
from scheduler.phrases.grammar.numbered_names import NUMBERED_NAMES

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
    r" (?:như )?sau(?: đây)?|(?:một (?:số|trong) )?(?:các |những )(?!ngày|tháng|quý|năm|thời|mốc|kỳ|đợt)[^\W\d]+(?: [^\W\d]+){0,4} sau(?: đây)?|một số [^\W\d]+(?: [^\W\d]+){0,4} sau(?: đây)?|\. (?:dự kiến )?(?:các )?(?:mốc thời gian|tiến độ) cụ thể như sau|(?<=\w, )(?:bao )?gồm)(?: là| gồm)? ?[:.]? ?$"
)
_OF_THE_TIME = ("thời hạn", "thời gian", "hạn ")  # there the list that follows says when
_ADDRESS = re.compile(r"(?<!\S)\(?[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://\S+|www\.\S+")


def mask(key: str) -> str:
    """The folded text, same length, without what must not be read.

    Numbers of documents, standards and school years become letters, "(nếu có)" and closing stops become blanks.
    """
    key = _ADDRESS.sub(lambda found: "x" * len(found[0]), key)
    key = NUMBERED_NAMES.sub(lambda found: "x" * len(found[0]), key)
    key = _WHO_DECLARES.sub(_blank_in_its_cycle, key)
    key = IDLE_WORDS.sub(lambda found: " " * len(found[0]), key)
    if not key.startswith(_OF_THE_TIME):
        key = _LEADS_OVER.sub(lambda found: " " * len(found[0]), key)
    return key.rstrip(" .,;/").ljust(len(key))


def _blank_in_its_cycle(found: re.Match[str]) -> str:
    """Blanks where the widest unit that is said to come round before it is the one it names; else the words."""
    said = _CLAUSE_ENDS.split(found.string[: found.start()])[-1]
    widest = next((unit for unit, word in _UNITS.items() if word.search(said)), None)
    return " " * len(found[0]) if widest == found["unit"] else found[0]
