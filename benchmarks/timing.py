"""Measuring: works take turns, so that a busy moment of the machine falls on all of them alike."""

from collections.abc import Callable
from statistics import median
from time import perf_counter

Work = Callable[[], object]


def seconds(work: Work) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def medians(rounds: int, *works: Work, between: Work | None = None) -> list[float]:
    """The median seconds of each work. `between` runs after each of them, off the clock."""
    taken: list[list[float]] = [[] for _ in works]
    for work in works:
        work()  # once off the clock: caches fill, modules load
        if between:
            between()
    for _ in range(rounds):
        for times, work in zip(taken, works, strict=True):
            times.append(seconds(work))
            if between:
                between()
    return [median(times) for times in taken]
