"""Words put in the place of others."""

import re
from collections.abc import Callable, Iterator

Change = Callable[[str], Iterator[str]]
_SHORT = 90
_TIME_FIRST = re.compile(
    r"(?:trước|chậm nhất|muộn nhất|không (?:muộn|quá|chậm)|trong|vào|quý|tháng|năm|ngày|hằng|hàng|mỗi|định kỳ|đến|hết|từ|cuối|đầu|giữa|thường xuyên|6 tháng|\d)(?!\w)",
    re.IGNORECASE,
)


def each(pattern: str, *others: str) -> Change:
    """Every phrase in which all that match are written in one of the other ways."""
    compiled = re.compile(pattern, re.IGNORECASE)

    def change(phrase: str) -> Iterator[str]:
        if compiled.search(phrase):
            for other in others:
                yield compiled.sub(lambda found, other=other: _cased(found, other), phrase)  # type: ignore[misc]

    return change


def _cased(found: re.Match[str], other: str) -> str:
    words = found.expand(other)
    return words[:1].upper() + words[1:] if found[0][:1].isupper() and found.start() == 0 else words


def begins_with_time(phrase: str) -> bool:
    """Whether labels and tails may stand around it."""
    return _TIME_FIRST.match(phrase) is not None and "\n" not in phrase and len(phrase) < _SHORT


def lowered(phrase: str) -> str:
    """The phrase as it goes on behind other words."""
    first = phrase.split(" ", maxsplit=1)[0]
    return phrase if first.isupper() and len(first) > 1 else phrase[:1].lower() + phrase[1:]
