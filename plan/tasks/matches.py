"""Which stored task each row of a document is, when the document was taken in before."""

from collections.abc import Collection, Iterable, Sequence

from plan.documents import Entry
from plan.models import Task
from plan.resemblance import alike
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
    known_keys = _Index(known)
    found: dict[int, Task] = {}
    for sign in (known_keys.same_row, known_keys.same_title, known_keys.same_place):
        for position, entry in enumerate(entries, 1):
            if position not in found and (key := sign(entry)):
                found[position] = known.pop(key)
                known_keys.drop(key)
    return found


class _Index:
    """The rows that are left, by what they may be found by: comparing each with each took minutes of a long plan."""

    def __init__(self, known: Iterable[Key]) -> None:
        self._rows: dict[Key, str] = {key: fold(key[2]) for key in known}
        self._titles: dict[str, dict[Key, None]] = {}
        self._places: dict[tuple[str, str], dict[Key, None]] = {}
        for key, title in self._rows.items():
            self._titles.setdefault(title, {})[key] = None
            self._places.setdefault(key[:2], {})[key] = None

    def drop(self, key: Key) -> None:
        del self._titles[self._rows.pop(key)][key]
        del self._places[key[:2]][key]

    def same_row(self, entry: Entry) -> Key | None:
        return key_of(entry) if key_of(entry) in self._rows else None

    def same_title(self, entry: Entry) -> Key | None:
        return _only(self._titles.get(fold(entry.title), ()))

    def same_place(self, entry: Entry) -> Key | None:
        here = self._places.get((entry.section, entry.number), ())
        title = fold(entry.title) if here else ""
        return _only([key for key in here if alike(self._rows[key], title) >= TOUCHED_UP])


def _only(keys: Collection[Key]) -> Key | None:
    return next(iter(keys)) if len(keys) == 1 else None
