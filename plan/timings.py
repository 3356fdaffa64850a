"""How long work took and how often it was done since this process began: counted in buckets, for whoever measures."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from plan.clock import passed


@dataclass(frozen=True, slots=True)
class TimingSnapshot:
    """Counts by upper bound in seconds, each with those below it (the last bound is infinite); the sum of all seconds."""

    buckets: tuple[tuple[str, int], ...]
    total: float

    @property
    def count(self) -> int:
        return self.buckets[-1][1]


@dataclass(slots=True)
class Timings:
    """Of one kind of work, by a label: labels are few and never made of what is stored."""

    bounds: tuple[float, ...]
    _counts: dict[tuple[str, ...], list[int]] = field(default_factory=dict)
    _totals: dict[tuple[str, ...], float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, seconds: float, *label: str) -> None:
        at = next((n for n, bound in enumerate(self.bounds) if seconds <= bound), len(self.bounds))
        with self._lock:
            counts = self._counts.setdefault(label, [0] * (len(self.bounds) + 1))
            counts[at] += 1
            self._totals[label] = self._totals.get(label, 0.0) + seconds

    @contextmanager
    def timed(self, *label: str) -> Iterator[None]:
        """Noted however it ends."""
        began = passed()
        try:
            yield
        finally:
            self.note(passed() - began, *label)

    def taken(self) -> dict[tuple[str, ...], TimingSnapshot]:
        """As of now."""
        with self._lock:
            counts = {label: list(found) for label, found in self._counts.items()}
            totals = dict(self._totals)
        return {label: TimingSnapshot(self._summed(found), totals[label]) for label, found in counts.items()}

    def _summed(self, counts: list[int]) -> tuple[tuple[str, int], ...]:
        names = [*(str(bound) for bound in self.bounds), "+Inf"]
        return tuple((name, sum(counts[: n + 1])) for n, name in enumerate(names))


IMPORTS = Timings((0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 300.0))
"""Documents that came in by a page, by what was done: `read`, `review`, `adopt`."""

PHRASES = Timings((0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.25))
"""Cells of time that the grammar read."""
