"""Measuring: works take turns, so that a busy moment of the machine falls on all of them alike."""

from collections.abc import Callable
from statistics import median
from time import perf_counter

Work = Callable[[], object]
ENOUGH = 20.0  # seconds: what is slow is measured less often, so that a whole run stays bounded


def seconds(work: Work) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def medians(rounds: int, *works: Work, between: Work | None = None) -> list[float]:
    """The median seconds of each work. `between` runs after each of them, off the clock.

    Rounds end early when `ENOUGH` seconds have passed.
    """
    taken: list[list[float]] = [[] for _ in works]
    for work in works:
        work()  # once off the clock: caches fill, modules load
        if between:
            between()
    end = perf_counter() + ENOUGH
    for done in range(rounds):
        if done and perf_counter() > end:
            break
        for times, work in zip(taken, works, strict=True):
            times.append(seconds(work))
            if between:
                between()
    return [median(times) for times in taken]
