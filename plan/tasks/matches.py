"""Which stored task each row of a document is, when the document was taken in before."""

from collections.abc import Sequence

from rapidfuzz.fuzz import token_sort_ratio

from plan.documents import Entry
from plan.models import Task
from plan.text import fold

Key = tuple[str, str, str]

# How alike two titles at one place must be (0–100) for one to be a corrected form of the other.
TOUCHED_UP = 70


def key_of(row: Task | Entry) -> Key:
    """Where a row stands in its document, and its title."""
    return row.section, row.number, row.title


def matched(entries: Sequence[Entry], known: dict[Key, Task]) -> dict[int, Task]:
    """Which stored task each row (by position) is, taken out of `known`: the surest sign first.

    The same words at the same place; the same title at another place; the same place with a title that
    was only touched up. A row inserted above others must never hand one task's past to another.
    """
    found: dict[int, Task] = {}
    for sign in (_same_row, _same_title, _same_place):
        for position, entry in enumerate(entries, 1):
            if position not in found and (key := sign(entry, known)):
                found[position] = known.pop(key)
    return found


def _same_row(entry: Entry, known: dict[Key, Task]) -> Key | None:
    return key_of(entry) if key_of(entry) in known else None


def _same_title(entry: Entry, known: dict[Key, Task]) -> Key | None:
    same = [key for key in known if fold(key[2]) == fold(entry.title)]
    return same[0] if len(same) == 1 else None


def _same_place(entry: Entry, known: dict[Key, Task]) -> Key | None:
    near = [
        key
        for key in known
        if key[:2] == (entry.section, entry.number)
        and token_sort_ratio(fold(key[2]), fold(entry.title)) >= TOUCHED_UP
    ]
    return near[0] if len(near) == 1 else None
