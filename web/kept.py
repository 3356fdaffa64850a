"""What is dear to make, kept until something changes: the bodies of pages, lists of choices. Bounded in memory."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from sys import getsizeof
from typing import Any, TypeVar, cast

T = TypeVar("T")
Key = TypeVar("Key", bound=Hashable)

MOST = 64  # values
OCTETS = 24 * 1024 * 1024  # of text; a board of 200 agencies takes less than one million


class KeptValues:
    """Values by what they were made of; with the first change after them all are forgotten."""

    def __init__(self, octets: int = OCTETS) -> None:
        self._octets = octets
        self._change = -1
        self._held = 0
        self._values: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, change: int, key: Hashable, make: Callable[[], T]) -> T:
        """The value of that key as of that change, made if it is not kept. Of two that make it at once either is good.

        `change` is what the session that makes it sees: whoever reads an older state gets its own.
        """
        with self._lock:
            if change == self._change and key in self._values:
                self._values.move_to_end(key)
                return cast("T", self._values[key])
        made = make()
        with self._lock:
            self._keep(change, key, made)
        return made

    def _keep(self, change: int, key: Hashable, value: object) -> None:
        if change < self._change:
            return
        if change > self._change:
            self._change, self._held = change, 0
            self._values.clear()
        if key in self._values:
            self._held -= getsizeof(self._values.pop(key))
        self._values[key] = value
        self._held += getsizeof(value)
        while len(self._values) > MOST or (self._held > self._octets and self._values):
            _, gone = self._values.popitem(last=False)
            self._held -= getsizeof(gone)


def keep(kept: dict[Key, T], key: Key, value: T, most: int) -> None:
    """Keep one more; of `most` all are forgotten first, and made anew for whoever asks."""
    if len(kept) >= most:
        kept.clear()
    kept[key] = value
