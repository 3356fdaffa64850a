"""What a person calls a table of a document: the annex or the heading it stands under, not its place in a count. Pure."""

import re
from collections.abc import Sequence

from plan.documents.annexes import Annex, annex_mark

_LONGEST_HEADING, _LONGEST = 120, 60
_BRACKETS = re.compile(r"\(.*")
_ENDS_SENTENCE = re.compile(r"[;,]$|\.$(?<!\d\.)")


def named_by(annex: Annex | None, above: Sequence[str], headings: Sequence[str]) -> str:
    """The annex that begins right above a table, else the last line above that is a heading, else its own headings."""
    if annex:
        says_mark = not annex.mark or annex_mark(annex.title) is not None
        return _short(annex.title if says_mark and annex.title else f"{annex.name} {annex.title}".strip())
    lines = [
        " ".join(text.split()) for text in above if text.strip() and not _BRACKETS.fullmatch(text.strip())
    ]
    if lines and len(lines[-1]) <= _LONGEST_HEADING and not _ENDS_SENTENCE.search(lines[-1]):
        return _short(lines[-1].rstrip(" :"))
    return _short(" | ".join(dict.fromkeys(" ".join(words.split()) for words in headings if words.strip())))


def _short(words: str) -> str:
    words = words[:1].upper() + words[1:]
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"


def named_by_title(title: str) -> str:
    """A section that fills a row names the rows below it."""
    return _short(" ".join(title.split()))
