"""How many requests a program may send: 600 a minute a token, in memory. A restart forgives everybody."""

import threading
from math import ceil
from time import monotonic

MOST = 600  # at once
A_SECOND = MOST / 60


class Pace:
    """What each token has left; it grows back by ten a second."""

    def __init__(self) -> None:
        self._left: dict[int, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def wait(self, token: int, now: float | None = None) -> int:
        """One request of that token: 0 lets it through, else how many seconds to wait."""
        now = monotonic() if now is None else now
        with self._lock:
            left, since = self._left.get(token, (float(MOST), now))
            left = min(float(MOST), left + (now - since) * A_SECOND)
            goes = left >= 1
            self._left[token] = (left - 1 if goes else left, now)
        return 0 if goes else ceil((1 - left) / A_SECOND)
