"""Columns that are times themselves (quarters, months, years), where a mark says when: I | II | III | IV. Pure."""

import re
from collections.abc import Sequence

from plan.documents.headings import role_of
from plan.text import fold

_TIME = re.compile(
    r"(?:(quý|q|tháng|t|năm)[\s.]*)?([ivx]{1,4}|\d{1,2}|20\d\d)((?:\s*[/-]\s*|\s+năm\s+)20\d\d)?"
)
# “Quý I” over “Tháng 1”: the lower floor says the time.
_PERIOD = re.compile(
    r"(?:quý|năm|tháng) (?:[ivx]{1,4}|\d{1,4})(?:\s*[/-]\s*\d{4})?|(?:6|sáu) tháng (?:đầu|cuối) năm"
)
_UNIT = re.compile(r"(?<!\w)(quý|tháng|năm)(?!\w)")
_UNITS = {"q": "quý", "t": "tháng"}
_MARK = re.compile(r"[xv✓✔√●•■+*]", re.IGNORECASE)
_FEWEST = 2

# The place of each column with the words of its time.
Timeline = tuple[tuple[int, str], ...]


def timeline_of(headings: Sequence[str]) -> Timeline:
    """Nothing where a single column looks like a time: that is a column of something else."""
    found = tuple((n, words) for n, heading in enumerate(headings) if (words := _time_of(heading)))
    return found if len(found) >= _FEWEST else ()


def marked_time(timeline: Timeline, cells: Sequence[str]) -> str:
    """The marked times in words: neighbours are one span."""
    marked = [n for n, (place, _) in enumerate(timeline) if is_mark(cells[place])]
    spans: list[list[int]] = []
    for n in marked:
        if spans and spans[-1][-1] == n - 1:
            spans[-1].append(n)
        else:
            spans.append([n])
    return ", ".join(_words(timeline[span[0]][1], timeline[span[-1]][1]) for span in spans)


def is_mark(cell: str) -> bool:
    """Whether a cell says no more than that its column applies."""
    return bool(_MARK.fullmatch(cell.strip()))


def _words(first: str, last: str) -> str:
    return first if first == last else f"từ {first} đến {last}"


def _time_of(heading: str) -> str:
    """A heading of two floors says its unit above: “Thời gian (quý): II”. Figures of money are no times."""
    high, _, low = fold(heading).rpartition(":")
    found = _TIME.fullmatch(low.strip())
    if not found or (high and role_of(high) != "timing" and not _PERIOD.fullmatch(high.strip())):
        return ""
    above = _UNIT.findall(high)  # the nearest: “Thời gian năm 2026: Quý: II”
    unit = _UNITS.get(found[1], found[1]) if found[1] else (above[-1] if above else "")
    if len(found[2]) == 4 and found[2].isdigit():
        unit = "năm"
    elif unit in {"", "năm"}:
        return ""
    number = found[2].upper() if unit == "quý" else found[2]
    return f"{unit} {number}{found[3] or ''}"
