"""The lines of a cell: items, sentences and bullets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scheduler.phrases.grammar.spelling import Text

LONGEST = 2000  # no cell of a plan is longer; more would only cost time
SENTENCES = re.compile(
    r"(?:\n|(?<=[\w)])(?<!với)(?<!cho)(?<!và)(?<!lập)(?<!gửi)(?<!ối) (?=(?i:báo cáo (?:tháng|quý|năm|0?6 tháng(?: đầu năm)?|0?9 tháng) ?: ))|;(?! ?(?:ngày )?\d{1,2} ?(?:/|[.-] ?\d{1,2}[.-]\d{4}|tháng \d))(?! ?(?i:trước |chậm nhất |ngày ){0,3}\d{1,2} ?/ ?\d{1,2}(?:/\d{4})?\)))[\n;]*|(?<=[\w)]{2})\.\s+(?=[^\W\d_a-z])"
)
_BULLET = re.compile(
    r"[ \-+*•.,]*(?:\(?(?:[a-hđ]|\d{1,2}|[ivx]{1,3})\) ?|\d{1,2}\. (?!\d)|\d{1,2}- ?(?=[^\W\d])|(?:[a-hđ]|[ivx]{1,3})\. (?!\d))?[ \-+*•]*"
)
_DASHED = re.compile(r"[ ]*[-+*•]")


def lines_of(text: Text, stops: re.Pattern[str] = SENTENCES) -> Iterator[Text]:
    """The lines, items and sentences of a cell, without their bullets."""
    at = 0
    for stop in [*stops.finditer(text.shown), None]:
        end = stop.start() if stop else len(text.shown)
        begins = _BULLET.match(text.key, at, end)
        start = begins.end() if begins else at
        if text.shown[start:end].strip(" .,:-"):
            listed = _DASHED.match(text.key, at, end) is not None
            yield Text(text.shown[start:end], text.key[start:end], listed=listed, reports=text.reports)
        at = stop.end() if stop else end
